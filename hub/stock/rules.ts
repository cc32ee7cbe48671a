import type { Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { LocationKind } from '../places/rules.ts';
import type { MOVEMENT_KIND_NAMES } from './contract.ts';

export type MovementKind = (typeof MOVEMENT_KIND_NAMES)[number];

/** Which kinds of location a movement may leave and reach. A reversal goes wherever what it undoes came from. */
const WAYS: {
  readonly [kind in Exclude<MovementKind, 'reversal'>]: readonly (readonly [LocationKind, LocationKind])[];
} = {
  opening: [
    ['difference', 'bin'],
    ['difference', 'employee'],
  ],
  receipt: [['supplier', 'bin']],
  issue: [['bin', 'employee']],
  return: [['employee', 'bin']],
  use: [['employee', 'order']],
  transfer: [
    ['bin', 'bin'],
    ['bin', 'transit'],
    ['transit', 'bin'],
    ['employee', 'employee'],
  ],
  count: [
    ['difference', 'bin'],
    ['bin', 'difference'],
    ['difference', 'employee'],
    ['employee', 'difference'],
  ],
  sale: [['bin', 'customer']],
  scrap: [
    ['bin', 'scrap'],
    ['employee', 'scrap'],
  ],
};

export function isWay(kind: MovementKind, from: LocationKind, to: LocationKind): boolean {
  if (kind === 'reversal') return true;
  return WAYS[kind].some(([wayFrom, wayTo]) => wayFrom === from && wayTo === to);
}

/** What may be promised now: on hand less what others have reserved, never below zero. */
export function issuable(onHand: Quantity, reservedByOthers: Quantity): Quantity {
  return Math.max(0, onHand - reservedByOthers);
}

export type BinBalance = { readonly bin: string; readonly lot: string; readonly quantity: Quantity };
export type Pick = { readonly bin: string; readonly lot: string; readonly quantity: Quantity };

/**
 * From which bins a quantity is taken, in the order in which they are given.
 * Refuses when they do not hold enough; never takes a part of it.
 */
export function pickFrom(balances: readonly BinBalance[], wanted: Quantity): readonly Pick[] | Refusal {
  const picks: Pick[] = [];
  let missing = wanted;
  for (const { bin, lot, quantity } of balances) {
    if (missing === 0) break;
    const taken = Math.min(quantity, missing);
    if (taken <= 0) continue;
    picks.push({ bin, lot, quantity: taken });
    missing -= taken;
  }
  return missing === 0 ? picks : refuse('stock.short', { wanted, issuable: wanted - missing });
}

/** What a movement gave to an employee and is not consumed yet. */
export type HoldingSource = {
  readonly movement: string;
  readonly lot: string;
  /** The repair order that it was issued for; a kit has none. */
  readonly order: string | null;
  readonly remaining: Quantity;
};
export type Consumption = { readonly movement: string; readonly lot: string; readonly quantity: Quantity };

/**
 * Which issues a use or a return consumes (`life-cycles.md` D3.5): those of the same order first, then the oldest. `sources` come the
 * oldest first. Refuses when the employee does not hold so much; never takes a part of it.
 */
export function consume(
  sources: readonly HoldingSource[],
  wanted: Quantity,
  order: string | null,
): readonly Consumption[] | Refusal {
  const isSame = (source: HoldingSource): boolean => order !== null && source.order === order;
  const inTurn = [...sources.filter(isSame), ...sources.filter((source) => !isSame(source))];
  const taken: Consumption[] = [];
  let missing = wanted;
  for (const { movement, lot, remaining } of inTurn) {
    if (missing === 0) break;
    const quantity = Math.min(remaining, missing);
    if (quantity <= 0) continue;
    taken.push({ movement, lot, quantity });
    missing -= quantity;
  }
  return missing === 0 ? taken : refuse('holdings.short', { wanted, held: wanted - missing });
}
