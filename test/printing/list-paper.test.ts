import { beforeEach, describe, expect, test } from 'vitest';
import type { Media } from '../../devices/printers/page.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { ListColumn } from '../../hub/kernel/list.ts';
import { listDocument } from '../../hub/printing/list-document.ts';
import { listPrintOperations } from '../../hub/printing/list-operations.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { previewOf } from '../../hub/printing/preview.ts';
import { findJob } from '../../hub/printing/store.ts';
import { partList, stockPartQueries } from '../../hub/stock/part-queries.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

type Row = { readonly number: string; readonly name: string; readonly note: string; readonly price: number };
const LABEL: Media = { kind: 'label', width_mm: 56, height_mm: 40, column_mm: 1.5 };
const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'number', title: { zh: '编号', en: 'No.' }, cell: ({ number }) => number },
  { key: 'name', title: { zh: '名称', en: 'Name' }, cell: ({ name }) => name, share: 1 },
  { key: 'note', title: { zh: '备注', en: 'Note' }, cell: ({ note }) => note },
  { key: 'price', title: { zh: '价', en: 'Price' }, cell: ({ price }) => price, decimals: 2 },
];
const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    number: `P-${n + 1}`,
    name: '机油滤清器',
    note: n === 0 ? '常用' : '',
    price: 38 + n / 10,
  }));

function paper(medium: keyof typeof MEDIA, count: number): string[][] {
  const document = listDocument({
    ...{
      title: '配件目录',
      asked: [{ label: '搜索', text: '机油' }],
      columns: COLUMNS as readonly ListColumn<unknown>[],
    },
    ...{ rows: rows(count), timeZone: 'Asia/Shanghai', language: 'zh', time: '2026-11-22 10:42:07' },
  });
  return previewOf(document, MEDIA[medium]).map((sheet) => sheetLines(sheet).map((line) => line.trim()));
}

describe('a list on paper', () => {
  test('on a form: every page has its titles and its number, the last one the count', () => {
    const pages = paper('form-241-half', 40);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      expect(page.some((line) => /编号\s+名称\s+备注\s+价/.test(line))).toBe(true);
      expect(page.at(-1)).toContain(`第 ${index + 1}/${pages.length} 页`);
    }
    expect(pages[0]?.join('\n')).toMatch(/搜索\s*机油/);
    expect(pages[0]?.find((line) => line.startsWith('P-1 '))).toMatch(/P-1\s+机油滤清器\s+常用\s+38\.00/);
    expect(pages.at(-1)?.join('\n')).toContain('合计 40 项');
    expect(pages.flat().filter((line) => /^P-\d+ /.test(line))).toHaveLength(40);
  });

  test('on a roll: the first two columns and the last figure beside each other, the rest below', () => {
    const [lines = []] = paper('roll-80', 2);
    const first = lines.findIndex((line) => line.startsWith('P-1 '));
    expect(lines[first]).toMatch(/P-1\s+机油滤清器\s+38\.00/);
    expect(lines[first + 1]).toBe('常用');
    expect(lines[first + 2]).toMatch(/^P-2/);
  });
});

describe('the list that somebody sees is the list that is printed', () => {
  let shop: Shop;
  beforeEach(async () => {
    const settings = {
      ...SETTINGS,
      hasPrinter: (_: unknown, printer: string) => ['form-printer', 'label-printer'].includes(printer),
      mediaOf: (printer: string | null) => (printer === 'label-printer' ? LABEL : MEDIA['form-241']),
    };
    shop = await openShop(settings, undefined, undefined, listPrintOperations([partList], stockPartQueries, settings));
    for (const number of ['OF-1', 'OF-2', 'AF-1']) await shop.addPart(number, 1000);
  });
  const order = {
    list: 'stock.parts',
    asked: { search: 'of' },
    columns: ['name', 'number'],
    language: 'zh',
    printer: 'form-printer',
  };
  const refused = async (request: object, actor = keeperActor(shop.people.wu)): Promise<string> => {
    const answer = await shop.run('printing.print-list', { ...order, ...request }, actor);
    return answer.outcome === 'refused' ? answer.code : 'accepted';
  };

  test('its search, its columns in their order', async () => {
    const { job } = await shop.done('printing.print-list', order, keeperActor(shop.people.wu));
    const content = await shop.store.read((reader) => findJob(reader, String(job))?.content);
    const table = content?.blocks.find((block) => block.block === 'table');
    expect(table).toMatchObject({
      columns: [{ title: '配件名称' }, { title: '配件编号' }],
      rows: [{ cells: ['配件 OF-1', 'OF-1'] }, { cells: ['配件 OF-2', 'OF-2'] }],
    });
  });

  test('refused: no such list, no such printer, one with labels, a question that is none, a book', async () => {
    expect(await refused({ list: 'stock.nothing' })).toBe('lists.unknown');
    expect(await refused({ printer: 'nowhere' })).toBe('printing.no-such-printer');
    expect(await refused({ printer: 'label-printer' })).toBe('lists.not-on-labels');
    expect(await refused({ asked: { colour: 'red' } })).toBe('lists.unknown');
    expect(await refused({ columns: ['no-such-column'] })).toBe('accepted');
    await shop.store.write((tx) => {
      tx.run(`with recursive n (n) as (select 1 union all select n + 1 from n where n < 2001)
        insert into part (id, number, name, model, spec, unit, category, price, decimals) select 'p' || n, 'P' || n, 'x', '', '', '个', '', 1, 0 from n`);
    });
    expect(await refused({ asked: {} })).toBe('lists.too-long-to-print');
    expect(shop.bugs).toEqual([]);
  });
});
