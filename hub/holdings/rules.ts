import type { Quantity } from '../kernel/quantity.ts';
import { type Facts, type Refusal, refuse } from '../kernel/refusal.ts';
import { type NamedLot, namedQuantity } from '../stock/rules.ts';
import type { HandOverState, LossState } from './contract.ts';

/** Who acts: himself, or somebody who looks after others' holdings. */
export type Hand = { readonly person: string | null; readonly looksAfterOthers: boolean };

/** What somebody holds is his own affair, and that of the keepers, the supervisor and the manager. */
export function decideHolder(hand: Hand, holder: { readonly id: string; readonly name: string }): Refusal | null {
  return hand.looksAfterOthers || hand.person === holder.id
    ? null
    : refuse('holdings.not-yours', { person: holder.name });
}

/** Nothing is named that he does not hold, and no more than leaves him. `heldOf`: what he holds of a lot. */
export function decideNamedOut(
  about: Facts,
  quantity: Quantity,
  named: readonly NamedLot[],
  heldOf: (lot: string) => Quantity,
): Refusal | null {
  const sum = namedQuantity(named);
  if (sum > quantity) return refuse('requisitions.lots-over', { ...about, named: sum, wanted: quantity });
  for (const { lot } of named) {
    const [wanted, held] = [namedQuantity(named.filter((one) => one.lot === lot)), heldOf(lot)];
    if (wanted > held) return refuse('returns.lot-not-held', { ...about, lot, wanted, held });
  }
  return null;
}

/**
 * What is kept by serial numbers leaves a hand whole, or by name: the hub cannot know which one it was. `alone`: all that would be taken without a
 * name, so that nothing is left to choose.
 */
export function decideSerialsOut(
  about: Facts,
  quantity: Quantity,
  named: Quantity,
  alone: readonly Quantity[],
): Refusal | null {
  if (named === quantity || alone.includes(quantity)) return null;
  return refuse('requisitions.serials-missing', { ...about, named, wanted: quantity });
}

export type HandOverFacts = {
  readonly number: string;
  readonly state: HandOverState;
  readonly giver: string;
  readonly taker: string;
  readonly takerName: string;
};

/** Only the one who gets the parts signs for them, and nobody in his name. */
export function decideTaking(handOver: HandOverFacts, person: string | null): Refusal | null {
  const { number, state, taker, takerName } = handOver;
  if (state !== 'OFFERED') return refuse('holdings.hand-over-decided', { number, state });
  return taker === person ? null : refuse('holdings.not-taker', { number, taker: takerName });
}

export function decideWithdrawal(handOver: HandOverFacts, hand: Hand, giverName: string): Refusal | null {
  const { number, state, giver } = handOver;
  if (state !== 'OFFERED') return refuse('holdings.hand-over-decided', { number, state });
  return decideHolder(hand, { id: giver, name: giverName });
}

/** Nobody decides on what he lost himself. */
export function decideLossReport(
  report: { readonly number: string; readonly state: LossState; readonly person: string },
  decider: string | null,
): Refusal | null {
  const { number, state, person } = report;
  if (state !== 'SUBMITTED') return refuse('holdings.report-decided', { number, state });
  return person === decider ? refuse('holdings.own-report', { number }) : null;
}
