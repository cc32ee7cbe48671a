import { fitCode } from '../../devices/printers/codes.ts';
import type { Row } from '../../devices/printers/page.ts';
import type { Block, Column, Field } from '../kernel/document.ts';
import { type Cell, cellRows, shareOut, textRows, wholeDots } from './cells.ts';
import type { Geometry } from './geometry.ts';
import { pictureIn } from './pictures.ts';
import { type LaidTable, layTable } from './table.ts';
import { textUnits } from './wrap.ts';

/** What a document is made of once its blocks have rows; the pages are filled with these in their order. */
export type Item =
  /** Rows that no page end may stand between. */
  | { readonly kind: 'chunk'; readonly rows: readonly Row[]; readonly ifRoom?: boolean }
  /** Nothing to read: where a page ends it is dropped. */
  | { readonly kind: 'space'; readonly height_mm: number }
  | { readonly kind: 'break' }
  | { readonly kind: 'together'; readonly items: readonly Item[] }
  | LaidTable;

const PLAIN = { align: 'left', scale: 1, bold: false } as const;

export function itemsOf(block: Block, geometry: Geometry): Item[] {
  switch (block.block) {
    case 'heading':
      return [chunk(textRows(block.text, geometry, { align: block.align, scale: 2, bold: true }))];
    case 'text': {
      const style = { align: block.align, scale: 1, bold: block.bold ?? false } as const;
      const ifRoom = block.ifRoom ?? false;
      return textRows(block.text, geometry, style).map((row) => ({ kind: 'chunk', rows: [row], ifRoom }));
    }
    case 'columns':
      return linesOf(columnRows(block.columns, geometry));
    case 'fields':
      return fieldItems(block.fields, geometry);
    case 'table':
      return [layTable(block, geometry)];
    case 'rule':
      return [chunk([{ kind: 'rule', height_mm: 3, dashed: geometry.media.kind === 'roll' }])];
    case 'space':
      return [{ kind: 'space', height_mm: block.height_mm }];
    case 'barcode':
      return [{ kind: 'chunk', rows: barcodeRows(block, geometry), ifRoom: block.ifRoom ?? false }];
    case 'qr':
      return [chunk(qrRows(block.text, geometry))];
    case 'picture':
      return [chunk(pictureRows(block, geometry))];
    case 'signature':
      return [
        chunk([{ kind: 'space', height_mm: 9 }, ...textRows(`${block.label} ______________________`, geometry, PLAIN)]),
      ];
    case 'together':
      return [{ kind: 'together', items: block.blocks.flatMap((inner) => itemsOf(inner, geometry)) }];
    case 'page-break':
      return [{ kind: 'break' }];
  }
}

const chunk = (rows: readonly Row[]): Item => ({ kind: 'chunk', rows });
const linesOf = (rows: readonly Row[]): Item[] => rows.map((row) => chunk([row]));

/** Columns beside each other; more than the line holds stand below each other. */
function columnRows(columns: readonly Column[], geometry: Geometry): Row[] {
  const places = shareOut(
    columns.map(({ share }) => share),
    geometry.units,
    1,
  );
  if (places === null) {
    return columns.flatMap(({ text, bold }) => textRows(text, geometry, { ...PLAIN, bold: bold ?? false }));
  }
  const cells = columns.flatMap(({ text, align, bold }, index): Cell[] => {
    const place = places[index];
    return place === undefined ? [] : [{ text, align, bold: bold ?? false, ...place }];
  });
  return cellRows(cells, geometry);
}

/** Room for a hand above the line to sign on; a form has less of it. */
const SIGN_ABOVE_MM = { narrow: 9, wide: 5 } as const;

/** From this many half-widths on three fields stand beside each other. */
const UNITS_FOR_THREE = 90;

/** Labels under labels and texts under texts: one field a line on a narrow roll, two or three on wide paper. */
function fieldItems(fields: readonly Field[], geometry: Geometry): Item[] {
  if (fields.length === 0) return [];
  const across = geometry.narrow ? 1 : geometry.units >= UNITS_FOR_THREE ? 3 : 2;
  const air = 2;
  const room = Math.floor((geometry.units - air * (across - 1)) / across);
  const lines = inLines(fields, across);
  const labels = Array.from({ length: across }, (_, column) =>
    widestLabel(
      lines.flatMap((line) => line[column] ?? []),
      room,
    ),
  );
  return lines.flatMap((line) => {
    const cells = line.flatMap(({ label, text, alone, sign }, column): Cell[] => {
      const start = column * (room + air);
      const labelRoom = labels[column] ?? 0;
      const end = alone === true || column === across - 1 ? geometry.units : start + room;
      const from = start + labelRoom + 1;
      const plain = { align: 'left', bold: false } as const;
      const signed =
        sign === true ? `${text}${'_'.repeat(Math.max(0, Math.min(end - from, 24) - textUnits(text)))}` : text;
      return [
        { text: label, start, room: labelRoom, ...plain },
        { text: signed, start: from, room: end - from, ...plain },
      ];
    });
    const rows = cellRows(cells, geometry);
    if (!line.some(({ sign }) => sign === true)) return linesOf(rows);
    const height_mm = geometry.narrow ? SIGN_ABOVE_MM.narrow : SIGN_ABOVE_MM.wide;
    return [chunk([{ kind: 'space', height_mm }, ...rows])];
  });
}

