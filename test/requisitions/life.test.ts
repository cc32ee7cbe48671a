import { expect, test } from 'vitest';
import type { Actor } from '../../hub/kernel/actor.ts';
import { listSlips } from '../../hub/requisitions/list-store.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { holdingDiscrepancies, holdingKinds, holdingsOf } from '../../hub/stock/holding-store.ts';
import { employeeAccount, findDiscrepancies } from '../../hub/stock/proof.ts';
import { issuableNow } from '../../hub/stock/store.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

const HOUR = 3_600_000;

function technician(person: string, at = 0): Actor {
  return { person, roles: ['technician'], station: null, provedAt: at, system: null };
}

type Made = { readonly id: string; readonly number: string };

function make(shop: Shop, lines: { part: string; quantity: number }[], actor?: Actor): Promise<Made> {
  const { warehouse, people, order } = shop;
  const head = { warehouse, purpose: 'order', receiver: people.zhou, order: order.id, remark: '外三补货' };
  return shop.done<Made>('requisitions.create', { ...head, lines }, actor);
}

async function issued(shop: Shop, lines: { part: string; quantity: number }[]): Promise<Made> {
  const slip = await make(shop, lines);
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  return slip;
}

const slipOf = (shop: Shop, id: string) => shop.store.read((reader) => readSlip(reader, id));
const issuable = (shop: Shop, part: string) =>
  shop.store.read((reader) => issuableNow(reader, shop.warehouse, part, ''));

async function sound(shop: Shop): Promise<void> {
  await shop.store.read((reader) => {
    expect(findDiscrepancies(reader)).toEqual([]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
  });
}

test('the receiver signs for what he got, once, and nobody signs in his name', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const slip = await issued(shop, [{ part, quantity: 2000 }]);
  const sign = (person: string) => shop.run('requisitions.sign', { requisition: slip.id }, technician(person));
  expect(await sign(shop.people.li)).toMatchObject({
    code: 'requisitions.not-receiver',
    facts: { number: slip.number, person: '李志明', receiver: '周建国' },
  });
  expect(await sign(shop.people.zhou)).toMatchObject({ outcome: 'accepted' });
  expect(await slipOf(shop, slip.id)).toMatchObject({ signing: 'SIGNED', signer: '周建国' });
  expect(await sign(shop.people.zhou)).toMatchObject({ code: 'requisitions.already-signed' });
});

test('what is not issued yet cannot be signed for', async () => {
  const shop = await openShop();
  const slip = await make(shop, [{ part: await shop.addPart('OF', 5000), quantity: 1000 }]);
  const answer = await shop.run('requisitions.sign', { requisition: slip.id }, technician(shop.people.zhou));
  expect(answer).toMatchObject({ code: 'requisitions.not-approved', facts: { number: slip.number } });
});

test('a receiver who refuses gives everything back, and the account of his issues is even again', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const slip = await issued(shop, [{ part, quantity: 2000 }]);
  const refusal = { requisition: slip.id, reason: '型号不对' };
  await shop.done('requisitions.refuse', refusal, technician(shop.people.zhou));
  expect(await slipOf(shop, slip.id)).toMatchObject({
    ...{ approval: 'APPROVED', signing: 'REFUSED' },
    reversed: { by: '周建国', reason: '型号不对' },
  });
  expect(await issuable(shop, part)).toBe(5000);
  await shop.store.read((reader) => {
    expect(employeeAccount(reader, shop.people.zhou, part)).toMatchObject({ issued: 0, held: 0 });
  });
  await sound(shop);
});

