import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { headOf, mediaOf } from '../../devices/printers/head.ts';
import type { Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { bagTicket, pickTicket } from '../../hub/bays/documents.ts';
import type { PrintedDocument } from '../../hub/kernel/document.ts';
import { MEDIUM_NAMES, type MediumName } from '../../hub/printing/contract.ts';
import { labels } from '../../hub/printing/labels.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { withMarks } from '../../hub/printing/marks.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { returnDocument, returnTicket } from '../../hub/returns/documents.ts';
import { decoded, printed } from '../paper/read-paper.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { BAG, broughtBack, pickOf, returnOf, reversedSlip, shortSlip, signedSlip } from './flow-paper.ts';

const SETTINGS = { paperLanguage: 'zh', timeZone: 'Asia/Shanghai' } as const;
const MARKS = { copy: 0, demo: false, language: 'zh' } as const;
const slip = (of: Parameters<typeof requisitionDocument>[0]): PrintedDocument =>
  requisitionDocument(of, ORDINARY_TEMPLATE, SETTINGS);
const bag = labels('bag-ticket', BAG.number, bagTicket(BAG, SETTINGS), 1);

/** What each says that no other does, and the code that a scanner shall read from it. */
const PAPERS: readonly (readonly [string, PrintedDocument, string, readonly string[]])[] = [
  [
    'a return',
    returnDocument(returnOf(5), SETTINGS),
    'DH-20261122-0007',
    ['调回单', '入库时间', '损坏', '感应线接头断裂', 'A70-2610002'],
  ],
  [
    'a return ticket',
    returnTicket(broughtBack(5), SETTINGS),
    'DH-20261122-0007',
    ['退料票', '剩余', '结转', '￥433.13'],
  ],
  [
    'a pick ticket',
    pickTicket(pickOf(5), SETTINGS),
    'LY-20261122-0035',
    ['拣料票', '2 号工位', 'B1-02', '申领 6', 'A70-2610002'],
  ],
  ['a short slip', slip(shortSlip()), 'LY-20261122-0035', ['领用单', '申领 6', '申领 120', '0 个']],
  ['a reversed slip', slip(reversedSlip()), 'LY-20261122-0035', ['已冲销, 作废', '领错车', '2026-11-22 11:05:00']],
  ['a signed slip', slip(signedSlip()), 'LY-20261122-0035', ['领用单', '签收']],
  ['a bag ticket', bag, 'LY-20261122-0035', ['2 号工位', '京A·D12345', '周建国']],
];
const isLabelPrinter = (name: string): boolean => ['tspl', 'zpl'].includes(loadProfile('printer', name).dialect);
/** Slips come out of receipt and form printers, bag tickets out of label printers too. */
const PRINTERS = listProfiles('printer');
const CASES = PAPERS.flatMap(([what, document, code, texts]) =>
  PRINTERS.filter((name) => document.unmarked === true || !isLabelPrinter(name)).map(
    (name) => [what, name, document, code, texts] as const,
  ),
);
const together = (lines: readonly string[]): string => lines.join('').replaceAll(/\s/g, '');

describe('read back from the bytes', () => {
  test.each(CASES)('%s of %s says what it should', (_what, name, document, code, texts) => {
    const profile = loadProfile('printer', name);
    const pages = layOut(withMarks(document, MARKS), mediaOf(headOf(profile)));
    const text = together(printed(pages, profile).flatMap((sheet) => sheetLines(sheet)));
    // A head without hanzi gets them as dots, which say nothing (test/devices/page-heads compares their ink).
    const glyphs = pages.flatMap((page) => pageToSheet(page, headOf(profile)).glyphs);
    const dots = new Set(glyphs.flatMap(({ char, drawn }) => (drawn === true ? [char] : [])));
    for (const wanted of [...texts, code]) {
      expect(text).toContain(together([...wanted].filter((char) => !dots.has(char))));
    }
  });

  test.skipIf(spawnSync('zbarimg', ['--version']).status !== 0).each(CASES)(
    '%s of %s has a barcode that a real decoder reads',
    (_what, name, document, code) => {
      const profile = loadProfile('printer', name);
      const pages = layOut(withMarks(document, MARKS), mediaOf(headOf(profile)));
      const read = printed(pages, profile).flatMap((sheet, index) => {
        const page = pages[index];
        return page === undefined ? [] : decoded(sheet, pageToSheet(page, headOf(profile)), tempFolder());
      });
      expect(read).toEqual([code]);
    },
  );
});

const linesOf = (page: Page): string[] =>
  page.rows.flatMap((row) => (row.kind === 'text' ? [row.spans.map(({ text }) => text).join(' ')] : []));
const pagesOf = (document: PrintedDocument, medium: MediumName): Page[] =>
  layOut(withMarks(document, MARKS), MEDIA[medium]);
const codesIn = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'code128' ? [row.text] : [])));

