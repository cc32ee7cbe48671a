import type { Media, Page, Row } from '../../devices/printers/page.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import { cellRows, shareOut } from './cells.ts';
import { itemsOf } from './flow.ts';
import { type Geometry, geometryOf, heightOfAll } from './geometry.ts';
import { paginate } from './paginate.ts';

/** A head higher than this part of a page is not repeated: the page is for what comes below. */
const MOST_HEAD = 0.5;

/**
 * Lays a document out for what a printer is loaded with. Nothing is left for the printer to decide: a roll is one page as long as what is on it, a
 * form is pages from fold to fold, each with the head and its number, a label is as many labels as it takes.
 */
export function layOut(document: PrintedDocument, media: Media): Page[] {
  const geometry = geometryOf(media);
  const head = (document.head ?? []).flatMap((block) => itemsOf(block, geometry));
  const body = document.blocks.flatMap((block) => itemsOf(block, geometry));
  const { width_mm } = media;
  if (media.kind === 'roll') {
    const [rows = []] = paginate([...head, ...body], geometry.room_mm, geometry);
    return [{ width_mm, rows }];
  }
  const foot_mm = media.kind === 'form' ? heightOfAll(footRows(document, 1, 1, geometry), geometry) : 0;
  const room_mm = geometry.room_mm - foot_mm;
  const [headRows = []] = paginate(head, Number.POSITIVE_INFINITY, geometry);
  const head_mm = heightOfAll(headRows, geometry);
  const repeats = head_mm <= room_mm * MOST_HEAD;
  const bodies = repeats
    ? paginate(body, room_mm - head_mm, geometry)
    : paginate([...head, ...body], room_mm, geometry);
  return bodies.map((rows, index) => ({
    width_mm,
    height_mm: media.height_mm,
    rows: [
      { kind: 'space', height_mm: geometry.edge_mm },
      ...(repeats ? headRows : []),
      ...rows,
      ...(media.kind === 'form' ? footAtBottom(index + 1, bodies.length, repeats ? [...headRows, ...rows] : rows) : []),
    ],
  }));

  function footAtBottom(page: number, of: number, above: readonly Row[]): Row[] {
    const gap_mm = Math.max(0, room_mm - heightOfAll(above, geometry));
    return [{ kind: 'space', height_mm: gap_mm }, ...footRows(document, page, of, geometry)];
  }
}

/** Whose page it is, and which: sheets of a form are torn apart. One line, whatever the title is. */
function footRows(
  { title, pageWords = '{n}/{m}' }: PrintedDocument,
  page: number,
  of: number,
  geometry: Geometry,
): Row[] {
  const [left, right] = shareOut([3, 1], geometry.units, 1) ?? [];
  if (left === undefined || right === undefined) return [];
  const words = pageWords.replace('{n}', String(page)).replace('{m}', String(of));
  const rows = cellRows(
    [
      { text: title, align: 'left', bold: false, ...left },
      { text: words, align: 'right', bold: false, ...right },
    ],
    geometry,
  );
  return rows.slice(0, 1);
}
