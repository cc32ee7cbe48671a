import { expect, test } from 'vitest';
import { openYard } from '../support/yard.ts';

test('a serial number is one piece: neither two of it, nor a second one while the first is in the house', async () => {
  const { shop, addPart, issue } = await openYard();
  const [battery, alternator] = [
    await addPart('BAT', { serialTracked: true }),
    await addPart('ALT', { serialTracked: true }),
  ];
  const open = (part: string, quantity: number) =>
    shop.run('stock.open-balance', { part, bin: shop.bin, quantity, remark: '', lot: 'S1' });
  expect(await open(battery, 2000)).toMatchObject({ code: 'stock.serial-is-one', facts: { lot: 'S1' } });
  const first = await open(battery, 1000);
  expect(await open(battery, 1000)).toMatchObject({ code: 'stock.serial-known', facts: { lot: 'S1', number: 'BAT' } });
  // Two makers count alike.
  expect(await open(alternator, 1000)).toMatchObject({ outcome: 'accepted' });
  await issue([{ part: battery, quantity: 1000, lots: [{ lot: 'S1', quantity: 1000 }] }]);
  expect(await open(battery, 1000)).toMatchObject({ code: 'stock.serial-known' });
  expect(first).toMatchObject({ outcome: 'accepted' });
});

test('a use is not undone while another piece of its number is in the house', async () => {
  const { shop, addPart, arrive, issue, zhou } = await openYard();
  const battery = await addPart('BAT', { serialTracked: true });
  await arrive(battery, 1000, 'S1');
  await issue([{ part: battery, quantity: 1000, lots: [{ lot: 'S1', quantity: 1000 }] }]);
  const lines = [{ part: battery, quantity: 1000 }];
  const use = { person: shop.people.zhou, order: shop.order.id, lines };
  const { movements } = await shop.done<{ movements: string[] }>('holdings.use', use, zhou);
  // Taken out of the car again, and brought in as it lies there.
  await arrive(battery, 1000, 'S1');
  const undo = { movement: movements[0], reason: '装错车' };
  expect(await shop.run('stock.reverse', undo)).toMatchObject({ code: 'stock.serial-known', facts: { lot: 'S1' } });
  const opening = await shop.store.read((reader) =>
    reader.one<{ id: string }>("select id from movement where kind = 'opening' order by n desc limit 1"),
  );
  await shop.done('stock.reverse', { movement: opening?.id, reason: '重复' });
  expect(await shop.run('stock.reverse', undo)).toMatchObject({ outcome: 'accepted' });
});
