import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { holdingDiscrepancies, holdingsOf } from '../../hub/stock/holding-store.ts';
import { COMPANY_ROWS } from '../parts/company-rows.ts';
import { type ImportShop, importShop, said } from '../support/imports.ts';
import { keeperActor } from '../support/shop.ts';

let at: ImportShop;
beforeEach(async () => {
  at = await importShop();
});
const zhou = (): string => at.shop.people.zhou;
const held = async (): Promise<Record<string, number>> =>
  at.shop.store.read((reader) =>
    Object.fromEntries(holdingsOf(reader, zhou()).map(({ number, quantity }) => [number, quantity])),
  );
const TITLE = '配件编号,配件名称,单位,持有数量';

describe("what an employee holds comes as another system's list has it", () => {
  const expectAll = async (file: Uint8Array, length: number): Promise<void> => {
    const { id, state, rows } = await at.dryRun('holdings', zhou(), file);
    expect(said(rows).filter((row) => !row.endsWith(' create'))).toEqual([]);
    expect(state.unused).toEqual(['序号']);
    expect(await held()).toEqual({});
    expect(await at.commit(id)).toEqual({ created: length, updated: 0 });
    const lines = iconv.decode(Buffer.from(file), 'utf8').trim().split('\n').slice(1);
    expect(Object.values(await held()).reduce((sum, quantity) => sum + quantity, 0)).toBe(
      lines.reduce((sum, line) => sum + Number(line.split(',').at(-1)) * 1000, 0),
    );
    const again = await at.dryRun('holdings', zhou(), file);
    expect(again.state.counts).toMatchObject({ create: 0, skip: length, error: 0 });
    expect(await at.commit(again.id)).toBe('import.nothing');
    expect(await at.shop.store.read(holdingDiscrepancies)).toEqual([]);
  };

  test('rows of the same shape', () => expectAll(new TextEncoder().encode(COMPANY_ROWS), 8));

  const real = join(import.meta.dirname, '../../../shared/data/holdings.csv');
  test.skipIf(!existsSync(real))('the rows of a company, where they are at hand', async () => {
    const file = readFileSync(real);
    await expectAll(new Uint8Array(file), file.toString('utf8').trim().split('\n').length - 1);
  });
});

test('a part of the catalogue is known by its number or any of its barcodes, and stays as it is called', async () => {
  await at.shop.addPart('OF-1', 9000, [{ code: '6901', packQuantity: 1000 }]);
  const { id, rows } = await at.dryRun('holdings', zhou(), `${TITLE}\n6901,别的名字,盒,2`);
  expect(rows).toMatchObject([{ kind: 'create', number: 'OF-1' }]);
  await at.commit(id);
  expect(await held()).toEqual({ 'OF-1': 2000 });
});

test('each row that cannot be says why, and then nothing at all is written', async () => {
  await at.shop.addPart('OF-1', 9000, []);
  const { id, rows } = await at.dryRun(
    'holdings',
    zhou(),
    `${TITLE}\nA,甲,个,1\n,乙,个,1\nB,,个,1\nC,丙,个,\nD,丁,个,0\nE,戊,个,一\nF,己,个,1.5\nA,甲,个,2\nG,庚,米,1.25\nOF-1,,,-1`,
  );
  expect(said(rows)).toEqual([
    '2 create',
    '3 error number:import.no-number',
    '4 error name:import.no-name',
    '5 error quantity:import.no-quantity',
    '6 error quantity:import.no-quantity',
    '7 error quantity:import.not-a-number',
    '8 error quantity:parts.not-in-unit',
    '9 error number:import.quantity-twice',
    '10 create',
    '11 error quantity:import.negative',
  ]);
  expect(await at.commit(id)).toBe('import.has-errors');
  expect(await held()).toEqual({});
});

