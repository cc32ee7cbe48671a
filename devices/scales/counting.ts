import { decimalOf, type FrameReading, toMicrograms } from './weight.ts';

/**
 * Counting by weight. The count is N̂ = W/ŵ with ŵ the average of a sample of n; its spread (verified against Monte Carlo in the suite):
 *
 *   sd(N̂)² = N·cv² + N²·cv²/n + (σ² + d²/12)/w̄² · (1 + (N/n)²)
 *
 * pieces differ, the sample's pieces differed, and both weighings have noise σ and are rounded to d. Sources: Steiner and MacKay, "Scale Counting"
 * (University of Waterloo); Sartorius, Manual of Weighing Applications, part 2. A weight proves how many, never which: that is the barcode's.
 *
 * Weights are exact decimals; an average and its spread are statistics, so they are floats here.
 */

export type PieceWeight = {
  /** Average weight of one piece in grams, decimal. */
  readonly weight_g: string;
  /** Pieces in the sample that it comes from. */
  readonly n: number;
  /** Coefficient of variation of single pieces: 0.01 is 1 %. */
  readonly cv: number;
  /** UTC milliseconds. */
  readonly date: number;
  /** Name of the scale that weighed the sample. */
  readonly scale: string;
};

/** What the scale itself adds. */
export type ScaleError = {
  readonly division_g: number;
  /** Standard deviation of repeated weighings. */
  readonly repeatability_g: number;
  /** Min on the plate; 0 where there is none. */
  readonly minimum_g: number;
};

export const COUNT_HINDRANCES = [
  'no-weight', // a status, an empty frame, pieces instead of a weight
  'overload',
  'underload',
  'unstable',
  'negative',
  'readability', // one division is more than a third of a piece
  'minimum-load',
  'tare-changed', // two weighings of which the scale took off something else
  'spread', // the pieces differ so much that no sample makes this many certain: count smaller lots
] as const;
export type CountHindrance = (typeof COUNT_HINDRANCES)[number];

export type Count =
  | { readonly verdict: 'cannot-be-counted'; readonly why: CountHindrance }
  | (Estimate & { readonly verdict: 'certain' })
  /** Likely, but to be looked at: `between-pieces`: it fits no whole count, so other parts are among them or the bin is another. */
  | (Estimate & { readonly verdict: 'check'; readonly why: 'spread' | 'between-pieces' })
  /** `sampleNeeded`: how many pieces the sample needs for this count to be certain. */
  | (Estimate & { readonly verdict: 'enlarge-sample'; readonly sampleNeeded: number });
type Estimate = {
  readonly pieces: number;
  /** N̂ before it is rounded. */
  readonly estimate: number;
  readonly sd: number;
  /** Probability that `pieces` is right, if the pieces are what they should be. */
  readonly confidence: number;
};

export type Weighing = Pick<FrameReading, 'value' | 'unit' | 'stable' | 'net' | 'tare' | 'overload' | 'underload'>;
/** What the pieces lie in. It is taken off only where the scale has not: of a net weight nobody takes it off again. */
export type Bin = { readonly weight_g: string /** How much bins of this kind differ. */; readonly sd_g?: number };

/** Where nothing is known of a part: the upper end of the usual 0.5 to 1.5 %. */
export const ASSUMED_CV = 0.015;
/** A sample is enlarged at most threefold at once (A&D ACAI does likewise): an undiscovered miscount would spoil the average. */
const LARGEST_ENLARGEMENT = 3;
/** Further than so many standard deviations from a whole count is no chance any more. */
const MISFIT = 4;

type Spread = {
  readonly cv: number;
  /** Variance of one weighing in pieces²: (σ² + d²/12)/w̄². */
  readonly weighing: number;
  /** The same for all weighings (and the bin) that make up the count. */
  readonly counting: number;
};

const variance = (count: number, n: number, { cv, weighing, counting }: Spread): number =>
  count * cv ** 2 + (count * cv) ** 2 / n + counting + weighing * (count / n) ** 2;

const oneWeighing = (error: ScaleError, piece_g: number): number =>
  (error.repeatability_g ** 2 + error.division_g ** 2 / 12) / piece_g ** 2;

/** Standard deviation of a count of so many pieces, in pieces: the formula above. */
export function countSd(count: number, piece: PieceWeight, error: ScaleError): number {
  const weighing = oneWeighing(error, Number(piece.weight_g));
  return Math.sqrt(variance(count, piece.n, { cv: piece.cv, weighing, counting: weighing }));
}

