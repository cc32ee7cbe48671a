import { expect, test } from 'vitest';
import type { Page } from '../../devices/printers/page.ts';
import { MEDIUM_NAMES, type MediumName } from '../../hub/printing/contract.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { withMarks } from '../../hub/printing/marks.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { textUnits } from '../../hub/printing/wrap.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE, type RequisitionTemplate } from '../../hub/requisitions/template-contract.ts';
import { slipOf } from './paper.ts';

const SETTINGS = { paperLanguage: 'zh', timeZone: 'Asia/Shanghai' } as const;
const PRICED: RequisitionTemplate = {
  ...ORDINARY_TEMPLATE,
  columns: ['line', 'number', 'part', 'bin', 'price', 'quantity', 'amount'],
};
const FORMS = MEDIUM_NAMES.filter((name) => MEDIA[name].kind === 'form');

function pagesOf(lines: number, medium: MediumName, template = ORDINARY_TEMPLATE): Page[] {
  const document = requisitionDocument(slipOf(lines), template, SETTINGS);
  return layOut(withMarks(document, { copy: 0, demo: false, language: 'zh' }), MEDIA[medium]);
}

type Span = { text: string; x_mm: number; end_mm: number };
const spansOf = (page: Page, medium: MediumName): Span[][] =>
  page.rows.flatMap((row) =>
    row.kind === 'text'
      ? [
          row.spans.map(({ text, x_mm, scaleX }) => ({
            text,
            x_mm,
            end_mm: x_mm + textUnits(text) * MEDIA[medium].column_mm * scaleX,
          })),
        ]
      : [],
  );
const linesOf = (page: Page, medium: MediumName): string[] =>
  spansOf(page, medium).map((spans) => spans.map(({ text }) => text).join(' '));

test.each(FORMS)('on %s sums stand under what they add up, to the right edge', (medium) => {
  const pages = pagesOf(40, medium, PRICED);
  const numbers = pages.flatMap((page) => spansOf(page, medium)).flat();
  const amounts = numbers.filter(({ text, end_mm }) => text.startsWith('￥') && end_mm > 180);
  const width_mm = Math.floor(203.2 / MEDIA[medium].column_mm + 1e-9) * MEDIA[medium].column_mm;
  expect(amounts.length).toBeGreaterThan(40);
  for (const { end_mm } of amounts) expect(end_mm).toBeCloseTo(width_mm, 3);
  const quantities = new Set(
    numbers.filter(({ text }) => /^\d+ 个$/.test(text)).map(({ end_mm }) => end_mm.toFixed(3)),
  );
  expect(quantities.size).toBe(1);
  const last = linesOf(pages.at(-1) ?? { width_mm: 0, rows: [] }, medium);
  // 1 + 2 + … + 40 pieces of ￥38.50.
  expect(last).toContain('合计 40 项 820 个 ￥31,570.00');
});

test.each(FORMS)('on %s the page that is signed has a line and the total', (medium) => {
  for (let lines = 1; lines <= 45; lines += 1) {
    const signed = pagesOf(lines, medium).filter((page) => linesOf(page, medium).some((line) => line.includes('签收')));
    expect(signed).toHaveLength(1);
    const text = signed.flatMap((page) => linesOf(page, medium)).join('\n');
    expect(text).toContain(`合计 ${lines} 项`);
    expect(text).toMatch(new RegExp(`^${lines} 6921`, 'm'));
  }
});

test('five lines fit on a third of a sheet, forty on a whole one', () => {
  expect(pagesOf(5, 'form-241-third')).toHaveLength(1);
  expect(pagesOf(15, 'form-241-half')).toHaveLength(1);
  expect(pagesOf(40, 'form-241')).toHaveLength(1);
});

test('wide paper is a form: every line of a slip has its number, part, bin and quantity beside each other', () => {
  const [page] = pagesOf(3, 'form-241-half');
  const lines = page === undefined ? [] : linesOf(page, 'form-241-half');
  expect(lines).toContain('序号 编号 配件 货位 数量');
  expect(lines).toContain('1 6921588800010 机油滤清器 迈腾 B8L A3-07 1 个');
  expect(lines.find((line) => line.startsWith('单号'))).toBe('单号 LY-20261122-0035 领用人 周建国 1007 班组 机修一组');
});

test('narrow paper is a receipt: what does not fit beside the part stands below it', () => {
  const [page] = pagesOf(1, 'roll-58');
  const lines = page === undefined ? [] : linesOf(page, 'roll-58');
  expect(lines).toContain('配件 数量');
  expect(lines).toContain('机油滤清器 迈腾 B8L 1 个');
  expect(lines).toContain('6921588800010  A3-07');
});

test('pieces and litres are not added up', () => {
  const mixed = slipOf(2, (index) => (index === 0 ? '个' : '升'));
  const document = requisitionDocument(mixed, ORDINARY_TEMPLATE, SETTINGS);
  const [page] = layOut(document, MEDIA['form-241-half']);
  const lines = page === undefined ? [] : linesOf(page, 'form-241-half');
  expect(lines).toContain('合计 2 项');
});

test('every template makes a slip on every paper', () => {
  const bare: RequisitionTemplate = { ...ORDINARY_TEMPLATE, fields: [], columns: ['amount'] };
  for (const medium of MEDIUM_NAMES) {
    const text = pagesOf(3, medium, bare).flatMap((page) => linesOf(page, medium));
    expect(text).toContain('领用单');
  }
});
