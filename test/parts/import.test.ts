import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { beforeEach, describe, expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import { TableImports } from '../../hub/executor/table-imports.ts';
import { writeCsv } from '../../hub/kernel/csv.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ImportState, PlannedRow } from '../../hub/kernel/import-contract.ts';
import type { WrittenTable } from '../../hub/kernel/table-file.ts';
import { writeXlsx } from '../../hub/kernel/xlsx.ts';
import { allImports } from '../../hub/rooms.ts';
import { partList, stockPartQueries } from '../../hub/stock/part-queries.ts';
import type { Reader } from '../../hub/store/open.ts';
import { openShop, SETTINGS, type Shop } from '../support/shop.ts';
import { SYSTEM, testStore } from '../support/store.ts';
import { COMPANY_ROWS } from './company-rows.ts';

let shop: Shop;
let imports: TableImports;
/** What was told of the newest import, whenever something moved. */
const states: ImportState[] = [];
const bugs: unknown[] = [];

beforeEach(async () => {
  const store = await testStore();
  states.length = 0;
  bugs.length = 0;
  let current = '';
  imports = new TableImports(
    store,
    allImports,
    () => states.push(stateIn(NOTHING_KEPT, current)),
    (error) => bugs.push(error),
  );
  const check = imports.check.bind(imports);
  imports.check = (id, of, about, bytes) => {
    current = id;
    return check(id, of, about, bytes);
  };
  shop = await openShop(SETTINGS, store, undefined, imports.operations);
});

function stateIn(reader: Reader, id: string): ImportState {
  return (imports.topic.fetch(reader, { import: id }) as { import: ImportState }).import;
}
const stateOf = (id: string): Promise<ImportState> => shop.store.read((reader) => stateIn(reader, id));
/** In the middle of a commit nothing of it can be read yet. */
const NOTHING_KEPT = { one: () => undefined } as unknown as Reader;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function dryRun(file: Uint8Array | string): Promise<{ id: string; state: ImportState; rows: PlannedRow[] }> {
  const id = newId();
  await imports.check(id, 'parts', null, typeof file === 'string' ? bytes(file) : file);
  const asked = await new Queries(shop.store, imports.queries).ask(
    'tables.import-rows',
    { import: id, limit: 500 },
    SYSTEM,
  );
  return { id, state: await stateOf(id), rows: (asked as { rows: PlannedRow[] }).rows };
}

async function commit(id: string): Promise<object | string> {
  const answer = await shop.run('tables.commit-import', { import: id });
  return answer.outcome === 'refused' ? answer.code : (answer.reply as object);
}

/** What the rows would do: "2 create", with the codes of what is wrong. */
const said = (rows: readonly PlannedRow[]): string[] =>
  rows.map(({ row, kind, problems }) =>
    [row, kind, ...problems.map(({ column, code }) => `${column}:${code}`)].join(' '),
  );

const count = (sql: string): Promise<number> =>
  shop.store.read((reader) => reader.one<{ n: number }>(`select count(*) as n from ${sql}`)?.n ?? -1);

async function exported(): Promise<WrittenTable> {
  const rows = await new Queries(shop.store, stockPartQueries).rowsOf('stock.parts', {}, SYSTEM, 1000);
  return {
    title: partList.title.zh,
    header: partList.columns.map(({ title }) => title.zh),
    rows: (rows ?? []).map((row) => partList.columns.map(({ cell }) => cell(row))),
  };
}

describe('a dry run says what it would do, row by row, and writes nothing', () => {
  test('create, update, skip, duplicate and error', async () => {
    await shop.addPart('OLD', 0);
    await shop.addPart('SAME', 0);
    const { state, rows } = await dryRun(
      [
        '配件编号,配件名称,单位,零售价,条码,货位,最低库存',
        'NEW,机油滤清器,个,38.5,6921588800006; 6921589800005=10,A,5',
        'OLD,另一个名称,,,,,',
        'SAME,配件 SAME,个,￥10.00,,,',
        'NEW,又来一次,,,,,',
        ',没有编号,,,,,',
        'N2,,,,,,',
        'N3,价格,个,三十,,,',
        'N4,条码重复,个,1,6921588800006,,',
        'N5,工牌,个,1,GP1007,,',
        'N6,货位,个,1,,Z9,',
        'N7,数量,个,1,,,2.5',
        'OLD2,别人的条码,,,OLD,,',
      ].join('\n'),
    );
    expect(said(rows)).toEqual([
      '2 create',
      '3 update',
      '4 skip',
      '5 duplicate :import.number-twice',
      '6 error number:import.no-number',
      '7 error name:import.no-name',
      '8 error price:import.not-a-number',
      '9 error barcodes:import.code-twice',
      '10 error barcodes:parts.code-means-something',
      '11 error bin:import.no-such-bin',
      '12 error minimum:parts.not-in-unit',
      '13 error barcodes:parts.barcode-taken',
    ]);
    expect(rows[1]?.changes).toEqual([{ column: 'name', before: '配件 OLD', after: '另一个名称' }]);
    expect(rows[3]?.problems[0]?.facts).toEqual({ row: 2 });
    expect(state).toMatchObject({
      phase: 'checked',
      done: 12,
      of: 12,
      counts: { create: 1, update: 1, skip: 1, duplicate: 1, error: 8 },
    });
    expect(await count('part')).toBe(2);
    expect(await count("change_feed where kind like 'part.%'")).toBe(2);
    expect(await shop.store.read((reader) => reader.one('select name from part where number = ?', 'OLD'))).toEqual({
      name: '配件 OLD',
    });
  });

  test.each([
    ['no number', '名称,单位\nx,个', 'import.no-number-column'],
    ['the same column twice', '编号,货号\n1,2', 'import.column-twice'],
    ['nothing', '', 'tables.empty'],
    ['a picture', '\u0089PNG\0', 'tables.unreadable'],
    ['the old Excel', '\xd0\xcf\x11\xe0', 'tables.old-workbook'],
  ])('a file that is none is refused whole: %s', async (_, text, code) => {
    const { state, rows } = await dryRun(
      new Uint8Array(Buffer.from(text, text.startsWith('\xd0') ? 'latin1' : 'utf8')),
    );
    expect([state.phase, state.refusal?.code, rows]).toEqual(['refused', code, []]);
    expect(bugs).toEqual([]);
  });
});

describe('a commit does all of it or nothing', () => {
  test('parts come with everything, are found, and the feed tells of each', async () => {
    const { id } = await dryRun(
      [
        '编号;名称;型号;品牌;类别;计量单位;售价;会员价;批发价;条码;包装;OE;车型;货位;安全库存;max;批次;停用;备注',
        'OF-1;机油滤清器;B8L;马勒;滤清器;个;38;35.5;30;6921588800006;箱=10;"06J 115";"迈腾 B8L;途观 L";A;5;20;是;否;忽略我',
        'OIL;机油;;;油液;升;60;;;;;;;;1.5;;;是;',
      ].join('\n'),
    );
    expect((await stateOf(id)).unused).toEqual(['备注']);
    expect(await commit(id)).toEqual({ created: 2, updated: 0 });
    const rows = await new Queries(shop.store, stockPartQueries).ask(
      'stock.parts',
      { search: 'jylqq', limit: 5 },
      SYSTEM,
    );
    expect(rows).toMatchObject({
      count: 1,
      rows: [
        {
          number: 'OF-1',
          brand: '马勒',
          price: 3800,
          lotTracked: true,
          decimals: 0,
          prices: [
            { level: 'member', price: 3550 },
            { level: 'wholesale', price: 3000 },
          ],
          barcodes: [{ code: '6921588800006', packQuantity: 1000 }],
          packs: [{ unit: '箱', quantity: 10_000 }],
          oeNumbers: ['06J 115'],
          fitments: ['迈腾 B8L', '途观 L'],
          stocking: [{ warehouse: '', bin: 'A', minimum: 5000, maximum: 20_000 }],
        },
      ],
    });
    expect(
      await shop.store.read((reader) =>
        reader.one('select decimals, retired_at is not null as retired from part where number = ?', 'OIL'),
      ),
    ).toEqual({ decimals: 3, retired: 1 });
    expect(await count("change_feed where kind = 'part.added'")).toBe(2);
    expect(shop.bugs).toEqual([]);
  });

  test('with an error in it nothing is written; without anything to do, neither', async () => {
    const wrong = await dryRun('编号,名称,价格\nA,a,1\nB,b,x');
    expect(await commit(wrong.id)).toBe('import.has-errors');
    expect(await count('part')).toBe(0);
    await shop.addPart('A', 0);
    const same = await dryRun('编号,名称\nA,配件 A');
    expect(await commit(same.id)).toBe('import.nothing');
    expect(await commit(newId())).toBe('import.unknown');
  });

  test('a dry run that the catalogue has overtaken is asked for again, and so is one that was done', async () => {
    const { id } = await dryRun('编号,名称\nA,a');
    await shop.addPart('A', 0);
    expect(await commit(id)).toBe('import.stale');
    const again = await dryRun('编号,名称\nB,b');
    expect(await commit(again.id)).toEqual({ created: 1, updated: 0 });
    expect(await stateOf(again.id)).toMatchObject({ phase: 'done', done: 1, of: 1 });
    expect(await commit(again.id)).toBe('import.stale');
  });

  test('a manager needs a fresh PIN, because prices may change', async () => {
    const { id } = await dryRun('编号,名称\nA,a');
    const old = { person: shop.people.wu, roles: ['manager' as const], station: null, provedAt: 0, system: null };
    await expect(shop.run('tables.commit-import', { import: id }, old)).rejects.toThrow('PIN');
  });

  test('its progress is told, and other work gets its turn between the rows', async () => {
    const file = `编号,名称\n${Array.from({ length: 1000 }, (_, n) => `P${n},配件 ${n}`).join('\n')}`;
    const { id } = await dryRun(file);
    const checking = states.filter(({ phase }) => phase === 'checking').map(({ done }) => done);
    expect(checking).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    states.length = 0;
    let turns = 0;
    const count_ = setInterval(() => (turns += 1), 0);
    expect(await commit(id)).toEqual({ created: 1000, updated: 0 });
    clearInterval(count_);
    expect(turns).toBeGreaterThan(5);
    expect(states.filter(({ phase }) => phase === 'writing').map(({ done }) => done)).toContain(500);
    expect(await count('part')).toBe(1000);
  });
});

test('what is exported is all the same when it is imported again, as CSV and as XLSX, also with two warehouses', async () => {
  await shop.done('places.add-warehouse', { code: 'B', name: '分仓' });
  const first = await dryRun(
    [
      '编号,名称,型号,规格,品牌,类别,单位,零售价,会员价,条码,包装单位,OE号,适用车型,货位,最低库存,最高库存,批次管理',
      'OF-1,"机油, ""滤清器""",-25℃,=1+1,马勒,滤清器,个,38.55,35,6921588800006;6921589800005=10,箱=10;盒=2,06J;07K,途观 L;迈腾 B8L,A:A;B:B,A:5;B:1,B:9,是',
      'HSE,真空管,内径 4 mm,,,冷却,米,8,,,,,,A,0.5,,',
    ].join('\n'),
  );
  expect(said(first.rows)).toEqual(['2 create', '3 create']);
  await commit(first.id);
  const table = await exported();
  for (const file of [bytes(writeCsv(table)), await writeXlsx(table)]) {
    const { state, rows } = await dryRun(file);
    expect(said(rows)).toEqual(['2 skip', '3 skip']);
    expect(state.unused).toEqual(['库存']);
  }
});

test('whatever parts there are: exported and imported again they are all the same', async () => {
  const word = fc.constantFrom(
    '机油',
    'M8 × 25',
    '-25℃',
    '=1',
    "'x",
    '"',
    'a;b',
    'é',
    '0012',
    '3.50',
    '6950100852570',
    '1e5',
    '是',
  );
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
  const plain = fc.constantFrom('', '马勒', 'A&D', "'引号", '=品牌', '＝品牌', '007', ' 空格 ');
  const part = fc.record({
    name: words,
    model: plain,
    spec: plain,
    brand: plain,
    decimals: fc.integer({ min: 0, max: 3 }),
    price: fc.integer({ min: 0, max: 9_999_999 }),
    codes: fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), { maxLength: 3 }),
    pack: fc.integer({ min: 1, max: 100_000 }),
    fitments: fc.uniqueArray(fc.constantFrom('迈腾 B8L', '速腾 1.4T', '宋=Pro; DM-i', '"', '5"；6'), { maxLength: 3 }),
    prices: fc.dictionary(fc.constantFrom('member', 'wholesale', 'internal'), fc.integer({ min: 0, max: 1e6 })),
  });
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
      for (const { codes, pack, ...one } of parts) {
        n += 1;
        const barcodes = codes.map((code) => ({
          code: `${n}${code % 2 === 0 ? '-' : '='}${code}`,
          packQuantity: code % 3 === 0 ? 1000 : pack,
        }));
        await shop.done('parts.add', { number: `P-${n}`, unit: '个', category: '', ...one, barcodes });
      }
      const { rows } = await dryRun(bytes(writeCsv(await exported())));
      expect(rows.filter(({ kind }) => kind !== 'skip')).toEqual([]);
      expect(rows).toHaveLength(Math.min(n, 500));
    }),
    { numRuns: 25 },
  );
});

describe("another system's list of holdings comes as it is", () => {
  const expectAll = async (file: Uint8Array, length: number): Promise<void> => {
    const { id, state, rows } = await dryRun(file);
    expect(said(rows).filter((row) => !row.endsWith(' create'))).toEqual([]);
    expect(rows).toHaveLength(length);
    expect(state.unused).toEqual(['序号', '持有数量']);
    expect(await commit(id)).toEqual({ created: length, updated: 0 });
  };

  test.each([
    ['UTF-8', (text: string) => bytes(text)],
    ['GB18030', (text: string) => new Uint8Array(iconv.encode(text, 'gb18030'))],
  ])('rows of the same shape, in %s', (_, encode) => expectAll(encode(COMPANY_ROWS), 8));

  const real = join(import.meta.dirname, '../../../shared/data/holdings.csv');
  test.skipIf(!existsSync(real))('the rows of a company, where they are at hand', async () => {
    const file = readFileSync(real);
    await expectAll(new Uint8Array(file), file.toString('utf8').trim().split('\n').length - 1);
  });
});
