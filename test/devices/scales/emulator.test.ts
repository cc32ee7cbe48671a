import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent, WeightEvent } from '../../../devices/device.ts';
import { ScaleEmulator, type ScaleEmulatorChange } from '../../../devices/emulators/scale.ts';
import { loadProfile } from '../../../devices/load-profile.ts';
import type { ScaleProfile } from '../../../devices/profile-scale.ts';
import { countTaken, type ScaleError } from '../../../devices/scales/counting.ts';
import { createScale } from '../../../devices/scales/create-scale.ts';
import { Random } from '../../faults/random.ts';
import { ManualClock, settle } from '../manual-clock.ts';

let clock: ManualClock;
let events: DeviceEvent[];
beforeEach(() => {
  clock = new ManualClock();
  events = [];
});
const weights = (): WeightEvent[] => events.flatMap((event) => (event.kind === 'weight' ? [event] : []));

async function open(profile: ScaleProfile): Promise<ScaleEmulator> {
  const random = new Random(11);
  const pan = new ScaleEmulator({ profile, clock, random: () => random.next() });
  if (pan.port === null) throw new Error('the emulator has no port');
  const scale = createScale({ name: 'scale', profile, address: pan.port, clock });
  scale.listen((event) => events.push(event));
  await pan.start();
  scale.start();
  await settle();
  return pan;
}
async function pass(by_ms: number): Promise<void> {
  for (let passed = 0; passed < by_ms; passed += 50) {
    clock.advance(50);
    await settle();
  }
}

describe('the emulated scale', () => {
  const fine = { ...loadProfile('scale', 'cas-22') };
  const drawerScale: ScaleProfile = {
    ...fine,
    metrology: { unit: 'kg', capacity: '15', division: '0.001', minimum: '0.02' },
  };

  test('a drawer: what is taken out is counted from what it fell by', async () => {
    const pan = await open(drawerScale);
    pan.fill(150, '0.012', { cv: 0.005, bin: '0.800' });
    await pass(1500);
    const before = weights().at(-1);
    expect(pan.take(7)).toBe(7);
    await pass(1500);
    const after = weights().at(-1);
    if (before === undefined || after === undefined) throw new Error('nothing was weighed');
    expect([before.load.step, after.load.step, after.load.cycle]).toEqual([1, 2, 1]);
    const error: ScaleError = { division_g: 1, repeatability_g: 0.5, minimum_g: 20 };
    const piece = { weight_g: '12.000', n: 100, cv: 0.005, date: 0, scale: 'scale' };
    expect(countTaken(before.reading, after.reading, piece, error)).toMatchObject({ verdict: 'certain', pieces: 7 });
    expect([pan.pieces, pan.take(500), pan.pieces]).toEqual([143, 143, 0]);
  });

  test('tare and zero do nothing while it moves', async () => {
    const pan = await open(fine);
    pan.put('2');
    await pass(100);
    pan.tare();
    expect(pan.shown.net).toBe(false);
    await pass(1000);
    pan.tare();
    expect(pan.shown).toMatchObject({ net: true, value: '0.00', tare: '2.00' });
    pan.remove();
    await pass(1000);
    expect(weights().at(-1)?.reading).toMatchObject({ value: '-2.00', negative: true, net: true });
  });

  test('what is too heavy can be neither tared nor zeroed away', async () => {
    const pan = await open(fine);
    pan.put('99999');
    await pass(1000);
    pan.tare();
    pan.zero();
    expect(pan.shown).toMatchObject({ overload: true, net: false });
    pan.remove();
    await pass(1000);
    expect(pan.shown).toMatchObject({ value: '0.00', overload: false, underload: false });
  });

  test('the pieces that were put on last come off first', async () => {
    const pan = await open(drawerScale);
    pan.fill(3, '0.500', { cv: 0 });
    pan.fill(2, '0.010', { cv: 0 });
    expect([pan.take(2), pan.pieces]).toEqual([2, 3]);
    await pass(1000);
    expect(pan.shown.value).toBe('1.500');
  });

  test('a frozen display stands while things move on the pan, and says what is wrong with it', async () => {
    const pan = await open(fine);
    pan.put('5');
    await pass(1000);
    pan.freeze(true);
    pan.put('2');
    pan.hand(true);
    pan.drift('0.60');
    await pass(1000);
    expect(pan.shown).toMatchObject({ value: '5.00', stable: true });
    expect(pan.conditions).toEqual({ hand: true, unstable: false, drifting: true, frozen: true });
    pan.hand(false);
    pan.drift('0');
    pan.freeze(false);
    expect(pan.shown.value).toBe('7.01');
    expect(pan.conditions).toEqual({ hand: false, unstable: false, drifting: false, frozen: false });
  });

  test('its display swings, leans, creeps, and says so to whoever watches', async () => {
    const changes: ScaleEmulatorChange[] = [];
    const pan = await open(fine);
    pan.onChange((change) => changes.push(change));
    pan.put('5');
    await pass(1000);
    pan.unstable(true);
    expect(pan.shown.stable).toBe(false);
    pan.unstable(false);
    pan.drift('0.60');
    clock.advance(60_000);
    expect(pan.shown.value).toBe('5.60');
    pan.unplug();
    pan.replug();
    expect(changes.map(({ kind }) => kind)).toEqual(['display', 'display', 'display', 'plugged', 'plugged']);
  });
});

describe('a scale that speaks on change', () => {
  const sics = loadProfile('scale', 'mettler-mt-sics');
  const onChange: ScaleProfile = { ...sics, asks: 'on-change', silence_ms: 0 };

  test('is asked once, for what lay there before, and then tells by itself', async () => {
    const pan = await open(onChange);
    expect(weights().map(({ reading }) => reading.value)).toEqual(['0.00']);
    await pass(2000);
    const before = weights().length;
    await pass(10_000);
    expect(weights().length).toBe(before);
    pan.put('250');
    await pass(2000);
    expect(
      weights()
        .slice(before)
        .map(({ reading }) => reading.value),
    ).toEqual(['250.00']);
  });

  test('may be silent all day', () => {
    const scale = createScale({ name: 's', profile: onChange, address: '/dev/null', clock });
    expect(scale.silence_ms).toBeUndefined();
    expect(createScale({ name: 's', profile: sics, address: '/dev/null', clock }).silence_ms).toBe(5000);
  });
});

test('a scale that must be told to stream is told each time it is opened', async () => {
  const { poll: _, ...sics } = loadProfile('scale', 'mettler-mt-sics');
  const heard: string[] = [];
  const pan = new ScaleEmulator({ profile: { ...sics, asks: 'stream', onOpen: 'hex:53 49 52 0D 0A' }, clock });
  if (pan.port === null) throw new Error('the emulator has no port');
  const { port } = pan;
  const write = port.write.bind(port);
  port.write = async (bytes) => {
    heard.push(Buffer.from(bytes).toString('latin1'));
    await write(bytes);
  };
  const scale = createScale({ name: 'scale', profile: pan.profile, address: port, clock });
  for (let time = 0; time < 2; time++) {
    scale.start();
    await settle();
    await scale.stop();
  }
  expect(heard).toEqual(['SIR\r\n', 'SIR\r\n']);
});