test('a return of fourteen lines is half a sheet, its barcode on it', () => {
  const pages = pagesOf(returnDocument(returnOf(14), SETTINGS), 'form-241-half');
  expect(pages).toHaveLength(1);
  expect(codesIn(pages)).toEqual(['DH-20261122-0007']);
});

test('a return of two hundred lines says on each page what it is, and is signed beside its last lines', () => {
  const pages = pagesOf(returnDocument(returnOf(200), SETTINGS), 'form-241-half').map(linesOf);
  expect(pages.length).toBeGreaterThan(8);
  const numbers = pages.map((lines) => lines.flatMap((line) => /^(\d+) 692158880\d+ /.exec(line)?.[1] ?? []));
  expect(numbers.flat()).toEqual(Array.from({ length: 200 }, (_, index) => String(index + 1)));
  // No page but the last is left half empty.
  for (const page of numbers.slice(0, -1)) expect(page.length).toBe(numbers[0]?.length);
  for (const [index, lines] of pages.entries()) {
    expect(lines[0]).toBe('调回单');
    expect(lines).toContain(`本页小计 ${numbers[index]?.length} 项`);
    expect(lines.at(-1)).toBe(`调回单 DH-20261122-0007 第 ${index + 1}/${pages.length} 页`);
  }
  const last = (pages.at(-1) ?? []).join('\n');
  expect(last).toContain('合计 200 项');
  expect(last).toMatch(/签收人 吴敏_+/);
  expect(pages.filter((lines) => lines.some((line) => line.includes('签收人')))).toHaveLength(1);
});

test.each(MEDIUM_NAMES)('on %s nobody is asked to sign for what is void or signed for', (medium) => {
  for (const of of [reversedSlip(), signedSlip()]) {
    expect(pagesOf(slip(of), medium).flatMap(linesOf).join('\n')).not.toContain('__');
  }
  expect(pagesOf(slip(shortSlip()), medium).flatMap(linesOf).join('\n')).toContain('__');
});

test('what was asked for stands in one piece on the narrowest paper', () => {
  const lines = pagesOf(slip(shortSlip()), 'roll-58').flatMap(linesOf);
  expect(lines.filter((line) => line.includes('申领'))).toEqual([
    '6921588800011  A3-07  申领 6',
    '6921588800012  A3-07  申领 120',
  ]);
  // Nothing of it went on below.
  expect(lines.filter((line) => line.trim() === '个')).toEqual([]);
});

test('every page of a void slip says so', () => {
  const of = reversedSlip();
  const [line] = of.lines;
  const lines = line === undefined ? [] : Array.from({ length: 40 }, () => line);
  const pages = pagesOf(slip({ ...of, lines }), 'form-241-third').map(linesOf);
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(page).toContain('已冲销, 作废');
});

test('quantities stand under each other, whether or not a line is short', () => {
  const [page] = pagesOf(slip(shortSlip()), 'form-241-half');
  const ends = (page?.rows ?? []).flatMap((row) =>
    row.kind === 'text' ? row.spans.filter(({ text }) => /^\d 个$/.test(text)).map(({ x_mm }) => x_mm.toFixed(3)) : [],
  );
  expect(ends).toHaveLength(5);
  expect(new Set(ends).size).toBe(1);
});

test('a pick ticket goes along the shelves, the second before the tenth; what lies nowhere comes last', () => {
  const [line] = pickOf(1).lines;
  if (line === undefined) throw new Error('no line');
  const bins = ['A10-01', '', 'A2-01', 'B1-01'];
  const ticket = pickTicket({ ...pickOf(0), lines: bins.map((bin) => ({ ...line, bin })) }, SETTINGS);
  const lines = pagesOf(ticket, 'form-241').flatMap(linesOf);
  const order = lines.flatMap((text) => /^(.*?) ?692158880/.exec(text)?.[1] ?? []);
  expect(order).toEqual(['A2-01', 'A10-01', 'B1-01', '']);
});

test('a pick ticket of many lines begins with its barcode, and no page is printed for it alone', () => {
  for (let lines = 1; lines <= 40; lines += 1) {
    const pages = pagesOf(pickTicket(pickOf(lines), SETTINGS), 'form-241-third');
    expect(codesIn(pages.slice(0, 1))).toEqual(['LY-20261122-0035']);
    expect(codesIn(pages)).toHaveLength(1);
    expect(linesOf(pages.at(-1) ?? { width_mm: 0, rows: [] }).join('\n')).toContain(`合计 ${lines} 项`);
  }
});

test('a bag ticket of parts for a kit says whose it is', () => {
  const kit = labels('bag-ticket', BAG.number, bagTicket({ ...BAG, plate: null, bay: null }, SETTINGS), 1);
  const [page] = layOut(kit, { kind: 'label', width_mm: 56, height_mm: 40, column_mm: 1.5 });
  expect(linesOf(page ?? { width_mm: 0, rows: [] })).toEqual(['周建国', BAG.number]);
});
