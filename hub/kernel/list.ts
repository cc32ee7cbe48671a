import { type TSchema, Type } from 'typebox';
import type { Cell } from './table-file.ts';

/**
 * A list of the desk: a query that answers page by page, and columns that mean the same on the screen, in an exported file and on paper.
 * What the query asks for besides (a state, a warehouse) stands in its request.
 */
export const LIST_REQUEST = {
  search: Type.String({ maxLength: 80, default: '' }),
  /** Key of a column; empty: as the list likes it best. */
  sort: Type.String({ maxLength: 40, default: '' }),
  descending: Type.Boolean({ default: false }),
  offset: Type.Integer({ minimum: 0, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
};
export const MOST_LIST_PAGE = 500;

export type ListRequest = {
  readonly search: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
};

/** `count`: of all rows that were asked for, not of this page. */
export function listReply<Row extends TSchema>(row: Row) {
  return Type.Object({ count: Type.Integer(), rows: Type.Array(row) });
}

export type ListWords = { readonly zh: string; readonly en: string };

export type ListColumn<Row> = {
  readonly key: string;
  readonly title: ListWords;
  /** As it stands in a file and on paper; numbers are numbers of the unit, never of thousandths or fen, times those of the zone. */
  readonly cell: (row: Row, timeZone?: string) => Cell;
  /** Share of the paper's width; left out: as wide as its widest text. */
  readonly share?: number;
  /** Of its numbers on paper; left out: as many as they have. */
  readonly decimals?: number;
};

/** A page of a list that is short enough to be held whole: searched in every column, sorted as Chinese sorts. */
export function listPage<Row>(
  all: readonly Row[],
  columns: readonly ListColumn<Row>[],
  { search, sort, descending, offset, limit }: ListRequest,
): { count: number; rows: Row[] } {
  const wanted = search.trim().toLowerCase();
  const found =
    wanted === ''
      ? [...all]
      : all.filter((row) => columns.some(({ cell }) => String(cell(row)).toLowerCase().includes(wanted)));
  const by = columns.find(({ key }) => key === sort);
  if (by !== undefined) {
    const sign = descending ? -1 : 1;
    found.sort((one, other) => sign * compareCells(by.cell(one), by.cell(other)));
  }
  return { count: found.length, rows: found.slice(offset, offset + limit) };
}

const chinese = new Intl.Collator('zh-Hans-CN', { numeric: true });

function compareCells(one: Cell, other: Cell): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return chinese.compare(String(one), String(other));
}
