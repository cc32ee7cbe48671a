import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { createScale } from '../../devices/scales/create-scale.ts';
import type { WeightReading } from '../../devices/scales/weight.ts';
import type { DemoScale } from '../../hub/demo/devices.ts';
import { watchScales } from '../../hub/demo/scales.ts';
import { settle } from '../devices/manual-clock.ts';
import { type BenchHub, openBench } from '../support/bench.ts';
import { ManualClock } from '../support/clock.ts';

const SCALES = ['counter-1-scale', 'counter-2-scale', 'spare-scale'];

let clock: ManualClock;
let bench: BenchHub;
beforeEach(async () => {
  clock = new ManualClock();
  bench = await openBench(clock);
});

function scaleCalled(device: string): DemoScale {
  const found = bench.devices.scales.find((scale) => scale.device === device);
  if (found === undefined) throw new Error(`The bench has no ${device}`);
  return found;
}

async function pass(by_ms: number): Promise<void> {
  for (let passed = 0; passed < by_ms; passed += 50) {
    clock.advance(50);
    await settle();
  }
}

const post = (device: string, act: object) =>
  bench.hub.app.inject({
    method: 'POST',
    url: `/api/v1/demo/scales/${device}`,
    headers: { host: 'localhost' },
    payload: act,
  });

async function act(device: string, what: object): Promise<void> {
  const reply = await post(device, what);
  expect([reply.statusCode, reply.json()], JSON.stringify(what)).toEqual([200, {}]);
}

/** The driver that the hub will have at this scale's line, with all it told. */
function driverAt({ profile, emulator }: DemoScale): { events: DeviceEvent[]; reading(): WeightReading | undefined } {
  const events: DeviceEvent[] = [];
  if (emulator.port === null) throw new Error('The scale has no line.');
  const driver = createScale({ name: 'driver', profile, address: emulator.port, clock });
  driver.listen((event) => events.push(event));
  driver.start();
  onTestFinished(() => driver.stop());
  return {
    events,
    reading: () => events.flatMap((event) => (event.kind === 'weight' ? [event.reading] : [])).at(-1),
  };
}

describe.each(SCALES)('%s', (device) => {
  test('what hands do on the bench is what the driver reads at its line', async () => {
    const scale = scaleCalled(device);
    scale.emulator.replug();
    const { reading } = driverAt(scale);
    await pass(1500);
    expect(Number(reading()?.value)).toBe(0);
    const isGrams = scale.emulator.profile.metrology.unit === 'g';

    await act(device, { put: { weight: '0.250', unit: 'kg' } });
    await pass(2500);
    expect(reading()).toMatchObject({ stable: true });
    expect(Number(reading()?.value)).toBe(isGrams ? 250 : 0.25);

    await act(device, { empty: true });
    await act(device, { fill: { pieces: 100, weight: '8.42', unit: 'g' } });
    await act(device, { add: { pieces: 2, weight: '1.3', unit: 'g' } });
    await act(device, { take: 2 });
    expect(scale.emulator.pieces).toBe(100);
    await pass(2500);
    const grams = Number(reading()?.value) * (isGrams ? 1 : 1000);
    expect(grams).toBeGreaterThan(842 * 0.99);
    expect(grams).toBeLessThan(842 * 1.01);

    await act(device, { overload: true });
    await pass(2500);
    expect(reading()).toMatchObject({ value: null, overload: true });
  });

  test('a hand, a shake, a drift and a frozen display are told until they are undone', async () => {
    const scale = scaleCalled(device);
    scale.emulator.replug();
    const { reading, events } = driverAt(scale);
    await pass(1500);
    for (const lasting of ['hand', 'shake']) {
      await act(device, { [lasting]: true });
      await pass(1000);
      expect(reading()).toMatchObject({ stable: false });
      await act(device, { [lasting]: false });
      await pass(1000);
      expect(reading()).toMatchObject({ stable: true });
    }
    await act(device, { drift: true });
    await pass(10_000);
    const crept = Number(reading()?.value);
    expect(crept).toBeCloseTo(5 * Number(scale.emulator.profile.metrology.division));
    await act(device, { drift: false });
    await act(device, { freeze: true });
    const weights = () => events.filter(({ kind }) => kind === 'weight').length;
    const heard = weights();
    await pass(5000);
    expect(weights()).toBe(heard);
    await act(device, { freeze: false });
    await act(device, { zero: true });
    await pass(2500);
    expect(Number(reading()?.value)).toBe(0);
  });

  test('noise is never a weight, and the next weight is read', async () => {
    const scale = scaleCalled(device);
    scale.emulator.replug();
    const { reading, events } = driverAt(scale);
    await pass(1500);
    const quiet = events.length;
    await act(device, { noise: true });
    await pass(1000);
    const since = events.slice(quiet);
    const isPolled = scale.emulator.profile.asks === 'poll';
    // What came between two questions is thrown away before the next one.
    expect(since.some(({ kind }) => kind === 'frame-refused')).toBe(!isPolled);
    expect(since.flatMap((event) => (event.kind === 'weight' ? [Number(event.reading.value)] : []))).toSatisfy(
      (values: number[]) => values.length > 0 && values.every((value) => value === 0),
    );
    await act(device, { put: { weight: '100', unit: 'g' } });
    await pass(2500);
    expect(Number(reading()?.value)).toBeGreaterThan(0);
  });
});

