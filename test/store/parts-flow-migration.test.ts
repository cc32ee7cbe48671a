import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findLines, findSlip } from '../../hub/requisitions/store.ts';
import { allDevices } from '../../hub/stations/device-store.ts';
import { findStation } from '../../hub/stations/store.ts';
import { holdingDiscrepancies, openSources } from '../../hub/stock/holding-store.ts';
import { openStore, type Tx } from '../../hub/store/open.ts';
import { MIGRATIONS } from '../support/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** An issue of two pieces to an employee for an order, and one of another slip that was undone. */
function oldWorkshop(tx: Tx): void {
  tx.run(
    "insert into location (id, kind, name) values ('b', 'bin', 'A'), ('p', 'employee', '周'), ('o', 'order', 'WX')",
  );
  tx.run("insert into warehouse (id, code, name, default_bin) values ('w', 'A', '总仓', 'b')");
  tx.run("insert into bin (id, warehouse_id, code) values ('b', 'w', 'A')");
  tx.run("insert into person (id, number, name, team, badge) values ('p', '1007', '周', '', 'GP')");
  tx.run("insert into customer (id, name, phone) values ('c', '马', '1')");
  tx.run("insert into vehicle (id, plate, model, new_energy, customer_id) values ('v', '京A', 'B8L', 0, 'c')");
  tx.run(
    "insert into repair_order (id, number, vehicle_id, kind, complaint, state, opened_at) values ('o', 'WX', 'v', '', '', 'CHECKED_IN', 0)",
  );
  tx.run(
    "insert into part (id, number, name, model, spec, unit, category, price, decimals) values ('f', 'OF', '滤', '', '', '个', '', 100, 0)",
  );
  for (const [id, order] of [
    ['s1', 'o'],
    ['s2', null],
  ] as const) {
    tx.run(
      `insert into requisition (id, number, approval, purpose, warehouse_id, receiver_id, order_id, created_at)
       values (?, ?, 'APPROVED', 'order', 'w', 'p', ?, 7)`,
      ...[id, `LY-${id}`, order],
    );
    tx.run(
      `insert into requisition_line (id, requisition_id, position, part_id, quantity, price, evidence_kind)
       values (?, ?, 1, 'f', 2000, 100, 'scan')`,
      ...[`l-${id}`, id],
    );
  }
  const move = (id: string, kind: string, from: string, to: string, slip: string | null, reverses: string | null) =>
    tx.run(
      `insert into movement (id, kind, part_id, from_location, to_location, quantity, document_kind, document_id, reverses, evidence,
         operation_id, at_wall) values (?, ?, 'f', ?, ?, 2000, ?, ?, ?, '{}', 'op', 0)`,
      ...[id, kind, from, to, slip === null ? null : 'requisition', slip, reverses],
    );
  const difference = '00000000-0000-7000-8000-000000000001';
  move('m0', 'opening', difference, 'b', null, null);
  move('m00', 'opening', difference, 'b', null, null);
  move('m1', 'issue', 'b', 'p', 's1', null);
  move('m2', 'issue', 'b', 'p', 's2', null);
  move('m3', 'reversal', 'p', 'b', null, 'm2');
  tx.run(
    "insert into station (id, kind, name, warehouse_id, focus_kind, focus_id, last_document_id) values ('c1', 'counter', '柜台', 'w', 'requisition', 's1', 's2')",
  );
  tx.run(
    "insert into device (name, family, label, profile, address, station_id, origin, own) values ('gun', 'scanner', '', 'x', '/dev/1', 'c1', 'page', '{}')",
  );
}

test('slips, stations and devices stay, and what employees hold is known by its issue', async () => {
  const folder = tempFolder();
  const before = join(folder, 'migrations');
  mkdirSync(before);
  const names = readdirSync(MIGRATIONS).filter((file) => file.endsWith('.sql'));
  const flow = names.findIndex((file) => file.endsWith('-parts-flow.sql'));
  for (const name of names.slice(0, flow)) copyFileSync(join(MIGRATIONS, name), join(before, name));
  const file = join(folder, 'hub.db');
  const old = await openStore(file, { migrations: before, now: 0 });
  await old.write(oldWorkshop);
  await old.close();

  const store = await openStore(file, { migrations: MIGRATIONS, now: 1 });
  onTestFinished(() => store.close());
  await store.read((reader) => {
    expect(findSlip(reader, 's1')).toMatchObject({ number: 'LY-s1', order_id: 'o', submitted_at: 7, escrow: 0 });
    expect(findLines(reader, 's1')).toMatchObject([{ quantity: 2000, asked_quantity: null }]);
    expect(findStation(reader, 'c1')).toMatchObject({
      ...{ focus: { kind: 'requisition', id: 's1' }, last: { kind: 'requisition', id: 's2' } },
    });
    expect(allDevices(reader)).toMatchObject([{ name: 'gun', station_id: 'c1' }]);
    expect(openSources(reader, 'p', 'f')).toEqual([{ movement: 'm1', lot: '', order: 'o', remaining: 2000 }]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
    expect(reader.all('select * from pragma_foreign_key_check')).toEqual([]);
  });
});
