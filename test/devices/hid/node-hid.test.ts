import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HidPosScannerEmulator } from '../../../devices/emulators/hid-pos-scanner.ts';
import { systemHid } from '../../../devices/ports/hid-backend.ts';
import { hexBytes } from '../../../devices/profile.ts';
import { layoutFromDescriptor } from '../../../devices/scanners/hid/layout.ts';
import { hasKit, hasLibusb, runWithKeyboard, runWithScanner } from './kit.ts';

const gun = new HidPosScannerEmulator({ profile: 'honeywell-hid-pos' });
const LONG = `VIN:${'X'.repeat(96)}`;
const codes = [...gun.reportsOf('6901234567892', 'E0'), ...gun.reportsOf(LONG, 'Q1')];
const SCANS = [
  { text: '6901234567892', symbology: 'E0' },
  { text: LONG, symbology: 'Q1' },
];
const READY = [
  { state: 'opening', detail: null },
  { state: 'ready', detail: null },
];
const STOPPED = { state: 'stopped', detail: null };

describe.skipIf(!hasKit)("node-hid's own back-end, before an emulated hidraw device", () => {
  test.each([
    ['by what it is, with the layout of its profile', 'honeywell-hid-pos', 'hid://0c2e:0b6a/EMU0001'],
    ['by where it is plugged in, with the layout of its descriptor', 'generic-hid-pos', 'hid-path:1-3'],
    ['by its device file', 'generic-hid-pos', 'hid-path:/dev/hidraw0'],
  ])('a scanner is found %s, and its codes come whole', async (_, profile, address) => {
    const { lines, errors, code } = await runWithScanner(codes, [profile, address, '2']);
    expect(errors).toBe('');
    expect(lines).toEqual([...READY, ...SCANS, STOPPED]);
    expect(code).toBe(0);
  });

  test('what is plugged in is found, and opens under the address that it was found by', async () => {
    const { lines, errors, code } = await runWithScanner(codes, ['generic-hid-pos', 'plugged', '2']);
    expect(errors).toBe('');
    const plugged = {
      address: 'hid://0c2e:0b6a/EMU0001',
      aliases: ['hid-path:1-3', 'hid://0c2e:0b6a', 'hid-path:/dev/hidraw0'],
      kind: 'hid-pos',
      usb: { vendor: 0x0c2e, product: 0x0b6a, serial: 'EMU0001' },
      words: 'EMU HID-POS Scanner',
      place: '1-3',
    };
    expect(lines).toEqual([{ plugged: [plugged] }, ...READY, ...SCANS, STOPPED]);
    expect(code).toBe(0);
  });

  test('half a code that stays alone is refused, and the code after it is whole', async () => {
    const [head = new Uint8Array()] = gun.reportsOf(LONG, 'Q1');
    const reports = [head, ...gun.reportsOf('A1', 'C0')];
    const { lines } = await runWithScanner(reports, ['honeywell-hid-pos', 'hid://0c2e:0b6a', '1']);
    expect(lines).toEqual([...READY, { refused: 'incomplete' }, { text: 'A1', symbology: 'C0' }, STOPPED]);
  });

  test.each([
    ['another serial number', 'hid://0c2e:0b6a/OTHER'],
    ['another product', 'hid://0c2e:0001'],
    ['another socket', 'hid-path:1-4'],
  ])('%s is absent', async (_, address) => {
    const { lines, code } = await runWithScanner([], ['generic-hid-pos', address, '1']);
    expect(lines.map(({ state }) => state)).toEqual(['opening', 'absent', 'stopped']);
    expect(code).toBe(0);
  });

  test('a keyboard is taken for us alone through the real ioctl, and read', async () => {
    const press = (code: number, at: number): [number, number, number, number][] => [
      [at, 1, code, 1],
      [at, 0, 0, 0],
      [at, 1, code, 0],
      [at, 0, 0, 0],
    ];
    const { lines, errors } = await runWithKeyboard([30, 2, 28].flatMap((code, index) => press(code, index / 100)));
    expect(errors).toBe('');
    expect(lines).toEqual([{ state: 'opening' }, { state: 'ready' }, { text: 'a1' }, { state: 'stopped' }]);
  });
});

test("the kit's descriptor says what the emulator sends", () => {
  const description = readFileSync(join(import.meta.dirname, 'hidpos.umockdev'), 'utf8');
  const hex = /^H: report_descriptor=(.*)$/m.exec(description)?.[1] ?? '';
  const told = gun.profile.hid?.layout;
  expect(layoutFromDescriptor(hexBytes(hex))).toEqual(told);
  const other = new HidPosScannerEmulator({ profile: 'generic-hid-pos' }).port.reportDescriptor?.() ?? new Uint8Array();
  expect(layoutFromDescriptor(other)).toEqual(told);
});

test.skipIf(!hasLibusb)('both drivers of node-hid work in one process', async () => {
  const [hidraw, libusb] = [systemHid('hidraw'), systemHid('libusb')];
  expect(Array.isArray(await hidraw.devices())).toBe(true);
  expect(Array.isArray(await libusb.devices())).toBe(true);
  // Only hidraw knows device files, and only it says what is wrong with one.
  await expect(hidraw.open('/dev/hidraw99')).rejects.toThrow(/No such file/);
  await expect(libusb.open('/dev/hidraw99')).rejects.not.toThrow(/No such file/);
});
