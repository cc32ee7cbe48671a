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

/** How many of a lot, or of a serial number, somebody named. */
export type NamedLot = { readonly lot: string; readonly quantity: Quantity };

export function namedQuantity(named: readonly NamedLot[]): Quantity {
  return named.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What is named is taken from its own lot, the rest in the order in which the sources are given. `missing`: what there was not enough of. */
function takeInTurn<Source extends { readonly lot: string }>(
  sources: readonly (Source & { readonly left: Quantity })[],
  wanted: Quantity,
  named: readonly NamedLot[],
): { readonly taken: ReadonlyMap<Source, Quantity>; readonly missing: Quantity } {
  const taken = new Map<Source, Quantity>();
  const drain = (from: typeof sources, quantity: Quantity): Quantity => {
    let missing = quantity;
    for (const source of from) {
      const before = taken.get(source) ?? 0;
      const more = Math.min(source.left - before, missing);
      if (more <= 0) continue;
      taken.set(source, before + more);
      missing -= more;
    }
    return missing;
  };
  const ofNamed = named.map(({ lot, quantity }) =>
    drain(
      sources.filter((source) => source.lot === lot),
      quantity,
    ),
  );
  const rest = drain(sources, wanted - namedQuantity(named));
  return { taken, missing: ofNamed.reduce((sum, missing) => sum + missing, rest) };
}

/** What is promised by its lot is held back from the last of its bins, and stands after everything else. */
export function promisedLast(balances: readonly BinBalance[], promised: readonly NamedLot[]): BinBalance[] {
  const left = new Map<string, Quantity>();
  for (const { lot, quantity } of promised) left.set(lot, (left.get(lot) ?? 0) + quantity);
  const held: BinBalance[] = [];
  const free = balances.toReversed().flatMap((balance) => {
    const back = Math.min(balance.quantity, left.get(balance.lot) ?? 0);
    if (back === 0) return [balance];
    left.set(balance.lot, (left.get(balance.lot) ?? 0) - back);
    held.unshift({ ...balance, quantity: back });
    return balance.quantity === back ? [] : [{ ...balance, quantity: balance.quantity - back }];
  });
  return [...free.toReversed(), ...held];
}

/**
 * From which bins a quantity is taken: what is named from its own lots, the rest in the order in which they are given.
 * Refuses when they do not hold enough; never takes a part of it.
 */
export function pickFrom(
  balances: readonly BinBalance[],
  wanted: Quantity,
  named: readonly NamedLot[] = [],
): readonly Pick[] | Refusal {
  const sources = balances.map((balance) => ({ ...balance, left: balance.quantity }));
  const { taken, missing } = takeInTurn(sources, wanted, named);
  if (missing > 0) return refuse('stock.short', { wanted, issuable: wanted - missing });
  return [...taken].map(([{ bin, lot }, quantity]) => ({ bin, lot, quantity }));
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
 * Which issues a use or a return consumes (`life-cycles.md` D3.5): what is named from its own lots, else those of the same order first, then
 * the oldest. `sources` come the oldest first. Refuses when the employee does not hold so much; never takes a part of it.
 */
export function consume(
  sources: readonly HoldingSource[],
  wanted: Quantity,
  order: string | null,
  named: readonly NamedLot[] = [],
): readonly Consumption[] | Refusal {
  const isSame = (source: HoldingSource): boolean => order !== null && source.order === order;
  const inTurn = [...sources.filter(isSame), ...sources.filter((source) => !isSame(source))];
  const { taken, missing } = takeInTurn(
    inTurn.map((source) => ({ ...source, left: source.remaining })),
    wanted,
    named,
  );
  if (missing > 0) return refuse('holdings.short', { wanted, held: wanted - missing });
  return [...taken].map(([{ movement, lot }, quantity]) => ({ movement, lot, quantity }));
}
