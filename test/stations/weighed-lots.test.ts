import { expect, test } from 'vitest';
import { scaleAt } from '../support/scale.ts';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

/** A maker's label: the article, and the batch that is in the can. */
const label = (batch: string) => `010690123456789210${batch}`;

/** Grease of two batches by the kilogram: OLD goes first unless somebody names NEW. The technician's slip is open at the counter. */
async function greaseStore(stock = { OLD: 5000, NEW: 5000 }) {
  const yard = await openYard();
  const { id: part } = await yard.shop.done<{ id: string }>('parts.add', {
    ...{ number: 'GRS', name: '润滑脂', model: '', spec: '', unit: '千克', category: '', price: 1000, decimals: 3 },
    ...{ barcodes: [{ code: '6901234567892', packQuantity: 1000 }], lotTracked: true },
  });
  for (const [lot, year] of [
    ['OLD', 2027],
    ['NEW', 2028],
  ] as const) {
    await yard.shop.done('parts.set-lot', { part, lot, expiresOn: `${year}-01-31` });
    await yard.arrive(part, stock[lot], lot);
  }
  const gun = scannerAt(yard.shop, 'counter-1');
  await gun.openedBy(yard.shop.people.wu);
  const scanLabel = (batch: string) => gun.read(label(batch), { symbology: 'd2' });
  return { ...yard, part, gun, scanLabel, scale: scaleAt(yard.shop, 'counter-1') };
}

test.each([
  ['less than the label says', '250.0', [{ lot: 'NEW', quantity: 250 }]],
  ['more than the label says', '2500.0', [{ lot: 'NEW', quantity: 2500 }]],
  [
    'more than there is of it, and then the rest as it comes',
    '5500.0',
    [
      { lot: 'NEW', quantity: 5000 },
      { lot: 'OLD', quantity: 500 },
    ],
  ],
])('the label says which batch, the scale how much of it: %s', async (_what, grams, lots) => {
  const { shop, slip, gun, scale, scanLabel } = await greaseStore();
  await gun.scan('GP1007', shop.order.number);
  await scanLabel('NEW');
  expect(await scale.weigh(grams)).toMatchObject({ code: 'weighing.measured' });
  const id = (await gun.slip())?.id ?? '';
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  expect((await slip(id))?.lines[0]?.lots).toEqual(lots);
});

test('what a waiting slip names of the batch is not weighed away from it', async () => {
  const { shop, slip, gun, scale, scanLabel, part, submitted, keeper } = await greaseStore();
  const waiting = await submitted([{ part, quantity: 4000 }]);
  const line = (await slip(waiting))?.lines[0]?.id;
  const lots = [{ lot: 'NEW', quantity: 4000 }];
  await shop.done('requisitions.name-lots', { requisition: waiting, line, lots }, keeper);
  await gun.scan('GP1007', shop.order.number);
  await scanLabel('NEW');
  expect(await scale.weigh('2500.0')).toMatchObject({ code: 'weighing.measured' });
  const id = (await gun.slip())?.id ?? '';
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  expect((await slip(id))?.lines[0]?.lots).toEqual([
    { lot: 'NEW', quantity: 1000 },
    { lot: 'OLD', quantity: 1500 },
  ]);
  await shop.done('requisitions.approve', { requisition: waiting }, keeper);
});

test('so it is when the can comes back: what is left in it is of its batch, not of the one that was issued first', async () => {
  const { gun, scale, scanLabel, part, issue, startReturn, returned } = await greaseStore();
  await issue([{ part, quantity: 1000, lots: [{ lot: 'OLD', quantity: 1000 }] }]);
  await issue([{ part, quantity: 1000, lots: [{ lot: 'NEW', quantity: 1000 }] }]);
  const id = await startReturn();
  await gun.scan((await returned(id))?.number ?? '');
  await scanLabel('NEW');
  expect(await scale.weigh('400.0')).toMatchObject({ code: 'weighing.measured' });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.return-received' });
  expect((await returned(id))?.lines).toMatchObject([{ quantity: 400, lots: [{ lot: 'NEW', quantity: 400 }] }]);
});
