import type { TemplateResult } from 'lit';
import type { Key } from '../words/sentences.ts';

/** A column of a desk list, as data. */
export type ListColumn<Row> = {
  /** The key of the same column in the hub, so that the hub can sort and print by it. */
  readonly key: string;
  readonly title: Key;
  /** In pixels, the least where it grows. */
  readonly width: number;
  readonly grows?: boolean;
  readonly align?: 'start' | 'end';
  readonly show: (row: Row) => string | TemplateResult;
  /** Hidden until somebody chooses it. */
  readonly optional?: boolean;
  /** A sentence: it takes as many lines as it needs, where others are cut. */
  readonly wraps?: boolean;
  /** The hub cannot sort by it. */
  readonly unsorted?: boolean;
  /** Goes where there is no room for all: the higher, the earlier. Left out: it never does. */
  readonly yields?: number;
};

/** The columns that `room` pixels are enough for; what must stay is wider than that only where nothing is left that yields. */
export function fitting<Column extends Pick<ListColumn<never>, 'key' | 'width' | 'yields'>>(
  columns: readonly Column[],
  room: number,
  isKept: (column: Column) => boolean,
): readonly Column[] {
  const left = [...columns];
  const going = columns
    .filter((column) => column.yields !== undefined && !isKept(column))
    .sort((one, other) => (other.yields ?? 0) - (one.yields ?? 0));
  for (const column of going) {
    if (left.reduce((sum, { width }) => sum + width, 0) <= room) break;
    left.splice(left.indexOf(column), 1);
  }
  return left;
}

/** What somebody chose to see of a list, kept by this device; columns that nobody decided about are as the page has them. */
export class ColumnChoice {
  readonly #store: string;
  #chosen: Record<string, boolean>;

  constructor(list: string) {
    this.#store = `columns of ${list}`;
    this.#chosen = readChoice(this.#store);
  }

  isShown({ key, optional = false }: Pick<ListColumn<never>, 'key' | 'optional'>): boolean {
    return this.#chosen[key] ?? !optional;
  }

  /** Somebody asked for it. */
  isWanted(key: string): boolean {
    return this.#chosen[key] === true;
  }

  choose(key: string, shown: boolean): void {
    this.#chosen = { ...this.#chosen, [key]: shown };
    localStorage.setItem(this.#store, JSON.stringify(this.#chosen));
  }
}

function readChoice(store: string): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(store) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, shown]) => typeof shown === 'boolean'));
  } catch {
    return {};
  }
}