function inLines(fields: readonly Field[], across: number): Field[][] {
  const lines: Field[][] = [];
  let isOpen = false;
  for (const field of fields) {
    const line = lines.at(-1);
    if (isOpen && line !== undefined && line.length < across && field.alone !== true) line.push(field);
    else lines.push([field]);
    isOpen = field.alone !== true;
  }
  return lines;
}

/** The labels of a column of fields get the same room, at most half of it. */
function widestLabel(fields: readonly Field[], room: number): number {
  const widest = fields.reduce((most, { label }) => Math.max(most, textUnits(label)), 2);
  return Math.min(widest, Math.floor(room / 2));
}

/** A scanner at arm's length wants three dots a module; a roll has room for two. */
const MODULE_DOTS = { roll: 2, label: 2, form: 3 } as const;
/** No head is wide enough for more characters of CODE128. */
const MOST_BARCODE = 80;
const BARCODE_MM = { roll: 10, label: 10, form: 8 } as const;

/**
 * CODE128 with its text below, so that a person can type what a scanner cannot read; the text alone where the bars have no room. A control
 * character at the end of a set-up code is nothing to read.
 */
function barcodeRows({ text: code, fnc3 }: Extract<Block, { block: 'barcode' }>, geometry: Geometry): Row[] {
  const { head, media } = geometry;
  const text = textRows(code.trim(), geometry, { ...PLAIN, align: 'centre' });
  const module_mm = MODULE_DOTS[media.kind] / head.dotsPerMm;
  const row = {
    kind: 'code128',
    x_mm: 0,
    height_mm: BARCODE_MM[media.kind],
    module_mm,
    text: code,
    ...(fnc3 === undefined ? {} : { fnc3 }),
  } as const;
  const fitted = code.length > MOST_BARCODE ? null : fitCode(row, head);
  if (fitted === null) return text;
  const free_mm = media.width_mm - fitted.width_dots / head.dotsPerMm;
  return [{ ...row, module_mm: fitted.module_dots / head.dotsPerMm, x_mm: wholeDots(free_mm / 2, geometry) }, ...text];
}

/** A picture, smaller where the paper is narrower or the page lower; its words where it is none. */
function pictureRows(block: Extract<Block, { block: 'picture' }>, geometry: Geometry): Row[] {
  const { head, media, room_mm } = geometry;
  const { words, align } = block;
  const picture = pictureIn(block.png);
  if (picture === null) return textRows(words, geometry, { ...PLAIN, align });
  const shape = picture.height / picture.width;
  const most_mm = Math.min(block.height_mm, room_mm * MOST_OF_PAGE);
  const width_mm = wholeDots(Math.min(block.width_mm, media.width_mm, most_mm / shape), geometry);
  const height_mm = Math.max(1, Math.round(width_mm * shape * head.dotsPerMm)) / head.dotsPerMm;
  const free_mm = Math.max(0, media.width_mm - width_mm);
  const x_mm = align === 'left' ? 0 : wholeDots(align === 'right' ? free_mm : free_mm / 2, geometry);
  return [{ kind: 'picture', x_mm, width_mm, height_mm, picture, words }];
}

const QR_MODULE_MM = 0.75;
/** Of a page's height, for what must stand on one page whole: something beside it should have room. */
const MOST_OF_PAGE = 0.9;

/** A QR, smaller where the page is low; the text itself where no QR of it fits. */
function qrRows(text: string, geometry: Geometry): Row[] {
  const { head, media, room_mm } = geometry;
  const row = { kind: 'qr', x_mm: 0, module_mm: QR_MODULE_MM, level: 'M', text: text.toWellFormed() } as const;
  const fitted = fitCode(row, head);
  if (fitted === null) return textRows(text, geometry, PLAIN);
  const modules = fitted.grid.length;
  const most_dots = Math.floor((room_mm * MOST_OF_PAGE * head.dotsPerMm) / modules);
  const module_dots = Math.min(fitted.module_dots, most_dots);
  if (module_dots < 2) return textRows(text, geometry, PLAIN);
  const module_mm = module_dots / head.dotsPerMm;
  return [{ ...row, module_mm, x_mm: wholeDots((media.width_mm - modules * module_mm) / 2, geometry) }];
}
