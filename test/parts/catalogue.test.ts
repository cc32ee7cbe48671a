import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { isDay, pictureType, stockingRefusal } from '../../hub/parts/rules.ts';
import { pieceWeight } from '../../hub/parts/weight-store.ts';
import type { ListPartsRequest } from '../../hub/stock/part-contract.ts';
import { stockPartQueries } from '../../hub/stock/part-queries.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';
import { SYSTEM } from '../support/store.ts';

let shop: Shop;
let filter: string;
beforeEach(async () => {
  shop = await openShop();
  filter = await shop.addPart('OF-1', 5000, [{ code: '6921588800006', packQuantity: 1000 }]);
});

const asker = (): Queries => new Queries(shop.store, stockPartQueries);
type Card = Record<string, unknown> & {
  warehouses: Record<string, unknown>[];
  weights: { n: number; retiredAt: number | null }[];
};
const card = async (part = filter): Promise<Card> => {
  const { part: found } = (await asker().ask('stock.part', { part }, SYSTEM)) as { part: Card };
  return found;
};
const list = async (request: Partial<ListPartsRequest>): Promise<string[]> => {
  const reply = (await asker().ask('stock.parts', request, SYSTEM)) as { count: number; rows: { number: string }[] };
  expect(reply.count).toBe(reply.rows.length);
  return reply.rows.map(({ number }) => number);
};
const refused = async (name: string, request: object, actor?: Actor): Promise<string> => {
  const answer = await shop.run(name, request, actor);
  return answer.outcome === 'refused' ? answer.code : 'accepted';
};
const manager = (at: number): Actor => ({ ...keeperActor(shop.people.wu, at), roles: ['manager'] });

describe('what a part is', () => {
  test('what is named is changed, what is not stays', async () => {
    await shop.done('parts.change', {
      part: filter,
      brand: '马勒',
      packs: [{ unit: '箱', quantity: 10_000 }],
      oeNumbers: ['06J'],
      fitments: ['迈腾 B8L'],
    });
    await shop.done('parts.change', { part: filter, model: 'B8L', lotTracked: true });
    expect(await card()).toMatchObject({
      name: '配件 OF-1',
      model: 'B8L',
      brand: '马勒',
      lotTracked: true,
      serialTracked: false,
      packs: [{ unit: '箱', quantity: 10_000 }],
      oeNumbers: ['06J'],
      fitments: ['迈腾 B8L'],
    });
  });

  test('decimals may only grow, and a unit stands once', async () => {
    const hose = await shop.addPart('HSE', 0, [], 2);
    expect(await refused('parts.change', { part: hose, decimals: 1 })).toBe('parts.fewer-decimals');
    expect(await refused('parts.change', { part: hose, decimals: 3 })).toBe('accepted');
    expect(await refused('parts.change', { part: filter, packs: [{ unit: '个', quantity: 2000 }] })).toBe(
      'parts.pack-twice',
    );
  });

  test('barcodes: its number stays one of them, nobody else may have one, its own may stay', async () => {
    const other = await shop.addPart('OF-2', 0);
    const codes = [
      { code: '6921588800006', packQuantity: 1000 },
      { code: 'BOX-10', packQuantity: 10_000 },
    ];
    expect(await refused('parts.set-barcodes', { part: filter, barcodes: codes })).toBe('accepted');
    expect(await refused('parts.set-barcodes', { part: other, barcodes: codes })).toBe('parts.barcode-taken');
    expect(await refused('parts.set-barcodes', { part: other, barcodes: [{ code: 'OF-1', packQuantity: 1000 }] })).toBe(
      'parts.barcode-taken',
    );
    expect(
      await refused('parts.set-barcodes', { part: other, barcodes: [{ code: 'GP1007', packQuantity: 1000 }] }),
    ).toBe('parts.code-means-something');
    const kept = await shop.store.read((reader) =>
      reader.all('select code from part_barcode where part_id = ? order by code', filter),
    );
    expect(kept).toEqual([{ code: '6921588800006' }, { code: 'BOX-10' }, { code: 'OF-1' }]);
  });

  test('a keeper says where it lies and what it weighs; what it is and what it costs, a manager', async () => {
    const keeper = keeperActor(shop.people.wu, shop.clock.wall());
    await expect(shop.run('parts.change', { part: filter, brand: 'x' }, keeper)).rejects.toThrow('may not');
    await expect(shop.run('parts.set-prices', { part: filter, levels: {} }, keeper)).rejects.toThrow('may not');
    const place = { part: filter, warehouse: shop.warehouse, homeBin: shop.bin, minimum: 2000, maximum: 9000 };
    expect(await refused('parts.set-stocking', place, keeper)).toBe('accepted');
  });
});

