/**
 * ESC/POS commands as pure bytes. Sources: Epson "TM-T88/T88P Information Manual" and the ESC/POS command reference of
 * download4.epson.biz; the Chinese commands and the process id from the same reference (FS &, FS ., GS ( H function 48).
 * npm `escpos` is used for `ESC @`, `ESC 3` and LF (see `job-writer.ts`); it gets these here wrong (CODE128, QR, drawer, size, emphasis)
 * or does not know them (Kanji mode, absolute position, status, process id).
 */

import type { Fnc3 } from '../page.ts';

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;

const word = (value: number): [number, number] => [value & 0xff, (value >> 8) & 0xff];
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

export const kanjiMode = (on: boolean): Uint8Array => bytes(FS, on ? 0x26 : 0x2e);

/** `GS P x y`: motion units of 1/x and 1/y inch. */
export const motionUnits = (horizontal: number, vertical: number): Uint8Array => bytes(GS, 0x50, horizontal, vertical);

/** `ESC $`: from the left margin, in horizontal motion units. */
export const absolutePosition = (units: number): Uint8Array => bytes(ESC, 0x24, ...word(units));

/** `GS L`: barcodes and QR symbols obey the left margin; `ESC $` does not move them (TM-T80 manual, GS k). Only at the head of a line. */
export const leftMargin = (units: number): Uint8Array => bytes(GS, 0x4c, ...word(units));

/** `ESC J n`: prints and feeds n vertical motion units, 0 to 255. */
export const feedUnits = (n: number): Uint8Array => bytes(ESC, 0x4a, n);

export const bold = (on: boolean): Uint8Array => bytes(ESC, 0x45, on ? 1 : 0);

/** `GS ! n`, 1 to 8 each way; unlike `ESC !` it also enlarges hanzi (TM-T88III manual p. 156). */
export const glyphScale = (x: number, y: number): Uint8Array => bytes(GS, 0x21, ((x - 1) << 4) | (y - 1));

/** What the braces of `GS k 73` stand for: `{3` is FNC3, `{S` makes the next character one of code set A. */
const inSetB = (char: string): string => (char === '{' ? '{{' : char < ' ' ? `{S${char}` : char);

/**
 * CODE128, function B with its length byte, code set B (`{B`). No digits below the bars: the page has text for that. Height 1 to 255 dots,
 * module 2 to 6 dots; the text must be ASCII 00 to 7E and short enough for one length byte.
 */
export function code128(text: string, height_dots: number, module_dots: number, fnc3: Fnc3 | null = null): Uint8Array {
  const characters = [...text].map(inSetB).join('');
  const marked = fnc3 === 'first' ? `{3${characters}` : fnc3 === 'last' ? `${characters}{3` : characters;
  const data = Buffer.from(`{B${marked}`, 'latin1');
  if (data.length > 255) throw new RangeError('CODE128: more than 255 bytes');
  return bytes(
    ...[GS, 0x68, height_dots],
    ...[GS, 0x77, module_dots],
    ...[GS, 0x48, 0],
    ...[GS, 0x6b, 73, data.length, ...data],
  );
}

const QR_LEVEL = { L: 48, M: 49, Q: 50, H: 51 } as const;

/** QR model 2 through `GS ( k`: model, module size, level, store, print. The data are the UTF-8 bytes of the text. */
export function qr(text: string, level: keyof typeof QR_LEVEL, module_dots: number): Uint8Array {
  const data = Buffer.from(text, 'utf8');
  const call = (...parameters: number[]): number[] => [GS, 0x28, 0x6b, ...word(parameters.length), ...parameters];
  return bytes(
    ...call(0x31, 65, 50, 0),
    ...call(0x31, 67, module_dots),
    ...call(0x31, 69, QR_LEVEL[level]),
    ...call(0x31, 80, 48, ...data),
    ...call(0x31, 81, 48),
  );
}

/** Small heads hold no more of a picture at once. */
export const MOST_RASTER_ROWS = 255;

/** `GS v 0` normal density. Rows are lists of black dots, at most 255 of them. */
export function raster(rows: readonly (readonly boolean[])[]): Uint8Array {
  const width_bytes = Math.ceil((rows[0]?.length ?? 0) / 8);
  const data = new Uint8Array(width_bytes * rows.length);
  for (const [y, row] of rows.entries()) {
    for (const [x, black] of row.entries()) {
      const at = y * width_bytes + (x >> 3);
      if (black) data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bytes(GS, 0x76, 0x30, 0, ...word(width_bytes), ...word(rows.length), ...data);
}

/** `ESC * 33`: 24 rows at the full density of the head, in columns of three bytes, top first. It stands in the line like a glyph. */
export function linePicture(rows: readonly (readonly boolean[])[]): Uint8Array {
  const width = rows[0]?.length ?? 0;
  const columns = new Uint8Array(width * 3);
  for (const [y, row] of rows.entries()) {
    for (const [x, black] of row.entries()) {
      const at = x * 3 + (y >> 3);
      if (black) columns[at] = (columns[at] ?? 0) | (0x80 >> (y & 7));
    }
  }
  return bytes(ESC, 0x2a, 33, ...word(width), ...columns);
}

/** `GS V 65/66 0`: feeds to the cutter, then cuts (65 full, 66 partial). */
export const cutPaper = (kind: 'full' | 'partial'): Uint8Array => bytes(GS, 0x56, kind === 'full' ? 65 : 66, 0);

/** `ESC p m t1 t2`: drawer pulse on pin 2, 50 ms on and 500 ms off. */
export const drawerPulse = (): Uint8Array => bytes(ESC, 0x70, 0, 25, 250);

/** `GS ( H` function 48: the head answers `37 22 d1 d2 d3 d4 00` when everything before is on paper. 0 to 9999. */
export const processId = (id: number): Uint8Array =>
  bytes(GS, 0x28, 0x48, 6, 0, 48, 48, ...Buffer.from(processIdDigits(id), 'latin1'));

export const processIdDigits = (id: number): string => String(Math.trunc(Math.abs(id)) % 10_000).padStart(4, '0');

/** `DLE EOT n`, answered at once: 1 printer, 2 why offline, 3 error, 4 paper. */
export const statusQuery = (n: 1 | 2 | 3 | 4): Uint8Array => bytes(DLE, 0x04, n);

/** `DLE DC4` function 8: clears receive and print buffer at once, even in the middle of another command. */
export const clearBuffers = (): Uint8Array => bytes(DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);
