import { expect } from 'vitest';
import type { Head } from '../../devices/printers/head.ts';
import type { Page, Sheet, SheetBar } from '../../devices/printers/page.ts';
import { placePage } from '../../devices/printers/placement.ts';
import type { ModuleGrid } from '../../devices/printers/symbols.ts';

type Ink = { readonly width: number; readonly black: Uint8Array };

/** Same glyphs, bars and codes in the same order, each position within one dot of the other. For sheets on which nothing is drawn. */
export function expectSameSheet(got: Sheet, wanted: Sheet, head: Head): void {
  expect(textOf(got)).toBe(textOf(wanted));
  expect(codesOf(got)).toEqual(codesOf(wanted));
  expect(got.bars.length).toBe(wanted.bars.length);
  expectNear(numbersOf(got, got.bars), numbersOf(wanted, wanted.bars), head);
}

/**
 * The same for a sheet with drawn glyphs and pictures: glyphs and codes within one dot of each other, and no dot of ink without ink of the other sheet
 * within one dot. What a drawn glyph must look like comes from the page.
 */
export function expectSameInk(got: Sheet, wanted: Sheet, page: Page, head: Head): void {
  const own = { ...wanted, glyphs: wanted.glyphs.filter(({ drawn }) => drawn !== true) };
  const inOrder = { ...got, glyphs: orderOf(own, got) };
  expect(textOf(inOrder)).toBe(textOf(own));
  expect(codesOf(got)).toEqual(codesOf(wanted));
  expectNear(numbersOf(inOrder, []), numbersOf(own, []), head);
  const ink = blankFor(wanted, head);
  for (const bar of wanted.bars) blacken(ink, bar, head);
  for (const item of placePage(page, head).items) {
    if (item.kind === 'picture') stamp(ink, item.picture.dots, item.picture.left_dots, item.top_dots);
    if (item.kind !== 'piece' || item.piece.picture === null) continue;
    stamp(ink, item.piece.picture, item.piece.x_dots, item.top_dots);
  }
  const gotInk = blankFor(wanted, head);
  for (const bar of got.bars) blacken(gotInk, bar, head);
  expect(strayDots(gotInk, ink)).toEqual([]);
  expect(strayDots(ink, gotInk)).toEqual([]);
}

const textOf = ({ glyphs }: Sheet): string => glyphs.map(({ char, bold }) => `${char}${bold ? '*' : ''}`).join('');
/** What a head is sent as dots it says nothing of. */
const saidCodes = ({ codes }: Sheet): Sheet['codes'] => codes.filter(({ drawn }) => drawn !== true);
const codesOf = (sheet: Sheet): unknown => saidCodes(sheet).map(({ y_mm: _, ...code }) => code);

const PLACE = ['x_mm', 'y_mm', 'width_mm', 'height_mm'] as const;

/** A page head gets its texts in another order than they stand in: nearest glyph of the same kind for each that is wanted. */
function orderOf(wanted: Sheet, got: Sheet): Sheet['glyphs'] {
  const left = [...got.glyphs];
  const found = wanted.glyphs.flatMap((glyph) => {
    const distances = left.map((other) =>
      other.char === glyph.char && other.bold === glyph.bold
        ? PLACE.reduce((sum, key) => sum + Math.abs(other[key] - glyph[key]), 0)
        : Number.POSITIVE_INFINITY,
    );
    const nearest = distances.indexOf(Math.min(...distances));
    return left.splice(nearest, distances[nearest] === Number.POSITIVE_INFINITY ? 0 : 1);
  });
  return [...found, ...left];
}

const numbersOf = (sheet: Sheet, bars: readonly SheetBar[]): number[] => [
  sheet.height_mm,
  ...[...sheet.glyphs, ...bars].flatMap(({ x_mm, y_mm, width_mm, height_mm }) => [x_mm, y_mm, width_mm, height_mm]),
  ...saidCodes(sheet).map(({ y_mm }) => y_mm),
];

function expectNear(got: readonly number[], wanted: readonly number[], head: Head): void {
  const dot_mm = 1 / head.dotsPerMm + 1e-9;
  const off = got.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN)));
  expect(off.filter((distance) => !(distance <= dot_mm))).toEqual([]);
}

/** Room for a sheet with a margin of two dots all around, so that a neighbour is always there to be looked at. */
const MARGIN = 2;
function blankFor({ height_mm }: Sheet, { dotsPerMm, printable_dots }: Head): Ink {
  const width = printable_dots + 2 * MARGIN;
  return { width, black: new Uint8Array(width * (Math.round(height_mm * dotsPerMm) + 2 * MARGIN + 2)) };
}

function blacken({ width, black }: Ink, { x_mm, y_mm, width_mm, height_mm }: SheetBar, { dotsPerMm }: Head): void {
  const dots = (mm: number): number => Math.round(mm * dotsPerMm) + MARGIN;
  for (let y = dots(y_mm); y < dots(y_mm + height_mm); y++) {
    black.fill(1, y * width + dots(x_mm), y * width + dots(x_mm + width_mm));
  }
}

function stamp({ width, black }: Ink, grid: ModuleGrid, x_dots: number, top_dots: number): void {
  for (const [y, row] of grid.entries()) {
    for (const [x, dot] of row.entries()) if (dot) black[(y + top_dots + MARGIN) * width + x + x_dots + MARGIN] = 1;
  }
}

/** Black dots of one sheet that have none of the other within one dot; the first ten. */
function strayDots(ink: Ink, other: Ink): string[] {
  const stray: string[] = [];
  for (let at = ink.black.indexOf(1); at >= 0 && stray.length < 10; at = ink.black.indexOf(1, at + 1)) {
    const near = [-1, 0, 1].some((down) => {
      const middle = at + down * ink.width;
      return other.black[middle - 1] === 1 || other.black[middle] === 1 || other.black[middle + 1] === 1;
    });
    if (!near) stray.push(`${at % ink.width},${Math.floor(at / ink.width)}`);
  }
  return stray;
}
