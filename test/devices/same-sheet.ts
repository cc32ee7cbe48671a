import { expect } from 'vitest';
import type { Head } from '../../devices/printers/head.ts';
import type { Sheet } from '../../devices/printers/page.ts';

/** Same glyphs, bars and codes in the same order, each position within one dot of the other. */
export function expectSameSheet(got: Sheet, wanted: Sheet, head: Head): void {
  const dot_mm = 1 / head.dotsPerMm + 1e-9;
  expect(got.glyphs.map(({ char, bold }) => `${char}${bold ? '*' : ''}`).join('')).toBe(
    wanted.glyphs.map(({ char, bold }) => `${char}${bold ? '*' : ''}`).join(''),
  );
  expect(got.codes.map(({ y_mm: _, ...code }) => code)).toEqual(wanted.codes.map(({ y_mm: _, ...code }) => code));
  expect(got.bars.length).toBe(wanted.bars.length);
  const numbers = (sheet: Sheet): number[] => [
    sheet.height_mm,
    ...[...sheet.glyphs, ...sheet.bars].flatMap(({ x_mm, y_mm, width_mm, height_mm }) => [
      x_mm,
      y_mm,
      width_mm,
      height_mm,
    ]),
    ...sheet.codes.map(({ y_mm }) => y_mm),
  ];
  const wantedNumbers = numbers(wanted);
  const off = numbers(got).map((value, index) => Math.abs(value - (wantedNumbers[index] ?? Number.NaN)));
  expect(off.filter((distance) => !(distance <= dot_mm))).toEqual([]);
}
