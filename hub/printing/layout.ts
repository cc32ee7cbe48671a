import type { Page, Row, Span } from '../../devices/printers/page.ts';
import type { Block, Column, PrintedDocument } from '../kernel/document.ts';
import { HALF_MM, textUnits, wrap } from './glyphs.ts';

/** A line of normal text: 24 dots of glyph and 6 of air, as `ESC 3 30` sets it. */
const LINE_MM = 3.75;
const MODULE_MM = 0.25;

/** Lays a document out for paper whose printable area is `width_mm` wide. Nothing is left for the printer to decide. */
export function layOut(document: PrintedDocument, width_mm: number): Page {
  return { width_mm, rows: document.blocks.flatMap((block) => rowsOf(block, width_mm)) };
}

function rowsOf(block: Block, width_mm: number): Row[] {
  switch (block.block) {
    case 'heading':
      return textRows(block.text, { width_mm, align: block.align, scale: 2, bold: true });
    case 'text':
      return textRows(block.text, { width_mm, align: block.align, scale: 1, bold: block.bold ?? false });
    case 'columns':
      return columnRows(block.columns, width_mm);
    case 'rule':
      return [{ kind: 'rule', height_mm: 3, dashed: true }];
    case 'space':
      return [{ kind: 'space', height_mm: block.height_mm }];
    case 'barcode':
      return barcodeRows(block.text, width_mm);
    case 'qr':
      return [{ kind: 'qr', x_mm: centred(width_mm, 22), module_mm: 0.75, level: 'M', text: block.text }];
    case 'signature':
      return [
        { kind: 'space', height_mm: 9 },
        ...textRows(`${block.label} ______________________`, { width_mm, align: 'left', scale: 1, bold: false }),
      ];
  }
}

type TextStyle = { width_mm: number; align: 'left' | 'centre' | 'right'; scale: 1 | 2; bold: boolean };

function textRows(text: string, style: TextStyle): Row[] {
  const unit_mm = HALF_MM * style.scale;
  return wrap(text, Math.floor(style.width_mm / unit_mm)).map((line) => ({
    kind: 'text',
    height_mm: LINE_MM * style.scale,
    spans: [spanAt(aligned(textUnits(line) * unit_mm, style.width_mm, style.align), line, style.scale, style.bold)],
  }));
}

function spanAt(x_mm: number, text: string, scale: number, bold: boolean): Span {
  return { x_mm, text, scaleX: scale, scaleY: scale, bold };
}

function aligned(length_mm: number, width_mm: number, align: 'left' | 'centre' | 'right'): number {
  if (align === 'left') return 0;
  const free = Math.max(0, width_mm - length_mm);
  return align === 'right' ? free : toDot(free / 2);
}

function toDot(mm: number): number {
  return Math.floor(mm * 8) / 8;
}

function centred(width_mm: number, length_mm: number): number {
  return toDot(Math.max(0, (width_mm - length_mm) / 2));
}

/** Columns share the line in whole half-widths with one of air between them; each wraps inside its own share. */
function columnRows(columns: readonly Column[], width_mm: number): Row[] {
  const units = Math.floor(width_mm / HALF_MM) - (columns.length - 1);
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  let left = 0;
  const laid = columns.map((column, index) => {
    const isLast = index === columns.length - 1;
    const room = isLast ? units - left : Math.floor((units * column.share) / shares);
    const start = left + index;
    left += room;
    return { column, room, start, lines: wrap(column.text, room) };
  });
  const height = Math.max(...laid.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row): Row => {
    const spans = laid.flatMap(({ column, room, start, lines }): Span[] => {
      const line = lines[row];
      if (line === undefined || line === '') return [];
      const x_mm = start * HALF_MM + aligned(textUnits(line) * HALF_MM, room * HALF_MM, column.align);
      return [spanAt(x_mm, line, 1, column.bold ?? false)];
    });
    return { kind: 'text', height_mm: LINE_MM, spans };
  });
}

/** CODE128 with its text below, so that a person can type what a scanner cannot read. */
function barcodeRows(text: string, width_mm: number): Row[] {
  // Code set B: 11 modules a character, with start, check and stop (ISO/IEC 15417).
  const length_mm = (11 * (text.length + 3) + 2) * MODULE_MM;
  return [
    { kind: 'code128', x_mm: centred(width_mm, length_mm), height_mm: 10, module_mm: MODULE_MM, text },
    ...textRows(text, { width_mm, align: 'centre', scale: 1, bold: false }),
  ];
}
