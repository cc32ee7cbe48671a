import { beforeEach, expect, test } from 'vitest';
import type { DeviceEvent, DeviceStateName, ScannedEvent } from '../../devices/device.ts';
import { frameReading } from '../../devices/scales/weight.ts';
import { DeviceLive } from '../../hub/stations/live.ts';
import { ManualClock } from '../support/clock.ts';
import { frame } from './frames.ts';

let clock: ManualClock;
let announced: string[];
let live: DeviceLive;
beforeEach(() => {
  clock = new ManualClock();
  announced = [];
  live = new DeviceLive({ clock, announce: (kind) => announced.push(kind) });
});

function weight(value: string, device = 'scale'): DeviceEvent {
  const reading = { ...frameReading({ value, unit: 'kg', stable: true }), raw: new Uint8Array() };
  const times = { at: clock.wall(), monotonic_ms: clock.monotonic(), source: 'flag' as const };
  return { kind: 'weight', device, reading: { ...reading, ...times }, load: { cycle: 1, phase: 'settled', step: 0 } };
}
const scan = (text: string): ScannedEvent => ({
  ...{ kind: 'scanned', scanId: text, device: 'gun', text, symbology: null, raw: new Uint8Array() },
  ...{ at: clock.wall(), monotonic_ms: clock.monotonic() },
});
const state = (name: DeviceStateName, device = 'scale'): DeviceEvent => ({
  ...{ kind: 'state', device },
  state: { state: name, address: 'memory:1', attempts: 0, since: clock.wall() },
});

test('a scale that streams fifty times a second moves the screens four times a second, and the last is not lost', () => {
  const announcedAt: number[] = [];
  const began = clock.monotonic();
  live = new DeviceLive({ clock, announce: () => announcedAt.push(clock.monotonic() - began) });
  for (let n = 0; n < 50; n += 1) {
    live.take(frame(`${n}`, clock.wall(), { device: 'scale' }));
    live.take(weight(`${n}.0`));
    live.take(weight(`${n}.5`, 'another'));
    clock.advance(20);
  }
  clock.advance(5_000);
  expect(announcedAt).toEqual([250, 510, 770, 1030]);
  expect(live.of('scale')).toMatchObject({ weight: { value: '49.0' }, frame: { chunks: [Buffer.from('49')] } });
  expect(live.of('another')).toMatchObject({ weight: { value: '49.5' }, frame: null });
  expect(announced).toEqual([]);
});

test('a scan, a state and drift are told at once', () => {
  live.take(frame('X', clock.wall()));
  live.take(scan('X'));
  live.take(state('ready'));
  live.take({
    kind: 'zero',
    device: 'scale',
    zero: { kind: 'drift', size_ug: 12_340_000n, since_ms: 0 },
    at: clock.wall(),
  });
  expect(announced).toEqual(['device.scanned', 'device.state', 'device.zero']);
  clock.advance(250);
  expect(announced.slice(3)).toEqual(['devices.said']);
});

test('the newest five scans are shown, newest first', () => {
  for (const text of ['1', '2', '3', '4', '5', '6', '7']) live.take(scan(text));
  expect(live.of('gun').scans.map(({ text }) => text)).toEqual(['7', '6', '5', '4', '3']);
});

test.each(['absent', 'stopped', 'silent', 'garbled', 'opening', 'failed'] as const)(
  'what lay on the pan is not known any more when the scale is %s; what it said last is',
  (lost) => {
    live.take(state('ready'));
    live.take(frame('X', clock.wall(), { device: 'scale' }));
    live.take(weight('1.00'));
    live.take({
      kind: 'zero',
      device: 'scale',
      zero: { kind: 'left-on-pan', size_ug: 5_000_000n, since_ms: 0 },
      at: clock.wall(),
    });
    live.take(weight('2.00', 'another'));
    live.take(state('ready'));
    expect(live.of('scale')).toMatchObject({
      weight: { value: '1.00' },
      drift: { kind: 'left-on-pan', size: '5.00 g' },
    });
    live.take(state(lost));
    expect(live.of('scale')).toMatchObject({ weight: null, drift: null, frame: { direction: 'in' } });
    expect(live.of('another').weight).toMatchObject({ value: '2.00' });
  },
);

test('a scale that shows zero again does not drift any more', () => {
  const zero = (kind: 'drift' | 'good'): DeviceEvent => ({
    ...{ kind: 'zero', device: 'scale', at: clock.wall() },
    zero: { kind, size_ug: kind === 'good' ? 0n : -500_000n, since_ms: 0 },
  });
  live.take(zero('drift'));
  expect(live.of('scale').drift).toEqual({ kind: 'drift', size: '-0.50 g' });
  live.take(zero('good'));
  expect(live.of('scale').drift).toBeNull();
});

test('a device that is no more is forgotten, and the others are not', () => {
  live.take(weight('1.00'));
  live.take(scan('X'));
  live.keepOnly(new Set(['gun']));
  expect(live.of('scale')).toEqual({ frame: null, weight: null, load: null, drift: null, scans: [] });
  expect(live.of('gun').scans).toHaveLength(1);
});
