import fc from 'fast-check';
import { expect, test } from 'vitest';
import { glyphsIn } from '../../devices/printers/glyphs.ts';
import type { Row } from '../../devices/printers/page.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { PrintedDocument } from '../../hub/kernel/document.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { withMarks } from '../../hub/printing/marks.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { previewOf } from '../../hub/printing/preview.ts';
import { MOST_ATTEMPTS, maySend, stateAfter } from '../../hub/printing/rules.ts';
import { PAPER_LANGUAGES } from '../../hub/printing/words.ts';
import { textUnits, wrap } from '../../hub/printing/wrap.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { slipOf } from './paper.ts';

const HEADS = [
  ['80 mm at 203 dpi', { width_mm: 72, column_mm: 1.5 }],
  ['58 mm at 203 dpi', { width_mm: 48, column_mm: 1.5 }],
  ['80 mm at 180 dpi', { width_mm: 72, column_mm: 12 / (180 / 25.4) }],
] as const;

test.each(HEADS)('on %s nothing runs over the edge and no two texts of a row overlap', (_name, paper) => {
  for (const paperLanguage of PAPER_LANGUAGES) {
    const document = requisitionDocument(slipOf(14), ORDINARY_TEMPLATE, { paperLanguage, timeZone: 'Asia/Shanghai' });
    for (const row of rowsOn(document, paper)) {
      if (row.kind === 'code128')
        expect(row.x_mm + (11 * (row.text.length + 3) + 2) * row.module_mm).toBeLessThanOrEqual(72.01);
      if (row.kind !== 'text') continue;
      let end = 0;
      for (const span of row.spans) {
        expect(span.x_mm).toBeGreaterThanOrEqual(end - 0.001);
        end = span.x_mm + textUnits(span.text) * paper.column_mm * span.scaleX;
        expect(end).toBeLessThanOrEqual(paper.width_mm + 0.001);
      }
    }
  }
});

const rowsOn = (document: PrintedDocument, paper: { width_mm: number; column_mm: number }): Row[] =>
  layOut(document, { kind: 'roll', ...paper }).flatMap(({ rows }) => rows);

const linesOf = (document: PrintedDocument): string[] =>
  previewOf(document, MEDIA['roll-80']).flatMap((sheet) => sheetLines(sheet));

test('the preview of a slip reads as the slip says', () => {
  const document = requisitionDocument(slipOf(3), ORDINARY_TEMPLATE, {
    paperLanguage: 'zh',
    timeZone: 'Asia/Shanghai',
  });
  const lines = linesOf(document);
  expect(lines[0]).toBe('领用单');
  expect(lines.join('\n')).toMatch(/领用人\s+周建国 1007/);
  expect(lines.join('\n')).toMatch(/车牌\s+京A·D1234/);
  expect(lines.join('\n')).toMatch(/时间\s+2026-11-22 10:42:00/);
  expect(lines.join('\n')).toMatch(/合计\s+3 项/);
});

test('quantities stand under each other at the right edge', () => {
  const document = requisitionDocument(slipOf(12), ORDINARY_TEMPLATE, {
    paperLanguage: 'zh',
    timeZone: 'Asia/Shanghai',
  });
  const ends = rowsOn(document, { width_mm: 72, column_mm: 1.5 }).flatMap((row) =>
    row.kind === 'text'
      ? row.spans.filter(({ text }) => /^\d+ 个$/.test(text)).map(({ x_mm, text }) => x_mm + textUnits(text) * 1.5)
      : [],
  );
  // The lines and what they add up to.
  expect(ends).toHaveLength(13);
  expect(new Set(ends)).toEqual(new Set([72]));
});

test('a copy says 补打 n and a demo says DEMO, above everything else', () => {
  const document: PrintedDocument = { template: 't', title: 't', blocks: [{ block: 'rule' }] };
  const marked = withMarks(document, { copy: 2, demo: true, language: 'zh' });
  expect(linesOf(marked)).toEqual(['演示 DEMO', '*** 补打 2 ***']);
  expect(linesOf(withMarks(document, { copy: 0, demo: false, language: 'zh' }))).toEqual([]);
});

