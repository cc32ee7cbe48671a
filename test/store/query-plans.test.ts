import { expect, test } from 'vitest';
import { listInHand, partsOfDocument, waitingDrafts } from '../../hub/bays/store.ts';
import { deskSessions } from '../../hub/people/session-store.ts';
import {
  jobsOfQueue,
  jobsUnderWay,
  mayHoldLeftovers,
  nextJob,
  unfinishedJobs,
  waitingJobs,
} from '../../hub/printing/store.ts';
import { expiredSlips, issuedMovements, openBackOrder, openEscrowValue } from '../../hub/requisitions/life-store.ts';
import { lotPromises, slipsToApprove } from '../../hub/requisitions/store.ts';
import { bayTopicSource } from '../../hub/stations/bay-topic.ts';
import { counterTopicSource } from '../../hub/stations/topics.ts';
import { movementHistory } from '../../hub/stock/history-store.ts';
import { lotsAt, partsWithSerial } from '../../hub/stock/store.ts';
import type { Reader, SqlValues } from '../../hub/store/sql.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

/** Tables that grow as long as the workshop works. */
const GROWING = [
  ...[
    'movement',
    'requisition',
    'requisition_line',
    'requisition_step',
    'reservation',
    'holding_source',
    'return_slip',
  ],
  ...['return_line', 'parts_wait', 'print_job', 'scan_journal', 'weighing', 'repair_order', 'session', 'change_feed'],
  ...['operation_log', 'hand_over', 'hand_over_line', 'vehicle', 'customer', 'part', 'balance', 'part_barcode'],
];

type Asked = { readonly sql: string; readonly values: SqlValues };

/** Reads as `reader` does and remembers what was asked. */
function listeningTo(reader: Reader, asked: Asked[]): Reader {
  return {
    knex: reader.knex,
    one: (sql, ...values) => {
      asked.push({ sql, values });
      return reader.one(sql, ...values);
    },
    all: (sql, ...values) => {
      asked.push({ sql, values });
      return reader.all(sql, ...values);
    },
  };
}

/** Steps of the plan that look at every row of a growing table, or at every movement of a kind. */
function costlySteps(reader: Reader, { sql, values }: Asked): string[] {
  const plan = reader.all<{ detail: string }>(`explain query plan ${sql}`, ...values);
  return plan.flatMap(({ detail }) => {
    const scanned = /^SCAN (\w+)(?! .*INDEX)(?! .*VIRTUAL)/.exec(detail)?.[1];
    const table =
      scanned === undefined ? undefined : (new RegExp(`(\\w+) (?:as )?${scanned}\\b`).exec(sql)?.[1] ?? scanned);
    const isWhole = table !== undefined && GROWING.some((name) => name === table || name === scanned);
    return isWhole || detail.includes('movement_by_kind') ? [`${detail} in: ${sql.replace(/\s+/g, ' ')}`] : [];
  });
}

async function busyShop(): Promise<{ shop: Shop; slip: string; part: string }> {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'counter-1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  await shop.done('stations.configure', { station: 'bay-2', kind: 'bay', name: '2 号工位', warehouse: 'A' });
  const part = await shop.addPart('OF', 9000, [{ code: 'OF-1', packQuantity: 1000 }]);
  const head = {
    warehouse: shop.warehouse,
    purpose: 'order',
    receiver: shop.people.zhou,
    order: shop.order.id,
    remark: '',
  };
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 1000 }] });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  const [counter, bay] = [scannerAt(shop, 'counter-1'), scannerAt(shop, 'bay-2')];
  await counter.openedBy(shop.people.wu);
  await counter.scan('GP1007', shop.order.number, 'OF-1');
  await bay.openedBy(shop.people.zhou);
  await bay.scan('OF-1');
  return { shop, slip: slip.id, part };
}

test('what stations, printers and reactions ask again and again never reads a table that grows with the years from end to end', async () => {
  const { shop, slip, part } = await busyShop();
  const costly = await shop.store.read(async (reader) => {
    const asked: Asked[] = [];
    const listening = listeningTo(reader, asked);
    for (const station of ['counter-1', 'bay-2']) {
      await counterTopicSource(false).fetch(listening, { station });
      await bayTopicSource(false).fetch(listening, { station });
    }
    const { zhou } = shop.people;
    issuedMovements(listening, slip);
    openBackOrder(listening, slip);
    openEscrowValue(listening, zhou);
    expiredSlips(listening, 0, 9);
    slipsToApprove(listening, shop.warehouse);
    partsOfDocument(listening, slip);
    waitingDrafts(listening, [part]);
    listInHand(listening, { station: 'bay-2', technician: zhou, order: shop.order.id });
    lotsAt(listening, part, { warehouse: shop.warehouse });
    for (const before of [true, false]) lotPromises(listening, { slip, warehouse: shop.warehouse, part, before });
    partsWithSerial(listening, 'S1');
    deskSessions(listening);
    jobsOfQueue(listening, 20);
    jobsUnderWay(listening);
    nextJob(listening, 'p');
    waitingJobs(listening, 'p');
    unfinishedJobs(listening, 'p');
    mayHoldLeftovers(listening, 'p');
    const page = { limit: 30, offset: 0 };
    const day = { from: 0, until: 1 };
    for (const narrowed of [{ part }, { document: slip }, { location: zhou }, day, { part, ...day }]) {
      movementHistory(listening, { text: '', kind: 'issue', ...narrowed }, page);
    }
    expect(asked.length).toBeGreaterThan(40);
    return asked.flatMap((one) => costlySteps(reader, one));
  });
  expect(costly).toEqual([]);
});