describe('prices', () => {
  test('need a fresh PIN, stand by level, and a level may be taken away', async () => {
    const now = shop.clock.wall();
    await expect(
      shop.run('parts.set-prices', { part: filter, retail: 1, levels: {} }, manager(now - 6 * 60_000)),
    ).rejects.toThrow('PIN');
    await shop.done(
      'parts.set-prices',
      { part: filter, retail: 1200, levels: { member: 1100, wholesale: 900 } },
      manager(now),
    );
    expect(await card()).toMatchObject({
      price: 1200,
      prices: [
        { level: 'member', name: '会员', price: 1100 },
        { level: 'wholesale', name: '批发', price: 900 },
      ],
    });
    await shop.done('parts.set-prices', { part: filter, levels: { member: null } }, manager(now));
    expect(await card()).toMatchObject({ price: 1200, prices: [{ level: 'wholesale', price: 900 }] });
    expect(await refused('parts.set-prices', { part: filter, levels: { gold: 1 } })).toBe('parts.no-such-level');
    expect(await refused('parts.set-prices', { part: filter, levels: { retail: 1 } })).toBe('parts.no-such-level');
  });

  test('the workshop names its own levels', async () => {
    await shop.done('parts.set-price-level', { code: 'insurance', name: '保险' });
    await shop.done('parts.set-prices', { part: filter, levels: { insurance: 1500 } });
    expect(await card()).toMatchObject({ prices: [{ name: '保险', price: 1500 }] });
    expect(await refused('parts.set-price-level', { code: 'other', name: '保险' })).toBe('parts.level-name-taken');
    expect(await refused('parts.set-price-level', { code: 'insurance', name: '保险公司' })).toBe('accepted');
  });
});

