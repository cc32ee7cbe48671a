import { type Refusal, refuse } from './refusal.ts';
import { searchKey } from './search-key.ts';
import type { ReadTable } from './table-file.ts';

export type FoundColumns<Column extends string> = {
  /** Where in a row each column stands. */
  readonly at: ReadonlyMap<Column, number>;
  /** Titles that nothing is taken from. */
  readonly unused: readonly string[];
};

/**
 * Which column of a file means what, by the titles that each column goes by; where two columns go by the same one, it is the later's. Refused: two
 * of the same meaning.
 */
export function findColumns<Column extends string>(
  { header }: ReadTable,
  titles: Readonly<Record<Column, readonly string[]>>,
): FoundColumns<Column> | Refusal {
  const meaning = new Map<string, Column>();
  for (const column of Object.keys(titles) as Column[])
    for (const title of titles[column]) meaning.set(searchKey(title), column);
  const at = new Map<Column, number>();
  const unused: string[] = [];
  for (const [index, title] of header.entries()) {
    const column = meaning.get(searchKey(title));
    if (column === undefined) {
      if (title !== '') unused.push(title);
    } else if (at.has(column)) return refuse('import.column-twice', { title });
    else at.set(column, index);
  }
  return { at, unused };
}
