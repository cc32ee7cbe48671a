import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import writeSheet from 'write-excel-file/universal';
import { decodeText, readCsv, writeCsv } from '../../hub/kernel/csv.ts';
import { isRefusal } from '../../hub/kernel/refusal.ts';
import {
  MOST_CELL_CHARACTERS,
  MOST_COLUMNS,
  MOST_ROWS,
  type ReadTable,
  type WrittenTable,
} from '../../hub/kernel/table-file.ts';
import { readXlsx, writeXlsx } from '../../hub/kernel/xlsx.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts as a catalogue has them, and what file formats stumble over. */
const piece = fc.constantFrom(
  '机油',
  'M8 × 25',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  "'",
  '=1+1',
  '＝1',
  '-25℃',
  '@',
  '+',
  '-',
  '0012',
  '6950100852570',
  '𠮷',
  '<b>&',
  '_x000D_',
  ' ',
  '3.50',
  'é',
);
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('').trim());
const wordy = text.map((cell) => (cell === '' ? '名' : cell));
const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.record({
    title: fc.constant('配件目录'),
    header: fc.array(wordy, { minLength: width, maxLength: width }),
    rows: fc.array(fc.tuple(wordy, ...Array.from({ length: width - 1 }, () => text)), { maxLength: 8 }),
  }),
);

function asRead({ header, rows }: WrittenTable): ReadTable {
  return { header, rows: rows.map((cells, index) => ({ row: index + 2, cells: cells.map(String) })) };
}

describe('what is written is read again', () => {
  test('as CSV', () => {
    fc.assert(
      fc.property(table, (written) => {
        expect(readCsv(utf8(writeCsv(written)))).toEqual(asRead(written));
      }),
      { numRuns: 300 },
    );
  });
  test('as XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (written) => {
        expect(await readXlsx(await writeXlsx(written))).toEqual(asRead(written));
      }),
      { numRuns: 60 },
    );
  });
  test('numbers too, as short as they are', async () => {
    const written = { title: '表', header: ['数'], rows: [[3.5], [0.1 + 0.2], [6950100852570], [-4]] };
    const cells = (read: unknown): unknown => (read as ReadTable).rows.map((row) => row.cells[0]);
    expect(cells(await readXlsx(await writeXlsx(written)))).toEqual(['3.5', '0.3', '6950100852570', '-4']);
    expect(cells(readCsv(utf8(writeCsv({ ...written, rows: [[3.5], [-4]] }))))).toEqual(['3.5', '-4']);
  });
});

test('a text that a spreadsheet would run is held by an apostrophe in CSV, a number is not', () => {
  const csv = writeCsv({
    title: '',
    header: ['名'],
    rows: [['=HYPERLINK("http://x")'], ['@SUM(1)'], ['-4'], ['+86 138'], ["'=1"], [' =1'], ['＝1＋1'], ['\n=1']],
  });
  expect(csv.split('\r\n').slice(1)).toEqual([
    ...[`"'=HYPERLINK(""http://x"")"`, "'@SUM(1)", '-4', "'+86 138", "''=1", `' =1`, "'＝1＋1", `"'\n=1"`],
  ]);
});

test('in XLSX such a text is a text: there is no formula in the workbook', async () => {
  const texts = ['=HYPERLINK("http://x")', '@SUM(1)', '+86 138', '-25℃', "'=1"];
  const file = await writeXlsx({ title: '表', header: ['名'], rows: texts.map((text) => [text]) });
  const parts = Object.entries(unzipSync(file)).map(([name, part]) => [name, new TextDecoder().decode(part)] as const);
  const sheet = parts.find(([name]) => name.includes('worksheets/sheet'))?.[1] ?? '';
  expect(sheet).toContain('<c ');
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(asTable(await readXlsx(file)).map((cells) => cells[0])).toEqual(texts);
});

const asTable = (read: unknown): (readonly string[])[] => (read as ReadTable).rows.map(({ cells }) => cells);

describe('CSV as it comes', () => {
  const rows = '配件编号{s}配件名称\r\nDTSM3457{s}"天威{s} ""加粉乐""\n磁鼓"\r\n';
  const expected = (separator: string) => ({
    header: ['配件编号', '配件名称'],
    rows: [{ row: 2, cells: ['DTSM3457', `天威${separator} "加粉乐"\n磁鼓`] }],
  });
  test.each([',', ';', '\t'])('separated by %j', (separator) => {
    expect(readCsv(utf8(rows.replaceAll('{s}', separator)))).toEqual(expected(separator));
  });
  test.each([
    ['UTF-8 with a mark', utf8(`\uFEFF${rows}`)],
    ['UTF-8 without', utf8(rows)],
    ['GB18030, as Excel in China saves it', new Uint8Array(iconv.encode(rows, 'gb18030'))],
    ['UTF-16, as Excel saves "Unicode text"', new Uint8Array(iconv.encode(rows, 'utf-16le', { addBOM: true }))],
  ])('%s', (_, bytes) => {
    expect(readCsv(new TextEncoder().encode(decodeText(bytes).replaceAll('{s}', ',')))).toEqual(expected(','));
  });
  test('empty lines and spaces are nothing; row numbers are those of the spreadsheet', () => {
    expect(readCsv(utf8('\n 编号 , 名称 ,,\n\n A1 , x \n,\nB2\n'))).toEqual({
      header: ['编号', '名称'],
      rows: [
        { row: 4, cells: ['A1', 'x'] },
        { row: 6, cells: ['B2', ''] },
      ],
    });
  });
  test('a separator inside of a title in quotes does not count', () => {
    expect(readCsv(utf8('"a;b;c",d\n1,2'))).toEqual({ header: ['a;b;c', 'd'], rows: [{ row: 2, cells: ['1', '2'] }] });
  });
});

