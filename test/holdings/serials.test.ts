import { expect, test } from 'vitest';
import { handOvers } from '../../hub/holdings/store.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { holdingDiscrepancies } from '../../hub/stock/holding-store.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { lotsAt } from '../../hub/stock/store.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

/** 周建国 holds two batteries for the order, S1 and S2, and one more in his kit, S3. */
async function batteries() {
  const shop = await openShop();
  const { id: part } = await shop.done<{ id: string }>('parts.add', {
    ...{ number: 'BAT', name: '蓄电池', model: '', spec: '', unit: '个', category: '', price: 1000, decimals: 0 },
    ...{ barcodes: [], serialTracked: true },
  });
  for (const lot of ['S1', 'S2', 'S3']) {
    await shop.done('stock.open-balance', { part, bin: shop.bin, quantity: 1000, remark: '', lot });
  }
  const keeper = keeperActor(shop.people.wu, shop.clock.wall());
  const issue = async (serials: string[], order: string | null) => {
    const purpose = order === null ? 'kit' : 'order';
    const head = { warehouse: shop.warehouse, purpose, receiver: shop.people.zhou, order, remark: '' };
    const lines = [{ part, quantity: serials.length * 1000 }];
    const { id } = await shop.done<{ id: string }>('requisitions.create', { ...head, lines });
    const line = await shop.store.read((reader) =>
      reader.one<{ id: string }>('select id from requisition_line where requisition_id = ?', id),
    );
    const lots = serials.map((lot) => ({ lot, quantity: 1000 }));
    await shop.done('requisitions.name-lots', { requisition: id, line: line?.id, lots }, keeper);
    await shop.done('requisitions.confirm', { requisition: id }, keeper);
  };
  await issue(['S1', 'S2'], shop.order.id);
  await issue(['S3'], null);
  const zhou: Actor = { ...keeper, person: shop.people.zhou, roles: ['technician'] };
  return { shop, part, zhou, issue };
}

const held = (shop: Shop, part: string, person: string) =>
  shop.store.read((reader) => lotsAt(reader, part, { person }).map(({ lot }) => lot));

test('which of two batteries went into the car must be said; all of those for the car need no name', async () => {
  const { shop, part, zhou } = await batteries();
  const use = (quantity: number, lots?: string[]) =>
    shop.run(
      'holdings.use',
      {
        ...{ person: shop.people.zhou, order: shop.order.id },
        lines: [{ part, quantity, ...(lots ? { lots: lots.map((lot) => ({ lot, quantity: 1000 })) } : {}) }],
      },
      zhou,
    );
  expect(await use(1000)).toMatchObject({ code: 'requisitions.serials-missing', facts: { named: 0, wanted: 1000 } });
  expect(await use(1000, ['S9'])).toMatchObject({ code: 'returns.lot-not-held', facts: { lot: 'S9', held: 0 } });
  // For the car are two; named are two as well: one of them is not used up with the other.
  expect(await use(1000, ['S1', 'S2'])).toMatchObject({
    ...{ code: 'requisitions.lots-over', facts: { named: 2000, wanted: 1000 } },
  });
  expect(await use(2000, ['S1', 'S1'])).toMatchObject({
    code: 'returns.lot-not-held',
    facts: { wanted: 2000, held: 1000 },
  });
  expect(await use(1000, ['S2'])).toMatchObject({ outcome: 'accepted' });
  expect(await held(shop, part, shop.people.zhou)).toEqual(['S1', 'S3']);
  expect(await use(1000)).toMatchObject({ outcome: 'accepted' });
  expect(await held(shop, part, shop.people.zhou)).toEqual(['S3']);
  await shop.store.read((reader) => {
    expect(findDiscrepancies(reader)).toEqual([]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
  });
});

test('some of what has serial numbers is handed over, lost or damaged by name, never without; all of it needs none', async () => {
  const { shop, part, zhou } = await batteries();
  const { li } = shop.people;
  const named = (lots: readonly string[]) => lots.map((lot) => ({ lot, quantity: 1000 }));
  const offer = (quantity: number, lots: readonly string[] = []) =>
    shop.run(
      'holdings.offer',
      { giver: shop.people.zhou, taker: li, remark: '', lines: [{ part, quantity, lots: named(lots) }] },
      zhou,
    );
  const accept = async (offered: Awaited<ReturnType<typeof offer>>) => {
    const handOver = offered.outcome === 'accepted' ? (offered.reply as { id: string }).id : '';
    return shop.run('holdings.accept', { handOver }, { ...zhou, person: li });
  };
  const report = { person: shop.people.zhou, kind: 'loss', part, quantity: 1000, remark: '找不到' };
  const refused = { code: 'requisitions.serials-missing', facts: { part: '蓄电池', named: 0, wanted: 1000 } };
  expect(await offer(1000)).toMatchObject(refused);
  expect(await shop.run('holdings.report-loss', report, zhou)).toMatchObject(refused);
  expect(await offer(1000, ['S9'])).toMatchObject({ code: 'returns.lot-not-held', facts: { lot: 'S9', held: 0 } });
  const [mine, twice] = [await offer(1000, ['S2']), await offer(1000, ['S2'])];
  const line = { lines: [{ tracking: 'serial', lots: named(['S2']) }] };
  expect(await shop.store.read((reader) => handOvers(reader, li, 9))).toMatchObject([line, line]);
  expect(await accept(mine)).toMatchObject({ outcome: 'accepted' });
  expect(await held(shop, part, li)).toEqual(['S2']);
  // What was offered twice is not there twice.
  expect(await accept(twice)).toMatchObject({ code: 'returns.lot-not-held', facts: { lot: 'S2', held: 0 } });

  const lost = await shop.done<{ id: string }>('holdings.report-loss', { ...report, lots: named(['S3']) }, zhou);
  const supervisor: Actor = { ...zhou, person: shop.people.wu, roles: ['supervisor'] };
  await shop.done('holdings.decide-loss', { report: lost.id, approve: true, reason: '' }, supervisor);
  expect(await held(shop, part, shop.people.zhou)).toEqual(['S1']);
  expect(await accept(await offer(1000))).toMatchObject({ outcome: 'accepted' });
  expect(await held(shop, part, li)).toEqual(['S1', 'S2']);
});

test('all that he has of it, handed over or lost, is what he had then, whatever he gets or gives away before that is decided', async () => {
  const { shop, part, zhou, issue } = await batteries();
  const { li, zhou: giver, wu } = shop.people;
  const line = { part, quantity: 3000 };
  const offered = await shop.done<{ id: string }>(
    'holdings.offer',
    { giver, taker: li, remark: '', lines: [line] },
    zhou,
  );
  const lost = await shop.done<{ id: string }>(
    'holdings.report-loss',
    { person: giver, kind: 'loss', ...line, remark: '找不到' },
    zhou,
  );
  await shop.done('stock.open-balance', { part, bin: shop.bin, quantity: 1000, remark: '', lot: 'S4' });
  await issue(['S4'], null);
  await shop.done('holdings.accept', { handOver: offered.id }, { ...zhou, person: li });
  expect(await held(shop, part, li)).toEqual(['S1', 'S2', 'S3']);
  const supervisor: Actor = { ...zhou, person: wu, roles: ['supervisor'] };
  expect(
    await shop.run('holdings.decide-loss', { report: lost.id, approve: true, reason: '' }, supervisor),
  ).toMatchObject({ outcome: 'refused' });
  expect(await held(shop, part, giver)).toEqual(['S4']);
});
