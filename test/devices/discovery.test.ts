import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { discover, type Plugged } from '../../devices/discovery.ts';
import { parseScannerAddress } from '../../devices/scanners/address.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { FakeSysfs, KEYBOARD_DESCRIPTOR, MOUSE_DESCRIPTOR, SCANNER_DESCRIPTOR } from './fake-sysfs.ts';

let host: FakeSysfs;
beforeEach(() => {
  host = new FakeSysfs(tempFolder());
});

/** What is found; every scanner's address is one that a scanner can be opened by. */
function found(): Plugged[] {
  const all = discover(host.root);
  for (const { kind, address, aliases } of all) {
    if (kind !== 'usb-printer') for (const one of [address, ...aliases]) parseScannerAddress(one);
  }
  const addresses = all.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(addresses.length);
  return all;
}
const one = (): Plugged => {
  const [first, ...more] = found();
  if (first === undefined || more.length > 0) throw new Error(`${more.length + (first === undefined ? 0 : 1)} found`);
  return first;
};

const CH340 = { ids: '1a86:7523', product: 'USB Serial' };
const NEWLAND = { ids: '1eab:0c06', serial: 'GM60-00127', maker: 'Newland Auto-ID', product: 'NLS-HR32' };
const byPath = (port: number) => `pci-0000:00:14.0-usb-0:${port}:1.0-port0`;

test('a machine without anything, and a folder that is no machine', () => {
  expect(found()).toEqual([]);
  host.file('/sys/class/tty/README', 'not a link');
  expect(found()).toEqual([]);
});

describe('serial ports', () => {
  test('one with a serial number is found by its id, from whatever socket; all its other names are known', () => {
    const byId = 'usb-Newland_Auto-ID_NLS-HR32_GM60-00127-if00';
    host.serial('1-3.2', 'ttyACM0', NEWLAND, { byId, byPath: 'pci-0000:00:14.0-usb-0:3.2:1.0' });
    expect(one()).toEqual({
      address: `/dev/serial/by-id/${byId}`,
      aliases: ['/dev/serial/by-path/pci-0000:00:14.0-usb-0:3.2:1.0', '/dev/ttyACM0'],
      kind: 'serial',
      usb: { vendor: 0x1eab, product: 0x0c06, serial: 'GM60-00127' },
      words: 'Newland Auto-ID NLS-HR32',
      place: '1-3.2',
    });
  });

  test('two alike without serial numbers share one id; each is found by its socket', () => {
    const byId = 'usb-1a86_USB_Serial-if00-port0';
    host.serial('1-1', 'ttyUSB0', CH340, { byPath: byPath(1) });
    host.serial('1-2', 'ttyUSB1', CH340, { byId, byPath: byPath(2) });
    const addresses = found().map(({ address, place }) => [place, address]);
    expect(addresses).toEqual([
      ['1-1', `/dev/serial/by-path/${byPath(1)}`],
      ['1-2', `/dev/serial/by-path/${byPath(2)}`],
    ]);
  });

  test('one without a serial number is found by its socket also while there is no other', () => {
    host.serial('1-1', 'ttyUSB0', CH340, { byId: 'usb-1a86_USB_Serial-if00-port0', byPath: byPath(1) });
    expect(one().address).toBe(`/dev/serial/by-path/${byPath(1)}`);
  });

  test('nor does a number tell them apart that the maker gives to all', () => {
    const cp2102 = { ids: '10c4:ea60', serial: '0001', maker: 'Silicon Labs', product: 'CP2102' };
    host.serial('1-1', 'ttyUSB0', cp2102, { byPath: byPath(1) });
    host.serial('1-2', 'ttyUSB1', cp2102, { byId: 'usb-Silicon_Labs_CP2102_0001-if00', byPath: byPath(2) });
    expect(found().map(({ address }) => address)).toEqual([1, 2].map((port) => `/dev/serial/by-path/${byPath(port)}`));
  });

  test('two ports of one device keep their ids, which name the interface', () => {
    host.serial('1-1', 'ttyACM0', NEWLAND, { byId: 'usb-Newland-if00', byPath: 'pci-1:1.0' });
    host.serial('1-1', 'ttyACM1', NEWLAND, { byId: 'usb-Newland-if02', byPath: 'pci-1:1.2' });
    expect(found().map(({ address }) => address)).toEqual([
      '/dev/serial/by-id/usb-Newland-if00',
      '/dev/serial/by-id/usb-Newland-if02',
    ]);
  });

  test('before udev has made its links it is known by its device file only', () => {
    host.serial('1-1', 'ttyUSB0', CH340);
    expect(one()).toMatchObject({ address: '/dev/ttyUSB0', aliases: [], words: 'USB Serial' });
  });

  test('a link to nothing, left from an unplugging, is nobody', () => {
    host.serial('1-1', 'ttyUSB0', CH340, { byPath: byPath(1) });
    host.link('/dev/serial/by-id/usb-gone', '/dev/ttyUSB7');
    expect(one().aliases).toEqual(['/dev/ttyUSB0']);
  });

  test('of the sockets of the mainboard those whose chip answered', () => {
    host.boardPort('ttyS0', '4');
    host.boardPort('ttyS1', '0');
    host.boardPort('ttyS2', '');
    host.file('/sys/class/tty/tty0/uevent');
    expect(one()).toEqual({ address: '/dev/ttyS0', aliases: [], kind: 'serial', usb: null, words: 'ttyS0', place: '' });
  });
});

