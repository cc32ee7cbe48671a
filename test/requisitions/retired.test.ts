import { expect, test } from 'vitest';
import { lastUsedFor } from '../../hub/bays/store.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

const REFUSED = { code: 'parts.superseded', facts: { part: '配件 OLD', number: 'OLD', successor: '配件 NEW NEW' } };

/** A part with stock that another takes the place of, and its keeper. */
async function superseded() {
  const shop = await openShop();
  const [old, successor] = [await shop.addPart('OLD', 5000), await shop.addPart('NEW', 5000)];
  const keeper = keeperActor(shop.people.wu, shop.clock.wall());
  const retire = async (retired = true) => {
    await shop.done('parts.retire', { part: old, retired });
    if (retired)
      await shop.done('parts.set-relation', { part: successor, other: old, kind: 'supersedes', related: true });
  };
  return { shop, old, successor, keeper, retire };
}

function head({ warehouse, people, order }: Shop) {
  return { warehouse, purpose: 'order', receiver: people.zhou, order: order.id, remark: '' };
}

test('a retired part goes on no slip, and the sentence names the part that takes its place', async () => {
  const { shop, old, retire } = await superseded();
  await retire();
  const lines = [{ part: old, quantity: 1000 }];
  expect(await shop.run('requisitions.create', { ...head(shop), lines })).toMatchObject(REFUSED);
  await retire(false);
  expect(await shop.run('requisitions.create', { ...head(shop), lines })).toMatchObject({ outcome: 'accepted' });
});

test('a draft whose part was retired meanwhile is not submitted; what was promised before is still issued', async () => {
  const { shop, old, keeper, retire } = await superseded();
  const make = () =>
    shop.done<{ id: string }>('requisitions.create', { ...head(shop), lines: [{ part: old, quantity: 1000 }] });
  const [draft, submitted] = [await make(), await make()];
  await shop.done('requisitions.submit', { requisition: submitted.id });
  await retire();
  expect(await shop.run('requisitions.submit', { requisition: draft.id })).toMatchObject(REFUSED);
  expect(await shop.run('requisitions.approve', { requisition: submitted.id }, keeper)).toMatchObject({
    outcome: 'accepted',
  });
});

test('a copy takes nothing of a retired part along, and a bay is not offered it again', async () => {
  const { shop, old, successor, keeper, retire } = await superseded();
  const lines = [
    { part: old, quantity: 1000 },
    { part: successor, quantity: 2000 },
  ];
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head(shop), lines });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeper);
  await retire();
  const copy = await shop.done<{ id: string }>('requisitions.copy', { requisition: slip.id }, keeper);
  expect(await shop.store.read((reader) => readSlip(reader, copy.id))).toMatchObject({
    lines: [
      { number: 'OLD', quantity: 0, asked: 1000 },
      { number: 'NEW', quantity: 2000, asked: null },
    ],
  });
  const offered = await shop.store.read((reader) => lastUsedFor(reader, shop.order.id, 9));
  expect(offered.map(({ number }) => number)).toEqual(['NEW']);
});
