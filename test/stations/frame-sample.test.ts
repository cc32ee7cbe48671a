import { beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { HidPosScannerEmulator } from '../../devices/emulators/hid-pos-scanner.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { hexBytes } from '../../devices/profile.ts';
import type { ScannerSample } from '../../devices/profile-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import type { DeviceRow } from '../../hub/stations/device-store.ts';
import { sampleOf } from '../../hub/stations/frame-sample.ts';
import { frame, type Opened, openLog } from './frames.ts';

const GUN: DeviceRow = {
  ...{ name: 'gun', family: 'scanner', label: '', profile: 'generic-serial', address: '/dev/serial/by-id/x' },
  ...{ station_id: null, bin_id: null, origin: 'page', own: {} },
};
const DEMO: Parameters<typeof sampleOf>[3] = { branch: '城东店', isDemo: true, descriptorOf: () => null };

let opened: Opened;
let began: number;
beforeEach(() => {
  opened = openLog();
  began = opened.clock.wall();
});

function scan(text: string): void {
  const chunks = [frameBytes(loadProfile('scanner', 'generic-serial'), text, null)];
  opened.log.take(frame(text, opened.clock.wall(), { chunks, meaning: { is: 'scan', text, symbology: null } }));
}

const sample = (
  device: DeviceRow | undefined,
  { from = began, until = opened.clock.wall(), note = '' } = {},
  of = DEMO,
) => sampleOf(device, opened.log, { device: 'gun', from, until, note }, of);

test('a stretch of the log is one sample of the profile, in its order, each run of equal frames once', async () => {
  for (const text of ['before', 'A1', 'A1', 'B2', 'C3', 'after']) {
    scan(text);
    opened.clock.advance(100);
  }
  await opened.log.flush();
  const reply = await sample(GUN, { from: began + 150, until: began + 400 });
  expect(reply).toMatchObject({ problem: null, file: 'firmware-profiles/scanner/generic-serial.yaml', frames: 3 });
  expect(reply.yaml).toMatch(/^# firmware-profiles\/scanner\/generic-serial.yaml\n {2}- bytes: /);
  const [entry] = parse(reply.yaml ?? '') as ScannerSample[];
  expect(entry).toEqual({
    bytes: expect.any(String),
    events: ['A1', 'B2', 'C3'].map((text) => ({ text, symbology: null })),
    note: 'from the frame log',
    source: 'Built: emulated device of the demo, 2026-11-22',
  });
});

test('what a real device said says where, and is a capture', async () => {
  scan('A1');
  const { yaml } = await sample(GUN, { note: ' a torn label ' }, { ...DEMO, isDemo: false });
  expect(parse(yaml ?? '')).toMatchObject([
    { note: 'a torn label', source: 'Captured at 城东店, 2026-11-22', captured: true },
  ]);
});

test('frames that came within one millisecond stay in their order', async () => {
  for (const text of ['A1', 'B2', 'C3', 'D4']) scan(text);
  const texts = async () => {
    const [entry] = parse((await sample(GUN)).yaml ?? '') as ScannerSample[];
    return entry?.events.map(({ text }) => text);
  };
  expect(await texts()).toEqual(['A1', 'B2', 'C3', 'D4']);
  await opened.log.flush();
  expect(await texts()).toEqual(['A1', 'B2', 'C3', 'D4']);
  await opened.log.stop();
  expect(await texts()).toEqual(['A1', 'B2', 'C3', 'D4']);
});

test('what a scale was asked is no part of its sample, but counts for how long it is', async () => {
  const scale: DeviceRow = { ...GUN, family: 'scale', profile: 'mettler-mt-sics' };
  const { samples } = loadProfile('scale', 'mettler-mt-sics');
  const [first, second] = samples.map(({ bytes }) => hexBytes(bytes));
  const poll = (count: number): void => {
    for (let n = 0; n < count; n += 1) {
      opened.log.take(frame(`S${n}`, opened.clock.wall(), { direction: 'out' }));
      const chunks = [(n % 2 === 0 ? first : second) ?? new Uint8Array()];
      opened.log.take(frame('', opened.clock.wall(), { chunks }));
      opened.clock.advance(100);
    }
  };
  poll(3);
  const reply = await sample(scale);
  expect(reply).toMatchObject({ problem: null, frames: 3 });
  const [entry] = parse(reply.yaml ?? '') as (typeof samples)[number][];
  expect(hexBytes(entry?.bytes ?? '')).toEqual(
    new Uint8Array(Buffer.concat([first, second, first].map((bytes) => bytes ?? new Uint8Array()))),
  );
  poll(250);
  expect(await sample(scale)).toMatchObject({ yaml: null, problem: { code: 'too-long', detail: '500' } });
  expect((await sample(scale, { from: began + 20_000 })).problem).toBeNull();
});

test('reports of a HID scanner come with the descriptor that they were read by, while it is open', async () => {
  const gun = new HidPosScannerEmulator({ profile: 'generic-hid-pos' });
  const descriptor = gun.port.reportDescriptor?.() ?? new Uint8Array();
  const row = { ...GUN, profile: 'generic-hid-pos', address: 'hid-path:1-3' };
  const chunks = gun.reportsOf('X'.repeat(100), 'Q1');
  opened.log.take(frame('', opened.clock.wall(), { chunks }));
  const reply = await sample(row, {}, { ...DEMO, descriptorOf: () => descriptor });
  const [entry] = parse(reply.yaml ?? '') as ScannerSample[];
  expect(entry?.reports?.map(hexBytes)).toEqual(chunks);
  expect(hexBytes(entry?.descriptor ?? '')).toEqual(descriptor);
  expect(entry?.events).toEqual([{ text: 'X'.repeat(100), symbology: 'Q1' }]);
  const closed = await sample(row);
  expect(closed.problem).toEqual({ code: 'not-a-sample', detail: expect.stringContaining('descriptor') });
});

test.each<[string, DeviceRow | undefined, string]>([
  ['a device that is no more', undefined, 'no-such-device'],
  ['a printer', { ...GUN, family: 'printer', profile: 'xprinter-80', address: '/dev/usb/lp0' }, 'not-a-sample'],
  [
    'an event device, whose frames hold the time,',
    { ...GUN, profile: 'generic-wedge', address: 'evdev:/dev/input/by-id/x-event-kbd' },
    'not-a-sample',
  ],
  ['one whose profile cannot be read', { ...GUN, profile: 'not-there' }, 'not-a-sample'],
])('%s makes no sample', async (_, device, code) => {
  scan('A1');
  expect(await sample(device)).toMatchObject({ yaml: null, problem: { code }, frames: 0 });
});

test.each([1_000, 90_000])(
  'what a device repeats is in the sample also when it went on %i ms after it was chosen',
  async (later) => {
    scan('A1');
    const chosen = opened.clock.wall();
    opened.clock.advance(later);
    scan('A1');
    opened.clock.advance(later);
    scan('B2');
    await opened.log.flush();
    const reply = await sample(GUN, { until: chosen });
    expect(parse(reply.yaml ?? '')).toMatchObject([{ events: [{ text: 'A1' }] }]);
  },
);

test('a stretch in which nothing came in is none', async () => {
  scan('A1');
  opened.clock.advance(1_000);
  opened.log.take(frame('?', opened.clock.wall(), { direction: 'out' }));
  const reply = await sample(GUN, { from: began + 1 });
  expect(reply).toEqual({
    ...{ yaml: null, problem: { code: 'nothing-there', detail: '' }, frames: 0 },
    file: 'firmware-profiles/scanner/generic-serial.yaml',
  });
});

test('a line inside the process delivers what the first transport of its profile does', async () => {
  scan('A1');
  const { problem } = await sample({ ...GUN, address: 'memory:counter-1' });
  expect(problem).toBeNull();
});
