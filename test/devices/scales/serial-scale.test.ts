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

describe('a scale that is polled', () => {
  test('constructing it does nothing; started it is asked, and answers with what lay there before', async () => {
    const { scale, pan } = await plugIn('mettler-mt-sics');
    pan.put('100');
    await pass(1000);
    expect([scale.state.state, events.length]).toEqual(['stopped', 0]);
    scale.start();
    await settle();
    expect(scale.state).toMatchObject({ state: 'ready', address: 'parts counter' });
    expect(last()).toEqual({
      kind: 'weight',
      device: 'scale',
      reading: {
        value: '100.00',
        unit: 'g',
        stable: true,
        net: 'unknown',
        tare: null,
        zero: 'unknown',
        overload: false,
        underload: false,
        negative: false,
        quantity: null,
        raw: Uint8Array.from(Buffer.from('S S     100.00 g\r')),
        at: clock.wall(),
        monotonic_ms: clock.monotonic(),
        source: 'flag',
      },
      load: { cycle: 1, phase: 'settled', step: 1 },
    });
    expect(scale.latest).toEqual(last()?.reading);
  });

  test('it is asked once per interval, and never while an answer is due', async () => {
    const { scale, pan } = await plugIn('adam-cpwplus');
    let questions = 0;
    const port = pan.port;
    if (port === null) throw new Error('no port');
    const write = port.write.bind(port);
    port.write = async (bytes) => {
      questions += 1;
      await write(bytes);
    };
    scale.start();
    await settle();
    await pass(5000);
    expect(questions).toBe(6);
    expect(weights()).toHaveLength(6);
    pan.freeze(true);
    await pass(5000);
    // 1500 ms for an answer and 1000 ms until the next question.
    expect(questions).toBe(8);
  });

  test('the same weight twice is two readings of one load', async () => {
    const { scale, pan } = await plugIn('toledo-8217');
    pan.put('1.5');
    await pass(1000);
    scale.start();
    await settle();
    await pass(500);
    expect(weights().map(({ reading }) => reading.value)).toEqual(['1.500', '1.500', '1.500']);
    expect(weights().map(({ load }) => load)).toEqual(Array(3).fill({ cycle: 1, phase: 'settled', step: 1 }));
  });

  test('an answer that comes too late, or that nobody asked for, is dropped', async () => {
    const { scale, pan } = await plugIn('mettler-mt-sics');
    pan.freeze(true);
    scale.start();
    await settle();
    await pass(1000);
    // The question is given up; its answer comes now.
    await pan.send(Buffer.from('S S      55.00 g\r\n'));
    expect(weights()).toEqual([]);
    // Half of a late answer lies in the buffer when the next question goes out: it is flushed.
    await pan.send(Buffer.from('S S      55'));
    pan.freeze(false);
    await pass(250);
    expect(weights().map(({ reading }) => reading.value)).toEqual(['0.00']);
    expect(events.filter(({ kind }) => kind === 'frame-refused')).toEqual([]);
  });

  test('a moving load is a status of the 8217: no weight, never 0', async () => {
    const { scale, pan } = await plugIn('toledo-8217');
    scale.start();
    await settle();
    pan.put('2');
    await pass(500);
    expect(last()).toMatchObject({ reading: { value: null, stable: false }, load: { phase: 'empty', cycle: 0 } });
    await pass(500);
    expect(last()).toMatchObject({ reading: { value: '2.000', stable: true }, load: { phase: 'settled', cycle: 1 } });
  });
});

describe('a scale that streams', () => {
  test('every frame is an event; a value without a flag is stable after it stood', async () => {
    const { scale, pan } = await plugIn('yaohua-xk3190-a9');
    pan.put('120');
    scale.start();
    await settle();
    await pass(600);
    expect(weights().some(({ reading }) => reading.stable === true)).toBe(false);
    await pass(1000);
    expect(last()?.reading).toMatchObject({ value: '120', stable: true, source: 'derived' });
    expect(weights()).toHaveLength(16);
  });

  test('two equal weighings are two loads', async () => {
    const { scale, pan } = await plugIn('cas-22');
    scale.start();
    await settle();
    await pass(200);
    for (let time = 0; time < 2; time++) {
      pan.put('12.5');
      await pass(2000);
      pan.remove();
      await pass(2000);
    }
    const settled = weights().filter(({ load }) => load.phase === 'settled');
    expect(new Set(settled.map(({ reading, load }) => `${reading.value} ${load.cycle}.${load.step}`))).toEqual(
      new Set(['12.50 1.1', '12.50 2.1']),
    );
    expect(last()).toMatchObject({ reading: { value: '0.00' }, load: { phase: 'empty', cycle: 2 } });
  });

  test('an overload is a load without a weight, and a hand on the pan is never stable', async () => {
    const { scale, pan } = await plugIn('cas-22');
    scale.start();
    await settle();
    pan.overload();
    await pass(1000);
    expect(last()).toMatchObject({ reading: { value: null, overload: true }, load: { phase: 'moving', cycle: 1 } });
    pan.remove();
    await pass(1000);
    pan.hand(true);
    const before = weights().length;
    await pass(2000);
    expect(
      weights()
        .slice(before)
        .some(({ reading }) => reading.stable === true),
    ).toBe(false);
  });

  test('zero that creeps is drift, and something that stays on the pan is not', async () => {
    const { scale, pan } = await plugIn('cas-22');
    scale.start();
    await settle();
    await pass(200);
    pan.drift('0.02');
    await pass(120_000);
    const drift = events.filter((event) => event.kind === 'zero');
    expect(drift[0]).toMatchObject({ zero: { kind: 'drift', size_ug: 30_000_000n } });
    pan.drift('0');
    pan.zero();
    await pass(1000);
    expect(events.filter((event) => event.kind === 'zero').at(-1)).toMatchObject({
      zero: { kind: 'good', size_ug: 0n },
    });
    pan.put('0.05');
    await pass(1000);
    expect(events.filter((event) => event.kind === 'zero').at(-1)).toMatchObject({
      zero: { kind: 'left-on-pan', size_ug: 50_000_000n },
    });
  });

  test('bytes of another protocol are a named state, told once, and one good frame mends it', async () => {
    const { scale, pan } = await plugIn('cas-22');
    supervise(scale, { clock, random: () => 0, silence_ms: scale.silence_ms ?? 0 }).start();
    await settle();
    pan.freeze(true);
    for (let time = 0; time < 60; time++) {
      await pan.garbage();
      await pass(100);
    }
    expect(scale.isGarbled).toBe(true);
    expect(scale.state.detail).toMatch(/^\d+ bytes and no frame of cas-22 at 9600 baud/);
    expect(states()).toEqual(['opening', 'ready', 'garbled']);
    const refusals = events.filter(({ kind }) => kind === 'frame-refused').length;
    await pan.garbage(2000);
    expect(events.filter(({ kind }) => kind === 'frame-refused')).toHaveLength(refusals);
    pan.freeze(false);
    await pass(200);
    expect([scale.isGarbled, scale.state.state, states()]).toEqual([
      false,
      'ready',
      ['opening', 'ready', 'garbled', 'ready'],
    ]);
  });

  test('a few stray bytes an hour apart are no other protocol', async () => {
    const { scale, pan } = await plugIn('cas-22');
    pan.freeze(true);
    scale.start();
    await settle();
    await pan.garbage(20);
    clock.advance(3_600_000);
    await pan.garbage(20);
    expect(scale.isGarbled).toBe(false);
  });
});
