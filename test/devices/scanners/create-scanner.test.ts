import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../../devices/device.ts';
import { HidPosScannerEmulator } from '../../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../../devices/emulators/keyboard-scanner.ts';
import { SerialScannerEmulator } from '../../../devices/emulators/serial-scanner.ts';
import { listProfiles, loadProfile, ProfileError } from '../../../devices/load-profile.ts';
import type { Port } from '../../../devices/ports/port.ts';
import { parseScannerAddress } from '../../../devices/scanners/address.ts';
import { createScanner } from '../../../devices/scanners/create-scanner.ts';
import { frameBytes } from '../../../devices/scanners/frame-bytes.ts';
import { recogniseScanner } from '../../../devices/scanners/recognise.ts';
import { supervise } from '../../../devices/supervise.ts';
import { ManualClock, settle } from '../manual-clock.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

describe('an address', () => {
  test.each([
    ['/dev/serial/by-id/usb-Newland-if00', { kind: 'serial', path: '/dev/serial/by-id/usb-Newland-if00' }],
    ['tcp://192.168.1.70:4001', { kind: 'tcp', host: '192.168.1.70', port: 4001 }],
    ['evdev:/dev/input/by-id/x-event-kbd', { kind: 'evdev', path: '/dev/input/by-id/x-event-kbd' }],
    ['hid-path:1-3.2', { kind: 'hid', target: { by: 'path', path: '1-3.2' } }],
    [
      'hid://0C2E:0b6a',
      { kind: 'hid', target: { by: 'id', vendor: 0x0c2e, product: 0x0b6a, serial: null, interface: null } },
    ],
    [
      'hid://1eab:0d10/A%2F1?interface=1',
      { kind: 'hid', target: { by: 'id', vendor: 0x1eab, product: 0x0d10, serial: 'A/1', interface: 1 } },
    ],
    [
      'hid://05e0:1300/50%',
      { kind: 'hid', target: { by: 'id', vendor: 0x05e0, product: 0x1300, serial: '50%', interface: null } },
    ],
  ])('%s is understood', (address, parsed) => {
    expect(parseScannerAddress(address)).toEqual(parsed);
  });

  test.each(['ttyUSB0', 'hid://12:34', 'hid://0c2e', 'evdev:', 'hid-path:', 'tcp://host', ''])(
    '"%s" is refused',
    (address) => {
      expect(() => parseScannerAddress(address)).toThrow(TypeError);
    },
  );

  test.each([
    ['generic-serial', 'hid://0c2e:0b6a'],
    ['honeywell-hid-pos', '/dev/serial/by-id/x'],
    ['honeywell-hid-pos', 'evdev:/dev/input/by-id/x'],
    ['generic-wedge', '/dev/serial/by-id/x'],
  ])('of another medium than the profile %s is refused', (profile, address) => {
    expect(() => createScanner({ name: 'gun', profile, address, clock })).toThrow(/the profile .* is for/);
  });

  test.each([
    ['generic-serial', '/dev/serial/by-id/x'],
    ['newland-hid-pos', 'hid://1eab:0d10'],
    ['generic-wedge', 'hid-path:1-3'],
    ['generic-wedge', 'evdev:/dev/input/by-id/x'],
  ])('of %s makes a scanner that is stopped', (profile, address) => {
    const scanner = createScanner({ name: 'gun', profile, address, clock });
    expect(scanner.state).toMatchObject({ state: 'stopped', address });
  });

  test('with an unknown profile is refused as such', () => {
    expect(() => createScanner({ name: 'gun', profile: 'nobody', address: '/dev/x', clock })).toThrow(ProfileError);
  });
});

type Gun = {
  readonly port: Port | null;
  scan(text: string, symbology: string | null): Promise<void>;
  /** The first half of what a long code is sent as. */
  half(): Promise<void>;
  unplug(): void;
  replug(): void;
};

function serialGun(): Gun {
  const gun = new SerialScannerEmulator({ profile: 'generic-serial' });
  const half = frameBytes(gun.profile, LONG, 'Q1').subarray(0, 50);
  return Object.assign(gun, { half: () => gun.send(half) });
}
function reportGun(gun: HidPosScannerEmulator | KeyboardScannerEmulator): Gun {
  return Object.assign(gun, {
    async half() {
      const reports = gun.reportsOf(LONG, 'Q1');
      for (const report of reports.slice(0, reports.length / 2)) await gun.send(report);
    },
  });
}