test('tare takes what lies there for the container; the plug is pulled and put back', async () => {
  const { events } = driverAt(scaleCalled('counter-1-scale'));
  await act('counter-1-scale', { put: { weight: '500', unit: 'g' } });
  await pass(1000);
  await act('counter-1-scale', { tare: true });
  expect(scaleCalled('counter-1-scale').emulator.shown).toMatchObject({ value: '0.00', net: true });
  await act('counter-1-scale', { plugged: false });
  expect(events.at(-1)).toMatchObject({ kind: 'state', state: { state: 'absent' } });
  await act('counter-1-scale', { plugged: true });
  expect(scaleCalled('counter-1-scale').emulator.plugged).toBe(true);
});

test('no weight that a hand can put there ends a scale, whatever is pressed', async () => {
  for (const device of SCALES) {
    const scale = scaleCalled(device);
    scale.emulator.replug();
    const { reading } = driverAt(scale);
    await act(device, { put: { weight: '99999.999999', unit: 'kg' } });
    for (const next of [{ tare: true }, { zero: true }, { empty: true }, { drift: true }, { hand: true }]) {
      await pass(1000);
      await act(device, next);
    }
    await act(device, { hand: false });
    await pass(3000);
    expect(reading()?.overload).toBe(false);
  }
});

test.each([
  ['no act', {}, '/'],
  ['two acts', { tare: true, zero: true }, '/'],
  ['an act that there is not', { kick: true }, '/'],
  ['no pieces', { take: 0 }, '/take'],
  ['too many pieces', { add: { pieces: 1001, weight: '1', unit: 'g' } }, '/add/pieces'],
  ['a weight of nothing', { put: { weight: '0.00', unit: 'g' } }, '/put/weight'],
  ['a weight below zero', { put: { weight: '-5', unit: 'g' } }, '/put/weight'],
  ['a weight that is no decimal', { put: { weight: '1e3', unit: 'g' } }, '/put/weight'],
  ['a unit that is none', { put: { weight: '1', unit: 'stone' } }, '/put/unit'],
  ['a hand that is neither on nor off', { hand: 'on' }, '/hand'],
])('%s is a problem that names the field, and nothing moves', async (_name, body, path) => {
  const before = scaleCalled('counter-1-scale').emulator.pieces;
  const reply = await post('counter-1-scale', body);
  expect(reply.statusCode).toBe(400);
  expect(reply.headers['content-type']).toContain('application/problem+json');
  const problem = reply.json() as { code: string; fields: { path: string }[] };
  expect(problem.code).toBe('request.invalid');
  expect(problem.fields.map((field) => field.path)).toContain(path);
  expect(scaleCalled('counter-1-scale').emulator.pieces).toBe(before);
});

test('a scale that is not there is said to be not there', async () => {
  const reply = await post('counter-9-scale', { tare: true });
  expect([reply.statusCode, reply.json()]).toMatchObject([404, { code: 'request.unknown-name' }]);
});

test('a pan has an end', async () => {
  for (let time = 0; time < 5; time += 1)
    await act('counter-1-scale', { add: { pieces: 1000, weight: '0.1', unit: 'g' } });
  const reply = await post('counter-1-scale', { add: { pieces: 1, weight: '0.1', unit: 'g' } });
  expect([reply.statusCode, reply.json()]).toMatchObject([400, { fields: [{ path: '/add/pieces' }] }]);
  await act('counter-1-scale', { fill: { pieces: 1000, weight: '0.1', unit: 'g' } });
  expect(scaleCalled('counter-1-scale').emulator.pieces).toBe(1000);
});

test('a display that moves is announced five times a second at most; one that stands, never', async () => {
  let announced = 0;
  const stop = watchScales(bench.devices.scales, clock, () => (announced += 1));
  clock.advance(10_000);
  expect(announced).toBe(0);
  const { emulator } = scaleCalled('counter-2-scale');
  emulator.put('2.5');
  clock.advance(2000);
  expect(announced).toBeGreaterThanOrEqual(3);
  expect(announced).toBeLessThanOrEqual(4);
  announced = 0;
  emulator.unstable(true);
  clock.advance(10_000);
  expect(announced).toBeGreaterThan(30);
  expect(announced).toBeLessThanOrEqual(50);
  stop();
  announced = 0;
  clock.advance(10_000);
  expect(announced).toBe(0);
});

test('the spare devices begin unplugged and belong to no station', () => {
  const { scanners, scales, configured } = bench.devices;
  const spare = [...scanners, ...scales].filter(({ station }) => station === null);
  expect(spare.map(({ device, emulator }) => [device, emulator.plugged])).toEqual([
    ['spare-scanner', false],
    ['spare-scale', false],
  ]);
  const counters = ['counter-1', 'counter-2'].flatMap((id) => [`${id}-printer`, `${id}-scale`, `${id}-scanner`]);
  expect(configured.map(({ device }) => device).sort()).toEqual(counters);
});
