import { expect, test } from 'vitest';
import { openWaits } from '../../hub/bays/store.ts';
import { Reactions } from '../../hub/executor/reactions.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { jobsOfQueue } from '../../hub/printing/store.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { allReactions } from '../../hub/rooms.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

const settings = { ...SETTINGS, slipPrinter: () => 'p' };

async function bay() {
  const shop = await openShop(settings);
  await shop.done('stations.configure', { station: 'bay-2', kind: 'bay', name: '2 号工位', warehouse: 'A' });
  const reactions = new Reactions(shop.store, shop.executor, allReactions(settings), (error) => {
    throw error;
  });
  const react = async () => {
    reactions.wake();
    await reactions.idle();
  };
  const zhou: Actor = { ...keeperActor(shop.people.zhou), roles: ['technician'] };
  const ask = async (lines: { part: string; quantity: number }[]) => {
    const request = { station: 'bay-2', order: shop.order.id, remark: '', lines };
    const asked = await shop.done<{ wait: string; requisition: string }>('bays.ask-for-parts', request, zhou);
    await react();
    return asked;
  };
  const arrive = async (part: string, quantity: number) => {
    await shop.done('stock.open-balance', { part, bin: shop.bin, quantity, remark: '' });
    await react();
  };
  return { shop, react, ask, arrive, zhou, keeper: keeperActor(shop.people.wu, shop.clock.wall()) };
}

const waits = (shop: Shop) => shop.store.read((reader) => openWaits(reader, { station: 'bay-2' }));
const slipOf = (shop: Shop, id: string) => shop.store.read((reader) => readSlip(reader, id));
const picks = async (shop: Shop) =>
  (await shop.store.read((reader) => jobsOfQueue(reader, 50))).filter(({ template }) => template === 'pick-ticket');

test('the rest of what a bay asked for waits at the bay too, and goes on waiting when the first part is signed for', async () => {
  const { shop, react, ask, keeper, zhou } = await bay();
  const part = await shop.addPart('OF', 1000);
  const first = await ask([{ part, quantity: 3000 }]);
  const [own, rest] = await waits(shop);
  expect(own).toMatchObject({ requisition: first.requisition, approval: 'SUBMITTED' });
  expect(rest).toMatchObject({ approval: 'DRAFT', technician: '周建国', plate: '京AD1234', since: own?.since });
  await shop.done('requisitions.approve', { requisition: first.requisition }, keeper);
  await react();
  await shop.done('requisitions.sign', { requisition: first.requisition }, zhou);
  await react();
  expect(await waits(shop)).toMatchObject([{ requisition: rest?.requisition }]);
});

test('when stock comes the longest waiting is served first: reserved, to be approved, and picked by a ticket', async () => {
  const { shop, react, ask, arrive, keeper } = await bay();
  const part = await shop.addPart('OF', 0);
  const first = await ask([{ part, quantity: 2000 }]);
  shop.clock.advance(60_000);
  const second = await ask([{ part, quantity: 2000 }]);
  // Nothing can be picked, so nobody is sent to the shelf.
  expect(await picks(shop)).toEqual([]);
  await arrive(part, 3000);
  expect(await slipOf(shop, first.requisition)).toMatchObject({ approval: 'SUBMITTED', lines: [{ quantity: 2000 }] });
  expect(await slipOf(shop, second.requisition)).toMatchObject({
    ...{ approval: 'SUBMITTED', lines: [{ quantity: 1000, asked: 2000 }] },
  });
  expect((await picks(shop)).map(({ documentId, copy }) => ({ documentId, copy }))).toEqual(
    expect.arrayContaining([
      { documentId: first.requisition, copy: 0 },
      { documentId: second.requisition, copy: 0 },
    ]),
  );
  expect(await waits(shop)).toHaveLength(3);
  for (const { requisition } of [first, second]) {
    await shop.done('requisitions.approve', { requisition }, keeper);
  }
  await react();
  await arrive(part, 500_000);
  const [rest] = (await waits(shop)).filter(({ readyAt }) => readyAt === null);
  expect(await slipOf(shop, rest?.requisition ?? '')).toMatchObject({
    approval: 'SUBMITTED',
    lines: [{ quantity: 1000 }],
  });
});

test('what comes back from an employee, and what a rejected slip frees, serves as well', async () => {
  const { shop, react, ask, keeper } = await bay();
  const part = await shop.addPart('OF', 1000);
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.li, order: null, remark: '' };
  const other = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 1000 }] });
  await shop.done('requisitions.submit', { requisition: other.id });
  const asked = await ask([{ part, quantity: 1000 }]);
  expect(await slipOf(shop, asked.requisition)).toMatchObject({ approval: 'DRAFT' });
  await shop.done('requisitions.reject', { requisition: other.id, reason: '留给别的车' }, keeper);
  await react();
  expect(await slipOf(shop, asked.requisition)).toMatchObject({ approval: 'SUBMITTED' });
});