describe('where it is', () => {
  test('the least and the most, per warehouse; a bin of that warehouse only', async () => {
    const { id: second, defaultBin } = await shop.done('places.add-warehouse', { code: 'B', name: '分仓' });
    const place = { part: filter, warehouse: shop.warehouse, homeBin: shop.bin, minimum: 6000, maximum: 9000 };
    expect(await refused('parts.set-stocking', { ...place, homeBin: defaultBin })).toBe('places.no-such-bin');
    expect(await refused('parts.set-stocking', { ...place, minimum: 9001 })).toBe('parts.not-in-unit');
    expect(await refused('parts.set-stocking', { ...place, minimum: 10_000 })).toBe('parts.minimum-above-maximum');
    await shop.done('parts.set-stocking', place);
    await shop.done('parts.set-stocking', {
      part: filter,
      warehouse: second,
      homeBin: null,
      minimum: null,
      maximum: 3000,
    });
    const { warehouses } = await card();
    expect(warehouses).toMatchObject([
      { code: 'A', homeBin: shop.bin, minimum: 6000, maximum: 9000, onHand: 5000, reserved: 0 },
      { code: 'B', homeBin: null, minimum: null, maximum: 3000, onHand: 0, reserved: 0 },
    ]);
  });

  test('bins, what is reserved, and who holds some of it', async () => {
    const slip = await shop.done('requisitions.create', {
      warehouse: shop.warehouse,
      purpose: 'kit',
      receiver: shop.people.zhou,
      order: null,
      remark: '',
      lines: [{ part: filter, quantity: 2000 }],
    });
    await shop.done(
      'requisitions.submit',
      { requisition: slip.id },
      { ...keeperActor(shop.people.zhou), roles: ['technician'] },
    );
    expect((await card()).warehouses).toMatchObject([{ onHand: 5000, reserved: 2000 }]);
    await shop.done('requisitions.approve', { requisition: slip.id }, keeperActor(shop.people.wu, shop.clock.wall()));
    expect(await card()).toMatchObject({
      warehouses: [{ onHand: 3000, reserved: 0 }],
      bins: [{ bin: shop.bin, quantity: 3000, lot: '' }],
      holders: [{ number: '1007', name: '周建国', quantity: 2000 }],
    });
  });

  test('the list: by search, category, car, below the minimum, out of use', async () => {
    const low = await shop.addPart('LOW', 1000);
    await shop.done('parts.set-stocking', {
      part: low,
      warehouse: shop.warehouse,
      homeBin: null,
      minimum: 2000,
      maximum: null,
    });
    await shop.done('parts.set-stocking', {
      part: filter,
      warehouse: shop.warehouse,
      homeBin: null,
      minimum: 5000,
      maximum: null,
    });
    await shop.done('parts.change', { part: filter, category: '滤清器', fitments: ['迈腾 B8L'] });
    expect(await list({})).toEqual(['LOW', 'OF-1']);
    expect(await list({ sort: 'number', descending: true })).toEqual(['OF-1', 'LOW']);
    expect(await list({ show: 'below-minimum' })).toEqual(['LOW']);
    expect(await list({ category: '滤清器' })).toEqual(['OF-1']);
    expect(await list({ vehicleModel: '迈腾 B8L' })).toEqual(['OF-1']);
    expect(await list({ search: 'of', category: '轮胎' })).toEqual([]);
    await shop.done('parts.retire', { part: low, retired: true });
    expect(await list({})).toEqual(['OF-1']);
    expect(await list({ show: 'retired' })).toEqual(['LOW']);
  });

  test('lots have a last day of use, of parts that have lots', async () => {
    const lot = { part: filter, lot: 'L1', expiresOn: '2027-05-31' };
    expect(await refused('parts.set-lot', lot)).toBe('parts.no-lots');
    await shop.done('parts.change', { part: filter, lotTracked: true });
    expect(await refused('parts.set-lot', { ...lot, expiresOn: '2027-02-29' })).toBe('parts.no-such-day');
    await shop.done('parts.set-lot', lot);
    await shop.done('parts.set-lot', { ...lot, expiresOn: '2027-06-30' });
    expect(await card()).toMatchObject({ lots: [{ lot: 'L1', expiresOn: '2027-06-30' }] });
  });
});

describe('weights', () => {
  const measured = { weight_ug: 8_400_000, n: 20, cv_ppm: 9000, scale: 'scale-1', source: 'sample' as const };
  const counts = () => shop.store.read((reader) => pieceWeight(reader, filter)?.weight_ug);

  test('the newest counts until it is withdrawn; nothing of them is lost', async () => {
    expect(await counts()).toBeUndefined();
    await shop.done('parts.add-weight', { part: filter, ...measured });
    const { id } = await shop.done('parts.add-weight', {
      part: filter,
      ...measured,
      weight_ug: 8_500_000,
      source: 'learned',
    });
    expect(await counts()).toBe(8_500_000);
    await shop.done('parts.retire-weight', { part: filter, weight: id });
    expect(await counts()).toBe(8_400_000);
    expect(await refused('parts.retire-weight', { part: filter, weight: id })).toBe('parts.no-such-weight');
    expect((await card()).weights.map(({ retiredAt }) => retiredAt !== null)).toEqual([true, false]);
  });

  test('what is weighed out has no weight of a unit; a litre has one, and the card says which is which', async () => {
    const made = async (number: string, unit: string): Promise<string> => {
      const part = await shop.addPart(number, 0, [], 3);
      await shop.done('parts.change', { part, unit });
      return part;
    };
    const [grease, oil] = [await made('GRS', '千克'), await made('OIL', '升')];
    const isMass = async (part: string) => (await card(part)).isMass;
    expect([await isMass(grease), await isMass(oil), await isMass(filter)]).toEqual([true, false, false]);
    expect(await refused('parts.add-weight', { part: grease, ...measured })).toBe('parts.not-countable');
    await shop.done('parts.add-weight', { part: oil, ...measured, weight_ug: 853_000_000, n: 1, cv_ppm: 0 });
    expect(await shop.store.read((reader) => pieceWeight(reader, oil)?.weight_ug)).toBe(853_000_000);
  });

  test('the empty box of a bin', async () => {
    await shop.done('parts.set-bin-tare', { bin: shop.bin, tare_ug: 120_000_000 });
    expect(await card()).toMatchObject({ bins: [{ tare_ug: 120_000_000 }] });
    expect(await refused('parts.set-bin-tare', { bin: filter, tare_ug: 1 })).toBe('places.no-such-bin');
  });
});

