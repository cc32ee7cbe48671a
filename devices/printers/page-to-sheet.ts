import { barsOf } from './bars.ts';
import { type Head, ordinaryHead, RULE_DOTS } from './head.ts';
import type { Page, Sheet, SheetBar, SheetCode, SheetGlyph, SheetPicture } from './page.ts';
import { type Placed, placePage } from './placement.ts';
import { advanceOf } from './spans.ts';

/**
 * What a page means, as a picture: the preview. It follows the rules of `placement.ts`, as the encoders do, so that it shows what will be on paper.
 * Without a head, a 203 dpi one of the page's width is meant.
 */
export function pageToSheet(page: Page, head: Head = ordinaryHead(page.width_mm)): Sheet {
  const drawing: Drawing = { head, glyphs: [], bars: [], codes: [], pictures: [] };
  const { items, height_dots } = placePage(page, head);
  for (const item of items) draw(item, drawing);
  const { glyphs, bars, codes, pictures } = drawing;
  const length_dots = head.kind === 'roll' ? height_dots : head.length_dots;
  const sheet = { width_mm: page.width_mm, height_mm: length_dots / head.dotsPerMm, glyphs, bars, codes, cuts_mm: [] };
  return pictures.length === 0 ? sheet : { ...sheet, pictures };
}

type Drawing = {
  readonly head: Head;
  glyphs: SheetGlyph[];
  bars: SheetBar[];
  codes: SheetCode[];
  pictures: SheetPicture[];
};

function draw(item: Placed, { head, glyphs, bars, codes, pictures }: Drawing): void {
  const mm = (dots: number): number => dots / head.dotsPerMm;
  const y_mm = mm(item.top_dots);
  if (item.kind === 'rule') {
    bars.push(...barsOf([item.dots], { x_mm: 0, y_mm, cellWidth_mm: mm(1), cellHeight_mm: mm(RULE_DOTS.thickness) }));
  } else if (item.kind === 'picture') {
    const { dots, left_dots } = item.picture;
    pictures.push({ x_mm: mm(left_dots), y_mm, width_mm: mm(dots[0]?.length ?? 0), height_mm: mm(dots.length), dots });
  } else if (item.kind === 'code') {
    const { kind, text, fnc3, grid, isDrawn, left_dots, module_dots, height_dots } = item.code;
    const cellHeight_mm = mm(kind === 'qr' ? module_dots : height_dots);
    bars.push(...barsOf(grid, { x_mm: mm(left_dots), y_mm, cellWidth_mm: mm(module_dots), cellHeight_mm }));
    codes.push({ kind, text, fnc3, y_mm, ...(isDrawn ? { drawn: true } : {}) });
  } else {
    const { x_dots, text, scaleX, height_dots, bold, picture } = item.piece;
    let at_dots = x_dots;
    for (const char of text) {
      const width_dots = advanceOf(char, head) * scaleX;
      const box = { x_mm: mm(at_dots), y_mm, width_mm: mm(width_dots), height_mm: mm(height_dots) };
      glyphs.push({ ...box, char, bold, ...(picture === null ? {} : { drawn: true }) });
      at_dots += width_dots;
    }
  }
}