test('a keeper reverses before anybody signed, with a fresh PIN; afterwards only a return brings parts back', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const [first, second] = [
    await issued(shop, [{ part, quantity: 2000 }]),
    await issued(shop, [{ part, quantity: 1000 }]),
  ];
  const wu = keeperActor(shop.people.wu, shop.clock.wall());
  const reverse = (id: string, actor: Actor) =>
    shop.run('requisitions.reverse', { requisition: id, reason: '发错人' }, actor);
  expect(await reverse(first.id, wu)).toMatchObject({ outcome: 'accepted' });
  expect(await reverse(first.id, wu)).toMatchObject({ code: 'requisitions.already-reversed' });
  await shop.done('requisitions.sign', { requisition: second.id }, technician(shop.people.zhou));
  expect(await reverse(second.id, wu)).toMatchObject({ code: 'requisitions.already-signed' });
  await expect(reverse(second.id, { ...wu, provedAt: shop.clock.wall() - HOUR })).rejects.toMatchObject({
    code: 'auth.fresh-pin',
  });
  expect(await issuable(shop, part)).toBe(4000);
  await sound(shop);
});

test('what was used already is not reversed, and the sentence says of which part', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const slip = await issued(shop, [{ part, quantity: 2000 }]);
  const use = { person: shop.people.zhou, order: shop.order.id, lines: [{ part, quantity: 500 }] };
  // Half a piece of it is gone: the unit of this test's part is counted in thousandths here.
  await shop.done('holdings.use', { ...use, lines: [{ part, quantity: 1000 }] });
  const wu = keeperActor(shop.people.wu, shop.clock.wall());
  expect(await shop.run('requisitions.reverse', { requisition: slip.id, reason: '发错' }, wu)).toMatchObject({
    code: 'requisitions.already-used',
    facts: { slip: slip.number, part: '配件 OF', wanted: 2000, held: 1000 },
  });
});

test('a keeper issues less: the reason stands on the line, the reservation shrinks, and the rest waits as a draft', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const slip = await make(shop, [{ part, quantity: 4000 }]);
  await shop.done('requisitions.submit', { requisition: slip.id });
  const line = (await slipOf(shop, slip.id))?.lines[0]?.id ?? '';
  const wu = keeperActor(shop.people.wu);
  const less = (quantity: number, backOrder = true) =>
    shop.run(
      'requisitions.issue-less',
      { requisition: slip.id, line, quantity, reason: '货架上只有 3 个', backOrder },
      wu,
    );
  expect(await less(4000)).toMatchObject({ code: 'requisitions.not-less' });
  expect(await less(0)).toMatchObject({ code: 'requisitions.no-lines' });
  expect(await less(500)).toMatchObject({ code: 'requisitions.whole-units' });
  expect(await less(3000)).toMatchObject({ outcome: 'accepted' });
  expect(await issuable(shop, part)).toBe(2000);
  expect(await less(1000)).toMatchObject({ outcome: 'accepted' });
  await shop.done('requisitions.approve', { requisition: slip.id }, wu);
  expect(await slipOf(shop, slip.id)).toMatchObject({
    lines: [{ quantity: 1000, asked: 4000, shortReason: '货架上只有 3 个' }],
  });
  const drafts = await shop.store.read((reader) => listSlips(reader, { approval: 'DRAFT' }, { limit: 9, offset: 0 }));
  expect(drafts).toHaveLength(1);
  expect(await slipOf(shop, drafts[0]?.id ?? '')).toMatchObject({
    ...{ backOrderOf: slip.number, receiver: { name: '周建国' }, order: { number: shop.order.number } },
    lines: [{ quantity: 3000 }],
  });
  await sound(shop);
});

test('a copy asks for what there is today: capped lines say what was wanted, states are never copied', async () => {
  const shop = await openShop();
  const [plenty, few, none] = [
    await shop.addPart('A', 9000),
    await shop.addPart('B', 3000),
    await shop.addPart('C', 2000),
  ];
  const original = await issued(shop, [
    { part: plenty, quantity: 2000 },
    { part: few, quantity: 2000 },
    { part: none, quantity: 2000 },
  ]);
  const copy = await shop.done<Made>('requisitions.copy', { requisition: original.id }, technician(shop.people.zhou));
  expect(copy.number).not.toBe(original.number);
  expect(await slipOf(shop, copy.id)).toMatchObject({
    ...{ approval: 'DRAFT', signing: 'UNSIGNED', receiver: { name: '周建国' }, remark: '外三补货' },
    lines: [
      { quantity: 2000, asked: null, issuable: 7000 },
      { quantity: 1000, asked: 2000, issuable: 1000 },
      { quantity: 0, asked: 2000, issuable: 0 },
    ],
  });
  await shop.done('requisitions.confirm', { requisition: copy.id }, keeperActor(shop.people.wu));
  await shop.store.read((reader) => {
    expect(holdingsOf(reader, shop.people.zhou).map(({ quantity }) => quantity)).toEqual([4000, 3000, 2000]);
    expect(holdingKinds(reader, shop.people.zhou)).toBe(3);
  });
  await sound(shop);
});

