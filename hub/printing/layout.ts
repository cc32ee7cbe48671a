import type { Media, Page, Row, Span } from '../../devices/printers/page.ts';
import { code128Modules } from '../../devices/printers/symbols.ts';
import type { Block, Column, PrintedDocument } from '../kernel/document.ts';
import { textUnits, wrap } from './wrap.ts';

type Paper = Pick<Media, 'width_mm' | 'column_mm'>;

/** Font A in half-widths: 12 dots wide, 24 high, and a line of 30. Barcode modules are two dots. */
const LINE_PER_COLUMN = 30 / 12;
const MODULE_PER_COLUMN = 2 / 12;
const DOTS_PER_COLUMN = 12;

/** Lays a document out for a paper. Nothing is left for the printer to decide. */
export function layOut(document: PrintedDocument, media: Media): Page[] {
  const rows = document.blocks.flatMap((block) => rowsOf(block, media));
  return [{ width_mm: media.width_mm, rows }];
}

function rowsOf(block: Block, paper: Paper): Row[] {
  switch (block.block) {
    case 'heading':
      return textRows(block.text, paper, { align: block.align, scale: 2, bold: true });
    case 'text':
      return textRows(block.text, paper, { align: block.align, scale: 1, bold: block.bold ?? false });
    case 'columns':
      return columnRows(block.columns, paper);
    case 'rule':
      return [{ kind: 'rule', height_mm: 3, dashed: true }];
    case 'space':
      return [{ kind: 'space', height_mm: block.height_mm }];
    case 'barcode':
      return barcodeRows(block, paper);
    case 'qr':
      return [{ kind: 'qr', x_mm: centred(22, paper), module_mm: 0.75, level: 'M', text: block.text }];
    case 'signature':
      return [
        { kind: 'space', height_mm: 9 },
        ...textRows(`${block.label} ______________________`, paper, { align: 'left', scale: 1, bold: false }),
      ];
  }
}

type TextStyle = { align: 'left' | 'centre' | 'right'; scale: 1 | 2; bold: boolean };

function textRows(text: string, paper: Paper, style: TextStyle): Row[] {
  const unit_mm = paper.column_mm * style.scale;
  return wrap(text, Math.floor(paper.width_mm / unit_mm)).map((line) => ({
    kind: 'text',
    height_mm: paper.column_mm * LINE_PER_COLUMN * style.scale,
    spans: [spanAt(startOf(textUnits(line) * unit_mm, style.align, paper), line, style.scale, style.bold)],
  }));
}

function spanAt(x_mm: number, text: string, scale: number, bold: boolean): Span {
  return { x_mm, text, scaleX: scale, scaleY: scale, bold };
}

function startOf(length_mm: number, align: TextStyle['align'], paper: Paper): number {
  if (align === 'left') return 0;
  return align === 'right' ? Math.max(0, paper.width_mm - length_mm) : centred(length_mm, paper);
}

/** Centred, on a whole dot, so that paper and preview agree. */
function centred(length_mm: number, paper: Paper): number {
  const dot_mm = paper.column_mm / DOTS_PER_COLUMN;
  return Math.floor(Math.max(0, (paper.width_mm - length_mm) / 2) / dot_mm) * dot_mm;
}

/** Columns share the line in whole half-widths with one of air between them; each wraps inside its own share. */
function columnRows(columns: readonly Column[], paper: Paper): Row[] {
  const units = Math.floor(paper.width_mm / paper.column_mm) - (columns.length - 1);
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  let taken = 0;
  const laid = columns.map((column, index) => {
    const isLast = index === columns.length - 1;
    const room = isLast ? units - taken : Math.floor((units * column.share) / shares);
    const start = taken + index;
    taken += room;
    return { column, room, start, lines: wrap(column.text, room) };
  });
  const height = Math.max(...laid.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row): Row => {
    const spans = laid.flatMap(({ column, room, start, lines }): Span[] => {
      const line = lines[row];
      if (line === undefined || line === '') return [];
      const free = room - textUnits(line);
      const indent = column.align === 'left' ? 0 : column.align === 'right' ? free : Math.floor(free / 2);
      return [spanAt((start + indent) * paper.column_mm, line, 1, column.bold ?? false)];
    });
    return { kind: 'text', height_mm: paper.column_mm * LINE_PER_COLUMN, spans };
  });
}

/**
 * CODE128 with its text below, so that a person can type what a scanner cannot read; the text alone where the bars have no room. A control
 * character at the end of a set-up code is nothing to read.
 */
function barcodeRows({ block: _, ...code }: Extract<Block, { block: 'barcode' }>, paper: Paper): Row[] {
  const module_mm = paper.column_mm * MODULE_PER_COLUMN;
  const length_mm = (code128Modules(code.text, code.fnc3)?.length ?? Number.POSITIVE_INFINITY) * module_mm;
  const text = textRows(code.text.trim(), paper, { align: 'centre', scale: 1, bold: false });
  if (length_mm > paper.width_mm) return text;
  return [{ kind: 'code128', x_mm: centred(length_mm, paper), height_mm: 10, module_mm, ...code }, ...text];
}
