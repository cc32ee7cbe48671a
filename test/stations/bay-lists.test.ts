import { expect, test } from 'vitest';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { scannerAt } from '../support/scans.ts';
import { openShop } from '../support/shop.ts';

async function bay() {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'bay-2', kind: 'bay', name: '2 号工位', warehouse: 'A' });
  await shop.addPart('OF', 9000, [{ code: 'OF', packQuantity: 1000 }]);
  const here = scannerAt(shop, 'bay-2');
  return { shop, here };
}

test("whoever takes over a bay has a list of his own; his predecessor's waits for him", async () => {
  const { shop, here } = await bay();
  await here.openedBy(shop.people.zhou);
  await here.scan('OF');
  const first = await here.slip();
  await here.openedBy(shop.people.li);
  // His card sends nobody else's list, and takes nothing back from it.
  expect(await here.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.nothing-in-progress' });
  expect(await here.scan('WH-UNDO')).toMatchObject({ code: 'scans.nothing-in-progress' });
  await here.scan('OF', 'OF');
  const second = await here.slip();
  expect(second).toMatchObject({
    ...{ receiver: { name: '李志明' }, order: { number: shop.order.number } },
    lines: [{ quantity: 2000 }],
  });
  expect(second?.id).not.toBe(first?.id);
  expect(await here.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.asked', facts: { number: second?.number } });

  await here.openedBy(shop.people.zhou);
  expect(await here.scan('OF')).toMatchObject({ code: 'scans.part-added', facts: { quantity: 2000 } });
  expect((await here.slip())?.id).toBe(first?.id);
});

test('a list for a car that has left the bay is not gone on with for the next car', async () => {
  const { shop, here } = await bay();
  await here.openedBy(shop.people.zhou);
  await here.scan('OF');
  const first = await here.slip();
  await here.openedBy(shop.people.li);
  await shop.store.write((tx) => tx.run('update repair_order set bay = null where id = ?', shop.order.id));
  await here.openedBy(shop.people.zhou);
  expect(await here.scan('OF')).toMatchObject({ code: 'bays.no-car' });
  const left = await shop.store.read((reader) => readSlip(reader, first?.id ?? ''));
  expect(left).toMatchObject({ approval: 'DRAFT', lines: [{ quantity: 1000 }] });
});