/** The most pieces that can be counted with certainty with this sample; 0 if not even one. */
export function certainUpTo(piece: PieceWeight, error: ScaleError): number {
  let [good, bad] = [0, 1];
  while (bad < 1_000_000 && countSd(bad, piece, error) < 0.25) [good, bad] = [bad, bad * 2];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (countSd(middle, piece, error) < 0.25) good = middle;
    else bad = middle;
  }
  return good;
}

/** Grams on the scale, or what stands in the way. */
function grams(weighing: Weighing): number | CountHindrance {
  if (weighing.overload) return 'overload';
  if (weighing.underload) return 'underload';
  if (weighing.value === null || weighing.unit === null || weighing.unit === 'pcs') return 'no-weight';
  if (weighing.stable !== true) return 'unstable';
  const micrograms = toMicrograms(weighing.value, weighing.unit);
  return micrograms === null ? 'no-weight' : Number(micrograms) / 1e6;
}

/** The bin that is still in the weight. What the scale tared, it weighed: it differs from no other. */
const binIn = ({ net }: Weighing, bin: Bin | undefined): { readonly weight_g: number; readonly sd_g: number } =>
  net === true ? { weight_g: 0, sd_g: 0 } : { weight_g: Number(bin?.weight_g ?? 0), sd_g: bin?.sd_g ?? 0 };

const cannot = (why: CountHindrance): Count => ({ verdict: 'cannot-be-counted', why });

/** How many pieces lie on the scale, without their bin. */
export function countPieces(weighing: Weighing, piece: PieceWeight, error: ScaleError, bin?: Bin): Count {
  const load = grams(weighing);
  if (typeof load === 'string') return cannot(load);
  const { weight_g, sd_g } = binIn(weighing, bin);
  const net = load - weight_g;
  if (net < -error.division_g) return cannot('negative');
  if (load < error.minimum_g) return cannot('minimum-load');
  return judge(net, 1, sd_g ** 2, piece, error);
}

/**
 * How many pieces were taken out of a drawer that stands on a scale: two settled weighings, before and after. Negative pieces were put in.
 * The drawer's own weight cancels out; the noise of both weighings does not.
 */
export function countTaken(before: Weighing, after: Weighing, piece: PieceWeight, error: ScaleError): Count {
  const [first, second] = [grams(before), grams(after)];
  if (typeof first === 'string') return cannot(first);
  if (typeof second === 'string') return cannot(second);
  if (before.net !== after.net || differ(before.tare, after.tare)) return cannot('tare-changed');
  if (Math.max(first, second) < error.minimum_g) return cannot('minimum-load');
  const fell = first - second;
  const count = judge(Math.abs(fell), 2, 0, piece, error);
  if (count.verdict === 'cannot-be-counted' || fell >= 0) return count;
  // 0 - 0 is 0, where -0 would be another number to whoever compares.
  return { ...count, pieces: 0 - count.pieces, estimate: 0 - count.estimate };
}

/** Tares that are both known; not every frame of every scale carries its tare. */
const differ = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && Number(one) !== Number(other);

function judge(net_g: number, weighings: number, bin_g2: number, piece: PieceWeight, error: ScaleError): Count {
  const piece_g = Number(piece.weight_g);
  if (!(piece_g > 0) || error.division_g > piece_g / 3) return cannot('readability');
  const weighing = oneWeighing(error, piece_g);
  const spread: Spread = { cv: piece.cv, weighing, counting: weighings * weighing + bin_g2 / piece_g ** 2 };
  const estimate = net_g / piece_g;
  const pieces = Math.max(0, Math.round(estimate));
  const sd = Math.sqrt(variance(pieces, piece.n, spread));
  const offset = Math.abs(estimate - pieces);
  const result = { pieces, estimate, sd, confidence: probabilityWithin(0.5 / sd) };
  if (offset > MISFIT * sd) return { ...result, verdict: 'check', why: 'between-pieces' };
  if (2 * sd < 0.5 && offset < 0.5 - 2 * sd) return { ...result, verdict: 'certain' };
  const sampleNeeded = sampleFor(pieces, spread);
  // Where the spread of the pieces alone forbids certainty, one standard deviation is the most that can be had.
  if (sampleNeeded === null && pieces * spread.cv ** 2 + spread.counting >= 0.25) return cannot('spread');
  if (sd < 0.5 && offset < 0.5 - sd) return { ...result, verdict: 'check', why: 'spread' };
  if (sampleNeeded !== null && sampleNeeded > piece.n) return { ...result, verdict: 'enlarge-sample', sampleNeeded };
  return sd < 0.5 ? { ...result, verdict: 'check', why: 'spread' } : cannot('spread');
}

