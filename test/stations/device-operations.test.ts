import { beforeEach, describe, expect, test } from 'vitest';
import type { Plugged } from '../../devices/discovery.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { hindranceOf, setUpOf } from '../../hub/stations/device-plan.ts';
import { allDevices, type DeviceRow, findDevice, printerAt, printerFor } from '../../hub/stations/device-store.ts';
import { namesOfDeviceAt } from '../../hub/stations/plugged.ts';
import { ManualClock } from '../support/clock.ts';
import { openShop, SETTINGS, type Shop } from '../support/shop.ts';

type Wanted = Omit<DeviceRow, 'name' | 'origin' | 'station_id' | 'bin_id'> & { readonly station: string | null };

const GUN: Wanted = {
  ...{ family: 'scanner', label: '左边的枪', profile: 'generic-serial', address: '/dev/serial/by-id/gun' },
  ...{ station: 'c1', own: {} },
};
const PRINTER: Wanted = { ...GUN, family: 'printer', label: '', profile: 'xprinter-80', address: 'tcp://10.0.0.5' };
const SCALE: Wanted = { ...GUN, family: 'scale', label: '', profile: 'cas-22', address: '/dev/serial/by-id/scale' };

const manager: Actor = { person: null, roles: ['manager'], station: null, provedAt: 0, system: null };

let shop: Shop;
let plugged: Plugged[];
beforeEach(async () => {
  const making = { clock: new ManualClock(), newId, portAt: () => null, unfinished: new Set<string>() };
  plugged = [];
  shop = await openShop(SETTINGS, undefined, {
    hindranceOf: (plan) => hindranceOf(plan, making),
    namesAt: (address) => namesOfDeviceAt(plugged, address),
    setUpOf,
  });
  for (const station of ['c1', 'c2']) {
    await shop.done('stations.configure', { station, kind: 'counter', name: `柜台 ${station}`, warehouse: 'A' });
  }
});

const add = async (wanted: Wanted): Promise<string> =>
  (await shop.done<{ device: string }>('stations.add-device', wanted, manager)).device;
const change = (device: string, { family: _, ...wanted }: Wanted) =>
  shop.run('stations.change-device', { device, ...wanted }, manager);
const remove = (device: string) => shop.run('stations.remove-device', { device }, manager);
const configure = (devices: readonly (Wanted & { device: string })[]) =>
  shop.done('stations.configure-devices', { devices: [...devices] });
const rows = () => shop.store.read(allDevices);
const find = (name: string) => shop.store.read((reader) => findDevice(reader, name));
const brief = async () => (await rows()).map(({ name, address, station_id }) => [name, address, station_id]);

/** What happened to devices, since this was asked last. */
let told = 0;
async function events(): Promise<[string, object][]> {
  const all = await shop.store.read((reader) =>
    reader.all<{ kind: string; payload: string }>(
      "select kind, payload from change_feed where kind like 'device.%' order by seq",
    ),
  );
  const fresh = all.slice(told);
  told = all.length;
  return fresh.map(({ kind, payload }) => [kind, JSON.parse(payload) as object]);
}
beforeEach(() => {
  told = 0;
});

