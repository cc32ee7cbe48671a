import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPrinter } from '../../devices/load-profile.ts';
import * as command from '../../devices/printers/escpos/commands.ts';
import { encodeJob, encodePage } from '../../devices/printers/escpos/encode.ts';
import { type Head, headOf } from '../../devices/printers/head.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { EscposProfile } from '../../devices/profile-printer.ts';
import { anyPage, anyText } from './any-page.ts';
import { line, read } from './emulated-head.ts';
import { expectSameInk, expectSameSheet } from './same-sheet.ts';

const xprinter = loadPrinter('esc-pos', 'xprinter-80');
const epson = loadPrinter('esc-pos', 'epson-tm-t88');
const profiles: EscposProfile[] = [
  xprinter,
  epson,
  loadPrinter('esc-pos', 'xprinter-58'),
  { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gb18030' } },
  { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gbk' } },
  { ...xprinter, chinese: { select: 'none', encoding: 'utf8' } },
  { ...xprinter, motion: { horizontal: 203, vertical: 406, command: 'fixed' } },
  { ...xprinter, commands: { ...xprinter.commands, raster: 'none' } },
];

/** The same head on a machine without a Chinese font. */
const bare = (profile: EscposProfile): Head => headOf(profile, { font: null });

const charsOf = (sheet: Sheet): string => sheet.glyphs.map(({ char }) => char).join('');

describe('a page, encoded and read by an emulated head', () => {
  test('is on paper what the preview shows, within one dot, and nothing was misunderstood', () => {
    fc.assert(
      fc.property(
        anyPage({ width_mm: 72, height_mm: 60 }),
        fc.constantFrom(...profiles),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        (page, profile, kanji, piece) => {
          const { sheet, defects } = read(encodePage(page, profile), profile, kanji, piece);
          expect(defects).toEqual([]);
          const wanted = pageToSheet(page, headOf(profile));
          expectSameInk(sheet, wanted, page, headOf(profile));
          const isPlain = wanted.pictures === undefined && wanted.glyphs.every(({ drawn }) => drawn !== true);
          if (isPlain) expectSameSheet(sheet, wanted, headOf(profile));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('codes that the head cannot draw come as pictures: the same bars, no command of its own', () => {
    const drawn: EscposProfile = { ...xprinter, commands: { ...xprinter.commands, qr: 'raster', code128: 'raster' } };
    const page: Page = {
      width_mm: 72,
      rows: [
        { kind: 'code128', x_mm: 3, height_mm: 40, module_mm: 0.25, text: 'LY-0001' },
        { kind: 'qr', x_mm: 10, module_mm: 0.5, level: 'M', text: 'https://hub.local/领料单/1' },
      ],
    };
    const { sheet, defects } = read(encodePage(page, drawn), drawn);
    expect(defects).toEqual([]);
    const wanted = pageToSheet(page, headOf(drawn));
    // The barcode is 320 dots high, but GS h, which the preview obeys, ends at 255.
    expectSameSheet({ ...sheet, codes: wanted.codes }, wanted, headOf(drawn));
  });
});

describe('a picture', () => {
  const light = Uint8Array.from({ length: 300 * 40 }, (_, at) => (at % 40 < 20 ? 0 : 255));
  const page: Page = {
    width_mm: 72,
    rows: [
      {
        kind: 'picture',
        x_mm: 2,
        width_mm: 5,
        height_mm: 37.5,
        picture: { width: 40, height: 300, light },
        words: '左前轮',
      },
      { kind: 'rule', height_mm: 3, dashed: true },
    ],
  };

  test('stands where it was put, in slices that a small head can hold', () => {
    const { bytes, longestCommand } = encodeJob({ pages: [page], cut: false, processId: 0 }, xprinter);
    const { sheet, defects } = read(bytes, xprinter);
    expect(defects).toEqual([]);
    const [first, second] = sheet.bars;
    expect(first).toMatchObject({ x_mm: 2, y_mm: 0, width_mm: 2.5, height_mm: 255 / 8 });
    expect(second).toMatchObject({ x_mm: 2, y_mm: 255 / 8, width_mm: 2.5, height_mm: 45 / 8 });
    expect(longestCommand).toBeLessThanOrEqual(8 + 255 * 72);
  });

  test('is told in words by a head without raster, and a rule by hyphens', () => {
    const plain: EscposProfile = { ...xprinter, commands: { ...xprinter.commands, raster: 'none' } };
    const { sheet, defects } = read(encodePage(page, plain), plain);
    expect(defects).toEqual([]);
    expect(sheet.bars).toEqual([]);
    expect(sheetLines(sheet)).toEqual(['左前轮', '-'.repeat(48)]);
    expect(read(encodePage(page, xprinter), plain).defects).toContain('raster, which this head has not');
  });
});

describe('text', () => {
  test('any string comes back as it was mapped, and no byte of it is a command', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...profiles), (text, profile) => {
        const { sheet, defects, cuts, drawers } = read(encodePage(line(text), profile, bare(profile)), profile);
        expect(defects).toEqual([]);
        expect(cuts.length + drawers).toBe(0);
        expect(charsOf(sheet)).toBe(charsOf(pageToSheet(line(text), bare(profile))));
      }),
      { numRuns: 300 },
    );
  });

  test('a name full of commands is only a name', () => {
    const { sheet, cuts, drawers } = read(encodePage(line('\x1bp\x00\x19\xfa\x1dVB\x00\x1b@王'), xprinter), xprinter);
    expect([cuts.length, drawers]).toEqual([0, 0]);
    expect(charsOf(sheet)).toBe(' p  ú VB  @王');
  });

  test('¥ is the full-width yen sign, the dot of a plate A1A4, rare hanzi print, without a font four-byte ones are visibly missing', () => {
    const encoded = encodePage(line('¥5 京A·D12345 犇赟昇 𠮷'), xprinter, bare(xprinter));
    expect(charsOf(read(encoded, xprinter).sheet)).toBe('￥5 京A·D12345 犇赟昇 〓');
    const four = { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gb18030' } } satisfies EscposProfile;
    expect(charsOf(read(encodePage(line('𠮷'), four), four).sheet)).toBe('𠮷');
  });

  test('invisible characters leave nothing, private and lone ones a 〓', () => {
    const mapped = (text: string, encoding: EscposProfile['chinese']['encoding']): string => {
      const profile: EscposProfile = { ...xprinter, chinese: { select: 'kanji-mode', encoding } };
      return charsOf(read(encodePage(line(text), profile, bare(profile)), profile).sheet);
    };
    expect(mapped('a\u200bb\ufeffc\ufe0f', 'gb18030-2byte')).toBe('abc');
    expect(mapped('\ue000\ud800', 'gb18030')).toBe('〓〓');
    // Code page 936 would send a bare 80 for the euro sign, which is no pair.
    expect(mapped('€', 'gbk')).toBe('〓');
    expect(mapped('€', 'gb18030-2byte')).toBe('€');
    // Rows of later standards and rare hanzi are not in GB 2312: 犇 and 昇 are GBK, ⅰ stands in one of its rows since 1993.
    expect(mapped('犇昇ⅰ工！─', 'gb2312')).toBe('〓〓〓工！─');
  });

  test('columns stand where they were put, whatever stands before them', () => {
    const spans = [
      { x_mm: 0, text: '机油滤清器', scaleX: 1, scaleY: 1, bold: false },
      { x_mm: 40, text: 'x2', scaleX: 1, scaleY: 1, bold: false },
    ];
    const { sheet } = read(
      encodePage({ width_mm: 72, rows: [{ kind: 'text', height_mm: 4, spans }] }, xprinter),
      xprinter,
    );
    expect(sheet.glyphs.find(({ char }) => char === 'x')?.x_mm).toBe(40);
    expect(sheetLines(sheet)).toEqual(['机油滤清器 x2']);
  });

  test('the emulator would notice hanzi without Kanji mode, a code within it, and a wrapped line', () => {
    const off = Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0xb9, 0xa4);
    expect(read(off, xprinter).defects).toEqual(['byte b9 outside Kanji mode', 'byte a4 outside Kanji mode']);
    expect(read(Uint8Array.from([0x1c, 0x26, ...command.code128('A', 40, 2)]), xprinter).defects).toEqual([
      'barcode in Kanji mode',
    ]);
    expect(read(new Uint8Array(49).fill(0x41), xprinter).defects).toEqual(['text wrapped']);
    expect(read(Uint8Array.of(0x1b, 0x21, 0x30), xprinter).defects[0]).toBe('unknown command 1b21');
  });
});

describe('a job', () => {
  test('opens the drawer with both times, cuts, and then asks for its process id', () => {
    const { bytes } = encodeJob({ pages: [line('收据')], cut: true, processId: 42, openDrawer: true }, epson);
    const { cuts, replies, drawers, defects, sheet } = read(bytes, epson);
    expect([cuts.length, drawers, replies, defects]).toEqual([1, 1, ['37223030343200'], []]);
    expect(sheet.glyphs).toEqual([]);
    expect(Buffer.from(bytes).toString('hex')).toContain('1b700019fa');
  });

  test('without a cutter it is fed out to be torn off', () => {
    const profile = loadPrinter('esc-pos', 'xprinter-58');
    const { bytes } = encodeJob({ pages: [line('收据')], cut: true, processId: 1 }, profile);
    const { cuts, defects, sheet } = read(bytes, profile);
    expect([cuts.length, defects]).toEqual([0, []]);
    expect(sheet.height_mm).toBe(4 + 15);
  });
});