describe('HID', () => {
  const zebra = {
    ids: '05e0:1300',
    serial: 'S/N:D9C4F58CAA0A1C4FA3CB3E49 Rev:50%',
    maker: 'Symbol',
    product: 'DS4308',
  };

  test('a scanner in HID-POS mode is found by its serial number, also an odd one', () => {
    const folder = host.usb('1-4', zebra);
    host.hid(`${folder}/1-4:1.0`, 'hidraw2', { ids: zebra.ids, descriptor: SCANNER_DESCRIPTOR });
    const address = `hid://05e0:1300/${encodeURIComponent(zebra.serial)}`;
    expect(one()).toEqual({
      address,
      aliases: ['hid-path:1-4', 'hid://05e0:1300', 'hid-path:/dev/hidraw2'],
      kind: 'hid-pos',
      usb: { vendor: 0x05e0, product: 0x1300, serial: zebra.serial },
      words: 'Symbol DS4308',
      place: '1-4',
    });
    expect(parseScannerAddress(address)).toMatchObject({ target: { by: 'id', serial: zebra.serial } });
  });

  test('one without is found by its socket', () => {
    const face = `${host.usb('1-4', { ids: '1eab:0d10' })}/1-4:1.0`;
    host.hid(face, 'hidraw0', { ids: '1eab:0d10', descriptor: SCANNER_DESCRIPTOR, words: 'Newland FM420' });
    expect(one()).toMatchObject({ address: 'hid-path:1-4', words: 'Newland FM420', usb: { serial: null } });
  });

  test.each([undefined, '00000000'])('what two alike share (serial number %s) is no address of either', (serial) => {
    const ids = '1eab:0d10';
    for (const [index, place] of ['1-4', '1-5'].entries()) {
      const face = `${host.usb(place, serial === undefined ? { ids } : { ids, serial })}/${place}:1.0`;
      host.hid(face, `hidraw${index}`, { ids, descriptor: SCANNER_DESCRIPTOR });
    }
    expect(found().map(({ address, aliases }) => [address, ...aliases])).toEqual([
      ['hid-path:1-4', 'hid-path:/dev/hidraw0'],
      ['hid-path:1-5', 'hid-path:/dev/hidraw1'],
    ]);
  });

  test('a keyboard is found by its event device, which can be taken from the pages', () => {
    const usb = { ids: '0581:0101', serial: 'K1', maker: 'RACAL', product: 'Scanner' };
    const face = `${host.usb('1-2', usb)}/1-2:1.0`;
    host.hid(face, 'hidraw0', { ids: usb.ids, descriptor: KEYBOARD_DESCRIPTOR }, ['event5']);
    host.link('/dev/input/by-id/usb-RACAL_Scanner_K1-event-kbd', '/dev/input/event5');
    host.link('/dev/input/by-path/pci-0000:00:14.0-usb-0:2:1.0-event-kbd', '/dev/input/event5');
    host.link('/dev/input/by-path/pci-0000:00:14.0-usb-0:2:1.0-event', '/dev/input/event5');
    expect(one()).toMatchObject({
      kind: 'hid-keyboard',
      address: 'evdev:/dev/input/by-id/usb-RACAL_Scanner_K1-event-kbd',
      aliases: [
        'evdev:/dev/input/by-path/pci-0000:00:14.0-usb-0:2:1.0-event-kbd',
        'hid://0581:0101/K1',
        'hid-path:1-2',
        'hid://0581:0101',
        'hid-path:/dev/hidraw0',
      ],
    });
  });

  test('two keyboards alike without serial numbers share one id, so that each is found by its socket', () => {
    for (const n of [1, 2]) {
      const face = `${host.usb(`1-${n}`, { ids: '0581:0101' })}/1-${n}:1.0`;
      host.hid(face, `hidraw${n}`, { ids: '0581:0101', descriptor: KEYBOARD_DESCRIPTOR }, [`event${n}`]);
      host.link(`/dev/input/by-path/pci-usb-0:${n}:1.0-event-kbd`, `/dev/input/event${n}`);
    }
    host.link('/dev/input/by-id/usb-0581_0101-event-kbd', '/dev/input/event2');
    expect(found().map(({ address }) => address)).toEqual(
      [1, 2].map((n) => `evdev:/dev/input/by-path/pci-usb-0:${n}:1.0-event-kbd`),
    );
  });

  test('a mouse is neither', () => {
    const face = `${host.usb('1-2', { ids: '046d:c077' })}/1-2:1.0`;
    host.hid(face, 'hidraw0', { ids: '046d:c077', descriptor: MOUSE_DESCRIPTOR });
    expect(found()).toEqual([]);
  });

  test('a Bluetooth scanner is itself, and not the adapter that it speaks to', () => {
    const adapter = host.usb('1-7', { ids: '8087:0a2b', serial: 'ADAPTER', product: 'Bluetooth' });
    const facts = { ids: '0c2e:0b61', descriptor: SCANNER_DESCRIPTOR, uniq: '00:10:20:aa:bb:cc', bus: '0005' };
    host.hid(`${adapter}/1-7:1.0/bluetooth/hci0/hci0:256`, 'hidraw0', { ...facts, words: 'Voyager 1602g' });
    expect(one()).toMatchObject({
      address: 'hid://0c2e:0b61/00%3A10%3A20%3Aaa%3Abb%3Acc',
      aliases: ['hid://0c2e:0b61', 'hid-path:/dev/hidraw0'],
      usb: { serial: '00:10:20:aa:bb:cc' },
      words: 'Voyager 1602g',
      place: '',
    });
  });

  test('whatever a descriptor holds, it is looked at and the others are found', () => {
    const face = `${host.usb('1-2', { ids: '1eab:0d10', serial: 'N1' })}/1-2:1.0`;
    const folder = host.hid(face, 'hidraw0', { ids: '1eab:0d10', descriptor: SCANNER_DESCRIPTOR });
    host.boardPort('ttyS0', '4');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        host.file(`${folder}/report_descriptor`, bytes);
        expect(found().map(({ address }) => address)).toContain('/dev/ttyS0');
      }),
      { numRuns: 200 },
    );
  });
});