test('a short issue at the counter keeps its rest, which is submitted by itself when there is stock', async () => {
  const { shop, react, arrive, keeper } = await bay();
  const part = await shop.addPart('OF', 2000);
  await react();
  const head = {
    warehouse: shop.warehouse,
    purpose: 'order',
    receiver: shop.people.zhou,
    order: shop.order.id,
    remark: '',
  };
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 2000 }] });
  await shop.done('requisitions.submit', { requisition: slip.id });
  const line = (await slipOf(shop, slip.id))?.lines[0]?.id ?? '';
  const less = { requisition: slip.id, line, quantity: 1000, reason: '货架上只有 1 个', backOrder: true };
  await shop.done('requisitions.issue-less', less, keeper);
  await react();
  const rest = await shop.store.read((reader) =>
    reader.one<{ id: string }>('select id from requisition where back_order_of = ?', slip.id),
  );
  // The book still says that one is there: the keeper has just said that it is not, so the rest waits for goods.
  expect(await slipOf(shop, rest?.id ?? '')).toMatchObject({ approval: 'DRAFT' });
  await shop.done('requisitions.approve', { requisition: slip.id }, keeper);
  await react();
  expect(await slipOf(shop, rest?.id ?? '')).toMatchObject({ approval: 'DRAFT' });
  // While it waits for goods it does not expire; once there are some it is a slip like any other.
  shop.clock.advance(80 * 3_600_000);
  await shop.done('requisitions.expire', {});
  await arrive(part, 1000);
  expect(await slipOf(shop, rest?.id ?? '')).toMatchObject({ approval: 'SUBMITTED', lines: [{ quantity: 1000 }] });
  shop.clock.advance(80 * 3_600_000);
  await shop.done('requisitions.expire', {});
  expect(await slipOf(shop, rest?.id ?? '')).toMatchObject({ approval: 'EXPIRED' });
});

test('what is taken back by hand waits for nothing, and no stock submits it again', async () => {
  const { shop, react, ask, arrive, zhou } = await bay();
  const part = await shop.addPart('OF', 1000);
  const asked = await ask([{ part, quantity: 1000 }]);
  await shop.done('requisitions.withdraw', { requisition: asked.requisition }, zhou);
  await react();
  expect(await waits(shop)).toEqual([]);
  await arrive(part, 5000);
  expect(await slipOf(shop, asked.requisition)).toMatchObject({ approval: 'DRAFT' });
});

test('a list for an order that is closed by now stays a draft when stock comes, and the others are served all the same', async () => {
  const { shop, ask, arrive } = await bay();
  const part = await shop.addPart('OF', 0);
  const asked = await ask([{ part, quantity: 1000 }]);
  await shop.store.write((tx) => tx.run("update repair_order set state = 'SETTLED' where id = ?", shop.order.id));
  await arrive(part, 5000);
  expect(await slipOf(shop, asked.requisition)).toMatchObject({ approval: 'DRAFT', lines: [{ quantity: 1000 }] });
});

test.each([
  ['reversed', 'requisitions.reverse', true],
  ['rejected', 'requisitions.reject', false],
])('the rest of a slip that is %s is cancelled with it, and the bay waits no more', async (_what, name, isIssued) => {
  const { shop, react, ask, arrive, keeper } = await bay();
  const part = await shop.addPart('OF', 1000);
  await react();
  const { requisition } = await ask([{ part, quantity: 3000 }]);
  if (isIssued) await shop.done('requisitions.approve', { requisition }, keeper);
  await react();
  const rest = (await waits(shop)).find((wait) => wait.requisition !== requisition)?.requisition ?? '';
  await shop.done(name, { requisition, reason: '开错单' }, keeper);
  await react();
  expect(await slipOf(shop, rest)).toMatchObject({ approval: 'CANCELLED' });
  expect(await waits(shop)).toEqual([]);
  await arrive(part, 9000);
  expect(await slipOf(shop, rest)).toMatchObject({ approval: 'CANCELLED' });
});

test('what a keeper leaves off a slip and nobody waits for serves who waits', async () => {
  const { shop, react, ask, keeper } = await bay();
  const part = await shop.addPart('OF', 3000);
  await react();
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.li, order: null, remark: '' };
  const other = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 3000 }] });
  await shop.done('requisitions.submit', { requisition: other.id });
  const { requisition } = await ask([{ part, quantity: 2000 }]);
  const line = (await slipOf(shop, other.id))?.lines[0]?.id ?? '';
  const less = { requisition: other.id, line, quantity: 1000, reason: '只要 1 个', backOrder: false };
  await shop.done('requisitions.issue-less', less, keeper);
  await react();
  expect(await slipOf(shop, requisition)).toMatchObject({ approval: 'SUBMITTED', lines: [{ quantity: 2000 }] });
});
