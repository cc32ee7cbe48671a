/**
 * A page as a layout engine made it: every span has its place, nothing is left for the printer to decide.
 * Lengths are millimetres from the left edge of the printable area; at 203 dpi one millimetre is 8 dots, so a half-width
 * glyph of font A is 1.5 mm wide and a hanzi 3 mm.
 */

import type { GrayPicture } from './png.ts';
import type { ModuleGrid } from './symbols.ts';

export type Span = {
  readonly x_mm: number;
  readonly text: string;
  /** Multiples of the normal glyph, 1 to 4. */
  readonly scaleX: number;
  readonly scaleY: number;
  readonly bold: boolean;
};

/**
 * Where a CODE128 symbol has its FNC3, the mark of a set-up code (ISO/IEC 15417: reader initialization). The standard allows it anywhere; makers
 * put it at one end and not all of their readers look at the other.
 */
export type Fnc3 = 'first' | 'last';

export type Row =
  | { readonly kind: 'text'; readonly height_mm: number; readonly spans: readonly Span[] }
  | { readonly kind: 'space'; readonly height_mm: number }
  | { readonly kind: 'rule'; readonly height_mm: number; readonly dashed: boolean }
  | {
      readonly kind: 'code128';
      readonly x_mm: number;
      readonly height_mm: number;
      readonly module_mm: number;
      readonly text: string;
      readonly fnc3?: Fnc3;
    }
  | {
      readonly kind: 'picture';
      readonly x_mm: number;
      readonly width_mm: number;
      readonly height_mm: number;
      readonly picture: GrayPicture;
      /** What a head without raster prints instead. */
      readonly words: string;
    }
  | {
      readonly kind: 'qr';
      readonly x_mm: number;
      readonly module_mm: number;
      readonly level: 'L' | 'M' | 'Q' | 'H';
      readonly text: string;
    };

export type Page = {
  /** Width of the printable area: 72 for 80 mm paper, 48 for 58 mm paper. */
  readonly width_mm: number;
  /** Of a form from fold to fold, or of a label; left out: a roll, as long as what is on it. */
  readonly height_mm?: number;
  readonly rows: readonly Row[];
};

/**
 * What a printer is loaded with, for the layout: the printable width, and the width of a half-width glyph of normal size. A hanzi is two of those: 1.5 mm
 * on 203 dpi heads, 1.69 mm on 180 dpi heads.
 */
export type Media =
  | { readonly kind: 'roll'; readonly width_mm: number; readonly column_mm: number }
  /** Fan-fold forms and labels have a height, from fold to fold or from gap to gap. */
  | {
      readonly kind: 'form' | 'label';
      readonly width_mm: number;
      readonly height_mm: number;
      readonly column_mm: number;
    };

/**
 * Paper as a picture: what the layout means to put there (preview) or what an emulated head really put there.
 * Both sides draw the same thing, so that a test and an eye can compare them.
 */
export type Sheet = {
  readonly width_mm: number;
  readonly height_mm: number;
  readonly glyphs: readonly SheetGlyph[];
  readonly bars: readonly SheetBar[];
  /** Left out where there is none. On the paper of an emulated head they are bars: nobody can tell there what they were. */
  readonly pictures?: readonly SheetPicture[];
  readonly codes: readonly SheetCode[];
  /** Distances from the top at which the paper was cut. */
  readonly cuts_mm: readonly number[];
};
export type SheetGlyph = {
  readonly x_mm: number;
  readonly y_mm: number;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly char: string;
  readonly bold: boolean;
  /** The head has no such glyph: it is sent as dots, and stands on the paper as bars. */
  readonly drawn?: boolean;
};
/** A black rectangle: rules, barcode bars, QR modules. */
export type SheetBar = {
  readonly x_mm: number;
  readonly y_mm: number;
  readonly width_mm: number;
  readonly height_mm: number;
};
/** A photo, a signature or a logo in the dots of the head. */
export type SheetPicture = {
  readonly x_mm: number;
  readonly y_mm: number;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly dots: ModuleGrid;
};
/** What a barcode or QR on the sheet says, so that a test need not decode the picture. */
export type SheetCode = {
  readonly kind: 'code128' | 'qr';
  readonly text: string;
  readonly fnc3: Fnc3 | null;
  readonly y_mm: number;
  /** It is sent as dots, whatever the head can draw itself. */
  readonly drawn?: boolean;
};
