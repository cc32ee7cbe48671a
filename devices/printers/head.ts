import type { EscposProfile, EscpProfile, PrinterProfile, TsplProfile, ZplProfile } from '../profile-printer.ts';
import { type GlyphFont, systemFont } from './glyph-font.ts';
import type { Repertoire } from './glyphs.ts';
import type { Media } from './page.ts';

/** The geometry of a head: what layout, preview and encoder must agree on. A dot is the same length both ways on all of them. */
export type Head = {
  readonly kind: Media['kind'];
  readonly dotsPerMm: number;
  readonly printable_dots: number;
  /** From fold to fold, or of a label; a roll has no end. */
  readonly length_dots: number;
  /** What it prints by itself. */
  readonly repertoire: Repertoire;
  /** Draws what the head lacks; null: 〓 stands for it. */
  readonly font: GlyphFont | null;
  readonly glyph: GlyphMetrics;
  /** Text begins at multiples of so many dots from the left edge. */
  readonly step_dots: number;
  /** `free`: 1 to 4 times, each way by itself. `doubled`: both ways twice, or not at all. `single`: one size. */
  readonly sizes: 'free' | 'doubled' | 'single';
  /** What is drawn into a line of text can be no higher than a glyph of normal size. */
  readonly isDrawnLow: boolean;
  /** It prints pictures; without, words stand for them and hyphens for rules. */
  readonly hasRaster: boolean;
  readonly modules: ModuleLimits;
};

/** Of a glyph of normal size: how far it moves the next one, and how high it is. What is drawn is as wide as it is high. */
export type GlyphMetrics = { readonly half_dots: number; readonly full_dots: number; readonly height_dots: number };

export type Limits = { readonly least: number; readonly most: number };
/** Dots of a module that the head can draw and a scanner can read, and how high bars may be. */
export type ModuleLimits = { readonly barcode: Limits; readonly barcodeHeight: Limits; readonly qr: Limits };

/** What an installation chooses for a printer. */
export type HeadOptions = {
  /** One of the profile's forms; left out: its first. */
  readonly form?: string | undefined;
  /** The labels on the roll; left out: the profile's. */
  readonly label?: { readonly width_mm: number; readonly height_mm: number } | undefined;
  /** Left out: the system's; null: none. */
  readonly font?: GlyphFont | null | undefined;
};

/** Font A of every ESC/POS head, in dots; a hanzi is as high and twice as wide. */
export const HALF_GLYPH_DOTS = { width: 12, height: 24 } as const;
const SQUARE_GLYPH: GlyphMetrics = { half_dots: 12, full_dots: 24, height_dots: 24 };

/** A printed rule: how thick it is, and how long a dash and its gap are. Eight dots are one byte of raster. */
export const RULE_DOTS = { thickness: 2, dash: 8 } as const;

/** Heads sold as "203 dpi" have 8 dots per millimetre (203.2 dpi); the other two are exact. */
const DOTS_PER_MM: Readonly<Record<180 | 203 | 300, number>> = { 180: 180 / 25.4, 203: 8, 300: 300 / 25.4 };

/** `GS w`: 2 to 6 dots. `GS h`: 1 to 255 dots. `GS ( k` function 167: 1 to 16 dots; below 2 no scanner reads it. */
const RECEIPT_MODULES: ModuleLimits = {
  barcode: { least: 2, most: 6 },
  barcodeHeight: { least: 8, most: 255 },
  qr: { least: 2, most: 16 },
};
/** A pin is wider (0.2 mm) than a dot is long (0.14 mm), so that gaps of two dots run together. */
const PIN_MODULES: ModuleLimits = {
  barcode: { least: 3, most: 6 },
  barcodeHeight: { least: 24, most: 255 },
  qr: { least: 4, most: 16 },
};
/** `QRCODE` and `^BQ` take 1 to 10, `BARCODE` and `^BY` as many. */
const LABEL_MODULES: ModuleLimits = {
  barcode: { least: 2, most: 10 },
  barcodeHeight: { least: 8, most: 999 },
  qr: { least: 2, most: 10 },
};

/** @throws TypeError for a form that the profile has not, or paper of another kind. */
export function headOf(profile: PrinterProfile, options: HeadOptions = {}): Head {
  const { form, label, font = systemFont() } = options;
  if (form !== undefined && profile.dialect !== 'esc-p') throw new TypeError(`${profile.id} prints on no forms`);
  const isLabel = profile.dialect === 'tspl' || profile.dialect === 'zpl';
  if (label !== undefined && !isLabel) throw new TypeError(`${profile.id} prints no labels`);
  if (profile.dialect === 'esc-pos') return receiptHead(profile, font);
  return profile.dialect === 'esc-p' ? pinHead(profile, form, font) : labelHead(profile, label ?? profile.media, font);
}

