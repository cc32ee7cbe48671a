import { expect, test } from 'vitest';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { readReturn } from '../../hub/returns/slip.ts';
import { binBalances } from '../../hub/stock/store.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

async function addLotPart(shop: Shop): Promise<string> {
  const { id } = await shop.done<{ id: string }>('parts.add', {
    ...{ number: 'BF', name: '制动液', model: 'DOT 4', spec: '', unit: '瓶', category: '', price: 6800, decimals: 0 },
    ...{ barcodes: [], lotTracked: true },
  });
  return id;
}

test('what expires first is issued first, whatever bin is fullest', async () => {
  const shop = await openShop();
  const part = await addLotPart(shop);
  const opening = { part, bin: shop.bin, remark: '' };
  for (const [lot, expiresOn, quantity] of [
    ['L-NEW', '2028-01-31', 9000],
    ['L-OLD', '2026-12-31', 2000],
  ] as const) {
    await shop.done('parts.set-lot', { part, lot, expiresOn });
    await shop.done('stock.open-balance', { ...opening, quantity, lot });
  }
  expect(await shop.run('stock.open-balance', { ...opening, quantity: 1000 })).toMatchObject({
    code: 'stock.lot-needed',
    facts: { number: 'BF' },
  });
  const lots = await shop.store.read((reader) => binBalances(reader, shop.warehouse, part).map(({ lot }) => lot));
  expect(lots).toEqual(['L-OLD', 'L-NEW']);
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.zhou, order: null, remark: '' };
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 3000 }] });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  const moved = await shop.store.read((reader) =>
    reader.all("select lot, quantity from movement where kind = 'issue' order by n"),
  );
  expect(moved).toEqual([
    { lot: 'L-OLD', quantity: 2000 },
    { lot: 'L-NEW', quantity: 1000 },
  ]);
});

test('a part that comes back goes to its home bin', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const { id: home } = await shop.done<{ id: string }>('places.add-bin', { warehouse: shop.warehouse, code: 'A3-07' });
  const stocking = { part, warehouse: shop.warehouse, homeBin: home, minimum: null, maximum: null };
  await shop.done('parts.set-stocking', stocking);
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.zhou, order: null, remark: '' };
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity: 1000 }] });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  const start = { person: shop.people.zhou, warehouse: shop.warehouse, ticket: false };
  const { id } = await shop.done<{ id: string }>('returns.start', start);
  expect(await shop.store.read((reader) => readReturn(reader, id)?.lines)).toMatchObject([{ bin: 'A3-07' }]);
});

test('a line says whether its part fits the car; of a part without cars it says nothing', async () => {
  const shop = await openShop();
  const add = (number: string, fitments: string[]) =>
    shop.done<{ id: string }>('parts.add', {
      ...{ number, name: number, model: '', spec: '', unit: '个', category: '', price: 100, decimals: 0 },
      ...{ barcodes: [], fitments },
    });
  const parts = [await add('FITS', ['迈腾 B8L']), await add('OTHER', ['卡罗拉 1.2T']), await add('ANY', [])];
  const head = {
    warehouse: shop.warehouse,
    purpose: 'order',
    receiver: shop.people.zhou,
    order: shop.order.id,
    remark: '',
  };
  const slip = await shop.done<{ id: string }>('requisitions.create', {
    ...{ ...head, lines: parts.map(({ id }) => ({ part: id, quantity: 1000 })) },
  });
  const lines = await shop.store.read((reader) => readSlip(reader, slip.id)?.lines);
  expect(lines?.map(({ fits }) => fits)).toEqual([true, false, null]);
});
