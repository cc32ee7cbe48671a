import { ONE_UNIT, type Quantity } from '../kernel/quantity.ts';
import { massOfThousandth } from '../parts/rules.ts';

/** A line, as far as a weight may say something of it. */
export type WeighableLine = {
  /** Null: nobody has said how many yet (a return). */
  readonly quantity: Quantity | null;
  /** What proved the quantity: 'scan', 'weight', 'manual' … */
  readonly evidence: string;
  /** Where that was a weight: it had said how many itself. */
  readonly wasSetByWeight: boolean;
};

export type LoadFacts = {
  /** Pieces that were counted, and not a part that is as much as it weighs. */
  readonly isCount: boolean;
  /** The same load was heavier before: something was taken off the pan. */
  readonly isLess: boolean;
};

/**
 * Whether a pan says how many, or only whether the slip is right. One piece that a scan put there says which part it is and no more: then the weight
 * says how many. More than one, a quantity that was asked for or counted by hand, is a number that somebody meant: the weight must agree with it.
 * A part that is sold by weight is what it weighs: nobody means it to the gram.
 *
 * What is taken off the pan changes no quantity by itself: nobody knows whether it was one too many or the first handful that is carried away. Of a
 * line that was counted by hand it says nothing at all.
 */
export function asWhat(
  { quantity, evidence, wasSetByWeight }: WeighableLine,
  load: LoadFacts,
): 'set' | 'verify' | 'nothing' {
  if (quantity === null) return 'set';
  if (load.isLess) return evidence === 'manual' ? 'nothing' : 'verify';
  if (!load.isCount) return 'set';
  if (evidence === 'weight') return wasSetByWeight ? 'set' : 'verify';
  return evidence === 'scan' && quantity === ONE_UNIT ? 'set' : 'verify';
}

/**
 * How much of a part that is sold by weight or by measure lies there, as finely as its unit goes; null where its unit says nothing of a weight and nobody
 * said what one unit weighs. Litres and metres are known by the weight of one.
 */
export function quantityByWeight(
  net_ug: number,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
  oneUnit_ug: number | null,
): Quantity | null {
  const thousandth_ug = massOfThousandth(unit) ?? (oneUnit_ug === null ? null : oneUnit_ug / ONE_UNIT);
  if (thousandth_ug === null) return null;
  const step = 10 ** (3 - decimals);
  return Math.round(net_ug / thousandth_ug / step) * step;
}

/** What was cut, poured or opened has no whole pieces. */
export function isMeasured({ decimals }: { readonly decimals: number }): boolean {
  return decimals > 0;
}

export type Step = {
  readonly cycle: number;
  readonly step: number;
  readonly value_ug: number;
  readonly line_id: string | null;
};

/**
 * What lay on the pan before and is of another line; 0 where nothing did. `earlier`: the same scale's weighings before this one, the newest first.
 * A load that goes on grows in steps; where they do not, the scale was opened anew and counts from one.
 */
export function loadOfOthers(now: Pick<Step, 'cycle' | 'step'>, earlier: readonly Step[], line: string): number {
  let last = now.step;
  for (const { cycle, step, value_ug, line_id } of earlier) {
    if (cycle !== now.cycle || step >= last) return 0;
    if (line_id !== null && line_id !== line) return value_ug;
    last = step;
  }
  return 0;
}
