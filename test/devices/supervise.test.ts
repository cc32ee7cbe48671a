import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import type { Scanner } from '../../devices/scanners/scanner.ts';
import { supervise } from '../../devices/supervise.ts';
import { ManualClock, settle } from './manual-clock.ts';

let clock: ManualClock;
let gun: SerialScannerEmulator;
let scanner: Scanner;
let events: DeviceEvent[];

beforeEach(() => {
  clock = new ManualClock();
  gun = new SerialScannerEmulator({ profile: 'generic-serial', address: 'counter 1' });
  let ids = 0;
  const newId = (): string => `scan-${++ids}`;
  if (gun.port === null) throw new Error('the emulator has no port');
  scanner = createScanner({ name: 'gun', profile: 'generic-serial', address: gun.port, clock, newId });
  events = [];
  scanner.listen((event) => events.push(event));
});
const states = (): string[] => events.flatMap((event) => (event.kind === 'state' ? [event.state.state] : []));
const scans = (): string[] => events.flatMap((event) => (event.kind === 'scanned' ? [event.text] : []));

describe('a scanner', () => {
  test('constructing it does nothing; started it is ready at its address', async () => {
    expect([scanner.state.state, events.length]).toEqual(['stopped', 0]);
    scanner.start();
    await settle();
    expect(scanner.state).toMatchObject({ state: 'ready', address: 'counter 1', attempts: 0 });
  });

  test('a scan carries its id, its time, its symbology and its bytes', async () => {
    scanner.start();
    await settle();
    clock.advance(5);
    await gun.scan('6901234567892', 'E0');
    expect(events.at(-1)).toEqual({
      kind: 'scanned',
      scanId: 'scan-1',
      device: 'gun',
      text: '6901234567892',
      symbology: 'E0',
      raw: Uint8Array.from(Buffer.from(']E06901234567892\r')),
      at: clock.wall(),
      monotonic_ms: 5,
    });
  });

  test('half a frame is given up by the clock, without another byte', async () => {
    scanner.start();
    await settle();
    await gun.send(Buffer.from('69012'));
    clock.advance(499);
    expect(events.some(({ kind }) => kind === 'frame-refused')).toBe(false);
    clock.advance(1);
    expect(events.at(-1)).toMatchObject({ kind: 'frame-refused', code: 'incomplete' });
  });

  test('an answer to a command is neither scan nor refusal', async () => {
    scanner.start();
    await settle();
    const before = events.length;
    await gun.send(Buffer.from(']X0PAP.\r'));
    expect(events.slice(before)).toMatchObject([{ kind: 'frame', meaning: { is: 'reply' } }]);
  });

  test('unplugged in the middle of a scan loses nothing that it already told, and glues nothing together', async () => {
    supervise(scanner, { clock, random: () => 0 }).start();
    await settle();
    await gun.scan('A1');
    await gun.send(Buffer.from('half'));
    gun.unplug();
    await gun.scan('nobody hears this');
    gun.replug();
    clock.advance(250);
    await settle();
    await gun.scan('B2');
    expect(scans()).toEqual(['A1', 'B2']);
    expect(events.filter(({ kind }) => kind === 'frame-refused')).toHaveLength(1);
  });
});

describe('supervision', () => {
  test('patience doubles up to its cap, and a success ends it', async () => {
    gun.unplug();
    const supervision = supervise(scanner, { clock, random: () => 0, patience: { first_ms: 100, cap_ms: 500 } });
    supervision.start();
    const delays: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      await settle();
      delays.push(clock.waiting_ms[0]);
      clock.advance(clock.waiting_ms[0] ?? 0);
    }
    expect(delays).toEqual([100, 200, 400, 500, 500]);
    await settle();
    expect(scanner.state).toMatchObject({ state: 'absent', attempts: 6 });
    gun.replug();
    clock.advance(500);
    await settle();
    expect(scanner.state).toMatchObject({ state: 'ready', attempts: 0 });
    gun.unplug();
    expect(clock.waiting_ms).toEqual([100]);
  });

  test('chance shortens the delay by at most its share', async () => {
    gun.unplug();
    supervise(scanner, {
      clock,
      random: () => 0.999_999,
      patience: { first_ms: 100, cap_ms: 100, jitter: 0.3 },
    }).start();
    await settle();
    expect(clock.waiting_ms[0]).toBeCloseTo(70, 2);
  });

  test('stopped it opens nothing any more, not even what was being opened', async () => {
    const supervision = supervise(scanner, { clock });
    supervision.start();
    const stopped = supervision.stop();
    await settle();
    await stopped;
    expect(scanner.state.state).toBe('stopped');
    expect(states()).not.toContain('ready');
    gun.unplug();
    gun.replug();
    clock.advance(60_000);
    await settle();
    expect([scanner.state.state, clock.waiting_ms]).toEqual(['stopped', []]);
    await gun.scan('A1');
    expect(scans()).toEqual([]);
  });

  test('stopped while it waits it waits for nothing', async () => {
    gun.unplug();
    const supervision = supervise(scanner, { clock });
    supervision.start();
    await settle();
    await supervision.stop();
    expect(clock.waiting_ms).toEqual([]);
  });

  test('a port that is taken is tried again', async () => {
    const holder = { data: () => {}, lost: () => {} };
    await gun.port?.open(holder);
    supervise(scanner, { clock, random: () => 0 }).start();
    await settle();
    expect(scanner.state.state).toBe('taken');
    await gun.port?.close();
    clock.advance(250);
    await settle();
    expect(scanner.state.state).toBe('ready');
  });

  test('the watchdog reopens a device that went silent, and every byte calms it', async () => {
    supervise(scanner, { clock, random: () => 0, silence_ms: 1000 }).start();
    await settle();
    clock.advance(900);
    await gun.scan('A1');
    clock.advance(900);
    await settle();
    expect(states()).toEqual(['opening', 'ready']);
    clock.advance(100);
    await settle();
    expect(states()).toEqual(['opening', 'ready', 'silent']);
    clock.advance(250);
    await settle();
    expect(states()).toEqual(['opening', 'ready', 'silent', 'opening', 'ready']);
  });
});
