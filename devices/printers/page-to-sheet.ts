import { barsOf } from './bars.ts';
import { fitCode, insteadOfCode } from './codes.ts';
import { columnsOf, printable } from './glyphs.ts';
import { HALF_GLYPH_DOTS, type Head, ordinaryHead, RULE_DOTS } from './head.ts';
import type { Page, Row, Sheet, SheetBar, SheetCode, SheetGlyph } from './page.ts';

/**
 * What a page means, as a picture: the preview. It follows the same rules as the heads do, so that the preview shows what will be on paper:
 * - the bottoms of all glyphs of a row are on one line, and a row is at least as high as its highest glyph;
 * - what does not fit before the right edge is left out (the encoder leaves it out too; a head would wrap it and shift all that follows);
 * - spans are drawn from left to right;
 * - codes are whole dots wide, and one that cannot be printed is replaced by its text.
 * Without a head, a 203 dpi one of the page's width is meant.
 */
export function pageToSheet(page: Page, head: Head = ordinaryHead(page.width_mm)): Sheet {
  const drawing: Drawing = { head, glyphs: [], bars: [], codes: [] };
  let y_mm = 0;
  for (const row of page.rows) y_mm += drawRow(row, y_mm, drawing);
  const { glyphs, bars, codes } = drawing;
  return { width_mm: page.width_mm, height_mm: y_mm, glyphs, bars, codes, cuts_mm: [] };
}

type Drawing = { readonly head: Head; glyphs: SheetGlyph[]; bars: SheetBar[]; codes: SheetCode[] };

/** Draws a row and returns its height in millimetres. */
function drawRow(row: Row, y_mm: number, drawing: Drawing): number {
  if (row.kind === 'text') return drawText(row, y_mm, drawing);
  if (row.kind === 'space') return row.height_mm;
  if (row.kind === 'rule') return drawRule(row, y_mm, drawing);
  const { dotsPerMm } = drawing.head;
  const code = fitCode(row, drawing.head);
  if (code === null) return drawText(insteadOfCode(row), y_mm, drawing);
  const height_mm = code.height_dots / dotsPerMm;
  const cellWidth_mm = code.module_dots / dotsPerMm;
  const cellHeight_mm = code.kind === 'qr' ? cellWidth_mm : height_mm;
  drawing.bars.push(...barsOf(code.grid, { x_mm: code.left_dots / dotsPerMm, y_mm, cellWidth_mm, cellHeight_mm }));
  drawing.codes.push({ kind: code.kind, text: code.text, fnc3: code.fnc3, y_mm });
  return height_mm;
}

function drawText(row: Extract<Row, { kind: 'text' }>, y_mm: number, { head, glyphs }: Drawing): number {
  const { dotsPerMm } = head;
  const line: SheetGlyph[] = [];
  for (const span of [...row.spans].sort((a, b) => a.x_mm - b.x_mm)) {
    const room_dots = head.printable_dots - Math.round(span.x_mm * dotsPerMm);
    let offset_dots = 0;
    for (const char of printable(span.text, head.encoding)) {
      const width_dots = columnsOf(char) * HALF_GLYPH_DOTS.width * span.scaleX;
      if (offset_dots + width_dots > room_dots) break;
      const x_mm = span.x_mm + offset_dots / dotsPerMm;
      const height_mm = (HALF_GLYPH_DOTS.height * span.scaleY) / dotsPerMm;
      line.push({ x_mm, y_mm, width_mm: width_dots / dotsPerMm, height_mm, char, bold: span.bold });
      offset_dots += width_dots;
    }
  }
  const highest_mm = line.reduce((highest, glyph) => Math.max(highest, glyph.height_mm), 0);
  for (const glyph of line) glyphs.push({ ...glyph, y_mm: y_mm + highest_mm - glyph.height_mm });
  return Math.max(row.height_mm, highest_mm);
}

function drawRule(row: Extract<Row, { kind: 'rule' }>, y_mm: number, { head, bars }: Drawing): number {
  const thickness_mm = RULE_DOTS.thickness / head.dotsPerMm;
  const height_mm = Math.max(row.height_mm, thickness_mm);
  const cells = Array.from(
    { length: head.printable_dots },
    (_, dot) => !row.dashed || Math.floor(dot / RULE_DOTS.dash) % 2 === 0,
  );
  const place = { x_mm: 0, y_mm: y_mm + (height_mm - thickness_mm) / 2 };
  bars.push(...barsOf([cells], { ...place, cellWidth_mm: 1 / head.dotsPerMm, cellHeight_mm: thickness_mm }));
  return height_mm;
}
