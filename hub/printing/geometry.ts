import { fitCode } from '../../devices/printers/codes.ts';
import { type Head, headFor } from '../../devices/printers/head.ts';
import type { Media, Row } from '../../devices/printers/page.ts';

/** What a medium means for a layout, in half-width glyphs (units) and millimetres. */
export type Geometry = {
  readonly media: Media;
  /** Half-width glyphs of a line. */
  readonly units: number;
  readonly line_mm: number;
  /** Blank above and below, so that no glyph stands on a fold or a gap. */
  readonly edge_mm: number;
  /** Of a page, between its edges; infinite on a roll. */
  readonly room_mm: number;
  /** A roll: columns that do not matter much stand below the row. */
  readonly narrow: boolean;
  readonly head: Head;
  /** Heights of codes, which take long to find out. */
  readonly codeHeights: WeakMap<Row, number>;
};

/** A line is two and a half half-widths high: 30 dots for glyphs of 24. */
const LINE_PER_COLUMN = 30 / 12;
/** Forms are ruled for six lines an inch, however close the characters stand. */
const FORM_LINE_MM = 25.4 / 6;
/** Below this many half-widths a line holds a name and a number, not a form. */
const WIDE_UNITS = 80;
const EDGE_MM = { roll: 0, form: 4, label: 1 } as const;

export function geometryOf(media: Media): Geometry {
  const units = Math.floor(media.width_mm / media.column_mm + 1e-9);
  const edge_mm = EDGE_MM[media.kind];
  return {
    media,
    units,
    line_mm: media.kind === 'form' ? FORM_LINE_MM : media.column_mm * LINE_PER_COLUMN,
    edge_mm,
    room_mm: media.kind === 'roll' ? Number.POSITIVE_INFINITY : media.height_mm - 2 * edge_mm,
    narrow: units < WIDE_UNITS,
    head: headFor(media),
    codeHeights: new WeakMap(),
  };
}

/** How high a row will be on paper. */
function heightOf(row: Row, { head, line_mm, codeHeights }: Geometry): number {
  if (row.kind !== 'code128' && row.kind !== 'qr') return row.height_mm;
  const known = codeHeights.get(row);
  if (known !== undefined) return known;
  const code = fitCode(row, head);
  const height_mm = code === null ? line_mm : code.height_dots / head.dotsPerMm;
  codeHeights.set(row, height_mm);
  return height_mm;
}

export function heightOfAll(rows: readonly Row[], geometry: Geometry): number {
  return rows.reduce((sum, row) => sum + heightOf(row, geometry), 0);
}