describe('files as hostile people and old programs make them', () => {
  const cells = (read: unknown): unknown =>
    isRefusal(read) ? [read.refused, read.facts] : [(read as ReadTable).header, ...(read as ReadTable).rows];

  test('lines may end in any way, also each in its own; a quoted line break stays in its cell', () => {
    expect(cells(readCsv(utf8('编号,名称\r\nA,甲\nB,"乙\r\n二"\rC,丙\r\n')))).toEqual([
      ['编号', '名称'],
      { row: 2, cells: ['A', '甲'] },
      { row: 3, cells: ['B', '乙\n二'] },
      { row: 4, cells: ['C', '丙'] },
    ]);
    expect(cells(readCsv(utf8('编号\rA\rB')))).toHaveLength(3);
  });
  test('"sep=;" above the titles, as some programs write it for Excel, is no row', () => {
    expect(cells(readCsv(utf8('\uFEFFsep=;\r\n编号;名称\r\nA;"甲, 一"')))).toEqual([
      ['编号', '名称'],
      { row: 2, cells: ['A', '甲, 一'] },
    ]);
  });
  test.each([
    ['a web page that is called .xls', '<html><table><tr><td>编号,名称,单位</td></tr></table>\n1,2,3,4,5</html>'],
    ['XML', '\uFEFF<?xml version="1.0"?><Workbook/>'],
  ])('%s is no table', (_, file) => {
    expect(cells(readCsv(utf8(file)))).toEqual(['tables.unreadable', {}]);
  });
  test('a date that is none does not make the workbook unreadable: it is what people see of it', async () => {
    const file = await workbook([
      ['编号', '日期'],
      ['A', { value: 46_027, format: 'yyyy/m/d' }],
      ['B', { value: 99_999_999, format: 'yyyy/m/d' }],
      ['C', { value: 46_027.354_166_67, format: 'yyyy/m/d h:mm' }],
    ]);
    expect(cells(await readXlsx(file))).toEqual([
      ['编号', '日期'],
      { row: 2, cells: ['A', '2026-01-05'] },
      { row: 3, cells: ['B', '########'] },
      { row: 4, cells: ['C', '2026-01-05 08:30'] },
    ]);
  });
  test('zeros in front that only the format of a number shows are read as they are seen', async () => {
    const file = await workbook([
      ['编号', '数'],
      [
        { value: 12, format: '00000' },
        { value: 12, format: '0.00' },
      ],
      [
        { value: 1_234_567, format: '00000' },
        { value: 0.5, format: '00' },
      ],
    ]);
    expect(cells(await readXlsx(file))).toEqual([
      ['编号', '数'],
      { row: 2, cells: ['00012', '12'] },
      { row: 3, cells: ['1234567', '0.5'] },
    ]);
  });
});

type RawCell = string | { readonly value: number; readonly format: string };
/** A workbook as Excel keeps it, with numbers that only their format makes what people see. */
async function workbook(rows: readonly (readonly RawCell[])[]): Promise<Uint8Array> {
  const cellOf = (cell: RawCell) =>
    typeof cell === 'string' ? { value: cell, type: String } : { ...cell, type: Number };
  const file = await writeSheet(rows.map((cells) => cells.map(cellOf))).toBlob();
  return new Uint8Array(await file.arrayBuffer());
}

describe('refused, with what is wrong', () => {
  const refusal = (read: unknown): unknown => (isRefusal(read) ? [read.refused, read.facts] : read);
  test.each([
    ['nothing', '', ['tables.empty', {}]],
    ['a quote that is never closed', '编号,名称\n1,"x\n2,y', ['tables.open-quote', { row: 2 }]],
    ['more cells than titles', '编号,名称\n1,x\n2,y,z', ['tables.row-too-long', { row: 3 }]],
    [
      'a novel in a cell',
      `编号\n${'长'.repeat(MOST_CELL_CHARACTERS + 1)}`,
      ['tables.cell-too-long', { row: 2, limit: MOST_CELL_CHARACTERS }],
    ],
    [
      'too wide',
      Array.from({ length: MOST_COLUMNS + 1 }, (_, n) => `c${n}`).join(','),
      ['tables.too-many-columns', { columns: MOST_COLUMNS + 1, limit: MOST_COLUMNS }],
    ],
    [
      'too long',
      `编号\n${'1\n'.repeat(MOST_ROWS + 1)}`,
      ['tables.too-many-rows', { rows: MOST_ROWS + 1, limit: MOST_ROWS }],
    ],
    ['no text', 'PNG\0\0\0', ['tables.unreadable', {}]],
  ])('%s', (_, csv, expected) => expect(refusal(readCsv(utf8(csv)))).toEqual(expected));

  test('an archive that is no workbook, and a workbook that is cut off', async () => {
    expect(refusal(await readXlsx(zipSync({ 'a.txt': utf8('x') })))).toEqual(['tables.unreadable', {}]);
    const whole = await writeXlsx({ title: '表', header: ['a'], rows: [['1']] });
    expect(refusal(await readXlsx(whole.subarray(0, whole.length - 40)))).toEqual(['tables.unreadable', {}]);
  });
  test('a bomb is refused before anything of it is unpacked', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(210 * 1024 * 1024) }, { level: 1 });
    expect(refusal(await readXlsx(bomb))).toEqual(['tables.too-large', { limit: 200 }]);
  });
  test('noise is refused and never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(isRefusal(await readXlsx(bytes))).toBe(true);
        readCsv(bytes);
      }),
    );
  });
});
