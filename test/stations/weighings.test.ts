import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { pieceWeight } from '../../hub/parts/weight-store.ts';
import { knowPieceWeight, scaleAt } from '../support/scale.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';
import { SYSTEM } from '../support/store.ts';

let shop: Shop;
let gun: ReturnType<typeof scannerAt>;
let scale: ReturnType<typeof scaleAt>;
let bolt: string;

beforeEach(async () => {
  shop = await openShop();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台', warehouse: 'A' });
  gun = scannerAt(shop, 'c1');
  scale = scaleAt(shop, 'c1');
  bolt = await shop.addPart('BLT', 300_000, [
    { code: 'BLT-1', packQuantity: 1000 },
    { code: 'BLT-100', packQuantity: 100_000 },
  ]);
  await knowPieceWeight(shop, bolt, 8.42);
  await gun.openedBy(shop.people.wu);
  await gun.scan('GP1007', shop.order.number);
});

const line = async (number = 'BLT') => (await gun.slip())?.lines.find((one) => one.number === number);
const stock = () =>
  shop.store.read((reader) => reader.all('select location_id, part_id, quantity from balance order by 1, 2'));

describe('a part that was scanned once', () => {
  test('is as many as lie on the pan, green by itself', async () => {
    await gun.scan('BLT');
    expect(await scale.weigh('42.1')).toMatchObject({
      ...{ outcome: 'accepted', code: 'weighing.set' },
      facts: { part: '配件 BLT', quantity: 5000, plusMinus: '0.1', net: '42.1 g' },
    });
    expect(await line()).toMatchObject({ quantity: 5000, evidence: 'weight', weighed: null });
    expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
    const moved = await shop.store.read((reader) =>
      reader.one<{ quantity: number; evidence: string }>(
        "select quantity, evidence from movement where kind = 'issue'",
      ),
    );
    expect(moved?.quantity).toBe(5000);
    // The movement leads to the weighing.
    expect(JSON.parse(moved?.evidence ?? '')).toEqual({ kind: 'weight', ref: await scale.newestId() });
  });

  test('more is put on the pan, and the line follows; an equal load after it counts again', async () => {
    await gun.scan('BLT');
    await scale.weigh('42.1');
    await scale.change('58.9');
    expect(await line()).toMatchObject({ quantity: 7000 });
    expect(await scale.weigh('58.9')).toMatchObject({ outcome: 'accepted', code: 'weighing.set' });
    expect(await scale.count()).toBe(3);
    expect(await line()).toMatchObject({ quantity: 7000 });
  });

  test('what is taken off the pan changes no quantity by itself', async () => {
    await gun.scan('BLT');
    await scale.weigh('42.1');
    expect(await scale.change('33.7')).toMatchObject({ outcome: 'refused', code: 'weighing.less' });
    expect(await line()).toMatchObject({ quantity: 5000, weighed: 4000 });
    expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'requisitions.weighed-differently' });
    await scale.weigh('33.7');
    expect(await line()).toMatchObject({ quantity: 4000, weighed: null, evidence: 'weight' });
  });

  test('may be undone step by step', async () => {
    await gun.scan('BLT');
    await scale.weigh('42.1');
    await gun.scan('WH-UNDO');
    expect(await line()).toMatchObject({ quantity: 1000, evidence: 'scan' });
  });
});

