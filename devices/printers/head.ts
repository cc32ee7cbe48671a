import type { PrinterProfile } from '../profile.ts';
import type { ChineseEncoding } from './glyphs.ts';

/** The geometry of a head: what layout, preview and encoder must agree on. */
export type Head = {
  readonly dotsPerMm: number;
  readonly printable_dots: number;
  readonly encoding: ChineseEncoding;
};

/** Font A of every ESC/POS head, in dots; a hanzi is as high and twice as wide. */
export const HALF_GLYPH_DOTS = { width: 12, height: 24 } as const;

/** A printed rule: how thick it is, and how long a dash and its gap are. Eight dots are one byte of raster. */
export const RULE_DOTS = { thickness: 2, dash: 8 } as const;

/** Heads sold as "203 dpi" have 8 dots per millimetre (203.2 dpi); the other two are exact. */
const DOTS_PER_MM: Readonly<Record<PrinterProfile['media']['dpi'], number>> = {
  180: 180 / 25.4,
  203: 8,
  300: 300 / 25.4,
};

export const headOf = ({ media, chinese }: PrinterProfile): Head => ({
  dotsPerMm: DOTS_PER_MM[media.dpi],
  printable_dots: Math.round(media.printable_mm * DOTS_PER_MM[media.dpi]),
  encoding: chinese.encoding,
});

/** An ordinary 203 dpi head for a page of this width: for a preview before any printer is known. */
export const ordinaryHead = (width_mm: number): Head => ({
  dotsPerMm: 8,
  printable_dots: Math.round(width_mm * 8),
  encoding: 'gb18030-2byte',
});
