import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent, WeightEvent } from '../../../devices/device.ts';
import type { ScaleEmulator } from '../../../devices/emulators/scale.ts';
import type { SerialScale } from '../../../devices/scales/serial-scale.ts';
import { supervise } from '../../../devices/supervise.ts';
import { type ManualClock, settle } from '../manual-clock.ts';
import { ScaleTable } from './scale-table.ts';

let table: ScaleTable;
let clock: ManualClock;
let events: DeviceEvent[];
beforeEach(() => {
  table = new ScaleTable();
  ({ clock, events } = table);
});
const plugIn = (profile: string): Promise<{ scale: SerialScale; pan: ScaleEmulator }> => table.plugIn(profile);
const pass = (by_ms: number): Promise<void> => table.pass(by_ms);
const weights = (): WeightEvent[] => table.weights();
const last = (): WeightEvent | undefined => table.last();
const states = (): string[] => table.states();

describe('losing a scale', () => {
  test('a stream that stops is silent, is reopened, and what lies there then is a load of its own', async () => {
    const { scale, pan } = await plugIn('cas-22');
    pan.put('5');
    supervise(scale, { clock, random: () => 0, silence_ms: scale.silence_ms ?? 0 }).start();
    await settle();
    await pass(1000);
    expect(scale.latest?.value).toBe('5.00');
    pan.freeze(true);
    await pass(3200);
    expect(states()).toContain('silent');
    expect(scale.latest).toBeNull();
    pan.freeze(false);
    await pass(1000);
    expect(scale.state.state).toBe('ready');
    expect(last()).toMatchObject({ reading: { value: '5.00', stable: true }, load: { cycle: 1, phase: 'settled' } });
  });

  test('unplugged in the middle of a frame it invents nothing, and asks again when it is back', async () => {
    const { scale, pan } = await plugIn('mettler-mt-sics');
    supervise(scale, { clock, random: () => 0 }).start();
    await settle();
    pan.freeze(true);
    await pass(250);
    await pan.send(Buffer.from('S S      12.3'));
    const before = weights().length;
    pan.unplug();
    expect(scale.state.state).toBe('absent');
    expect(events.at(-2)).toMatchObject({ kind: 'frame-refused', code: 'incomplete' });
    pan.freeze(false);
    pan.put('7');
    pan.replug();
    await pass(1000);
    expect(scale.state.state).toBe('ready');
    expect(
      weights()
        .slice(before)
        .map(({ reading }) => reading.value),
    ).not.toContain('12.3');
    expect(last()?.reading.value).toBe('7.00');
  });

  test('stopped it asks nothing and sets no timer any more', async () => {
    const { scale, pan } = await plugIn('mettler-mt-sics');
    scale.start();
    await settle();
    await pass(500);
    await scale.stop();
    const before = events.length;
    await pan.stop();
    clock.advance(60_000);
    await settle();
    expect([scale.state.state, events.length, clock.waiting_ms]).toEqual(['stopped', before, []]);
  });

  test('stopped while it is being opened it stays stopped', async () => {
    const { scale } = await plugIn('mettler-mt-sics');
    scale.start();
    const stopped = scale.stop();
    await settle();
    await stopped;
    expect(scale.state.state).toBe('stopped');
    expect(clock.waiting_ms).toEqual([]);
  });
});