test('whoever holds something of a part already keeps what the ledger says; a movement between the trial and the writing makes it stale', async () => {
  const part = await at.shop.addPart('OF-1', 9000, []);
  const file = `${TITLE}\nNEW,新,个,1\nOF-1,,,5`;
  const { id } = await at.dryRun('holdings', zhou(), file);
  const head = { warehouse: at.shop.warehouse, purpose: 'kit', receiver: zhou(), order: null, remark: '' };
  const slip = await at.shop.done<{ id: string }>('requisitions.create', {
    ...head,
    lines: [{ part, quantity: 2000 }],
  });
  await at.shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(at.shop.people.wu));
  expect(await at.commit(id)).toBe('import.stale');
  expect(await held()).toEqual({ 'OF-1': 2000 });
  expect((await at.dryRun('holdings', zhou(), file)).rows[1]).toMatchObject({
    problems: [{ column: 'quantity', code: 'import.holds-other', facts: { held: 2000 } }],
  });
});

test.each([
  ['nobody is chosen', null, `${TITLE}\nA,甲,个,1`, 'import.no-employee'],
  ['there is no column of quantities', 'zhou', '配件编号,配件名称\nA,甲', 'import.no-quantity-column'],
  ['there is no column of numbers', 'zhou', '配件名称,持有数量\n甲,1', 'import.no-number-column'],
])('%s: the file is refused', async (_, who, file, code) => {
  const { state } = await at.dryRun('holdings', who === null ? null : zhou(), file);
  expect(state).toMatchObject({ phase: 'refused', refusal: { code } });
});

describe('a hostile list of holdings', () => {
  test('quantities are what they say', async () => {
    const { rows } = await at.dryRun(
      'holdings',
      zhou(),
      `${TITLE}\nA,甲,个,３\nB,乙,个,"1,000"\nC,丙,个,3.00\nD,丁,个,3.50\nE,戊,个,-1\nF,己,个,"1,5"\nG,庚,个,2026/1/5`,
    );
    expect(said(rows)).toEqual([
      '2 create',
      '3 create',
      '4 create',
      '5 error quantity:parts.not-in-unit',
      '6 error quantity:import.negative',
      '7 error quantity:import.not-a-number',
      '8 error quantity:import.not-a-number',
    ]);
  });

  test('a part whose zeros or digits a spreadsheet has lost is no new part', async () => {
    await at.shop.addPart('00123', 0);
    const { rows } = await at.dryRun('holdings', zhou(), `${TITLE}\n123,甲,个,1\n6.9501E+12,乙,个,1\nＯＦ－９,丙,个,1`);
    expect(said(rows)).toEqual(['2 error number:import.zeros-lost', '3 error number:import.rounded', '4 create']);
    expect(rows[2]?.number).toBe('OF-9');
  });

  test("rows that name another employee are not this one's", async () => {
    const { rows } = await at.dryRun(
      'holdings',
      zhou(),
      `员工,${TITLE}\n周建国,A,甲,个,1\n1007,B,乙,个,1\n李志明,C,丙,个,1\n,D,丁,个,1`,
    );
    expect(said(rows)).toEqual(['2 create', '3 create', '4 error holder:import.other-employee', '5 create']);
  });

  test('nobody that there is, or who has left, holds anything', async () => {
    const gone = await at.dryRun('holdings', newId(), `${TITLE}\nA,甲,个,1`);
    expect(gone.state).toMatchObject({ phase: 'refused', refusal: { code: 'import.employee-gone' } });
    const { id } = await at.dryRun('holdings', zhou(), `${TITLE}\nA,甲,个,1`);
    await at.shop.store.write((tx) => tx.run('update person set active = 0 where id = ?', zhou()));
    expect(await at.commit(id)).toBe('import.stale');
    expect(await held()).toEqual({});
    expect((await at.dryRun('holdings', zhou(), `${TITLE}\nA,甲,个,1`)).state.refusal?.code).toBe(
      'import.employee-gone',
    );
  });

  test('a part that is kept by lots since the trial is not written without one', async () => {
    const part = await at.shop.addPart('OF-1', 9000, []);
    const { id } = await at.dryRun('holdings', zhou(), `${TITLE}\nOF-1,,,2`);
    await at.shop.done('parts.change', { part, lotTracked: true });
    expect(await at.commit(id)).toBe('import.stale');
    expect(await held()).toEqual({});
  });
});