test("a copy has today's price, the slip that it was made of keeps its own", async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  const original = await issued(shop, [{ part, quantity: 2000 }]);
  const price = (await slipOf(shop, original.id))?.lines[0]?.price ?? 0;
  expect(price).toBeGreaterThan(0);
  await shop.done('parts.set-prices', { part, retail: price + 250, levels: {} });
  const copy = await shop.done<Made>('requisitions.copy', { requisition: original.id }, technician(shop.people.zhou));
  expect((await slipOf(shop, copy.id))?.lines).toMatchObject([{ price: price + 250 }]);
  expect((await slipOf(shop, original.id))?.lines).toMatchObject([{ price }]);
});

test('slips that nobody touched expire and give back what they reserved; what waits for goods does not', async () => {
  const shop = await openShop({ ...SETTINGS, expireAfter_ms: 72 * HOUR });
  const part = await shop.addPart('OF', 5000);
  const old = await make(shop, [{ part, quantity: 4000 }]);
  await shop.done('requisitions.submit', { requisition: old.id });
  const line = (await slipOf(shop, old.id))?.lines[0]?.id ?? '';
  const less = { requisition: old.id, line, quantity: 3000, reason: '缺货', backOrder: true };
  await shop.done('requisitions.issue-less', less, keeperActor(shop.people.wu));
  shop.clock.advance(71 * HOUR);
  const young = await make(shop, [{ part, quantity: 1000 }]);
  expect(await shop.done('requisitions.expire', {})).toEqual({ expired: 0 });
  shop.clock.advance(2 * HOUR);
  expect(await shop.done('requisitions.expire', {})).toEqual({ expired: 1 });
  expect(await slipOf(shop, old.id)).toMatchObject({ approval: 'EXPIRED' });
  expect(await slipOf(shop, young.id)).toMatchObject({ approval: 'DRAFT' });
  expect(await issuable(shop, part)).toBe(5000);
  const answer = await shop.run('requisitions.approve', { requisition: old.id }, keeperActor(shop.people.wu));
  expect(answer).toMatchObject({ code: 'requisitions.already-decided', facts: { approval: 'EXPIRED' } });
});

test('without a keeper a technician takes for himself up to a value, and a keeper decides afterwards', async () => {
  const shop = await openShop({ ...SETTINGS, escrowCap: 5000 });
  const part = await shop.addPart('OF', 9000);
  const zhou = technician(shop.people.zhou, shop.clock.wall());
  const take = (id: string, actor = zhou) => shop.run('requisitions.take', { requisition: id }, actor);
  const first = await make(shop, [{ part, quantity: 3000 }], zhou);
  expect(await take(first.id, technician(shop.people.li, shop.clock.wall()))).toMatchObject({
    code: 'requisitions.escrow-own',
  });
  expect(await take(first.id)).toMatchObject({ outcome: 'accepted' });
  expect(await slipOf(shop, first.id)).toMatchObject({ approval: 'SUBMITTED', escrow: true });
  const second = await make(shop, [{ part, quantity: 3000 }], zhou);
  expect(await take(second.id)).toMatchObject({ code: 'requisitions.escrow-cap', facts: { value: 6000, cap: 5000 } });
  // He cannot make it as if nothing had been taken.
  expect(await shop.run('requisitions.cancel', { requisition: first.id }, zhou)).toMatchObject({
    code: 'requisitions.escrow-waits',
  });
  // Nor does a keeper make a draft of what is in somebody's hands.
  expect(await shop.run('requisitions.withdraw', { requisition: first.id }, keeperActor(shop.people.wu))).toMatchObject(
    {
      code: 'requisitions.escrow-waits',
    },
  );
  await shop.done('requisitions.approve', { requisition: first.id }, keeperActor(shop.people.wu));
  // What a keeper decided is no longer to be taken, nor is anything twice.
  expect(await take(first.id)).toMatchObject({ code: 'requisitions.not-a-draft' });
  expect(await take(second.id)).toMatchObject({ outcome: 'accepted' });
  expect(await take(second.id)).toMatchObject({ outcome: 'refused' });
  await sound(shop);
});