test('a printer of the usblp driver is known by what it says of itself, else by its USB name', () => {
  const usb = { ids: '04b8:0202', serial: 'X1', maker: 'EPSON', product: 'TM-T88V' };
  host.printer('1-6', 'lp0', usb, 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;');
  host.printer('1-7', 'lp1', { ids: '0416:5011', maker: 'STMicro', product: 'POS58' });
  host.printer('1-8', 'lp2', { ids: '0416:5011' }, 'MANUFACTURER:Xprinter;MODEL:XP-80;');
  host.file('/sys/class/usbmisc/hiddev0/uevent');
  expect(found()).toMatchObject([
    {
      ...{ address: 'usb-printer:EPSON/TM-T88V', aliases: ['/dev/usb/lp0'], kind: 'usb-printer' },
      ...{ words: 'EPSON TM-T88V', place: '1-6', usb: { serial: 'X1' } },
    },
    { address: '/dev/usb/lp1', words: 'STMicro POS58', usb: { vendor: 0x0416, product: 0x5011, serial: null } },
    { address: 'usb-printer:Xprinter/XP-80', aliases: ['/dev/usb/lp2'], words: 'Xprinter XP-80' },
  ]);
});

test('what cannot be read is not there, and hides nothing else', () => {
  const gun = host.usb('1-1', NEWLAND);
  host.serial('1-1', 'ttyACM0', NEWLAND);
  host.serial('1-2', 'ttyUSB0', CH340, { byPath: byPath(2) });
  const face = `${host.usb('1-3', { ids: '1eab:0d10' })}/1-3:1.0`;
  const hid = host.hid(face, 'hidraw0', { ids: '1eab:0d10', descriptor: SCANNER_DESCRIPTOR });
  for (const name of ['serial', 'manufacturer']) host.unreadable(`${gun}/${name}`);
  expect(found()).toMatchObject([{ words: 'NLS-HR32', usb: { serial: null } }, {}, { kind: 'hid-pos' }]);
  host.unreadable(`${gun}/idVendor`);
  host.unreadable(`${hid}/report_descriptor`);
  expect(found().map(({ address }) => address)).toEqual([`/dev/serial/by-path/${byPath(2)}`]);
  host.remove('/sys/class/hidraw');
  host.file('/sys/class/hidraw');
  host.remove('/dev/serial');
  expect(found().map(({ address }) => address)).toEqual(['/dev/ttyUSB0']);
});

test('it is looked at anew every time', () => {
  host.serial('1-1', 'ttyUSB0', CH340, { byPath: byPath(1) });
  expect(found()).toHaveLength(1);
  host.remove('/sys/class/tty/ttyUSB0');
  expect(found()).toEqual([]);
});
