import { type FittedCode, fitCode, insteadOfCode } from './codes.ts';
import { type Head, RULE_DOTS } from './head.ts';
import type { Page, Row } from './page.ts';
import { type FittedPicture, fitPicture, withoutRaster } from './pictures.ts';
import { fitSpans, type Piece } from './spans.ts';
import type { ModuleGrid } from './symbols.ts';

/** Something on a page, in whole dots from its top left corner. */
export type Placed =
  | { readonly kind: 'piece'; readonly top_dots: number; readonly piece: Piece }
  | { readonly kind: 'code'; readonly top_dots: number; readonly code: FittedCode }
  | { readonly kind: 'picture'; readonly top_dots: number; readonly picture: FittedPicture }
  | { readonly kind: 'rule'; readonly top_dots: number; readonly dots: readonly boolean[] };

export type Placement = { readonly items: readonly Placed[]; readonly height_dots: number };

/**
 * Where everything of a page goes on a head: the rules that preview and encoders share.
 * - Rows are placed by their distance from the top, to the nearest dot, so that rounding does not add up over a long page.
 * - The bottoms of all glyphs of a row are on one line, and a row is at least as high as its highest glyph.
 * - A code that cannot be printed is replaced by its text, a picture on a head without raster by its words.
 * - What does not fit before the right edge is left out, and so is what crosses the fold of a form or the end of a label.
 */
export function placePage(page: Page, head: Head): Placement {
  const items: Placed[] = [];
  let end_dots = 0;
  for (const asked of page.rows) {
    const row = withoutRaster(asked, head);
    const top_dots = Math.round(end_dots);
    const content = contentOf(row, head);
    end_dots += Math.max(heightOf(row, head), content.least_dots);
    items.push(...content.place(top_dots, Math.round(end_dots) - top_dots));
  }
  return {
    items: items.filter((item) => item.top_dots + heightOfPlaced(item) <= head.length_dots),
    height_dots: Math.round(end_dots),
  };
}

/** How high something on a page is, in dots. */
export function heightOfPlaced(item: Placed): number {
  if (item.kind === 'rule') return RULE_DOTS.thickness;
  if (item.kind === 'picture') return item.picture.dots.length;
  return item.kind === 'piece' ? item.piece.height_dots : item.code.height_dots;
}

const heightOf = (row: Row, { dotsPerMm }: Head): number =>
  row.kind === 'code128' || row.kind === 'qr' || row.kind === 'picture' ? 0 : row.height_mm * dotsPerMm;

type Content = {
  /** What the content needs, whatever the row says. */
  readonly least_dots: number;
  place(top_dots: number, advance_dots: number): Placed[];
};

function contentOf(row: Row, head: Head): Content {
  if (row.kind === 'space') return { least_dots: 0, place: () => [] };
  if (row.kind === 'rule') return ruleContent(row.dashed, head);
  if (row.kind === 'text') return textContent(row, head);
  if (row.kind === 'picture') {
    const picture = fitPicture(row, head);
    return { least_dots: picture.dots.length, place: (top_dots) => [{ kind: 'picture', top_dots, picture }] };
  }
  const code = fitCode(row, head);
  if (code === null) return textContent(insteadOfCode(row), head);
  return { least_dots: code.height_dots, place: (top_dots) => [{ kind: 'code', top_dots, code }] };
}

function textContent(row: Extract<Row, { kind: 'text' }>, head: Head): Content {
  const pieces = fitSpans(row, head);
  const highest_dots = pieces.reduce((most, { height_dots }) => Math.max(most, height_dots), 0);
  const place = (top_dots: number): Placed[] =>
    pieces.map((piece) => ({ kind: 'piece', top_dots: top_dots + highest_dots - piece.height_dots, piece }));
  // What stands for a code that cannot be printed has a row of its own height.
  return { least_dots: Math.max(highest_dots, row.height_mm * head.dotsPerMm), place };
}

/** A rule stands in the middle of its row. */
function ruleContent(dashed: boolean, head: Head): Content {
  const { thickness, dash } = RULE_DOTS;
  const dots = Array.from({ length: head.printable_dots }, (_, dot) => !dashed || Math.floor(dot / dash) % 2 === 0);
  return {
    least_dots: thickness,
    place: (top_dots, advance_dots) => [
      { kind: 'rule', top_dots: top_dots + Math.max(0, Math.floor((advance_dots - thickness) / 2)), dots },
    ],
  };
}

/** The black dots of a code, where a head is sent a picture of it. */
export function codeDots({ grid, module_dots, kind, height_dots }: FittedCode): ModuleGrid {
  return grid.flatMap((cells) => {
    const row = cells.flatMap((black) => new Array<boolean>(module_dots).fill(black));
    return new Array<boolean[]>(kind === 'qr' ? module_dots : height_dots).fill(row);
  });
}