describe('a quantity that somebody meant', () => {
  test('agrees with the weight: verified', async () => {
    await gun.scan('BLT', 'BLT', 'BLT', 'BLT', 'BLT');
    expect(await scale.weigh('42.1')).toMatchObject({ outcome: 'accepted', code: 'weighing.agrees' });
    expect(await line()).toMatchObject({ quantity: 5000, evidence: 'weight' });
    // Verified, it is still what was scanned: one more on the pan is one too many.
    expect(await scale.change('50.5')).toMatchObject({ code: 'weighing.differs' });
  });

  test('six taken and five on the slip: red, and nothing leaves before they agree', async () => {
    await gun.scan('BLT', 'BLT', 'BLT', 'BLT', 'BLT');
    expect(await scale.weigh('50.5')).toMatchObject({
      ...{ outcome: 'refused', code: 'weighing.differs' },
      facts: { quantity: 6000, wanted: 5000 },
    });
    expect(await line()).toMatchObject({ quantity: 5000, weighed: 6000, evidence: 'scan' });
    const before = await stock();
    expect(await gun.scan('WH-CONFIRM')).toMatchObject({
      ...{ outcome: 'refused', code: 'requisitions.weighed-differently' },
      facts: { quantity: 6000, wanted: 5000 },
    });
    expect(await stock()).toEqual(before);
    await scale.change('42.1');
    expect(await line()).toMatchObject({ quantity: 5000, weighed: null, evidence: 'weight' });
    expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  });

  test('scanned up to what lies there it agrees; a piece that is scanned after that is one more', async () => {
    await gun.scan('BLT', 'BLT', 'BLT', 'BLT', 'BLT');
    await scale.weigh('50.5');
    await gun.scan('BLT');
    expect(await line()).toMatchObject({ quantity: 6000, weighed: null, evidence: 'weight' });
    await scale.weigh('58.9');
    await gun.scan('BLT', 'BLT');
    expect(await line()).toMatchObject({ quantity: 8000, weighed: null, evidence: 'scan' });
  });

  test('counted by hand it stands, marked so, whatever is carried off the pan afterwards', async () => {
    await gun.scan('BLT', 'BLT');
    await scale.weigh('50.5');
    const slip = await gun.slip();
    const counted = { requisition: slip?.id, line: slip?.lines[0]?.id, quantity: 6000 };
    await shop.done('requisitions.set-quantity', counted, keeperActor(shop.people.wu));
    expect(await line()).toMatchObject({ quantity: 6000, weighed: null, evidence: 'manual' });
    expect(await scale.change('25.3')).toMatchObject({ outcome: 'kept' });
    expect(await line()).toMatchObject({ quantity: 6000, weighed: null, evidence: 'manual' });
    expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  });

  test('a pack says how many it holds', async () => {
    await gun.scan('BLT-100');
    expect(await scale.weigh('42.1')).toMatchObject({ code: 'weighing.differs', facts: { wanted: 100_000 } });
  });
});

describe('a weight that is none', () => {
  test.each([
    ['moves', { value: '42.1', stable: false as const }],
    ['is too heavy', { value: null, overload: true }],
    ['is too heavy and shown all the same', { value: '9999.9', overload: true }],
    ['is too light', { value: null, underload: true }],
    ['is below zero', { value: '-42.1' }],
    ['is pieces', { value: '5', unit: 'pcs' as const }],
    ['is a status', { value: null, unit: null }],
  ])('%s: it is never taken', async (_, said) => {
    await gun.scan('BLT');
    await scale.frame({ value: '0.0' });
    for (const _again of [1, 2, 3, 4]) await scale.frame(said);
    expect(await scale.count()).toBe(0);
    expect(await line()).toMatchObject({ quantity: 1000, evidence: 'scan' });
  });

  test('a frame of a load that was taken already is no weighing; the same load after the line was lost is seen anew', async () => {
    await gun.scan('BLT');
    await scale.weigh('42.1');
    for (const _again of [1, 2, 3]) await scale.frame({ value: '42.1' });
    expect(await scale.count()).toBe(1);
    scale.lose();
    await scale.frame({ value: '42.1', stable: false });
    expect(await scale.count()).toBe(1);
    await scale.frame({ value: '42.1' });
    expect(await scale.count()).toBe(2);
    expect(await line()).toMatchObject({ quantity: 5000 });
  });
});

describe('what cannot be counted says what to do', () => {
  const refusedAs = async (grams: string) => {
    const before = await line();
    const said = await scale.weigh(grams);
    expect(said?.outcome).toBe('refused');
    expect(await line()).toEqual(before);
    return said;
  };

  test('nobody knows what one weighs', async () => {
    await shop.addPart('NEW', 9000);
    await gun.scan('NEW');
    expect(await scale.weigh('42.1')).toMatchObject({
      code: 'weighing.no-piece-weight',
      facts: { part: '配件 NEW', n: 10 },
    });
  });

  test('a sample that is too small says how large it should be', async () => {
    await knowPieceWeight(shop, bolt, 8.42, 5, 15_000);
    await gun.scan('BLT');
    const said = await refusedAs('673.6');
    expect(said).toMatchObject({ code: 'weighing.enlarge-sample', facts: { n: 5 } });
    expect(Number(said?.facts.needed)).toBeGreaterThan(5);
  });

  test('a weight between two counts', async () => {
    await gun.scan('BLT');
    expect(await refusedAs('46.3')).toMatchObject({ code: 'weighing.between-pieces', facts: { estimate: '5.50' } });
  });

  test('pieces that are too light for the scale', async () => {
    const clip = await shop.addPart('CLP', 9000);
    await knowPieceWeight(shop, clip, 0.2);
    await gun.scan('CLP');
    expect(await scale.weigh('10.0')).toMatchObject({ code: 'weighing.readability', facts: { division: '0.1 g' } });
  });

  test('a part that nobody scanned: the weight never says which', async () => {
    expect(await scale.weigh('42.1')).toMatchObject({ outcome: 'refused', code: 'weighing.scan-first' });
  });

  test('with nothing in hand it is kept and nothing else', async () => {
    await gun.scan('WH-CANCEL');
    expect(await scale.weigh('42.1')).toMatchObject({ outcome: 'kept', code: 'weighing.kept' });
    expect(await gun.slip()).toBeNull();
  });
});

