import type { PrintedDocument, TableColumn } from '../kernel/document.ts';
import type { ListColumn, ListWords } from '../kernel/list.ts';
import { paperWord } from './words.ts';

export type PrintedList = {
  readonly title: string;
  /** What it was narrowed to: label and value. */
  readonly asked: readonly { readonly label: string; readonly text: string }[];
  readonly columns: readonly ListColumn<unknown>[];
  readonly rows: readonly unknown[];
  readonly language: keyof ListWords;
  readonly time: string;
  readonly timeZone: string;
};

/** Beside each other on a narrow roll; the others stand below their row. */
const BESIDE = 2;

/** A list as a table: titles again on every page, the number of its lines at the end. */
export function listDocument({ title, asked, columns, rows, language, time, timeZone }: PrintedList): PrintedDocument {
  const word = (name: Parameters<typeof paperWord>[0]): string => paperWord(name, language);
  const isNumber = columns.map(({ cell }) => rows.some((row) => typeof cell(row) === 'number'));
  const last = isNumber.lastIndexOf(true);
  const tableColumns = columns.map((column, index): TableColumn => {
    const beside = index < BESIDE || index === last;
    // A column that says nothing in any row takes no room from those that do.
    const says = rows.some((row) => column.cell(row) !== '');
    return {
      title: column.title[language],
      align: isNumber[index] ? 'right' : 'left',
      ...(column.share === undefined || !says ? {} : { share: column.share }),
      ...(beside ? {} : { narrow: 'below' as const }),
    };
  });
  return {
    template: 'list',
    title,
    head: [
      { block: 'heading', text: title, align: 'centre' },
      { block: 'fields', fields: [...asked, { label: word('list.time'), text: time }] },
    ],
    blocks: [
      {
        block: 'table',
        columns: tableColumns,
        rows: rows.map((row) => ({ cells: columns.map((column) => textOf(column, row, timeZone)) })),
        total: `${word('list.total')} {n} ${word('list.lines')}`,
      },
    ],
    pageWords: word('paper.page'),
    unmarked: true,
  };
}

function textOf({ cell, decimals }: ListColumn<unknown>, row: unknown, timeZone: string): string {
  const value = cell(row, timeZone);
  return typeof value === 'number' && decimals !== undefined ? value.toFixed(decimals) : String(value);
}
