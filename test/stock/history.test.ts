import { expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { stockQueries } from '../../hub/stock/operations.ts';
import type { Tx } from '../../hub/store/open.ts';
import { scannerAt } from '../support/scans.ts';
import { openShop, type Shop } from '../support/shop.ts';

const KEEPER: Actor = { person: null, roles: ['keeper'], station: null, provedAt: null, system: null };
const ALL = { search: '', sort: '', descending: false, offset: 0, limit: 50 };

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly partNumber: string;
  readonly to: string;
  readonly at: number;
  readonly document: string | null;
  readonly documentId: string | null;
};
type Page = { readonly count: number; readonly rows: readonly Row[] };

async function ask<Reply>(shop: Shop, name: string, request: object): Promise<Reply> {
  return (await new Queries(shop.store, stockQueries).ask(name, request, KEEPER)) as Reply;
}

/** Two issues through a scanner at a counter. */
async function scannedIssues() {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  const gun = scannerAt(shop, 'c1');
  await gun.openedBy(shop.people.wu);
  for (const number of ['OF', 'AF']) await shop.addPart(number, 9000, [{ code: number, packQuantity: 1000 }]);
  await gun.scan('GP1007', 'WH-KIT', 'OF', 'WH-CONFIRM', 'GP1008', 'WH-KIT', 'AF', 'WH-CONFIRM');
  return shop;
}

test('the ledger is read backwards, narrowed by part, person, document, kind or a word, and counted in full', async () => {
  const shop = await scannedIssues();
  const history = (asked: object) => ask<Page>(shop, 'stock.history', { ...ALL, ...asked });
  const all = await history({});
  expect(all.rows.map(({ kind, partNumber }) => `${kind} ${partNumber}`)).toEqual([
    'issue AF',
    'issue OF',
    'opening AF',
    'opening OF',
  ]);
  expect(await history({ limit: 1 })).toMatchObject({ count: 4, rows: [{ partNumber: 'AF' }] });
  expect(await history({ location: shop.people.zhou })).toMatchObject({ count: 1, rows: [{ partNumber: 'OF' }] });
  expect(await history({ kind: 'opening' })).toMatchObject({ count: 2 });
  expect(await history({ search: '李志明' })).toMatchObject({ count: 1, rows: [{ partNumber: 'AF' }] });
  expect(await history({ search: all.rows[1]?.document ?? '' })).toMatchObject({ rows: [{ partNumber: 'OF' }] });
  expect(await history({ search: '%' })).toMatchObject({ count: 0 });
});

test('every narrowing, and every two of them together, finds what reading the whole ledger finds', async () => {
  const shop = await scannedIssues();
  const history = (asked: object) => ask<Page>(shop, 'stock.history', { ...ALL, ...asked });
  const { rows: all } = await history({});
  const middle = all[1]?.at ?? 0;
  const part = await shop.store.read(
    (reader) => reader.one<{ id: string }>("select id from part where number = 'AF'")?.id ?? '',
  );
  const narrowings: readonly (readonly [object, (row: Page['rows'][number]) => boolean])[] = [
    [{ part }, ({ partNumber }) => partNumber === 'AF'],
    [{ location: shop.people.li }, ({ to }) => to === '李志明'],
    [{ location: shop.bin }, () => true],
    [{ document: all[0]?.documentId }, ({ document }) => document === all[0]?.document],
    [{ kind: 'issue' }, ({ kind }) => kind === 'issue'],
    [{ search: 'af' }, ({ partNumber }) => partNumber === 'AF'],
    [{ search: '李' }, ({ to }) => to === '李志明'],
    [{ search: all[1]?.document ?? '' }, ({ document }) => document === all[1]?.document],
    [{ from: middle }, ({ at }) => at >= middle],
    [{ until: middle }, ({ at }) => at < middle],
  ];
  for (const [one, isOne] of narrowings) {
    for (const [other, isOther] of narrowings) {
      // Of two of a kind the second counts.
      const isBoth = Object.keys(one)[0] === Object.keys(other)[0] ? () => true : isOne;
      const wanted = all.filter((row) => isBoth(row) && isOther(row));
      expect(await history({ ...one, ...other })).toEqual({ count: wanted.length, rows: wanted });
    }
  }
});

test('pages of the whole ledger follow each other to its end, after a rollback and over a gap too', async () => {
  const shop = await scannedIssues();
  const pages = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let offset = 0; offset <= 4; offset += 1) {
      const { count, rows } = await ask<Page>(shop, 'stock.history', { ...ALL, offset, limit: 1 });
      expect(count).toBe(4);
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  };
  const before = await pages();
  expect(new Set(before).size).toBe(4);
  const copy = (tx: Tx, id: string): void => {
    tx.run(
      `insert into movement (id, kind, part_id, from_location, to_location, quantity, evidence, operation_id, at_wall)
       select ?, kind, part_id, from_location, to_location, quantity, evidence, operation_id, at_wall from movement where n = 1`,
      id,
    );
  };
  const undone = shop.store.write((tx) => {
    copy(tx, newId());
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await pages()).toEqual(before);
  await shop.store.write((tx) => {
    tx.run("update sqlite_sequence set seq = seq + 7 where name = 'movement'");
    copy(tx, newId());
  });
  const asked = await ask<Page>(shop, 'stock.history', { ...ALL, offset: 1, limit: 4 });
  expect(asked.rows.map(({ id }) => id)).toEqual(before);
});

test('a movement leads to its proof: the scan with its bytes, the operation and who did it', async () => {
  const shop = await scannedIssues();
  const { rows } = await ask<Page>(shop, 'stock.history', { ...ALL, kind: 'issue' });
  const { movement } = await ask<{ movement: object }>(shop, 'stock.movement', { movement: rows[0]?.id });
  expect(movement).toMatchObject({
    evidence: { kind: 'scan' },
    scan: { text: 'AF', device: 'c1-scanner', raw: Buffer.from('AF\r').toString('hex').toUpperCase() },
    operation: 'stations.interpret-scan',
    by: '吴敏',
    station: '柜台 1',
    weighing: null,
    reversedBy: null,
  });
});
