import { canPrint, columnsOf, glyphsIn, MISSING_GLYPH } from './glyphs.ts';
import type { Head } from './head.ts';
import type { Row, Span } from './page.ts';
import type { ModuleGrid } from './symbols.ts';

/** A part of a span as it goes to the head: text of its own glyphs, or one glyph that is drawn for it. */
export type Piece = {
  readonly x_dots: number;
  readonly text: string;
  readonly width_dots: number;
  readonly height_dots: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly bold: boolean;
  readonly picture: ModuleGrid | null;
};

/**
 * The pieces of a row from left to right, without what would cross the right edge: there a head would wrap and shift all that follows. What the head
 * lacks is drawn from the font; without one, 〓 stands for it, drawn too where the head has not even that.
 */
export function fitSpans(row: Extract<Row, { kind: 'text' }>, head: Head): Piece[] {
  return [...row.spans].sort((a, b) => a.x_mm - b.x_mm).flatMap((span) => fitSpan(span, head));
}

function fitSpan(span: Span, head: Head): Piece[] {
  const { bold } = span;
  const { scaleX, scaleY } = sizeOf(span, head);
  const height_dots = head.glyph.height_dots * scaleY;
  const left_dots = Math.round((span.x_mm * head.dotsPerMm) / head.step_dots) * head.step_dots;
  const pieces: Piece[] = [];
  let x_dots = left_dots;
  for (const char of glyphsIn(span.text)) {
    const width_dots = advanceOf(char, head) * scaleX;
    if (x_dots + width_dots > head.printable_dots) break;
    const { text, picture } = glyphFor(char, scaleX, head.isDrawnLow ? 1 : scaleY, bold, head);
    const last = pieces.at(-1);
    if (picture === null && last?.picture === null) {
      pieces[pieces.length - 1] = { ...last, text: last.text + text, width_dots: last.width_dots + width_dots };
    } else {
      const high_dots = picture?.length ?? height_dots;
      pieces.push({ x_dots, text, width_dots, height_dots: high_dots, scaleX, scaleY, bold, picture });
    }
    x_dots += width_dots;
  }
  return pieces;
}

/** How far a glyph of normal size moves the next one. */
export const advanceOf = (char: string, { glyph }: Head): number =>
  columnsOf(char) === 1 ? glyph.half_dots : glyph.full_dots;

function sizeOf({ scaleX, scaleY }: Span, { sizes }: Head): Pick<Span, 'scaleX' | 'scaleY'> {
  if (sizes === 'free') return { scaleX, scaleY };
  const both = sizes === 'doubled' && scaleX > 1 && scaleY > 1 ? 2 : 1;
  return { scaleX: both, scaleY: both };
}

type Glyph = { readonly text: string; readonly picture: ModuleGrid | null };

function glyphFor(char: string, scaleX: number, scaleY: number, bold: boolean, head: Head): Glyph {
  if (canPrint(char, head.repertoire)) return { text: char, picture: null };
  const side_dots = head.glyph.height_dots;
  const drawn = head.font?.draw(char, side_dots * scaleX, side_dots * scaleY) ?? null;
  if (drawn !== null) return { text: char, picture: bold ? emboldened(drawn) : drawn };
  if (canPrint(MISSING_GLYPH, head.repertoire)) return { text: MISSING_GLYPH, picture: null };
  return { text: MISSING_GLYPH, picture: missingGlyph(side_dots * scaleX, side_dots * scaleY) };
}

/** Struck twice, one dot apart, as heads do it. */
const emboldened = (grid: ModuleGrid): ModuleGrid =>
  grid.map((row) => row.map((black, x) => black || row[x - 1] === true));

/** 〓: two bars in the middle half of the box. */
const missingGlyph = (width: number, height: number): ModuleGrid =>
  Array.from({ length: height }, (_, y) => {
    const share = y / height;
    const black = (share >= 0.2 && share < 0.4) || (share >= 0.6 && share < 0.8);
    return Array.from({ length: width }, (_, x) => black && x >= width / 8 && x < (width * 7) / 8);
  });

/** A piece of text in runs of glyphs of one width, each with its place. */
export function runsOf(
  { x_dots, text, scaleX }: Piece,
  head: Head,
): { readonly x_dots: number; readonly text: string }[] {
  const runs: { x_dots: number; text: string }[] = [];
  let at_dots = x_dots;
  let advance = 0;
  for (const char of text) {
    const last = runs.at(-1);
    if (last !== undefined && advanceOf(char, head) === advance) last.text += char;
    else runs.push({ x_dots: at_dots, text: char });
    advance = advanceOf(char, head);
    at_dots += advance * scaleX;
  }
  return runs;
}
