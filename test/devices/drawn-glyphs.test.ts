import { describe, expect, test } from 'vitest';
import { loadPrinter } from '../../devices/load-profile.ts';
import { encodePage } from '../../devices/printers/escpos/encode.ts';
import { fontAt, systemFont } from '../../devices/printers/glyph-font.ts';
import { headOf } from '../../devices/printers/head.ts';
import { fillOutline } from '../../devices/printers/outline.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { line, read } from './emulated-head.ts';

const xprinter = loadPrinter('esc-pos', 'xprinter-80');
const picture = (grid: readonly (readonly boolean[])[] | null | undefined): string[] =>
  (grid ?? []).map((row) => row.map((black) => (black ? '#' : '.')).join(''));

describe('a font', () => {
  const font = systemFont();

  test('is on this machine (fonts-noto-cjk)', () => {
    expect(font?.path).toMatch(/NotoSansCJK/);
  });

  test('draws a hanzi that looks like one', () => {
    // 一 is one stroke from side to side, a little above the middle or on it, and nothing else.
    const rows = picture(font?.draw('一', 24, 24)).map((row, y) => ({ y, ink: row.replaceAll('.', '').length }));
    const inked = rows.filter(({ ink }) => ink > 0);
    expect(inked.length).toBeGreaterThanOrEqual(1);
    expect(inked.length).toBeLessThanOrEqual(4);
    for (const { y, ink } of inked) {
      expect(ink).toBeGreaterThan(18);
      expect(y).toBeGreaterThan(7);
      expect(y).toBeLessThan(16);
    }
    // 口 has a hole, which an outline filled without its winding would not have.
    const mouth = picture(font?.draw('口', 24, 24));
    expect(mouth[12]?.[12]).toBe('.');
    expect(mouth[12]).toMatch(/^\.+#+\.+#+\.+$/);
  });

  test.each([...'犇赟昇𠮷㎡'])('has %s, and lacks what nobody has', (char) => {
    expect(picture(font?.draw(char, 24, 24)).join('')).toContain('#');
    expect(font?.draw('\ue000', 24, 24)).toBeNull();
    expect(font?.draw('\u{10ffff}', 24, 24)).toBeNull();
  });

  test('that is no font draws nothing', () => {
    expect(fontAt(import.meta.filename).draw('犇', 24, 24)).toBeNull();
    expect(fontAt('/nowhere.ttc').draw('犇', 24, 24)).toBeNull();
  });
});

test('an outline is filled where it winds, to its exact dots', () => {
  const square = (from: number, to: number) => [
    { x: from, y: from },
    { x: to, y: from },
    { x: to, y: to },
    { x: from, y: to },
  ];
  expect(picture(fillOutline([square(1, 5), square(2, 4).reverse()], 6, 6))).toEqual([
    '......',
    '.####.',
    '.#..#.',
    '.#..#.',
    '.####.',
    '......',
  ]);
  // The same way around, it is no hole; and what lies outside the box is cut off.
  expect(picture(fillOutline([square(1, 9), square(2, 4)], 3, 3))).toEqual(['...', '.##', '.##']);
});

describe('on an ESC/POS head', () => {
  test('a glyph that the head lacks stands in its place as dots, and what follows stands where it should', () => {
    const { sheet, defects } = read(encodePage(line('吉𠮷A'), xprinter), xprinter);
    expect(defects).toEqual([]);
    expect(sheet.glyphs.map(({ char, x_mm }) => [char, x_mm])).toEqual([
      ['吉', 0],
      ['A', 6],
    ]);
    expect(sheet.bars.every(({ x_mm, width_mm }) => x_mm >= 3 && x_mm + width_mm <= 6)).toBe(true);
    expect(sheet.bars.length).toBeGreaterThan(4);
    const preview = pageToSheet(line('吉𠮷A'), headOf(xprinter));
    expect(preview.glyphs.map(({ char, drawn }) => [char, drawn])).toEqual([
      ['吉', undefined],
      ['𠮷', true],
      ['A', undefined],
    ]);
  });

  test('a glyph that the font lacks too is 〓', () => {
    expect(read(encodePage(line('\ue000'), xprinter), xprinter).sheet.glyphs.map(({ char }) => char)).toEqual(['〓']);
  });
});
