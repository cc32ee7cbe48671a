import { typedQuantity } from '../elements/typed-quantity.ts';
import type { Operations } from '../hub/contracts.ts';
import type { Facts } from '../words/facts.ts';
import type { Key } from '../words/say.ts';

/** A field of a form about a part, as data. */
export type FormField = {
  readonly name: string;
  readonly label: Key;
  /** 'lines': several values, one a line. */
  readonly kind: 'text' | 'number' | 'lines' | 'yes' | 'choice' | 'day';
  readonly value: string;
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  readonly required?: boolean;
  /** What stands in front of a name that is no key: a price level's own. */
  readonly title?: string;
  readonly hint?: Key;
  readonly step?: string;
  readonly longest?: number;
};

export type Filled = ReadonlyMap<string, string>;

/** What a form does when it is sent, or what is wrong with what was typed. */
export type Sent =
  | { readonly wrong: Key; readonly facts: Facts }
  | { [O in keyof Operations]: { readonly name: O; readonly request: Operations[O]['request'] } }[keyof Operations];

export type PartForm = {
  readonly title: Key;
  readonly fields: readonly FormField[];
  readonly send: (filled: Filled) => Sent;
};

export const textOf = (filled: Filled, name: string): string => filled.get(name)?.trim() ?? '';
export const isYes = (filled: Filled, name: string): boolean => filled.get(name) === 'yes';

/** Values one a line, each once. */
export function linesOf(filled: Filled, name: string): string[] {
  const lines = textOf(filled, name).split('\n');
  return [...new Set(lines.map((line) => line.trim()))].filter((line) => line !== '');
}

/** Fen of what was typed in yuan; null: nothing was typed. */
export function fenOf(filled: Filled, name: string): number | null {
  const typed = textOf(filled, name);
  return typed === '' ? null : Math.round(Number(typed) * 100);
}

export const yuanTyped = (fen: number | undefined): string => (fen === undefined ? '' : (fen / 100).toFixed(2));

type Wrong = Extract<Sent, { wrong: Key }>;
export const isWrong = (read: unknown): read is Wrong => typeof read === 'object' && read !== null && 'wrong' in read;

/** A quantity in thousandths; null: nothing was typed. */
export function quantityOf(typed: string, unit: string, decimals: number): number | null | Wrong {
  if (typed.trim() === '') return null;
  const read = typedQuantity(typed, unit, decimals);
  return 'wrong' in read ? read : read.quantity;
}

/** "6921589800005=10": a name and how much it means; without a number it means one. */
export function pairsOf(lines: readonly string[], unit: string): { name: string; quantity: number }[] | Wrong {
  const pairs: { name: string; quantity: number }[] = [];
  for (const line of lines) {
    const at = line.lastIndexOf('=');
    const quantity = at < 0 ? 1000 : quantityOf(line.slice(at + 1), unit, 3);
    if (isWrong(quantity)) return quantity;
    if (quantity === null || quantity === 0) return { wrong: 'quantity.not-a-number', facts: {} };
    pairs.push({ name: (at < 0 ? line : line.slice(0, at)).trim(), quantity });
  }
  return pairs;
}
