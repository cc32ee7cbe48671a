import { expect, test } from 'vitest';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { issuableNow } from '../../hub/stock/store.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

/** A slip of three pieces that its technician took while no keeper was there. */
async function taken() {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const { warehouse, people, order, clock } = shop;
  const zhou = { ...keeperActor(people.zhou, clock.wall()), roles: ['technician' as const] };
  const head = { warehouse, purpose: 'order', receiver: people.zhou, order: order.id, remark: '' };
  const slip = await shop.done<{ id: string; number: string }>(
    'requisitions.create',
    { ...head, lines: [{ part, quantity: 3000 }] },
    zhou,
  );
  await shop.done('requisitions.take', { requisition: slip.id }, zhou);
  return { shop, part, slip, keeper: keeperActor(people.wu, clock.wall()) };
}

const issuable = (shop: Shop, part: string) =>
  shop.store.read((reader) => issuableNow(reader, shop.warehouse, part, ''));
const approvalOf = (shop: Shop, id: string) => shop.store.read((reader) => readSlip(reader, id)?.approval);

test('a keeper rejects what was taken only when he says that the parts lie on the shelf again: until then nobody is promised them', async () => {
  const { shop, part, slip, keeper } = await taken();
  const reject = (said: object) =>
    shop.run('requisitions.reject', { requisition: slip.id, reason: '配件不对', ...said }, keeper);
  for (const said of [{}, { partsAreBack: false }]) {
    expect(await reject(said)).toMatchObject({
      code: 'requisitions.parts-are-out',
      facts: { number: slip.number, person: '周建国' },
    });
  }
  expect(await approvalOf(shop, slip.id)).toBe('SUBMITTED');
  expect(await issuable(shop, part)).toBe(2000);
  expect(await reject({ partsAreBack: true })).toMatchObject({ outcome: 'accepted' });
  expect(await approvalOf(shop, slip.id)).toBe('REJECTED');
  expect(await issuable(shop, part)).toBe(5000);
});

test('nobody cancels what was taken, not even a keeper: he decides on it', async () => {
  const { shop, part, slip, keeper } = await taken();
  expect(await shop.run('requisitions.cancel', { requisition: slip.id }, keeper)).toMatchObject({
    code: 'requisitions.escrow-waits',
    facts: { number: slip.number },
  });
  expect(await issuable(shop, part)).toBe(2000);
});

test('what he took less of is lowered, and approval moves what he really has', async () => {
  const { shop, part, slip, keeper } = await taken();
  const line = (await shop.store.read((reader) => readSlip(reader, slip.id)))?.lines[0]?.id ?? '';
  const less = { requisition: slip.id, line, quantity: 2000, reason: '只拿了 2 个', backOrder: false };
  await shop.done('requisitions.issue-less', less, keeper);
  await shop.done('requisitions.approve', { requisition: slip.id }, keeper);
  expect(await issuable(shop, part)).toBe(3000);
});
