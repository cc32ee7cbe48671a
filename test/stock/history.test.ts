import { expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { stockQueries } from '../../hub/stock/operations.ts';
import { scannerAt } from '../support/scans.ts';
import { openShop, type Shop } from '../support/shop.ts';

const KEEPER: Actor = { person: null, roles: ['keeper'], station: null, provedAt: null, system: null };
const ALL = { search: '', sort: '', descending: false, offset: 0, limit: 50 };

type Page = { count: number; rows: { id: string; kind: string; partNumber: string; document: string | null }[] };

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

test('a movement leads to its proof: the scan with its bytes, the operation and who did it', async () => {
  const shop = await scannedIssues();
  const { rows } = await ask<Page>(shop, 'stock.history', { ...ALL, kind: 'issue' });
  const { movement } = await ask<{ movement: object }>(shop, 'stock.movement', { movement: rows[0]?.id });
  expect(movement).toMatchObject({
    evidence: { kind: 'scan' },
    scan: { text: 'AF', device: 'c1-scanner', raw: Buffer.from('AF\r').toString('hex').toUpperCase() },
    operation: 'stations.interpret-scan',
    weighing: null,
    reversedBy: null,
  });
});
