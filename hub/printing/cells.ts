import type { Row, Span } from '../../devices/printers/page.ts';
import type { Align } from '../kernel/document.ts';
import type { Geometry } from './geometry.ts';
import { textUnits, wrap } from './wrap.ts';

/** A text in its part of a line; `start` and `room` in half-widths. */
export type Cell = {
  readonly text: string;
  readonly start: number;
  readonly room: number;
  readonly align: Align;
  readonly bold: boolean;
};
export type TextStyle = { readonly align: Align; readonly scale: 1 | 2; readonly bold: boolean };

export function textRows(text: string, geometry: Geometry, { align, scale, bold }: TextStyle): Row[] {
  const { media, line_mm } = geometry;
  const unit_mm = media.column_mm * scale;
  return wrap(text, Math.floor(geometry.units / scale)).map((line) => {
    const start_mm = startOf(textUnits(line) * unit_mm, align, geometry);
    return {
      kind: 'text',
      height_mm: line_mm * scale,
      spans: line === '' ? [] : [spanAt(start_mm, line, scale, bold)],
    };
  });
}

/** Cells beside each other, each wrapped inside its own room. */
export function cellRows(cells: readonly Cell[], { media, line_mm }: Geometry): Row[] {
  const laid = cells.map((cell) => ({ ...cell, lines: wrap(cell.text, cell.room) }));
  const height = Math.max(...laid.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, index): Row => {
    const spans = laid.flatMap(({ lines, room, start, align, bold }): Span[] => {
      const line = lines[index];
      if (line === undefined || line === '') return [];
      const free = room - textUnits(line);
      const indent = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
      return [spanAt((start + indent) * media.column_mm, line, 1, bold)];
    });
    return { kind: 'text', height_mm: line_mm, spans };
  });
}

/** No room is smaller than a wide glyph, and between two there is air. */
const LEAST_ROOM = 2;

/**
 * Shares a line out in whole half-widths, with `air` between two rooms; null where they are too many for the line. What is left over is the last
 * one's.
 */
export function shareOut(
  shares: readonly number[],
  units: number,
  air: number,
): { readonly start: number; readonly room: number }[] | null {
  const free = units - air * (shares.length - 1) - LEAST_ROOM * shares.length;
  if (free < 0) return null;
  const sum = shares.reduce((total, share) => total + share, 0);
  let start = 0;
  return shares.map((share, index) => {
    const isLast = index === shares.length - 1;
    const room = isLast ? units - start : LEAST_ROOM + (sum === 0 ? 0 : Math.floor((free * share) / sum));
    const place = { start, room };
    start += room + air;
    return place;
  });
}

function spanAt(x_mm: number, text: string, scale: number, bold: boolean): Span {
  return { x_mm, text, scaleX: scale, scaleY: scale, bold };
}

function startOf(length_mm: number, align: Align, geometry: Geometry): number {
  if (align === 'left') return 0;
  const free_mm = Math.max(0, geometry.units * geometry.media.column_mm - length_mm);
  return align === 'right' ? free_mm : wholeDots(free_mm / 2, geometry);
}

/** On a whole dot, so that paper and preview agree. */
export function wholeDots(x_mm: number, { head }: Geometry): number {
  return Math.floor(x_mm * head.dotsPerMm + 1e-6) / head.dotsPerMm;
}