describe('a person at the page', () => {
  test('adds a device, changes it and takes it away', async () => {
    const device = await add({ ...GUN, address: ' /dev/serial/by-id/gun ', label: ' 左边的枪 ' });
    expect(device).toBe('scanner-1');
    const { own: _, ...facts } = { ...GUN, bin: null, device };
    expect(await events()).toEqual([['device.added', facts]]);
    expect(await find(device)).toEqual({
      ...{ name: device, family: 'scanner', label: '左边的枪', profile: 'generic-serial' },
      ...{ address: '/dev/serial/by-id/gun', station_id: 'c1', bin_id: null, origin: 'page', own: {} },
    });
    const own = { line: { baudRate: 19_200 } };
    expect(await change(device, { ...GUN, station: null, own })).toMatchObject({ outcome: 'accepted' });
    expect(await events()).toEqual([['device.changed', { ...facts, station: null }]]);
    expect(await find(device)).toMatchObject({ station_id: null, own });
    // The same again is no change.
    await change(device, { ...GUN, station: null, own });
    expect(await events()).toEqual([]);
    expect(await remove(device)).toMatchObject({ outcome: 'accepted' });
    expect(await events()).toEqual([['device.removed', { device, address: GUN.address }]]);
    expect(await rows()).toEqual([]);
    expect(await remove(device)).toMatchObject({ code: 'devices.no-such-device', facts: { device } });
    expect(await change(device, GUN)).toMatchObject({ code: 'devices.no-such-device', facts: { device } });
  });

  test('never gives a name again, whoever had it', async () => {
    await configure([{ ...GUN, device: 'scanner-2', address: '/dev/serial/by-id/configured' }]);
    expect(await add(GUN)).toBe('scanner-1');
    await remove('scanner-1');
    expect(await add(GUN)).toBe('scanner-3');
    await configure([]);
    expect(await add({ ...GUN, address: '/dev/serial/by-id/2' })).toBe('scanner-4');
    expect(await add(SCALE)).toBe('scale-1');
  });

  test('may give the address of a device that is gone to another', async () => {
    await remove(await add(GUN));
    expect(await add(GUN)).toBe('scanner-2');
  });

  test.each<[string, Wanted, string, object]>([
    ['no-such-profile', { ...GUN, profile: 'no-such' }, 'devices.no-such-profile', { profile: 'no-such' }],
    ['of another family', { ...GUN, profile: 'cas-22' }, 'devices.no-such-profile', { profile: 'cas-22' }],
    ['a path', { ...GUN, profile: '../scale/cas-22' }, 'devices.no-such-profile', { profile: '../scale/cas-22' }],
    ['no address', { ...GUN, address: 'COM3' }, 'devices.bad-address', { address: 'COM3' }],
    ['blanks', { ...GUN, address: '  ' }, 'devices.bad-address', { address: '' }],
    [
      'of another medium',
      { ...GUN, address: 'hid://0c2e:0b6a' },
      'devices.bad-address',
      { address: 'hid://0c2e:0b6a' },
    ],
    ['no printer', { ...PRINTER, address: 'http://x' }, 'devices.bad-address', { address: 'http://x' }],
    ['no scale', { ...SCALE, address: 'COM4' }, 'devices.bad-address', { address: 'COM4' }],
    [
      'a step as large as the scale',
      { ...SCALE, own: { metrology: { capacity: '3', division: '3' } } },
      'devices.bad-settings',
      { capacity: '3', division: '3' },
    ],
    [
      'no step',
      { ...SCALE, own: { metrology: { division: '0' } } },
      'devices.bad-settings',
      { capacity: '60', division: '0' },
    ],
    ['nowhere', { ...GUN, station: 'c9' }, 'stations.no-such-station', { station: 'c9' }],
  ])('is refused what makes no sense: %s', async (_, wanted, code, facts) => {
    const refused = { outcome: 'refused', code, facts: expect.objectContaining(facts) };
    expect(await shop.run('stations.add-device', wanted, manager)).toMatchObject(refused);
    const good = wanted.family === 'scale' ? SCALE : wanted.family === 'printer' ? PRINTER : GUN;
    const device = await add(good);
    await events();
    expect(await change(device, wanted)).toMatchObject(refused);
    expect(await events()).toEqual([]);
    expect(await find(device)).toMatchObject({ address: good.address, profile: good.profile, own: good.own });
  });

  test('lets a drawer stand on a scale of its counter, and on one only', async () => {
    const { id: bin } = await shop.done<{ id: string }>('places.add-bin', { warehouse: shop.warehouse, code: 'B3' });
    const drawer = { ...SCALE, bin };
    const device = await add(drawer);
    expect(await find(device)).toMatchObject({ station_id: 'c1', bin_id: bin });
    const second = { ...drawer, address: '/dev/serial/by-id/other' };
    expect(await shop.run('stations.add-device', second, manager)).toMatchObject({
      ...{ code: 'devices.drawer-taken', facts: { bin: 'B3', device } },
    });
    for (const [wanted, code] of [
      [{ ...second, station: null }, 'devices.drawer-of-scale'],
      [{ ...GUN, bin }, 'devices.drawer-of-scale'],
      [{ ...second, bin: newId() }, 'places.no-such-bin'],
    ] as const) {
      expect(await shop.run('stations.add-device', wanted, manager)).toMatchObject({ code });
    }
    expect(await change(device, SCALE)).toMatchObject({ outcome: 'accepted' });
    expect(await find(device)).toMatchObject({ bin_id: null });
  });

  test('is refused an address that another device has; its own it may keep', async () => {
    const gun = await add(GUN);
    const taken = { code: 'devices.address-taken', facts: { address: GUN.address, device: '左边的枪' } };
    expect(await shop.run('stations.add-device', { ...SCALE, address: ` ${GUN.address}` }, manager)).toMatchObject(
      taken,
    );
    const scale = await add(SCALE);
    expect(await change(scale, { ...SCALE, address: GUN.address })).toMatchObject(taken);
    expect(await change(gun, { ...GUN, address: SCALE.address })).toMatchObject({
      code: 'devices.address-taken',
      facts: { address: SCALE.address, device: scale },
    });
    expect(await change(gun, { ...GUN, label: '右边的枪' })).toMatchObject({ outcome: 'accepted' });
    await add({ ...PRINTER, address: 'tcp://192.168.1.60', station: null });
    expect(
      await shop.run('stations.add-device', { ...PRINTER, address: 'tcp://192.168.1.60:9100', station: null }, manager),
    ).toMatchObject({ code: 'devices.address-taken', facts: { address: 'tcp://192.168.1.60:9100' } });
  });

  test('is refused another name of a device that the hub has: it would read every scan twice', async () => {
    const usb = { vendor: 0x0c2e, product: 0x0b6a, serial: 'S1' };
    const aliases = ['hid-path:1-4', 'hid://0c2e:0b6a', 'hid-path:/dev/hidraw0'];
    plugged = [{ address: 'hid://0c2e:0b6a/S1', aliases, kind: 'hid-pos', usb, words: 'Gun', place: '1-4' }];
    const gun: Wanted = { ...GUN, profile: 'honeywell-hid-pos', address: 'hid://0c2e:0b6a/S1' };
    const device = await add(gun);
    for (const address of [...aliases, 'hid://0C2E:0B6A?interface=1']) {
      expect(await shop.run('stations.add-device', { ...gun, address }, manager)).toMatchObject({
        code: 'devices.address-taken',
        facts: { address, device: '左边的枪' },
      });
    }
    // It may be moved to another of its names, and a second gun has its own.
    expect(await change(device, { ...gun, address: 'hid-path:1-4' })).toMatchObject({ outcome: 'accepted' });
    await add({ ...gun, address: 'hid-path:1-5' });
  });

  test('is refused a second printer at a station; two scanners may stand there', async () => {
    const printer = await add({ ...PRINTER, label: '柜台打印机' });
    const second = { ...PRINTER, address: 'tcp://10.0.0.6' };
    const refused = {
      code: 'devices.station-has-printer',
      facts: { station: '柜台 c1', device: '柜台打印机' },
    };
    expect(await shop.run('stations.add-device', second, manager)).toMatchObject(refused);
    const other = await add({ ...second, station: 'c2' });
    expect(await change(other, second)).toMatchObject(refused);
    expect(await change(other, { ...second, station: null })).toMatchObject({ outcome: 'accepted' });
    await add({ ...PRINTER, address: 'tcp://10.0.0.7', station: null });
    expect(await change(printer, { ...PRINTER, label: '' })).toMatchObject({ outcome: 'accepted' });
    await add(GUN);
    await add({ ...GUN, address: '/dev/serial/by-id/other' });
  });

  test('makes way for the configuration also when that spells its address in another way', async () => {
    const slips = await add({ ...PRINTER, address: 'tcp://10.0.0.5:9100', station: null });
    await configure([{ ...PRINTER, address: 'tcp://10.0.0.5', device: 'c1-printer' }]);
    expect(await find(slips)).toBeUndefined();
  });

  test('leaves alone what the configuration file says', async () => {
    await configure([{ ...GUN, device: 'c1-scanner' }]);
    const refused = { code: 'devices.in-configuration', facts: { device: '左边的枪' } };
    expect(await change('c1-scanner', GUN)).toMatchObject(refused);
    expect(await remove('c1-scanner')).toMatchObject(refused);
    await configure([{ ...GUN, label: '', device: 'c1-scanner' }]);
    expect(await remove('c1-scanner')).toMatchObject({ facts: { device: 'c1-scanner' } });
  });

  test.each(['QUEUED', 'SENDING', 'UNCERTAIN', 'FAILED'])(
    'may not take a printer away with a job that is %s',
    async (state) => {
      const printer = await add(PRINTER);
      const { job } = await shop.done<{ job: string }>(
        'stations.print-set-up-sheet',
        { profile: 'newland-hid-pos', printer, language: 'zh' },
        manager,
      );
      const become = (other: string) =>
        shop.store.write((tx) => tx.run('update print_job set state = ? where id = ?', other, job));
      await become(state);
      const facts = { device: printer, jobs: 1 };
      expect(await remove(printer)).toMatchObject({ code: 'devices.printer-has-jobs', facts });
      await become('CONFIRMED');
      expect(await remove(printer)).toMatchObject({ outcome: 'accepted' });
      const gone = await shop.run(
        'stations.print-set-up-sheet',
        { profile: 'newland-hid-pos', printer, language: 'zh' },
        manager,
      );
      expect(gone).toMatchObject({ code: 'printing.no-such-printer', facts: { printer } });
    },
  );

  test('gets set-up sheets of models whose maker tells the codes', async () => {
    const printer = await add(PRINTER);
    const sheet = (profile: string) =>
      shop.run('stations.print-set-up-sheet', { profile, printer, language: 'zh' }, manager);
    expect(await sheet('generic-serial')).toMatchObject({
      code: 'devices.no-set-up',
      facts: { profile: 'generic-serial' },
    });
    expect(await sheet('no-such')).toMatchObject({ code: 'devices.no-set-up' });
  });
});