test('of several copies each says whose it is; a single one need not', () => {
  const copies = ['存根', '客户', '财务'] as const;
  const document: PrintedDocument = { template: 't', title: 't', blocks: [{ block: 'rule' }], copies };
  const marks = { copy: 0, demo: false, language: 'zh' } as const;
  for (const copyName of copies)
    expect(linesOf(withMarks(document, { ...marks, copyName }))).toEqual([`${copyName}联`]);
  expect(linesOf(withMarks({ ...document, copies: ['存根'] }, { ...marks, copyName: '存根' }))).toEqual([]);
});

test.each(HEADS)(
  'on %s a barcode stands centred above its text; where it has no room its text stands there once',
  (_name, paper) => {
    const code = { block: 'barcode', text: '$P,HA44,P\r', fnc3: 'first' } as const;
    const rows = rowsOn({ template: 't', title: 't', blocks: [code] }, paper);
    const [bars, below] = rows;
    // Start, FNC3, ten characters of which the CR needs a SHIFT, check: 14 of eleven modules, and a stop of thirteen.
    const length_mm = (14 * 11 + 13) * (paper.column_mm / 6);
    expect(bars).toMatchObject({ kind: 'code128', text: '$P,HA44,P\r', fnc3: 'first' });
    expect(bars?.kind === 'code128' && Math.abs(bars.x_mm - (paper.width_mm - length_mm) / 2)).toBeLessThan(0.15);
    expect(below).toMatchObject({ kind: 'text', spans: [{ text: '$P,HA44,P' }] });
    for (const text of ['LSVAA4182E2184847-LSVAA4182E2184847', '工单']) {
      const alone = rowsOn({ template: 't', title: 't', blocks: [{ block: 'barcode', text }] }, paper);
      expect(
        alone.flatMap((row) => (row.kind === 'text' ? row.spans.map((span) => span.text) : row.kind)).join(''),
      ).toBe(text);
    }
  },
);

test('words that are read from right to left are, line by line; numbers and Chinese beside them stay', () => {
  expect(wrap('תודה רבה', 20)).toEqual(['הבר הדות']);
  // Each line begins with what is read first.
  expect(wrap('תודה רבה', 8)).toEqual(['הדות', 'הבר']);
  expect(wrap('客户 משה 2026', 40)).toEqual(['客户 השמ 2026']);
});

test('wrapping loses nothing that can be read but the blanks that it breaks at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 48 }), (text, units) => {
      const lines = wrap(text, units);
      for (const line of lines) expect(textUnits(line)).toBeLessThanOrEqual(Math.max(units, 2));
      const legible = glyphsIn(text.replace(/[\n\r\u2028\u2029]/g, ' ')).join('');
      // What is read from right to left is turned around, and has the same letters.
      const isTurned = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(
        text,
      );
      const read = (line: string): string[] => {
        const characters = [...line.replaceAll(' ', '')];
        return isTurned ? characters.sort() : characters;
      };
      expect(read(lines.join(''))).toEqual(read(legible));
    }),
  );
});

test.each([
  ['closing punctuation does not begin a line', '更换机油，检查刹车。', 8, ['更换机', '油，检查', '刹车。']],
  ['opening punctuation does not end one', '机油（长效）', 6, ['机油', '（长', '效）']],
  ['a word stays whole where it can', '机油 5W-30 长效', 10, ['机油 5W-30', '长效']],
  ['Chinese goes on to the edge behind a blank', '外三 补货补货补货', 10, ['外三 补货', '补货补货']],
  ['blanks at the start of a line of its own stay', '  A3-07', 10, ['  A3-07']],
])('%s', (_what, text, units, lines) => {
  expect(wrap(text, units)).toEqual(lines);
});

test('a job is sent while nothing of it has left, and given up after many tries', () => {
  expect(maySend('QUEUED') && maySend('FAILED')).toBe(true);
  for (const state of ['SENDING', 'UNCERTAIN', 'CONFIRMED', 'SENT', 'EXPIRED'] as const)
    expect(maySend(state)).toBe(false);
  expect(stateAfter('failed', 1)).toBe('FAILED');
  expect(stateAfter('failed', MOST_ATTEMPTS)).toBe('EXPIRED');
  expect(stateAfter('uncertain', MOST_ATTEMPTS)).toBe('UNCERTAIN');
});