test('while a keeper has a counter open nobody takes without him', async () => {
  const shop = await openShop();
  const station = { station: 'counter-1', kind: 'counter', name: '柜台 1', warehouse: 'A' };
  await shop.done('stations.configure', station);
  await shop.done('people.open-session', { person: shop.people.wu, station: 'counter-1', tokenHash: 'x' });
  const zhou = technician(shop.people.zhou, shop.clock.wall());
  const slip = await make(shop, [{ part: await shop.addPart('OF', 9000), quantity: 1000 }], zhou);
  expect(await shop.run('requisitions.take', { requisition: slip.id }, zhou)).toMatchObject({
    code: 'requisitions.keeper-there',
    facts: { person: '吴敏' },
  });
});

test('the list finds slips by state, person, text and time, and counts what is on no page', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  const first = await issued(shop, [{ part, quantity: 2000 }]);
  shop.clock.advance(HOUR);
  const second = await make(shop, [{ part, quantity: 1000 }]);
  const list = (filter: object) =>
    shop.store.read((reader) => listSlips(reader, filter, { limit: 50, offset: 0 }).map(({ number }) => number));
  expect(await list({})).toEqual([second.number, first.number]);
  expect(await list({ approval: 'APPROVED' })).toEqual([first.number]);
  expect(await list({ signing: 'UNSIGNED' })).toEqual([first.number]);
  expect(await list({ signing: 'SIGNED' })).toEqual([]);
  expect(await list({ receiver: shop.people.li })).toEqual([]);
  expect(await list({ text: '外三' })).toEqual([second.number, first.number]);
  expect(await list({ text: '%' })).toEqual([]);
  expect(await list({ from: shop.clock.wall() })).toEqual([second.number]);
  expect(await list({ until: shop.clock.wall() })).toEqual([first.number]);
});

test('nothing is issued for an order that was closed since; what was taken for it without a keeper is', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  const zhou = technician(shop.people.zhou, shop.clock.wall());
  const [asked, taken] = [
    await make(shop, [{ part, quantity: 1000 }], zhou),
    await make(shop, [{ part, quantity: 1000 }], zhou),
  ];
  await shop.done('requisitions.submit', { requisition: asked.id }, zhou);
  await shop.done('requisitions.take', { requisition: taken.id }, zhou);
  await shop.store.write((tx) => tx.run("update repair_order set state = 'SETTLED' where id = ?", shop.order.id));
  const approve = (id: string) =>
    shop.run('requisitions.approve', { requisition: id }, keeperActor(shop.people.wu, shop.clock.wall()));
  expect(await approve(asked.id)).toMatchObject({ code: 'orders.closed', facts: { number: shop.order.number } });
  expect(await approve(taken.id)).toMatchObject({ outcome: 'accepted' });
});

test('a draft that somebody works on does not expire while he does', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  const slip = await make(shop, [{ part, quantity: 1000 }]);
  shop.clock.advance(71 * HOUR);
  await shop.done('requisitions.set-remark', { requisition: slip.id, remark: '等客户回话' });
  shop.clock.advance(2 * HOUR);
  expect(await shop.done('requisitions.expire', {})).toEqual({ expired: 0 });
  shop.clock.advance(71 * HOUR);
  expect(await shop.done('requisitions.expire', {})).toEqual({ expired: 1 });
});