const LONG = `VIN:${'X'.repeat(96)}`;
const GUNS: readonly (readonly [string, string, () => Gun])[] = [
  ['serial', 'generic-serial', serialGun],
  ['HID-POS', 'honeywell-hid-pos', () => reportGun(new HidPosScannerEmulator({ profile: 'honeywell-hid-pos' }))],
  [
    'HID-POS by descriptor',
    'generic-hid-pos',
    () => reportGun(new HidPosScannerEmulator({ profile: 'generic-hid-pos' })),
  ],
  ['keyboard', 'generic-wedge', () => reportGun(new KeyboardScannerEmulator({ profile: 'generic-wedge' }))],
];

describe.each(GUNS)('a %s scanner', (_, profile, makeGun) => {
  async function start() {
    const gun = makeGun();
    if (gun.port === null) throw new Error('the emulator has no port');
    const scanner = createScanner({ name: 'gun', profile, address: gun.port, clock });
    const events: DeviceEvent[] = [];
    scanner.listen((event) => events.push(event));
    const supervision = supervise(scanner, { clock, random: () => 0 });
    supervision.start();
    await settle();
    const told = () =>
      events.flatMap((event) => {
        if (event.kind === 'scanned') return [event.text];
        return event.kind === 'frame-refused' ? [`!${event.code}`] : [];
      });
    return { gun, scanner, supervision, told };
  }

  test('scans', async () => {
    const { gun, told } = await start();
    await gun.scan('6901234567892', 'E0');
    await gun.scan(LONG, 'Q1');
    expect(told()).toEqual(['6901234567892', LONG]);
  });

  test('unplugged in the middle of a code loses nothing that it beeped for, and invents nothing', async () => {
    const { gun, scanner, told } = await start();
    await gun.scan('A1', 'C0');
    await gun.half();
    gun.unplug();
    expect(scanner.state.state).toBe('absent');
    gun.replug();
    clock.advance(5000);
    await settle();
    expect(scanner.state.state).toBe('ready');
    await gun.scan('B2', 'C0');
    expect(told()).toEqual(['A1', '!incomplete', 'B2']);
  });

  test('half a code is given up by the clock alone', async () => {
    const { gun, told } = await start();
    await gun.half();
    clock.advance(499);
    clock.advance(1);
    expect(told()).toEqual(['!incomplete']);
  });

  test('stopped in the middle of a code it tells that, and nothing afterwards', async () => {
    const { gun, supervision, scanner, told } = await start();
    await gun.half();
    const stopped = supervision.stop();
    await settle();
    await stopped;
    await gun.scan('A1', 'C0');
    expect(told()).toEqual(['!incomplete']);
    expect(scanner.state.state).toBe('stopped');
  });
});

describe('a device that was plugged in', () => {
  const profiles = listProfiles('scanner').map((name) => loadProfile('scanner', name));
  const names = (vendor: number, product: number, transport: 'serial' | 'hid-pos' | 'hid-keyboard') =>
    recogniseScanner(profiles, { vendor, product, transport }).profiles.map(({ id }) => id);

  test('is recognised by vendor and product, then by vendor, then by what it speaks', () => {
    const generic = ['generic-hid-pos', 'access-is-lsr118'];
    expect(names(0x0c2e, 0x0b8f, 'hid-pos')).toEqual(['honeywell-hid-pos', ...generic]);
    expect(names(0x05e0, 0x1300, 'hid-pos')).toEqual(['zebra-hid-pos', ...generic]);
    expect(names(0x1111, 0x2222, 'hid-pos')).toEqual(generic);
    expect(names(0x1111, 0x2222, 'hid-keyboard')).toEqual(['generic-wedge', 'generic-wedge-bare']);
    expect(names(0x1eab, 0x0d06, 'serial')[0]).toBe('newland-usb-com');
  });

  test.each([
    [0x0c2e, 0x0b8f, 'hid-pos', true], // this product
    [0x05e0, 0x1300, 'hid-pos', true], // the only one of this vendor
    [0x1111, 0x2222, 'hid-pos', true], // its descriptor says how to read it
    [0x1eab, 0x0d06, 'serial', true], // the only one of this vendor
    [0x0c2e, 0x0b6a, 'serial', false], // with code ids, or without
    [0x1a86, 0x7523, 'serial', false], // a bridge: anything may be behind it
    [0x1111, 0x2222, 'hid-keyboard', false], // most keyboards are no scanners
  ] as const)('%i:%i as %s is recognised without a question: %s', (vendor, product, transport, isCertain) => {
    expect(recogniseScanner(profiles, { vendor, product, transport }).isCertain).toBe(isCertain);
  });
});