test('a part beside another on the pan counts by what came to it', async () => {
  const washer = await shop.addPart('WSH', 90_000);
  await knowPieceWeight(shop, washer, 2.6);
  await gun.scan('BLT');
  await scale.weigh('42.1');
  await gun.scan('WSH');
  expect(await scale.change('52.5')).toMatchObject({ code: 'weighing.set', facts: { quantity: 4000, net: '10.4 g' } });
  expect(await scale.change('55.1')).toMatchObject({ facts: { quantity: 5000 } });
  expect(await line()).toMatchObject({ quantity: 5000 });
});

test('the bin that parts are weighed in is taken off, unless the scale has done that itself', async () => {
  const keeper = keeperActor(shop.people.wu);
  await scale.weigh('35.0');
  await shop.done('weighing.weigh-bin', { bin: shop.bin, weighing: await scale.newestId() }, keeper);
  await gun.scan('BLT');
  expect(await scale.weigh('77.1')).toMatchObject({ facts: { quantity: 5000, net: '42.1 g' } });
  await scale.frame({ value: '0.0' });
  await scale.frame({ value: '50.5', net: true });
  expect(await line()).toMatchObject({ quantity: 6000 });
  // What was weighed before is no bin.
  await scale.weigh('35.0');
  const old = await scale.newestId();
  await scale.weigh('36.0');
  const late = { bin: shop.bin, weighing: old };
  expect(await shop.run('weighing.weigh-bin', late, keeper)).toMatchObject({ code: 'weighing.load-gone' });
  await shop.done('parts.set-bin-tare', { bin: shop.bin, tare_ug: null }, keeper);
  expect(await scale.weigh('42.1')).toMatchObject({ facts: { quantity: 5000 } });
});

test('what is sold by weight is what it weighs; litres by the weight of one', async () => {
  const part = { model: '', spec: '', category: '', price: 1000, barcodes: [], name: '油' };
  const grease = await shop.done('parts.add', { ...part, number: 'GRS', unit: 'kg', decimals: 3 });
  const oil = await shop.done('parts.add', { ...part, number: 'OIL', unit: '升', decimals: 2 });
  for (const { id } of [grease, oil]) {
    await shop.done('stock.open-balance', { part: id, bin: shop.bin, quantity: 86_500, remark: '' });
  }
  await gun.scan('GRS');
  expect(await scale.weigh('421.6')).toMatchObject({
    code: 'weighing.measured',
    facts: { quantity: 422, net: '421.6 g' },
  });
  await gun.scan('OIL');
  expect(await scale.weigh('2000.0')).toMatchObject({ code: 'weighing.no-piece-weight' });
  await knowPieceWeight(shop, oil.id ?? '', 855);
  expect(await scale.weigh('3000.0')).toMatchObject({
    code: 'weighing.measured',
    facts: { quantity: 3510, net: '3 kg' },
  });
  expect((await gun.slip())?.lines).toMatchObject([
    { number: 'GRS', quantity: 422, evidence: 'weight' },
    { number: 'OIL', quantity: 3510, evidence: 'weight' },
  ]);
});