const receiptHead = ({ media, chinese, commands }: EscposProfile, font: GlyphFont | null): Head => ({
  kind: 'roll',
  dotsPerMm: DOTS_PER_MM[media.dpi],
  printable_dots: Math.round(media.printable_mm * DOTS_PER_MM[media.dpi]),
  length_dots: Number.POSITIVE_INFINITY,
  repertoire: chinese.encoding,
  font,
  glyph: SQUARE_GLYPH,
  step_dots: 1,
  sizes: 'free',
  // ESC * puts 24 rows into the line buffer.
  isDrawnLow: true,
  hasRaster: commands.raster !== 'none',
  modules: RECEIPT_MODULES,
});

/** `ESC C n` at `ESC 2`: lines of 30/180 inch. */
const FORM_LINE_DOTS = 30;
/** `ESC $` counts 1/60 inch. */
const ABSOLUTE_STEP_DOTS = 3;

/** @throws TypeError for a form that the profile has not. */
export function formOf({ id, media }: EscpProfile, name: string | undefined): EscpProfile['media']['forms'][number] {
  const form = name === undefined ? media.forms[0] : media.forms.find((one) => one.name === name);
  if (form === undefined) throw new TypeError(`${id} has no form "${name}"`);
  return form;
}

function pinHead(profile: EscpProfile, form: string | undefined, font: GlyphFont | null): Head {
  const { media, chinese, pitch_cpi, fs } = profile;
  const half_dots = 180 / pitch_cpi;
  const hasHanzi = chinese.select === 'hanzi-mode';
  return {
    kind: 'form',
    dotsPerMm: DOTS_PER_MM[180],
    printable_dots: Math.floor(media.printable_mm * DOTS_PER_MM[180]),
    length_dots: formOf(profile, form).lines * FORM_LINE_DOTS,
    repertoire: hasHanzi ? chinese.encoding : 'ascii',
    font,
    glyph: { half_dots, full_dots: 2 * half_dots, height_dots: 24 },
    step_dots: ABSOLUTE_STEP_DOTS,
    sizes: hasHanzi && !fs.includes('FS W') ? 'single' : 'doubled',
    isDrawnLow: false,
    hasRaster: true,
    modules: PIN_MODULES,
  };
}

type LabelSize = { readonly width_mm: number; readonly height_mm: number };

function labelHead(profile: TsplProfile | ZplProfile, size: LabelSize, font: GlyphFont | null): Head {
  const dotsPerMm = DOTS_PER_MM[profile.media.dpi];
  return {
    kind: 'label',
    dotsPerMm,
    printable_dots: Math.floor(size.width_mm * dotsPerMm),
    length_dots: Math.floor(size.height_mm * dotsPerMm),
    // What a font has beyond GB 2312 nobody lists.
    repertoire: profile.dialect === 'zpl' && profile.chineseFont === 'none' ? 'ascii' : 'gb2312',
    font,
    glyph: SQUARE_GLYPH,
    step_dots: 1,
    sizes: 'free',
    isDrawnLow: false,
    hasRaster: true,
    modules: LABEL_MODULES,
  };
}

/** What a head is loaded with, for the layout. */
export function mediaOf({ kind, dotsPerMm, printable_dots, length_dots, glyph }: Head): Media {
  const width_mm = printable_dots / dotsPerMm;
  const column_mm = glyph.half_dots / dotsPerMm;
  return kind === 'roll'
    ? { kind, width_mm, column_mm }
    : { kind, width_mm, height_mm: length_dots / dotsPerMm, column_mm };
}

/** An ordinary 203 dpi head for a page of this width: for a preview before any printer is known. */
export const ordinaryHead = (width_mm: number): Head => ({
  kind: 'roll',
  dotsPerMm: 8,
  printable_dots: Math.round(width_mm * 8),
  length_dots: Number.POSITIVE_INFINITY,
  repertoire: 'gb18030-2byte',
  font: systemFont(),
  glyph: SQUARE_GLYPH,
  step_dots: 1,
  sizes: 'free',
  isDrawnLow: true,
  hasRaster: true,
  modules: RECEIPT_MODULES,
});

/** An ordinary head for a medium, before any printer is known: a receipt head, 24 pins with hanzi, a label head. */
export function headFor(media: Media): Head {
  const roll = ordinaryHead(media.width_mm);
  const dotsPerMm = HALF_GLYPH_DOTS.width / media.column_mm;
  const printable_dots = Math.round(media.width_mm * dotsPerMm);
  if (media.kind === 'roll') return { ...roll, dotsPerMm, printable_dots };
  const length_dots = Math.round(media.height_mm * dotsPerMm);
  const sized = { ...roll, kind: media.kind, dotsPerMm, printable_dots, length_dots, isDrawnLow: false };
  return media.kind === 'label'
    ? { ...sized, modules: LABEL_MODULES }
    : { ...sized, step_dots: ABSOLUTE_STEP_DOTS, sizes: 'doubled', modules: PIN_MODULES };
}
