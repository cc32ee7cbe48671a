import { beforeEach, describe, expect, test } from 'vitest';
import { unexplainedTakes } from '../../hub/weighing/store.ts';
import { knowPieceWeight, scaleAt } from '../support/scale.ts';
import { scannerAt } from '../support/scans.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
let gun: ReturnType<typeof scannerAt>;
let drawer: ReturnType<typeof scaleAt>;
let bin: string;

/** A part that lies in a drawer of its own, with its stock. */
async function partIn(bin: string, number: string, grams: number): Promise<string> {
  const part = await shop.addPart(number, 0);
  await shop.done('stock.open-balance', { part, bin, quantity: 100_000, remark: '' });
  await knowPieceWeight(shop, part, grams);
  return part;
}

beforeEach(async () => {
  shop = await openShop();
  for (const station of ['c1', 'c2']) {
    await shop.done('stations.configure', { station, kind: 'counter', name: `柜台 ${station}`, warehouse: 'A' });
  }
  bin = (await shop.done<{ id: string }>('places.add-bin', { warehouse: shop.warehouse, code: 'B3' })).id;
  await partIn(bin, 'BLT', 8.42);
  gun = scannerAt(shop, 'c1');
  drawer = scaleAt(shop, 'c1', bin);
  await gun.openedBy(shop.people.wu);
  await drawer.frame({ value: '842.0' });
});

const line = async (number = 'BLT') => (await gun.slip())?.lines.find((one) => one.number === number);
const begin = () => gun.scan('GP1007', shop.order.number);
const movements = () => shop.store.read((reader) => reader.all('select id from movement'));

test('the first look at a drawer says nothing of what was taken before', async () => {
  expect(await drawer.newest()).toMatchObject({ outcome: 'kept', code: 'weighing.first-look', facts: { bin: 'B3' } });
});

test('what leaves the drawer is what the slip says: green without a touch', async () => {
  await begin();
  await gun.scan('BLT', 'BLT', 'BLT', 'BLT', 'BLT');
  expect(await drawer.change('799.9')).toMatchObject({ outcome: 'accepted', code: 'weighing.agrees' });
  expect(await line()).toMatchObject({ quantity: 5000, evidence: 'weight', weighed: null });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
});

test('six taken and five on the slip: red, and confirmed only when one is put back', async () => {
  await begin();
  await gun.scan('BLT', 'BLT', 'BLT', 'BLT', 'BLT');
  expect(await drawer.change('791.5')).toMatchObject({
    ...{ outcome: 'refused', code: 'weighing.differs' },
    facts: { quantity: 6000, wanted: 5000 },
  });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'requisitions.weighed-differently' });
  await drawer.change('799.9');
  expect(await line()).toMatchObject({ quantity: 5000, evidence: 'weight', weighed: null });
});

test('the hand may reach in more than once, and put everything back', async () => {
  await begin();
  await gun.scan('BLT', 'BLT', 'BLT');
  expect(await drawer.change('825.2')).toMatchObject({ code: 'weighing.differs', facts: { quantity: 2000 } });
  expect(await drawer.change('816.7')).toMatchObject({ code: 'weighing.agrees', facts: { quantity: 3000 } });
  expect(await drawer.change('842.0')).toMatchObject({ outcome: 'kept', code: 'weighing.put-back' });
  expect(await line()).toMatchObject({ quantity: 3000, weighed: null });
});

test('of one scan and five taken the drawer does not say that five were meant', async () => {
  await begin();
  await gun.scan('BLT');
  expect(await drawer.change('799.9')).toMatchObject({
    code: 'weighing.differs',
    facts: { quantity: 5000, wanted: 1000 },
  });
});

describe('without a slip', () => {
  test('what was taken is kept with its drawer, count and time, and moves nothing', async () => {
    const before = await movements();
    expect(await drawer.change('825.2')).toMatchObject({
      ...{ outcome: 'kept', code: 'weighing.taken' },
      facts: { bin: 'B3', much: '2 个' },
    });
    const takes = await shop.store.read((reader) => unexplainedTakes(reader, shop.warehouse, 5));
    expect(takes).toMatchObject([{ bin: 'B3', facts: { much: '2 个' }, at: shop.clock.wall() }]);
    expect(await movements()).toEqual(before);
    expect(await drawer.change('833.6')).toMatchObject({ code: 'weighing.put-back', facts: { much: '1 个' } });
  });

  test('a slip with other parts is no slip for this drawer', async () => {
    await shop.addPart('OF', 9000);
    await begin();
    await gun.scan('OF');
    expect(await drawer.change('825.2')).toMatchObject({ code: 'weighing.taken' });
  });

  test('a drawer of two parts tells a weight, and never which part', async () => {
    await partIn(bin, 'BLT-M10', 8.6);
    expect(await drawer.change('825.2')).toMatchObject({ code: 'weighing.taken', facts: { much: '16.8 g' } });
    await begin();
    await gun.scan('BLT-M10', 'BLT', 'BLT');
    expect(await drawer.change('808.4')).toMatchObject({ code: 'weighing.agrees', facts: { number: 'BLT' } });
  });

  test('a drawer that creeps was not reached into; an emptied one was', async () => {
    for (const value of ['842.1', '842.2', '842.3', '842.2', '842.0', '841.9']) await drawer.frame({ value });
    expect(await drawer.count()).toBe(1);
    expect(await drawer.change('0.0')).toMatchObject({ code: 'weighing.taken', facts: { much: '100 个' } });
  });

  test('what happened while the scale was lost is not guessed at', async () => {
    drawer.lose();
    await drawer.frame({ value: '799.9', stable: false });
    await drawer.frame({ value: '799.9' });
    expect(await drawer.newest()).toMatchObject({ code: 'weighing.first-look' });
  });
});

test('the other counter of the warehouse may take from the drawer as well', async () => {
  const other = scannerAt(shop, 'c2');
  await other.openedBy(shop.people.zheng);
  await other.scan('GP1007', shop.order.number, 'BLT', 'BLT');
  expect(await drawer.change('825.2')).toMatchObject({ code: 'weighing.agrees' });
  expect((await other.slip())?.lines).toMatchObject([{ quantity: 2000, evidence: 'weight' }]);
});
