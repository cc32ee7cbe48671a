import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allDevices, type DeviceRow, keepDevice } from '../../hub/stations/device-store.ts';
import { allStations } from '../../hub/stations/store.ts';
import { openStore } from '../../hub/store/open.ts';
import { MIGRATIONS } from '../support/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a store whose stations had a scanner and a printer each keeps its stations and scans, and takes devices', async () => {
  const folder = tempFolder();
  const until0005 = join(folder, 'migrations');
  mkdirSync(until0005);
  for (const name of readdirSync(MIGRATIONS).filter((file) => /^000[1-5]/.test(file))) {
    copyFileSync(join(MIGRATIONS, name), join(until0005, name));
  }
  const file = join(folder, 'hub.db');
  const before = await openStore(file, { migrations: until0005, now: 0 });
  await before.write((tx) => {
    tx.run("insert into warehouse (id, code, name, default_bin) values ('w', 'A', '总仓', 'b')");
    tx.run(
      "insert into station (id, kind, name, warehouse_id, scanner, printer, focus_kind, focus_id) values ('c1', 'counter', '柜台 1', 'w', 'c1-scanner', 'c1-printer', 'requisition', 'slip')",
    );
    tx.run("insert into station (id, kind, name, warehouse_id) values ('c2', 'counter', '柜台 2', 'w')");
    tx.run(
      "insert into scan_journal (scan_id, station_id, device, text, raw, at_wall, state) values ('s', 'c1', 'c1-scanner', 'OF', x'4F46', 1, 'missed')",
    );
  });
  await before.close();

  const after = await openStore(file, { migrations: MIGRATIONS, now: 1 });
  onTestFinished(() => after.close());
  expect(await after.read(allStations)).toMatchObject([
    { id: 'c1', name: '柜台 1', warehouse_id: 'w', focus: { kind: 'requisition', id: 'slip' } },
    { id: 'c2', focus: null },
  ]);
  expect(await after.read((reader) => reader.all('select scan_id, device, state from scan_journal'))).toEqual([
    { scan_id: 's', device: 'c1-scanner', state: 'missed' },
  ]);
  const columns = await after.read((reader) =>
    reader.all<{ name: string }>("select name from pragma_table_info('station')"),
  );
  expect(columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['scanner']));
  expect(columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['printer']));
  // The configuration brings the devices; until then there are none.
  expect(await after.read(allDevices)).toEqual([]);
  const gun: DeviceRow = {
    ...{ name: 'c1-scanner', family: 'scanner', label: '', profile: 'generic-serial', address: '/dev/1' },
    ...{ station_id: 'c1', bin_id: null, origin: 'configuration', own: { line: { baudRate: 9600 } } },
  };
  await after.write((tx) => keepDevice(tx, gun));
  expect(await after.read(allDevices)).toEqual([gun]);
  const twin = { ...gun, name: 'c2-scanner' };
  await expect(after.write((tx) => keepDevice(tx, twin))).rejects.toThrow(/UNIQUE/);
  await expect(after.write((tx) => keepDevice(tx, { ...twin, address: '/dev/2', station_id: 'c9' }))).rejects.toThrow(
    /FOREIGN KEY/,
  );
});
