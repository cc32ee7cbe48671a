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