describe('the configuration', () => {
  const gun = { ...GUN, device: 'c1-scanner' };
  const other = { ...GUN, device: 'c2-scanner', station: 'c2', address: '/dev/serial/by-id/other' };

  test('the same twice changes nothing', async () => {
    const scale = { ...SCALE, device: 'c1-scale', own: { metrology: { capacity: '30', division: '0.01' }, line: {} } };
    await configure([gun, other, scale]);
    expect((await events()).map(([kind]) => kind)).toEqual(Array(3).fill('device.added'));
    await configure([gun, other, scale]);
    await configure([scale, other, gun]);
    expect(await events()).toEqual([]);
  });

  test('what it names no longer goes, and comes back under its name', async () => {
    await configure([gun, other]);
    await events();
    await configure([gun]);
    expect(await events()).toEqual([['device.removed', { device: 'c2-scanner', address: other.address }]]);
    expect(await brief()).toEqual([['c1-scanner', gun.address, 'c1']]);
    await configure([gun, other]);
    expect(await events()).toMatchObject([['device.added', { device: 'c2-scanner' }]]);
    expect(await rows()).toHaveLength(2);
  });

  test('two devices swap their addresses', async () => {
    await configure([gun, other]);
    await events();
    await configure([
      { ...gun, address: other.address },
      { ...other, address: gun.address },
    ]);
    expect(await brief()).toEqual([
      ['c1-scanner', other.address, 'c1'],
      ['c2-scanner', gun.address, 'c2'],
    ]);
    expect(await events()).toMatchObject([
      ['device.changed', { device: 'c1-scanner', address: other.address }],
      ['device.changed', { device: 'c2-scanner', address: gun.address }],
    ]);
  });

  test('a device of the page at one of its addresses gives way; the others stay', async () => {
    const [atAddress, elsewhere] = [await add(GUN), await add(SCALE)];
    await events();
    await configure([gun]);
    expect(await events()).toMatchObject([
      ['device.removed', { device: atAddress, address: GUN.address }],
      ['device.added', { device: 'c1-scanner' }],
    ]);
    expect((await rows()).map(({ name }) => name).toSorted()).toEqual(['c1-scanner', elsewhere]);
    await configure([]);
    expect((await rows()).map(({ name }) => name)).toEqual([elsewhere]);
  });

  test('a printer of the page makes room for its printer of that station', async () => {
    const [mine, theirs] = [await add(PRINTER), await add({ ...PRINTER, address: 'tcp://10.0.0.6', station: 'c2' })];
    await events();
    const printer = { ...PRINTER, device: 'c1-printer', address: 'tcp://10.0.0.9' };
    await configure([printer]);
    expect(await events()).toMatchObject([
      ['device.changed', { device: mine, station: null }],
      ['device.added', { device: 'c1-printer', station: 'c1' }],
    ]);
    const at = (station: string) => shop.store.read((reader) => printerAt(reader, station));
    expect([await at('c1'), await at('c2')]).toEqual(['c1-printer', theirs]);
    await configure([printer]);
    expect(await events()).toEqual([]);
  });

  test('takes over a device of the page whose name it uses', async () => {
    const device = await add(GUN);
    await configure([{ ...other, device }]);
    expect(await find(device)).toMatchObject({ origin: 'configuration', address: other.address, station_id: 'c2' });
    expect(await rows()).toHaveLength(1);
  });
});

test('a station that retires leaves its devices standing nowhere', async () => {
  const [gun, printer] = [await add(GUN), await add(PRINTER)];
  const elsewhere = await add({ ...SCALE, station: 'c2' });
  await remove(await add({ ...GUN, address: '/dev/serial/by-id/gone' }));
  const printing = (station: string | null) => shop.store.read((reader) => printerFor(reader, station, shop.warehouse));
  expect([await printing('c1'), await printing('c2'), await printing(null)]).toEqual([printer, printer, printer]);
  await shop.done('stations.retire', { station: 'c1' });
  expect(await brief()).toEqual([
    [gun, GUN.address, null],
    [printer, PRINTER.address, null],
    [elsewhere, SCALE.address, 'c2'],
  ]);
  expect(await printing(null)).toBeNull();
});
