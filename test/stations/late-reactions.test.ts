import { expect, test } from 'vitest';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

/** A counter that 吴敏 has open, and a slip for the car in draft. What follows an act has its turn only at `react`. */
async function openCounter() {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const counter = scannerAt(yard.shop, 'counter-1');
  await counter.openedBy(yard.shop.people.wu);
  const requisition = await yard.draft([{ part, quantity: 1000 }]);
  await yard.react();
  const open = (kind: 'requisition') =>
    yard.shop.done('stations.open-document', { station: 'counter-1', kind, document: requisition }, yard.keeper);
  return { ...yard, counter, requisition, open };
}

test('a bag that is laid on the counter right after its slip was approved stays there to be signed for', async () => {
  const { shop, keeper, counter, requisition, open, react } = await openCounter();
  await shop.done('requisitions.confirm', { requisition }, keeper);
  await open('requisition');
  await react();
  expect(await counter.focus()).toEqual({ kind: 'signing', id: requisition });
  await shop.done('requisitions.sign', { requisition }, { ...keeper, person: shop.people.zhou, roles: ['technician'] });
  await react();
  expect(await counter.focus()).toBeNull();
});

test('a slip that is withdrawn and taken up again right after it was submitted stays the one that scans go to', async () => {
  const { shop, keeper, counter, requisition, open, react } = await openCounter();
  await shop.done('requisitions.submit', { requisition }, keeper);
  await shop.done('requisitions.withdraw', { requisition }, keeper);
  await open('requisition');
  await react();
  expect(await counter.focus()).toEqual({ kind: 'requisition', id: requisition });
  await shop.done('requisitions.submit', { requisition }, keeper);
  await react();
  expect(await counter.focus()).toBeNull();
});
