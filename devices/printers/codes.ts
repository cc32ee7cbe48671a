import type { Head, Limits } from './head.ts';
import type { Fnc3, Row } from './page.ts';
import { code128Modules, type ModuleGrid, type Modules, qrModules, shorterCode128Modules } from './symbols.ts';

/** A barcode or QR as it fits on a head, in dots. */
export type FittedCode = {
  readonly kind: 'code128' | 'qr';
  readonly text: string;
  readonly fnc3: Fnc3 | null;
  /** Of error correction; a barcode has none. */
  readonly level: 'L' | 'M' | 'Q' | 'H' | null;
  readonly grid: ModuleGrid;
  /** The head cannot draw it like this, so it is sent a picture. */
  readonly isDrawn: boolean;
  readonly left_dots: number;
  /** Edge of a module: both ways for a QR, across for a barcode. */
  readonly module_dots: number;
  readonly width_dots: number;
  readonly height_dots: number;
};

const clamp = (value: number, { least, most }: Limits): number => Math.min(most, Math.max(least, value));

/**
 * The code in whole dots. A code that is too wide gets narrower modules, then its digits in pairs, then moves left; null when it fits in no way or its text cannot be
 * encoded: heads print nothing at all then, so the caller prints the text itself (`insteadOfCode`).
 */
export function fitCode(row: Extract<Row, { kind: 'code128' | 'qr' }>, head: Head): FittedCode | null {
  const isBarcode = row.kind === 'code128';
  const limits = isBarcode ? head.modules.barcode : head.modules.qr;
  const fnc3 = isBarcode ? (row.fnc3 ?? null) : null;
  const widestFor = (modules: Modules): number => Math.floor(head.printable_dots / modules.length);
  let grid = isBarcode ? gridOf(code128Modules(row.text, fnc3)) : qrModules(row.text, row.level);
  let isDrawn = false;
  if (isBarcode && fnc3 === null && head.hasRaster && widestFor(grid?.[0] ?? []) < limits.least) {
    grid = gridOf(shorterCode128Modules(row.text));
    isDrawn = true;
  }
  const columns = grid?.[0]?.length;
  if (grid === null || columns === undefined) return null;
  const widest = Math.floor(head.printable_dots / columns);
  if (widest < limits.least) return null;
  const module_dots = Math.min(widest, clamp(Math.round(row.module_mm * head.dotsPerMm), limits));
  const width_dots = columns * module_dots;
  return {
    kind: row.kind,
    text: row.text,
    fnc3,
    level: isBarcode ? null : row.level,
    grid,
    isDrawn,
    module_dots,
    width_dots,
    left_dots: Math.min(Math.round(row.x_mm * head.dotsPerMm), head.printable_dots - width_dots),
    height_dots: isBarcode
      ? clamp(Math.round(row.height_mm * head.dotsPerMm), head.modules.barcodeHeight)
      : grid.length * module_dots,
  };
}

const gridOf = (bars: Modules | null): ModuleGrid | null => (bars === null ? null : [bars]);

/** What is printed where a code cannot be: its text, so that a person can still type it in. */
export const insteadOfCode = (row: Extract<Row, { kind: 'code128' | 'qr' }>): Extract<Row, { kind: 'text' }> => ({
  kind: 'text',
  height_mm: 4,
  spans: [{ x_mm: 0, text: row.text, scaleX: 1, scaleY: 1, bold: false }],
});
