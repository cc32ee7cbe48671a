import type { Row } from '../../devices/printers/page.ts';
import type { Table, TableColumn, TableRow } from '../kernel/document.ts';
import { formatMoney } from '../kernel/money.ts';
import { formatQuantity, ONE_UNIT } from '../kernel/quantity.ts';
import { type Cell, cellRows, shareOut, textRows } from './cells.ts';
import type { Geometry } from './geometry.ts';
import { textUnits } from './wrap.ts';

/** What the lines of a page, or all of them, add up to: one value a column. */
export type Sums = { readonly lines: number; readonly values: readonly number[] };

/** A table as rows, and how to close it wherever a page ends. */
export type LaidTable = {
  readonly kind: 'table';
  readonly head: readonly Row[];
  readonly lines: readonly { readonly rows: readonly Row[]; readonly sums: Sums }[];
  /** Empty where the table wants none. */
  readonly subtotal: (sums: Sums) => readonly Row[];
  readonly total: (sums: Sums) => readonly Row[];
};

export const NO_SUMS: Sums = { lines: 0, values: [] };

export function addSums(one: Sums, other: Sums): Sums {
  const length = Math.max(one.values.length, other.values.length);
  const values = Array.from({ length }, (_, index) => (one.values[index] ?? 0) + (other.values[index] ?? 0));
  return { lines: one.lines + other.lines, values };
}

/** A column of the table with its place on the line; `index` is where its cells are. */
type Placed = { readonly column: TableColumn; readonly index: number; readonly start: number; readonly room: number };

const RULE: Row = { kind: 'rule', height_mm: 2, dashed: false };
const DASHED: Row = { kind: 'rule', height_mm: 3, dashed: true };

export function layTable(table: Table, geometry: Geometry): LaidTable {
  const all = table.columns.map((column, index) => ({ column, index }));
  const beside = geometry.narrow ? all.filter(({ column }) => column.narrow === undefined) : all;
  const below = geometry.narrow ? all.filter(({ column }) => column.narrow === 'below') : [];
  const placed = place(beside, table, geometry);
  const rule = geometry.narrow ? DASHED : RULE;
  const cellsOf = (textOf: (at: Placed) => string, bold: (column: TableColumn) => boolean): Row[] =>
    placed === null
      ? beside.flatMap(({ column, index }) =>
          textRows(textOf({ column, index, start: 0, room: geometry.units }), geometry, {
            align: 'left',
            scale: 1,
            bold: bold(column),
          }),
        )
      : cellRows(
          placed.map((at) => ({ ...cellAt(at), text: textOf(at), bold: bold(at.column) })),
          geometry,
        );
  const titles = cellsOf(
    ({ column }) => column.title,
    () => true,
  );
  const closing = (words: string | undefined, sums: Sums): Row[] =>
    words === undefined ? [] : [rule, ...sumRows(words, sums, placed, table, geometry)];
  return {
    kind: 'table',
    head: geometry.narrow ? [rule, ...titles] : [rule, ...titles, rule],
    lines: table.rows.map((row) => ({
      rows: [
        ...cellsOf(
          ({ index }) => row.cells[index] ?? '',
          (column) => column.bold ?? false,
        ),
        ...belowRows(row, below, geometry),
      ],
      sums: { lines: 1, values: table.columns.map((_, index) => row.values?.[index] ?? 0) },
    })),
    subtotal: (sums) => closing(table.subtotal, sums),
    total: (sums) => closing(table.total, sums),
  };
}

const cellAt = ({ column, start, room }: Placed): Omit<Cell, 'text' | 'bold'> => ({ start, room, align: column.align });