describe('what one piece weighs', () => {
  test('is learned from certain counts, at most threefold, and never from a weight that differs', async () => {
    await knowPieceWeight(shop, bolt, 8.42, 10, 5_000);
    await gun.scan('BLT');
    await scale.weigh('168.6');
    const learned = await shop.store.read((reader) => pieceWeight(reader, bolt));
    expect(learned).toMatchObject({ n: 20, source: 'learned', weight_ug: 8_430_000, cv_ppm: 5_000, scale: 'c1-scale' });
    await gun.scan('BLT');
    await scale.weigh('210.5');
    expect(await line()).toMatchObject({ quantity: 21_000, weighed: 25_000 });
    expect(await shop.store.read((reader) => pieceWeight(reader, bolt))).toEqual(learned);
  });

  test('is taken from a sample that was counted by hand, with how far it reaches', async () => {
    const part = await shop.addPart('NEW', 9000);
    await gun.scan('NEW');
    await scale.weigh('84.2');
    const request = { weighing: await scale.newestId(), part, pieces: 10 };
    const keeper = keeperActor(shop.people.wu);
    const facts = await shop.done<Record<string, unknown>>('weighing.take-sample', request, keeper);
    expect(facts).toMatchObject({ pieceWeight: 8_420_000, n: 10, cv: 15_000, cvAssumed: true });
    expect(facts.certainUpTo).toBeGreaterThan(20);
    expect(await scale.weigh('84.2')).toMatchObject({ code: 'weighing.set', facts: { quantity: 10_000 } });
    expect(await shop.run('weighing.take-sample', request, keeper)).toMatchObject({ code: 'weighing.load-gone' });
    const next = { ...request, weighing: await scale.newestId(), pieces: 5000 };
    expect(await shop.run('weighing.take-sample', next, keeper)).toMatchObject({ code: 'weighing.readability' });
  });
});

test('a sample on the pan is of no line while it is taken; afterwards the pan is the slip’s again', async () => {
  await gun.scan('BLT');
  const keeper = keeperActor(shop.people.wu, shop.clock.wall());
  const sampling = (on: boolean) => shop.done('stations.set-sampling', { station: 'c1', on }, keeper);
  await sampling(true);
  expect(await scale.weigh('92.6')).toMatchObject({ outcome: 'kept', code: 'weighing.kept' });
  expect(await line()).toMatchObject({ quantity: 1000, evidence: 'scan' });
  expect(await shop.store.read((reader) => pieceWeight(reader, bolt)?.weight_ug)).toBe(8_420_000);
  await sampling(false);
  expect(await scale.weigh('42.1')).toMatchObject({ outcome: 'accepted', code: 'weighing.set' });
  // A page that died over its sample keeps the scale for a while only.
  await sampling(true);
  shop.clock.advance(11 * 60_000);
  expect(await scale.weigh('42.1')).toMatchObject({ outcome: 'accepted' });
});

test('a tapped line is the one that is weighed', async () => {
  await shop.addPart('NUT', 9000);
  await gun.scan('BLT', 'NUT');
  const bolts = await line();
  const keeper = keeperActor(shop.people.wu);
  await shop.done('stations.take-line', { station: 'c1', line: bolts?.id }, keeper);
  await scale.weigh('42.1');
  expect(await line()).toMatchObject({ quantity: 5000 });
  expect(await shop.run('stations.take-line', { station: 'c1', line: newId() }, keeper)).toMatchObject({
    code: 'requisitions.no-such-line',
  });
});

test('a weighing that is read again does nothing again', async () => {
  await gun.scan('BLT');
  const first = await scale.weigh('42.1');
  const weighing = await scale.newestId();
  await gun.scan('BLT');
  const before = [await gun.slip(), await stock()];
  const again = await shop.done('stations.interpret-weighing', { weighing }, SYSTEM);
  expect(again).toEqual(first);
  expect([await gun.slip(), await stock()]).toEqual(before);
});

test('a weighing never moves stock, and a quantity that it set is always what was counted', async () => {
  const parts = ['BLT', 'WSH'];
  await knowPieceWeight(shop, await shop.addPart('WSH', 90_000), 2.6);
  const before = await stock();
  const step = fc.oneof(
    fc.constantFrom(...parts).map((code) => ({ scan: code })),
    fc.integer({ min: 1, max: 3000 }).map((tenths) => ({ weigh: (tenths / 10).toFixed(1) })),
    fc.integer({ min: 1, max: 3000 }).map((tenths) => ({ change: (tenths / 10).toFixed(1) })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const act of steps) {
        if ('scan' in act) await gun.scan(act.scan);
        else if ('weigh' in act) await scale.weigh(act.weigh);
        else await scale.change(act.change);
      }
      expect(await stock()).toEqual(before);
      const proofs = await shop.store.read((reader) =>
        reader.all<{ line: number; weighing: number | null; code: string }>(
          `select l.quantity as line, w.quantity as weighing, w.code from requisition_line l join weighing w on w.id = l.evidence_ref
           where l.evidence_kind = 'weight'`,
        ),
      );
      for (const { line: quantity, weighing } of proofs) expect(quantity).toBe(weighing);
      const taken = await shop.store.read((reader) => reader.all('select value_ug from weighing where value_ug <= 0'));
      expect(taken).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
