import { expect, test } from 'vitest';
import { bayTopicSource } from '../../hub/stations/bay-topic.ts';
import type { BayState } from '../../kiosk/hub/contracts.ts';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

async function bay() {
  const yard = await openYard();
  const here = scannerAt(yard.shop, 'bay-2');
  const state = () =>
    yard.shop.store.read(
      async (reader) => (await bayTopicSource(false).fetch(reader, { station: 'bay-2' })) as BayState,
    );
  /** What somebody does at the bay itself. */
  const atBay = (actor: typeof yard.zhou) => ({ ...actor, station: 'bay-2' });
  return { ...yard, here, state, atBay };
}

test('a bay says which parts it waits for: the first two by name, and how many there are', async () => {
  const { addPart, arrive, ask, react, state } = await bay();
  const parts = [await addPart('A'), await addPart('B'), await addPart('C')];
  for (const part of parts) await arrive(part, 9000);
  const requisition = await ask(parts.map((part, index) => ({ part, quantity: (index + 1) * 1000 })));
  await react();
  const named = [
    { name: '件 A', model: '', unit: '个', quantity: 1000 },
    { name: '件 B', model: '', unit: '个', quantity: 2000 },
  ];
  expect((await state()).waiting).toMatchObject([{ requisition, lines: 3, parts: named }]);
});

test('what is ready stands once, with its parts, where it is signed for; at another car it goes on waiting', async () => {
  const { shop, addPart, arrive, ask, react, keeper, state } = await bay();
  const part = await addPart('A');
  await arrive(part, 9000);
  const requisition = await ask([{ part, quantity: 2000 }]);
  await shop.done('requisitions.approve', { requisition }, keeper);
  await react();
  expect(await state()).toMatchObject({
    waiting: [],
    unsigned: [{ id: requisition, readyAt: shop.clock.wall(), lines: 1, parts: [{ name: '件 A', quantity: 2000 }] }],
  });
  // Another car stands there now: nobody can sign for it here, and it is still on its way to this bay.
  await shop.store.write((tx) => tx.run('update repair_order set bay = null where id = ?', shop.order.id));
  expect(await state()).toMatchObject({ waiting: [{ requisition }], unsigned: [] });
});

test('what a technician offers to others stands at his bay until they sign, or he takes it back', async () => {
  const { shop, addPart, arrive, issue, here, state, zhou, li } = await bay();
  const part = await addPart('A');
  await arrive(part, 9000);
  await issue([{ part, quantity: 3000 }]);
  const offer = { giver: shop.people.zhou, taker: shop.people.li, remark: '', lines: [{ part, quantity: 1000 }] };
  const [first, second] = [
    await shop.done('holdings.offer', offer, zhou),
    await shop.done('holdings.offer', offer, zhou),
  ];
  expect(await state()).toMatchObject({ offers: [], offered: [] });
  await here.openedBy(shop.people.zhou);
  expect(await state()).toMatchObject({
    offers: [],
    offered: [{ id: first.id, taker: { name: '李志明' }, lines: [{ name: '件 A' }] }, { id: second.id }],
  });
  await shop.done('holdings.withdraw', { handOver: first.id }, zhou);
  await shop.done('holdings.accept', { handOver: second.id }, li);
  expect(await state()).toMatchObject({ offers: [], offered: [] });
});

test('what a scan was refused is over once a person has done something at that bay, and not before', async () => {
  const { shop, addPart, arrive, issue, here, state, atBay, zhou } = await bay();
  const part = await addPart('A');
  await arrive(part, 9000);
  await issue([{ part, quantity: 3000 }]);
  await here.openedBy(shop.people.zhou);
  await here.scan('WH-NOTHING');
  const use = { person: shop.people.zhou, order: shop.order.id, lines: [{ part, quantity: 1000 }] };
  expect(await state()).toMatchObject({ isAnswered: false });
  // Neither what is done elsewhere nor what is refused here answers it.
  await shop.done('holdings.use', use, zhou);
  await shop.run('holdings.use', { ...use, lines: [{ part, quantity: 99_000 }] }, atBay(zhou));
  expect(await state()).toMatchObject({ isAnswered: false });
  await shop.done('holdings.use', use, atBay(zhou));
  expect(await state()).toMatchObject({ isAnswered: true });
  await here.scan('WH-NOTHING');
  expect(await state()).toMatchObject({ isAnswered: false });
  // Whoever opens the bay after it was not told so.
  shop.clock.advance(1000);
  await here.openedBy(shop.people.li);
  expect(await state()).toMatchObject({ isAnswered: true });
});
