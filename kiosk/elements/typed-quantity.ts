import { type Facts, quantityText } from '../words/facts.ts';
import type { Key } from '../words/sentences.ts';

const ONE = 1000;
/** The most that a line carries, in thousandths: one million units. */
export const MOST_QUANTITY = 1_000_000 * ONE;

export type TypedQuantity =
  | { readonly quantity: number }
  /** Why what was typed is no quantity of the unit. */
  | { readonly wrong: Key; readonly facts: Facts };

/**
 * Reads a typed quantity into thousandths. Full-width digits and points, as an input method gives them, mean the same.
 * `decimals`: how many the unit has, 0 to 3.
 */
export function typedQuantity(typed: string, unit: string, decimals: number): TypedQuantity {
  const text = typed.normalize('NFKC').replaceAll('。', '.').trim();
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text);
  if (match === null) return { wrong: 'quantity.not-a-number', facts: {} };
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) {
    return { wrong: decimals === 0 ? 'quantity.whole-only' : 'quantity.too-precise', facts: { unit, decimals } };
  }
  const quantity = Number(match[1]) * ONE + Number(fraction.padEnd(3, '0'));
  if (quantity > MOST_QUANTITY)
    return { wrong: 'quantity.too-large', facts: { unit, most: quantityText(MOST_QUANTITY) } };
  return { quantity };
}
