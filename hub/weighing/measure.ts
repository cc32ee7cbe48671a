import {
  ASSUMED_CV,
  type Bin,
  type Count,
  certainUpTo,
  countPieces,
  countTaken,
  enlargeSample,
  type PieceWeight,
  pieceWeight,
  type ScaleError,
  type Weighing,
} from '../../devices/scales/counting.ts';
import { fromMicrograms } from '../../devices/scales/weight.ts';
import { ONE_UNIT, type Quantity } from '../kernel/quantity.ts';
import { type Facts, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import type { PieceWeight as KnownWeight } from '../parts/weight-store.ts';
import type { SampleFacts } from './contract.ts';
import { isMeasured, quantityByWeight } from './rules.ts';

export type { ScaleError } from '../../devices/scales/counting.ts';

/** What lies on a scale. All in whole micrograms. */
export type Load = {
  readonly value_ug: number;
  /** Of what lay there before and is something else; 0: nothing. */
  readonly others_ug: number;
  /** The scale has taken off a tare itself. */
  readonly tared: boolean;
  /** Of the empty bin in which the parts are weighed. */
  readonly bin_ug: number;
};

/** How much of a part lies there, with what a sentence says of it; or why that is not known. */
export type Measured = {
  readonly quantity: Quantity;
  readonly isCount: boolean;
  readonly facts: Facts;
  /** The sample, enlarged by this count. */
  readonly learned: PieceWeight | null;
};

type MeasuredPart = { readonly unit: string; readonly decimals: number };

/** A good sample, for whoever is asked to make one. */
export const GOOD_SAMPLE = 10;
const PPM = 1_000_000;

/** A weight as people read it: grams up to a kilogram. */
export function weightText(weight_ug: number): string {
  const isHeavy = Math.abs(weight_ug) >= 1e9;
  const text = fromMicrograms(BigInt(Math.round(weight_ug)), isHeavy ? 'kg' : 'g', isHeavy ? 3 : 2) ?? '0';
  return `${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')} ${isHeavy ? 'kg' : 'g'}`;
}

const grams = (weight_ug: number): string => fromMicrograms(BigInt(Math.round(weight_ug)), 'g', 6) ?? '0';

/** "0.1": twice the standard deviation of a count, rounded up, as it stands behind ±. */
export function plusMinusText(sd: number): string {
  return (Math.ceil(2 * sd * 10) / 10).toFixed(1);
}

const asWeighing = (value_ug: number, tared: boolean): Weighing => ({
  ...{ value: grams(value_ug), unit: 'g', stable: true, net: tared, tare: null },
  ...{ overload: false, underload: false },
});

export function asPieceWeight({ weight_ug, n, cv_ppm, scale, measuredAt }: KnownWeight): PieceWeight {
  return { weight_g: grams(weight_ug), n, cv: cv_ppm / PPM, date: measuredAt, scale };
}

export const inMicrograms = ({ weight_g }: PieceWeight): number => Math.round(Number(weight_g) * 1e6);

/** What was put on a pan. A part that is measured is as much as it weighs; pieces are counted, and only a certain count is an answer. */
export function measureLoad(
  part: MeasuredPart,
  load: Load,
  piece: KnownWeight | undefined,
  error: ScaleError,
): Measured | Refusal {
  const bin = load.tared || load.others_ug !== 0 ? 0 : load.bin_ug;
  const net_ug = load.value_ug - load.others_ug - bin;
  if (isMeasured(part)) return measured(part, net_ug, load.value_ug, piece, error);
  if (piece === undefined) return refuse('weighing.no-piece-weight', { n: GOOD_SAMPLE });
  const known = asPieceWeight(piece);
  const weighing = asWeighing(load.value_ug, load.tared);
  const tare: Bin = { weight_g: grams(bin) };
  const isAlone = load.others_ug === 0;
  const count = isAlone
    ? countPieces(weighing, known, error, tare)
    : countTaken(weighing, asWeighing(load.others_ug, load.tared), known, error);
  const answer = ofCount(count, known, net_ug, error);
  if (isRefusal(answer) || !isAlone) return answer;
  return { ...answer, learned: enlargeSample(weighing, count, known, known.date, tare) };
}

/** What left a drawer: `before_ug` and `after_ug` are what stood on its scale. Pieces below zero were put in. */
export function measureTaken(
  part: MeasuredPart,
  { before_ug, after_ug }: { readonly before_ug: number; readonly after_ug: number },
  piece: KnownWeight | undefined,
  error: ScaleError,
): Measured | Refusal {
  const net_ug = before_ug - after_ug;
  if (isMeasured(part)) return measured(part, net_ug, Math.max(before_ug, after_ug), piece, error);
  if (piece === undefined) return refuse('weighing.no-piece-weight', { n: GOOD_SAMPLE });
  const known = asPieceWeight(piece);
  const count = countTaken(asWeighing(before_ug, false), asWeighing(after_ug, false), known, error);
  return ofCount(count, known, net_ug, error);
}

function measured(
  part: MeasuredPart,
  net_ug: number,
  load_ug: number,
  piece: KnownWeight | undefined,
  error: ScaleError,
): Measured | Refusal {
  if (load_ug < error.minimum_g * 1e6) return refuse('weighing.minimum-load', { minimum: `${error.minimum_g} g` });
  const quantity = quantityByWeight(net_ug, part, piece?.weight_ug ?? null);
  if (quantity === null) return refuse('weighing.no-piece-weight', { n: GOOD_SAMPLE });
  return { quantity, isCount: false, facts: { quantity, net: weightText(net_ug) }, learned: null };
}

/** A count as an answer or as a sentence that says what to do. */
function ofCount(count: Count, { n }: PieceWeight, net_ug: number, error: ScaleError): Measured | Refusal {
  if (count.verdict === 'cannot-be-counted') return cannotBeCounted(count.why, error);
  const { pieces, sd, estimate } = count;
  const about = { pieces, plusMinus: plusMinusText(sd), net: weightText(net_ug) };
  switch (count.verdict) {
    case 'certain': {
      const quantity = pieces * ONE_UNIT;
      return { quantity, isCount: true, facts: { quantity, ...about }, learned: null };
    }
    case 'enlarge-sample':
      return refuse('weighing.enlarge-sample', { ...about, n, needed: count.sampleNeeded });
    case 'check':
      return count.why === 'between-pieces'
        ? refuse('weighing.between-pieces', { estimate: estimate.toFixed(2), net: about.net })
        : refuse('weighing.spread', about);
  }
}

function cannotBeCounted(why: (Count & { readonly verdict: 'cannot-be-counted' })['why'], error: ScaleError): Refusal {
  switch (why) {
    case 'readability':
      return refuse('weighing.readability', { division: `${error.division_g} g` });
    case 'minimum-load':
      return refuse('weighing.minimum-load', { minimum: `${error.minimum_g} g` });
    case 'spread':
      return refuse('weighing.too-different');
    case 'negative':
      return refuse('weighing.negative');
    default:
      return refuse('weighing.no-weight');
  }
}

/** What a sample of pieces that somebody counted tells. What is known of how much they differ is kept; where nothing is, the usual is assumed. */
export function measureSample(
  load: Load,
  pieces: number,
  before: KnownWeight | undefined,
  error: ScaleError,
): SampleFacts | Refusal {
  const cv = before === undefined ? ASSUMED_CV : before.cv_ppm / PPM;
  const found = pieceWeight(asWeighing(load.value_ug, load.tared), error, {
    ...{ n: pieces, cv, bin: { weight_g: grams(load.bin_ug) }, date: 0, scale: '' },
  });
  if (found === 'readability' || found === 'minimum-load' || found === 'negative') return cannotBeCounted(found, error);
  if (typeof found === 'string') return refuse('weighing.no-weight');
  const cvPpm = Math.round(cv * PPM);
  return {
    pieceWeight: inMicrograms(found),
    n: pieces,
    cv: cvPpm,
    cvAssumed: cvPpm === ASSUMED_CV * PPM,
    certainUpTo: certainUpTo(found, error),
  };
}
