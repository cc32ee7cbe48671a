import { expect, test } from 'vitest';
import { importShop } from '../support/imports.ts';
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

test('a serial number that is a code of some part already is not taken in: the scan of it would mean two things', async () => {
  const { shop, addPart } = await openYard();
  await addPart('OF');
  const part = await addPart('BAT', { serialTracked: true });
  for (const lot of ['OF-1', 'BAT']) {
    const request = { part, bin: shop.bin, quantity: 1000, remark: '', lot };
    expect(await shop.run('stock.open-balance', request)).toMatchObject({
      ...{ code: 'parts.code-means-something', facts: { code: lot } },
    });
  }
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

test('a part of which there are pieces without numbers is not suddenly kept by serial numbers: nobody could name them', async () => {
  const { shop, addPart, arrive, issue } = await openYard();
  const part = await addPart('ALT');
  await arrive(part, 1000);
  const change = (serialTracked: boolean) => shop.run('parts.change', { part, serialTracked });
  const refused = { code: 'parts.pieces-without-serials', facts: { part: '件 ALT', number: 'ALT' } };
  expect(await change(true)).toMatchObject(refused);
  await issue([{ part, quantity: 1000 }]);
  expect(await change(true)).toMatchObject(refused);
  const use = { person: shop.people.zhou, order: shop.order.id, lines: [{ part, quantity: 1000 }] };
  await shop.done('holdings.use', use);
  expect(await change(true)).toMatchObject({ outcome: 'accepted' });
  await arrive(part, 1000, 'S1');
  expect(await change(false)).toMatchObject({ outcome: 'accepted' });
  // Each of them has its number still.
  expect(await change(true)).toMatchObject({ outcome: 'accepted' });
});

test('neither does a table make it so: the row is an error, and goods that came since the dry run make it stale', async () => {
  const { shop, dryRun, commit } = await importShop();
  await shop.addPart('ALT', 1000);
  const empty = await shop.addPart('GEN', 0);
  const { rows } = await dryRun('parts', null, '配件编号,名称,序列号管理\nALT,发电机,是\nGEN,发电机,是\n');
  expect(rows.map(({ kind, problems }) => [kind, problems.map(({ column, code }) => `${column} ${code}`)])).toEqual([
    ['error', ['serialTracked parts.pieces-without-serials']],
    ['update', []],
  ]);
  const { id } = await dryRun('parts', null, '配件编号,名称,序列号管理\nGEN,发电机,是\n');
  await shop.done('stock.open-balance', { part: empty, bin: shop.bin, quantity: 1000, remark: '' });
  expect(await commit(id)).toBe('import.stale');
});