/** The least sample with which 2·sd < 0.5 for that count; null when none is large enough. Solves the formula for 1/n. */
function sampleFor(count: number, { cv, weighing, counting }: Spread): number | null {
  const left = 1 / 16 - count * cv ** 2 - counting;
  if (left <= 0) return null;
  const [square, linear] = [weighing * count ** 2, (count * cv) ** 2];
  if (square === 0 && linear === 0) return 1;
  // The root of square·x² + linear·x - left, in the form that loses no digits when `square` is small.
  const inverse = (2 * left) / (linear + Math.sqrt(linear ** 2 + 4 * square * left));
  return Math.floor(1 / inverse) + 1;
}

/** P(|Z| < z) of the normal distribution; Abramowitz and Stegun 7.1.26, error below 2e-7. */
function probabilityWithin(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 1 - tail * Math.exp(-x * x);
}

/** Grams per piece with nine decimals: the mean of many pieces is finer than the scale. */
const averageOf = (net_g: number, n: number): string => decimalOf((net_g / n).toFixed(9)) ?? '0';

export type SampleOptions = {
  readonly n: number;
  readonly cv?: number;
  readonly bin?: Bin;
  readonly date: number;
  readonly scale: string;
};

/** The average from a sample that a person counted; a hindrance where it would be worth nothing. */
export function pieceWeight(
  weighing: Weighing,
  error: ScaleError,
  { n, cv = ASSUMED_CV, bin, date, scale }: SampleOptions,
): PieceWeight | CountHindrance {
  const load = grams(weighing);
  if (typeof load === 'string') return load;
  const net = load - binIn(weighing, bin).weight_g;
  if (net <= 0) return 'negative';
  if (load < error.minimum_g) return 'minimum-load';
  if (n < 1 || error.division_g > net / n / 3) return 'readability';
  return { weight_g: averageOf(net, n), n, cv, date, scale };
}

/**
 * The average and how much pieces differ, from several counted lots of the same part. The noise of the scale is taken out of the spread as far as
 * it is known. Needs two lots at least, and is worth something from five.
 */
export function pieceWeightFromLots(
  lots: readonly { readonly net_g: number; readonly n: number }[],
  error: ScaleError,
  { date, scale }: Pick<SampleOptions, 'date' | 'scale'>,
): PieceWeight | CountHindrance {
  const n = lots.reduce((sum, lot) => sum + lot.n, 0);
  const net = lots.reduce((sum, lot) => sum + lot.net_g, 0);
  if (lots.length < 2 || lots.some((lot) => lot.n < 1) || net <= 0) return 'no-weight';
  const average = net / n;
  if (error.division_g > average / 3) return 'readability';
  const noise = oneWeighing(error, average);
  const perPiece = lots.reduce((sum, lot) => sum + (lot.net_g / average - lot.n) ** 2 / lot.n, 0) / (lots.length - 1);
  const fromScale = (noise * lots.reduce((sum, lot) => sum + 1 / lot.n, 0)) / lots.length;
  return { weight_g: averageOf(net, n), n, cv: Math.sqrt(Math.max(0, perPiece - fromScale)), date, scale };
}

/**
 * The average taken anew over a larger, just counted load, as A&D's ACAI does: only while the count is certain, and at most threefold at once.
 * null: nothing to be gained, or not safe.
 */
export function enlargeSample(
  weighing: Weighing,
  count: Count,
  piece: PieceWeight,
  date: number,
  bin?: Bin,
): PieceWeight | null {
  if (count.verdict !== 'certain' || count.pieces <= piece.n) return null;
  if (count.pieces > LARGEST_ENLARGEMENT * piece.n) return null;
  const load = grams(weighing);
  if (typeof load === 'string') return null;
  return { ...piece, weight_g: averageOf(load - binIn(weighing, bin).weight_g, count.pieces), n: count.pieces, date };
}
