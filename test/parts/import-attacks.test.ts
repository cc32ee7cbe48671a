import { beforeEach, describe, expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import { writeCsv } from '../../hub/kernel/csv.ts';
import type { PlannedRow } from '../../hub/kernel/import-contract.ts';
import type { WrittenTable } from '../../hub/kernel/table-file.ts';
import { writeXlsx } from '../../hub/kernel/xlsx.ts';
import { partList, stockPartQueries } from '../../hub/stock/part-queries.ts';
import { type ImportShop, importShop, said } from '../support/imports.ts';
import { SYSTEM } from '../support/store.ts';

let at: ImportShop;
beforeEach(async () => {
  at = await importShop();
});
const tried = (file: string | Uint8Array) => at.dryRun('parts', null, file);

/** Code and facts of what is wrong with the only row. */
async function wrong(title: string, cell: string): Promise<unknown> {
  const { rows } = await tried(`编号,名称,单位,${title}\nA,甲,个,"${cell}"`);
  return rows[0]?.problems[0] ?? rows[0]?.kind;
}

describe('a number is what it says, or it is wrong; never something else', () => {
  test.each([
    ['1,000', 100_000],
    ['1,234,567.5', 123_456_750],
    ['３８．５０', 3850],
    ['￥38.50', 3850],
    ['¥ 1,000', 100_000],
    ['3.', 300],
  ])('%s', async (cell, price) => {
    const { id } = await tried(`编号,名称,单位,零售价\nA,甲,个,"${cell}"`);
    await at.commit(id);
    expect(await at.shop.store.read((reader) => reader.one('select price from part'))).toEqual({ price });
  });
  test.each([
    ['1,5', 'import.not-a-number'],
    ['1,00', 'import.not-a-number'],
    ['1 5', 'import.not-a-number'],
    ['1.2.3', 'import.not-a-number'],
    ['1e3', 'import.not-a-number'],
    ['∞', 'import.not-a-number'],
    ['99999999999999999999', 'import.not-a-number'],
    ['-3', 'import.negative'],
    ['－3', 'import.negative'],
    ['(3.00)', 'import.negative'],
    ['38.555', 'import.too-precise'],
  ])('%s: %s', async (cell, code) => {
    expect(await wrong('零售价', cell)).toMatchObject({ column: 'price', code, facts: { text: cell } });
  });
});

describe('a part number is what is on the part', () => {
  test('a number that a spreadsheet rounded is none, also among the barcodes', async () => {
    const { rows } = await tried('编号,名称,条码\n6.95010E+12,甲,\nB,乙,6.95010E+12\nC,丙,6950100852570; 7E+12=10');
    expect(said(rows)).toEqual([
      '2 error number:import.rounded',
      '3 error barcodes:import.rounded',
      '4 error barcodes:import.rounded',
    ]);
  });
  test('a number that lost its zeros in front is not taken for a new part', async () => {
    await at.shop.addPart('00123', 0);
    const { rows } = await tried('编号,名称\n123,甲\n124,乙\n0123,丙');
    expect(said(rows)).toEqual(['2 error number:import.zeros-lost', '3 create', '4 error number:import.zeros-lost']);
    expect(rows[0]?.problems[0]?.facts).toEqual({ text: '123', number: '00123' });
  });
  test('wide letters and digits are those on the label', async () => {
    await at.shop.addPart('OF-1', 0);
    await at.shop.addPart('ＷＩＤＥ', 0);
    const { rows } = await tried(
      '编号,名称,条码\nＯＦ－１,配件 OF-1,\nＮ２,新,６９２１５８８８０００００６\nＷＩＤＥ,配件 ＷＩＤＥ,',
    );
    expect(rows.map(({ kind, number }) => [kind, number])).toEqual([
      ['skip', 'OF-1'],
      ['create', 'N2'],
      ['skip', 'ＷＩＤＥ'],
    ]);
    const twice = await tried('编号,名称\nＮ２,新\nN2,又一次');
    expect(said(twice.rows)).toEqual(['2 create', '3 duplicate :import.number-twice']);
  });
});

test('a name that begins with "=" stays a name, whether it comes as it is or held by an apostrophe', async () => {
  const { id, rows } = await tried(`编号,名称\nA,=1+1\nB,"'=HYPERLINK(""http://x"")"\nC,@SUM\nD,-25℃ 防冻液`);
  expect(rows.map(({ name }) => name)).toEqual(['=1+1', '=HYPERLINK("http://x")', '@SUM', '-25℃ 防冻液']);
  expect(await at.commit(id)).toEqual({ created: 4, updated: 0 });
});

async function exported(): Promise<WrittenTable> {
  const rows = await new Queries(at.shop.store, stockPartQueries).rowsOf('stock.parts', {}, SYSTEM, 1000);
  return {
    title: partList.title.zh,
    header: partList.columns.map(({ title }) => title.zh),
    rows: (rows ?? []).map((row) => partList.columns.map(({ cell }) => cell(row))),
  };
}

test('what separates values of one cell may stand inside of one: exported and imported again all is the same', async () => {
  const plain = { name: '甲', model: '', spec: '', unit: '个', category: '', price: 100, decimals: 0 };
  await at.shop.done('parts.add', {
    ...{ ...plain, number: '=A;1', name: ' =1+1', model: 'a；b', spec: ' 两边有空格 ', brand: '＝牌' },
    barcodes: [
      { code: 'Q=5', packQuantity: 1000 },
      { code: 'R;S=1', packQuantity: 5000 },
      { code: '"T"', packQuantity: 1000 },
    ],
    packs: [{ unit: '箱;大', quantity: 10_000 }],
    oeNumbers: ['06J;115', '5"', '"'],
    fitments: ['迈腾 B8L; 途观', '宋=Pro'],
    prices: { member: 90 },
  });
  const table = await exported();
  for (const file of [new TextEncoder().encode(writeCsv(table)), await writeXlsx(table)]) {
    const { rows } = await tried(file);
    expect(rows.map(({ kind, problems, changes }: PlannedRow) => ({ kind, problems, changes }))).toEqual([
      { kind: 'skip', problems: [], changes: [] },
    ]);
  }
});

test('a code that became a badge between the trial and the writing makes the trial stale', async () => {
  await at.shop.addPart('A', 0);
  const { id } = await tried('编号,条码\nA,GP7777');
  const person = { number: '77', name: '甲', team: '', roles: ['technician'], keeperOf: [], pin: null };
  await at.shop.done('people.add-person', { ...person, badge: 'GP7777' });
  expect(await at.commit(id)).toBe('import.stale');
});