describe('relations', () => {
  test('a substitute is one both ways; what took the place of another is not superseded by it', async () => {
    const [b, c] = [await shop.addPart('B', 0), await shop.addPart('C', 0)];
    const relate = (part: string, other: string, kind: string, related = true) =>
      refused('parts.set-relation', { part, other, kind, related });
    expect(await relate(filter, b, 'substitute')).toBe('accepted');
    expect(await card(b)).toMatchObject({ substitutes: [{ number: 'OF-1' }] });
    expect(await relate(b, filter, 'substitute', false)).toBe('accepted');
    expect(await card()).toMatchObject({ substitutes: [] });
    expect(await relate(filter, filter, 'substitute')).toBe('parts.related-to-itself');
    expect(await relate(b, filter, 'supersedes')).toBe('accepted');
    expect(await relate(c, b, 'supersedes')).toBe('accepted');
    expect(await relate(filter, c, 'supersedes')).toBe('parts.supersession-circle');
    expect(await card(b)).toMatchObject({ supersedes: [{ number: 'OF-1' }], supersededBy: [{ number: 'C' }] });
  });
});

test('a picture is a JPEG or a PNG by what is in it, and never in the log of operations', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');
  expect(await refused('parts.set-photo', { part: filter, data: Buffer.from('<svg>').toString('base64') })).toBe(
    'parts.no-picture',
  );
  await shop.done('parts.set-photo', { part: filter, data: png });
  expect((await card()).photoAt).toBe(shop.clock.wall());
  const logged = await shop.store.read((reader) =>
    reader.one<{ request: string }>(
      `select request from operation_log where name = 'parts.set-photo' order by rowid desc limit 1`,
    ),
  );
  expect(logged?.request).not.toContain(png);
  await shop.done('parts.set-photo', { part: filter, data: '' });
  expect((await card()).photoAt).toBeNull();
  expect(pictureType(new Uint8Array(600_000).fill(0xff))).toBeNull();
});

test('a minimum and a maximum are quantities of the unit, in this order', () => {
  const limits = fc.option(fc.integer({ min: -2000, max: 9000 }), { nil: null });
  fc.assert(
    fc.property(limits, limits, fc.integer({ min: 0, max: 3 }), (minimum, maximum, decimals) => {
      const is = (limit: number | null, least: number): boolean =>
        limit === null || (limit >= least && limit % 10 ** (3 - decimals) === 0);
      const sound = is(minimum, 0) && is(maximum, 1) && (minimum === null || maximum === null || minimum <= maximum);
      expect(stockingRefusal({ number: '', unit: '个', decimals }, minimum, maximum) === null).toBe(sound);
    }),
  );
});

test('a day is one of the calendar', () => {
  expect(['2028-02-29', '2027-02-29', '2027-13-01', '2027-04-31', '2027-12-31'].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});
