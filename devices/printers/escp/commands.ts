/**
 * ESC/P commands of 24-pin heads as pure bytes. Sources: Epson ESC/P and ESC/P2 command explanations (Stylus 820 guide, appendix C; LQ-300 A-11; LQ-850
 * 9-14) and, for FS, the LQ-1600K commands of InfoPrint, Printronix (p. 47, 74-76) and Compuprint 4247-L03 (p. 107-110).
 * Every length is in dots of 1/180 inch, but where it says otherwise.
 */

import type { ModuleGrid } from '../symbols.ts';

const ESC = 0x1b;
const FS = 0x1c;

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const word = (value: number): [number, number] => [value & 0xff, (value >> 8) & 0xff];

/** `ESC @`: modes as after power-up, and the paper is at the top of a form. */
export const initialize = (): Uint8Array => bytes(ESC, 0x40);

/**
 * `ESC 2`, `ESC C n`: n lines of 1/6 inch (30 dots) from here to the fold. `ESC C NUL` could only say whole inches, and half and third of a fold are none.
 * `ESC O` after it: a skip over the perforation that the panel may have set would break a form in two.
 */
export const formLength = (lines: number): Uint8Array => bytes(ESC, 0x32, ESC, 0x43, lines, ESC, 0x4f);

/** American signs (`ESC R`), fixed width (`ESC p`), not condensed (DC2), 10 or 12 to the inch (`ESC P`, `ESC M`): the panel may have set others. */
export const plainText = (cpi: 10 | 12): Uint8Array =>
  bytes(ESC, 0x52, 0, ESC, 0x70, 0, 0x12, ESC, cpi === 10 ? 0x50 : 0x4d);

/** `FS &`, `FS .` */
export const hanziMode = (on: boolean): Uint8Array => bytes(FS, on ? 0x26 : 0x2e);

/**
 * `FS S`, `FS T`: dots on the right of a full-width and of a half-width glyph, which are 24 and 12 dots wide. They stand at 3 and 2 otherwise, and
 * then two half-width glyphs are wider than one full-width one.
 */
export const hanziSpacing = (full: number, half: number): Uint8Array => bytes(FS, 0x53, 0, full, FS, 0x54, 0, half);

/** `FS W`: twice as wide and high, in this line only. The line's foot goes down by 24 dots, and the feed after it is 24 dots longer. */
export const doubledHanzi = (on: boolean): Uint8Array => bytes(FS, 0x57, on ? 1 : 0);

/** `ESC W`, `ESC w`: twice as wide and as high, upwards from the line. */
export const doubledText = (on: boolean): Uint8Array => bytes(ESC, 0x57, on ? 1 : 0, ESC, 0x77, on ? 1 : 0);

/** `ESC E`, `ESC F` */
export const bold = (on: boolean): Uint8Array => bytes(ESC, on ? 0x45 : 0x46);

/** `ESC $` from the left margin, in 1/60 inch: nothing here changes that unit (`ESC ( U` would). */
export const absolutePosition = (sixtieths: number): Uint8Array => bytes(ESC, 0x24, ...word(sixtieths));

/** `ESC U`: the head prints from left to right only, so that the bands of a picture stand exactly below each other. */
export const oneWay = (on: boolean): Uint8Array => bytes(ESC, 0x55, on ? 1 : 0);

/** `ESC * 39`: up to 24 rows at 180 dots per inch both ways, three bytes a column, top first. */
export function band(rows: ModuleGrid): Uint8Array {
  const width = rows[0]?.length ?? 0;
  const columns = new Uint8Array(width * 3);
  for (const [y, row] of rows.entries()) {
    for (const [x, black] of row.entries()) {
      const at = x * 3 + (y >> 3);
      if (black) columns[at] = (columns[at] ?? 0) | (0x80 >> (y & 7));
    }
  }
  return bytes(ESC, 0x2a, 39, ...word(width), ...columns);
}

/** `ESC 3 n` and LF: prints the line and moves on by so many dots, as often as it takes. */
export function lineFeed(dots: number): Uint8Array {
  const steps = [Math.min(255, dots)];
  for (let rest = dots - 255; rest > 0; rest -= 255) steps.push(Math.min(255, rest));
  return bytes(...steps.flatMap((step) => [ESC, 0x33, step, 0x0a]));
}

/** FF: prints the line and moves to the next fold. */
export const formFeed = (): Uint8Array => bytes(0x0c);
