import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';
import { counterTopicSource } from '../../hub/stations/topics.ts';
import { holdingsOf } from '../../hub/stock/holding-store.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

async function counter() {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  const gun = scannerAt(shop, 'c1');
  await gun.openedBy(shop.people.wu);
  return { shop, gun };
}

async function give(shop: Shop, number: string, quantity: number): Promise<string> {
  const part = await shop.addPart(number, 9000, [{ code: number, packQuantity: 1000 }]);
  const head = { warehouse: shop.warehouse, purpose: 'order', receiver: shop.people.zhou, remark: '' };
  const slip = await shop.done<{ id: string; number: string }>('requisitions.create', {
    ...{ ...head, order: shop.order.id, lines: [{ part, quantity }] },
  });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  return slip.number;
}

async function ticketOf(shop: Shop): Promise<string> {
  const start = { person: shop.people.zhou, warehouse: shop.warehouse, ticket: false };
  return (await shop.done<{ number: string }>('returns.start', start)).number;
}

test('a return ticket opens the whole list; parts are counted by scanning and received by the confirm card', async () => {
  const { shop, gun } = await counter();
  await give(shop, 'OF-1', 3000);
  await give(shop, 'AF-1', 1000);
  const ticket = await ticketOf(shop);
  expect(await gun.scan(ticket)).toMatchObject({ code: 'scans.return-opened', facts: { number: ticket, lines: 2 } });
  expect(await gun.scan('OF-1', 'OF-1')).toMatchObject({
    code: 'scans.return-counted',
    facts: { number: 'OF-1', quantity: 2000, held: 3000 },
  });
  expect(await gun.return()).toMatchObject({
    lines: [
      { number: 'AF-1', quantity: null },
      { number: 'OF-1', quantity: 2000, evidence: 'scan' },
    ],
  });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({
    code: 'scans.return-received',
    facts: { number: ticket, lines: 1 },
  });
  expect(await gun.focus()).toBeNull();
  expect(await shop.store.read((reader) => holdingsOf(reader, shop.people.zhou))).toMatchObject([
    { number: 'AF-1', quantity: 1000 },
    { number: 'OF-1', quantity: 1000 },
  ]);
});

test('a slip in progress that a return ticket interrupts stands aside at its counter until it is taken up again', async () => {
  const { shop, gun } = await counter();
  await give(shop, 'OF-1', 3000);
  const ticket = await ticketOf(shop);
  const shown = async (station = 'c1') => {
    const state = await shop.store.read((reader) => counterTopicSource(false).fetch(reader, { station }));
    return (state as Static<typeof counterTopic.state>).aside;
  };
  await gun.scan('GP1007', shop.order.number, 'OF-1');
  const slip = (await gun.slip())?.number;
  expect(await shown()).toEqual([]);
  await gun.scan(ticket);
  expect(await shown()).toMatchObject([{ number: slip, receiver: '周建国', lines: 1 }]);
  await shop.done('stations.configure', { station: 'c2', kind: 'counter', name: '柜台 2', warehouse: 'A' });
  expect(await shown('c2')).toEqual([]);
  await gun.scan('WH-CANCEL');
  expect(await shown()).toHaveLength(1);
  expect(await gun.scan(slip ?? '')).toMatchObject({ code: 'scans.slip-opened' });
  expect(await shown()).toEqual([]);
  // A slip on which nothing stands yet is nothing that somebody would miss.
  await gun.scan('WH-CANCEL', 'GP1008', ticket);
  expect(await shown()).toEqual([]);
});

test('more than he holds and what he does not hold are refused with numbers', async () => {
  const { shop, gun } = await counter();
  await give(shop, 'OF-1', 1000);
  await shop.addPart('AF-1', 1000, [{ code: 'AF-1', packQuantity: 1000 }]);
  await gun.scan(await ticketOf(shop));
  expect(await gun.scan('OF-1', 'OF-1')).toMatchObject({ code: 'returns.over', facts: { wanted: 2000, held: 1000 } });
  expect(await gun.scan('AF-1')).toMatchObject({ code: 'returns.over', facts: { number: 'AF-1', held: 0 } });
  expect(await gun.return()).toMatchObject({ lines: [{ quantity: 1000 }] });
});

test('badge and return card open the list without a ticket; the slip that the badge began is no more', async () => {
  const { shop, gun } = await counter();
  await give(shop, 'OF-1', 1000);
  expect(await gun.scan('WH-RETURN')).toMatchObject({ code: 'scans.return-whose' });
  expect(await gun.scan('GP1008', 'WH-RETURN')).toMatchObject({ code: 'returns.nothing-held', outcome: 'refused' });
  const begun = await gun.slip();
  expect(begun).toMatchObject({ receiver: { name: '李志明' } });
  expect(await gun.scan('GP1007', 'WH-RETURN')).toMatchObject({ code: 'scans.return-opened' });
  expect(await gun.return()).toMatchObject({ person: { name: '周建国' } });
  expect(await gun.scan('WH-KIT')).toMatchObject({ code: 'scans.return-open' });
  expect(await gun.scan('WH-CANCEL')).toMatchObject({ code: 'scans.return-aside' });
  expect(await gun.focus()).toBeNull();
});

test('a bag and the badge of its receiver sign at the counter; another badge does not', async () => {
  const { shop, gun } = await counter();
  const number = await give(shop, 'OF-1', 1000);
  expect(await gun.scan(number)).toMatchObject({ code: 'scans.sign-now', facts: { number, person: '周建国' } });
  expect(await gun.scan('GP1008')).toMatchObject({ code: 'requisitions.not-receiver', facts: { person: '李志明' } });
  expect(await gun.scan('GP1007')).toMatchObject({ code: 'scans.signed', facts: { number, person: '周建国' } });
  expect(await gun.focus()).toBeNull();
  expect(await gun.scan(number)).toMatchObject({ code: 'requisitions.already-signed' });
});

test('a draft is taken up again by its number', async () => {
  const { gun } = await counter();
  await gun.scan('GP1007');
  const draft = await gun.slip();
  await gun.scan('WH-CANCEL', 'GP1008');
  const other = await gun.slip();
  expect(other?.number).not.toBe(draft?.number);
  expect(await gun.scan(draft?.number ?? '')).toMatchObject({
    code: 'requisitions.already-decided',
    facts: { approval: 'CANCELLED' },
  });
  expect((await gun.slip())?.number).toBe(other?.number);
});

test('another keeper takes the counter over while a bag waits for its signature; if he is its receiver he signs', async () => {
  const { shop, gun } = await counter();
  const number = await give(shop, 'OF-1', 1000);
  await gun.scan(number);
  expect(await gun.scan('GP2002')).toMatchObject({ code: 'scans.pin-needed', facts: { person: '郑强' } });
  expect(await gun.focus()).toMatchObject({ kind: 'signing' });
});
