import type { Quantity } from '../kernel/quantity.ts';
import { type Facts, type Refusal, refuse } from '../kernel/refusal.ts';
import { type NamedLot, namedQuantity } from '../stock/rules.ts';
import type { Condition, ReturnState } from './contract.ts';

export type ReturnFacts = { readonly number: string; readonly state: ReturnState };
export type CheckedLine = {
  readonly id: string;
  readonly part: string;
  /** What a sentence about the part says of it. */
  readonly about: Facts;
  readonly condition: Condition;
  readonly quantity: Quantity | null;
};

const OPEN: readonly ReturnState[] = ['DRAFT', 'SUBMITTED', 'APPROVED'];

export function isOpen(state: ReturnState): boolean {
  return OPEN.includes(state);
}

/** Until it is received a keeper corrects what he counts; a draft is also its employee's. */
export function decideReturnEdit({ number, state }: ReturnFacts): Refusal | null {
  return isOpen(state) ? null : refuse('returns.not-open', { number, state });
}

/** `0 < quantity ≤ remainder`, all lines of a part together. `held` is what the employee holds of it now. */
export function decideRemainder(lines: readonly CheckedLine[], part: string, held: Quantity): Refusal | null {
  const ofPart = lines.filter((line) => line.part === part);
  const wanted = ofPart.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  return wanted <= held ? null : refuse('returns.over', { ...ofPart[0]?.about, wanted, held });
}

/** A part stands in one line for each of its conditions. */
export function decideCondition(
  lines: readonly CheckedLine[],
  line: { readonly id: string | null; readonly part: string; readonly condition: Condition; readonly about: Facts },
): Refusal | null {
  const same = lines.find(
    (other) => other.part === line.part && other.condition === line.condition && other.id !== line.id,
  );
  return same === undefined ? null : refuse('returns.same-condition', { ...line.about, condition: line.condition });
}

/** Nothing is named that he does not hold, all lines of the part together, and no more than the line has. */
export function decideReturnedLots(facts: {
  readonly about: Facts;
  readonly isTracked: boolean;
  /** Of the line; null: not checked. */
  readonly quantity: Quantity | null;
  readonly named: readonly NamedLot[];
  readonly onOtherLines: readonly NamedLot[];
  readonly held: readonly NamedLot[];
}): Refusal | null {
  const { about, named } = facts;
  if (named.length > 0 && !facts.isTracked) return refuse('parts.no-lots', about);
  const ofLot = (all: readonly NamedLot[], lot: string) => namedQuantity(all.filter((one) => one.lot === lot));
  for (const { lot } of named) {
    const wanted = ofLot(named, lot) + ofLot(facts.onOtherLines, lot);
    const held = ofLot(facts.held, lot);
    if (wanted > held) return refuse('returns.lot-not-held', { ...about, lot, wanted, held });
  }
  const [sum, wanted] = [namedQuantity(named), facts.quantity ?? 0];
  return sum <= wanted ? null : refuse('requisitions.lots-over', { ...about, named: sum, wanted });
}

/** Which serial numbers come back must be said, unless all that he holds of the part comes back in one condition. */
export function decideReturnedSerials(
  lines: readonly {
    readonly about: Facts;
    readonly quantity: Quantity;
    readonly named: Quantity;
    readonly held: Quantity;
  }[],
): Refusal | null {
  const [only, ...others] = lines;
  if (only !== undefined && others.length === 0 && only.quantity === only.held) return null;
  const missing = lines.find(({ quantity, named }) => named !== quantity);
  if (missing === undefined) return null;
  const { about, named, quantity: wanted } = missing;
  return refuse('requisitions.serials-missing', { ...about, named, wanted });
}

export function decideReturnSubmit(slip: ReturnFacts, lines: readonly CheckedLine[]): Refusal | null {
  if (slip.state !== 'DRAFT') return refuse('returns.not-open', slip);
  return hasLines(slip, lines);
}

function hasLines({ number }: ReturnFacts, lines: readonly CheckedLine[]): Refusal | null {
  return lines.some(({ quantity }) => quantity !== null) ? null : refuse('returns.no-lines', { number });
}

/** Any one keeper of the warehouse approves and receives; it may be the same one. */
export function decideReturn(
  slip: ReturnFacts,
  lines: readonly CheckedLine[],
  keeper: { readonly name: string; readonly isKeeper: boolean; readonly warehouse: string },
  from: ReturnState,
): Refusal | null {
  return decideRejection(slip, keeper, from) ?? hasLines(slip, lines);
}

/** A return of which nothing is checked is rejected as any other. */
export function decideRejection(
  slip: ReturnFacts,
  keeper: { readonly name: string; readonly isKeeper: boolean; readonly warehouse: string },
  from: ReturnState,
): Refusal | null {
  const closed = decideReturnEdit(slip);
  if (closed !== null) return closed;
  if (slip.state !== from) return refuse('returns.not-submitted', slip);
  if (!keeper.isKeeper) {
    return refuse('requisitions.not-keeper', { person: keeper.name, warehouse: keeper.warehouse });
  }
  return null;
}
