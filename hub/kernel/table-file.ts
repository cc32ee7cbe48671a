import { type Refusal, refuse } from './refusal.ts';

/**
 * A table as people exchange it: a file of CSV or XLSX with titles above. Everything that is read is text: what a column means, its importer says.
 */
export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Numbers are written as numbers where the file knows such (XLSX), so that a workbook can add them up. */
export type Cell = string | number;

export type WrittenTable = {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

export type ReadTable = {
  readonly header: readonly string[];
  readonly rows: readonly {
    /** As a spreadsheet counts: the titles are row 1. */
    readonly row: number;
    /** One text a title; spaces around it are gone. */
    readonly cells: readonly string[];
  }[];
};

/** 16 MB, as one number so that its type is that number (`import-contract.ts`). */
export const MOST_FILE_BYTES = 16_777_216;
export const MOST_ROWS = 100_000;
export const MOST_COLUMNS = 100;
export const MOST_CELL_CHARACTERS = 2000;

/** What stands against a file before anybody looks at what it says. */
export const TABLE_REFUSALS = [
  'tables.too-large',
  'tables.too-many-rows',
  'tables.too-many-columns',
  'tables.cell-too-long',
  'tables.row-too-long',
  'tables.open-quote',
  'tables.old-workbook',
  'tables.unreadable',
  'tables.empty',
] as const;

export function refuseTable(code: (typeof TABLE_REFUSALS)[number], facts: Refusal['facts'] = {}): Refusal {
  return refuse(code, facts);
}

/** Rows of cells as a parser found them, as a table: the first row that says anything has the titles, rows that say nothing are left out. */
export function tableOf(found: readonly (readonly string[])[]): ReadTable | Refusal {
  const all = found
    .map((cells, index) => ({ row: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [titles, ...rows] = all;
  if (titles === undefined) return refuseTable('tables.empty');
  const width = titles.cells.findLastIndex((title) => title !== '') + 1;
  if (width > MOST_COLUMNS) return refuseTable('tables.too-many-columns', { columns: width, limit: MOST_COLUMNS });
  if (rows.length > MOST_ROWS) return refuseTable('tables.too-many-rows', { rows: rows.length, limit: MOST_ROWS });
  for (const { row, cells } of rows) {
    // More cells than titles: a separator inside a text, most likely, and every cell behind it means something else.
    if (cells.findLastIndex((cell) => cell !== '') >= width) return refuseTable('tables.row-too-long', { row });
    if (cells.some((cell) => cell.length > MOST_CELL_CHARACTERS))
      return refuseTable('tables.cell-too-long', { row, limit: MOST_CELL_CHARACTERS });
  }
  const header = titles.cells.slice(0, width);
  return {
    header,
    rows: rows.map(({ row, cells }) => ({ row, cells: header.map((_, index) => cells[index] ?? '') })),
  };
}