/** Columns without a share get what their widest text needs, the others share the rest; a line too short for that is shared by need alone. */
function place(columns: Omit<Placed, 'start' | 'room'>[], table: Table, { units, narrow }: Geometry): Placed[] | null {
  if (columns.length === 0) return [];
  const air = narrow ? 1 : 2;
  const needs = columns.map(({ column, index }) => needOf(column, index, table));
  const fixed = columns.reduce(
    (sum, { column }, at) => sum + (column.share === undefined ? (needs[at] ?? 0) : 0),
    air * (columns.length - 1),
  );
  const flexible = columns.filter(({ column }) => column.share !== undefined).map(({ column }) => column.share ?? 0);
  const rest = flexible.length === 0 ? null : shareOut(flexible, units - fixed, 0);
  const fits = rest === null ? flexible.length === 0 && fixed <= units : units - fixed >= units / 4;
  const places = fits ? null : shareOut(needs, units, air);
  if (!fits && places === null) return null;
  let start = 0;
  let taken = 0;
  return columns.map((column, at) => {
    const shared = places?.[at];
    if (shared !== undefined) return { ...column, ...shared };
    const room = column.column.share === undefined ? (needs[at] ?? 0) : (rest?.[taken++]?.room ?? 0);
    const placed = { ...column, start, room };
    start += room + air;
    return placed;
  });
}

/** Half-widths of the widest text of a column, its sums among them. */
function needOf(column: TableColumn, index: number, { rows, subtotal, total }: Table): number {
  const isSummed = column.sum !== undefined && (subtotal !== undefined || total !== undefined);
  const sums = isSummed
    ? widestSum(
        column,
        rows.map(({ values }) => values?.[index] ?? 0),
      )
    : '';
  return [column.title, sums, ...rows.map(({ cells }) => cells[index] ?? '')].reduce(
    (widest, text) => Math.max(widest, textUnits(text)),
    2,
  );
}

/** No sum of some of the values is longer: a part may have a sign, or decimals, that the whole has not. */
function widestSum(column: TableColumn, values: readonly number[]): string {
  const most = values.reduce((sum, value) => sum + Math.abs(value), 0);
  const hasDecimals = column.sum?.as === 'quantity' && values.some((value) => value % ONE_UNIT !== 0);
  const widest = hasDecimals ? most - (most % ONE_UNIT) + (ONE_UNIT - 1) : most;
  return sumText(column, values.some((value) => value < 0) ? -widest : widest);
}

/** What stands below a row on a narrow roll: its lesser columns in one indented line. */
function belowRows(row: TableRow, below: readonly { index: number }[], geometry: Geometry): Row[] {
  const text = below
    .map(({ index }) => row.cells[index] ?? '')
    .filter((cell) => cell !== '')
    .join('  ');
  if (text === '') return [];
  const indented = { text, start: 2, room: geometry.units - 2, align: 'left', bold: false } as const;
  return cellRows([indented], geometry);
}

/** "合计 12 项" up to the first sum, and every sum under its column. */
function sumRows(words: string, sums: Sums, placed: Placed[] | null, table: Table, geometry: Geometry): Row[] {
  const text = words.replace('{n}', String(sums.lines));
  const summed = (placed ?? []).filter(({ column }) => column.sum !== undefined);
  const firstSum = summed[0]?.start ?? geometry.units + 1;
  const label: Cell = { text, start: 0, room: firstSum - 1, align: 'left', bold: true };
  if (summed.length === 0 || firstSum === 0) {
    const alone = cellRows([{ ...label, room: geometry.units }], geometry);
    if (summed.length === 0) return alone;
    return [...alone, ...cellRows(summed.map(sumCell), geometry)];
  }
  return cellRows([label, ...summed.map(sumCell)], geometry);

  function sumCell(at: Placed): Cell {
    return {
      ...cellAt(at),
      text: sumText(table.columns[at.index] ?? at.column, sums.values[at.index] ?? 0),
      bold: true,
    };
  }
}

function sumText({ sum }: TableColumn, value: number): string {
  const text = sum?.as === 'money' ? formatMoney(value) : formatQuantity(value);
  return sum?.unit === undefined ? text : `${text} ${sum.unit}`;
}
