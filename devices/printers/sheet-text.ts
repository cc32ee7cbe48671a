import type { Sheet, SheetGlyph } from './page.ts';

/**
 * The words on a sheet, line by line from the top: glyphs that stand on one line, in order of x; a gap becomes one blank. For logs and tests;
 * it is not a picture of the columns.
 */
export function sheetLines(sheet: Pick<Sheet, 'glyphs'>): string[] {
  const lines: { bottom_mm: number; glyphs: SheetGlyph[] }[] = [];
  for (const glyph of sheet.glyphs) {
    const bottom_mm = glyph.y_mm + glyph.height_mm;
    const line = lines.find((candidate) => Math.abs(candidate.bottom_mm - bottom_mm) < 0.3);
    if (line === undefined) lines.push({ bottom_mm, glyphs: [glyph] });
    else line.glyphs.push(glyph);
  }
  return lines.sort((a, b) => a.bottom_mm - b.bottom_mm).map(({ glyphs }) => textOf(glyphs));
}

function textOf(glyphs: SheetGlyph[]): string {
  let text = '';
  let end_mm = Number.POSITIVE_INFINITY;
  for (const glyph of glyphs.sort((a, b) => a.x_mm - b.x_mm)) {
    if (glyph.x_mm > end_mm + 0.2 && !text.endsWith(' ')) text += ' ';
    text += glyph.char;
    end_mm = glyph.x_mm + glyph.width_mm;
  }
  return text.trimEnd();
}
