import { beforeEach, expect, test } from 'vitest';
import { knowPieceWeight, scaleAt } from '../support/scale.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
let gun: ReturnType<typeof scannerAt>;
let scale: ReturnType<typeof scaleAt>;

/** 周建国 holds ten bolts and two and a half kilograms of grease, and his return is in hand. */
beforeEach(async () => {
  shop = await openShop();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台', warehouse: 'A' });
  [gun, scale] = [scannerAt(shop, 'c1'), scaleAt(shop, 'c1')];
  await gun.openedBy(shop.people.wu);
  const bolt = await shop.addPart('BLT', 300_000);
  await knowPieceWeight(shop, bolt, 8.42);
  const about = { name: '润滑脂', model: '', spec: '', category: '', price: 1000, barcodes: [] };
  const { id: grease } = await shop.done<{ id: string }>('parts.add', {
    ...about,
    number: 'GRS',
    unit: '千克',
    decimals: 3,
  });
  await shop.done('stock.open-balance', { part: grease, bin: shop.bin, quantity: 9000, remark: '' });
  const lines = [
    { part: bolt, quantity: 10_000 },
    { part: grease, quantity: 2500 },
  ];
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.zhou, order: null, remark: '' };
  const slip = await shop.done('requisitions.create', { ...head, lines });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  const start = { person: shop.people.zhou, warehouse: shop.warehouse, ticket: false };
  await gun.scan((await shop.done('returns.start', start)).number ?? '');
});

const line = async (number: string) => (await gun.return())?.lines.find((one) => one.number === number);

test('the part that was scanned is filled by weight', async () => {
  await gun.scan('BLT');
  expect(await scale.weigh('58.9')).toMatchObject({
    outcome: 'accepted',
    code: 'weighing.set',
    facts: { quantity: 7000 },
  });
  expect(await line('BLT')).toMatchObject({ quantity: 7000, evidence: 'weight' });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.return-received', facts: { lines: 1 } });
});

test('so is a line that was tapped, and the same weight for two lines counts twice', async () => {
  const tapped = await line('BLT');
  await shop.done('stations.take-line', { station: 'c1', line: tapped?.id }, keeperActor(shop.people.wu));
  await scale.weigh('58.9');
  await gun.scan('GRS');
  expect(await scale.weigh('58.9')).toMatchObject({ code: 'weighing.measured', facts: { quantity: 59 } });
  expect(await line('BLT')).toMatchObject({ quantity: 7000 });
  expect(await line('GRS')).toMatchObject({ quantity: 59 });
});

test('a weighed line keeps its proof while only its condition or the remark on it changes; another quantity is counted by hand', async () => {
  await gun.scan('BLT');
  await scale.weigh('58.9');
  const weighed = await line('BLT');
  const proof = async () =>
    shop.store.read((reader) =>
      reader.one('select evidence_kind as kind, evidence_ref as ref from return_line where id = ?', weighed?.id ?? ''),
    );
  const before = await proof();
  expect(before).toMatchObject({ kind: 'weight', ref: expect.any(String) });
  const set = async (change: object) => {
    const about = { return: (await gun.return())?.id, line: weighed?.id };
    await shop.done('returns.set-line', { ...about, ...change }, keeperActor(shop.people.wu));
  };
  await set({ quantity: 7000, condition: 'damaged', problem: '螺纹滑牙' });
  expect(await line('BLT')).toMatchObject({ quantity: 7000, condition: 'damaged', evidence: 'weight' });
  expect(await proof()).toEqual(before);
  await set({ quantity: 6000 });
  expect(await line('BLT')).toMatchObject({ quantity: 6000, condition: 'damaged', evidence: 'manual' });
  expect(await proof()).toEqual({ kind: 'manual', ref: null });
});

test('an opened pack comes back with its net quantity, when its can was tared', async () => {
  const opened = await line('GRS');
  const document = await gun.return();
  const set = { return: document?.id, line: opened?.id, quantity: 1000, condition: 'opened' };
  await shop.done('returns.set-line', set, keeperActor(shop.people.wu));
  await shop.done('stations.take-line', { station: 'c1', line: opened?.id }, keeperActor(shop.people.wu));
  await scale.frame({ value: '0.0', net: true });
  await scale.frame({ value: '1322.4', net: true });
  expect(await line('GRS')).toMatchObject({ quantity: 1322, condition: 'opened', evidence: 'weight' });
});

test('more than he holds is refused with its numbers, and the line stays as it was', async () => {
  await gun.scan('BLT');
  expect(await scale.weigh('101.0')).toMatchObject({
    ...{ outcome: 'refused', code: 'returns.over' },
    facts: { wanted: 12_000, held: 10_000 },
  });
  expect(await line('BLT')).toMatchObject({ quantity: 1000, evidence: 'scan' });
});

test('what is carried off the pan changes no line, and nothing that was counted by hand', async () => {
  await gun.scan('BLT');
  await scale.weigh('58.9');
  expect(await scale.change('25.3')).toMatchObject({
    outcome: 'refused',
    code: 'weighing.less',
    facts: { wanted: 7000 },
  });
  expect(await line('BLT')).toMatchObject({ quantity: 7000 });
  const [document, bolts] = [await gun.return(), await line('BLT')];
  const counted = { return: document?.id, line: bolts?.id, quantity: 6000 };
  await shop.done('returns.set-line', counted, keeperActor(shop.people.wu));
  await scale.change('16.8');
  expect(await line('BLT')).toMatchObject({ quantity: 6000, evidence: 'manual' });
});

test('a line nobody chose is not filled', async () => {
  expect(await scale.weigh('58.9')).toMatchObject({ code: 'weighing.scan-first' });
});
