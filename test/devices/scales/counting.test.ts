import { describe, expect, test } from 'vitest';
import {
  type Count,
  certainUpTo,
  countPieces,
  countSd,
  countTaken,
  enlargeSample,
  type PieceWeight,
  pieceWeight,
  pieceWeightFromLots,
  type ScaleError,
  type Weighing,
} from '../../../devices/scales/counting.ts';
import { Random } from '../../faults/random.ts';

/** The reference's cases: pieces of 10 g on a scale that shows 0.1 g and repeats within 0.1 g. */
const ERROR: ScaleError = { division_g: 0.1, repeatability_g: 0.1, minimum_g: 0 };
const PIECE: PieceWeight = { weight_g: '10', n: 10, cv: 0.01, date: 0, scale: 'counter' };
const on = (grams: string, more: Partial<Weighing> = {}): Weighing => ({
  value: grams,
  unit: 'g',
  stable: true,
  net: 'unknown',
  tare: null,
  overload: false,
  underload: false,
  ...more,
});
const piecesOf = (count: Count): number | null => (count.verdict === 'cannot-be-counted' ? null : count.pieces);

/** A workshop that counts the same load again and again: a new sample, new pieces, both weighings with their noise. */
class Trials {
  readonly #random: Random;
  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random.next())) * Math.cos(2 * Math.PI * this.#random.next());
  }

  /** So many pieces together: the sum of normals is normal. */
  pieces(count: number, average_g: number, cv: number): number {
    return average_g * (count + cv * Math.sqrt(count) * this.normal());
  }

  weigh(load_g: number, error: ScaleError): number {
    return Math.round((load_g + error.repeatability_g * this.normal()) / error.division_g) * error.division_g;
  }
}

function simulate(count: number, n: number, cv: number, runs: number, seed: number) {
  const trials = new Trials(seed);
  let [sum, squares, exact] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const average = trials.weigh(trials.pieces(n, 10, cv), ERROR) / n;
    const estimate = trials.weigh(trials.pieces(count, 10, cv), ERROR) / average;
    sum += estimate - count;
    squares += (estimate - count) ** 2;
    if (Math.round(estimate) === count) exact += 1;
  }
  return { sd: Math.sqrt(squares / runs - (sum / runs) ** 2), exact: exact / runs };
}

describe('the closed formula against Monte Carlo', () => {
  const RUNS = 40_000;
  test.each([
    [50, 10, 0.01, 0.181, 0.994],
    [200, 10, 0.01, 0.681, 0.537],
    [200, 50, 0.01, 0.319, 0.883],
    [500, 20, 0.005, 0.627, 0.575],
  ])('%i pieces from a sample of %i with cv %f', (count, n, cv, sd, exact) => {
    const piece = { ...PIECE, n, cv };
    expect(countSd(count, piece, ERROR)).toBeCloseTo(sd, 3);
    const found = simulate(count, n, cv, RUNS, 20_260 + count + n);
    // Six standard errors of a standard deviation, and the formula's own first-order error of about cv²/n.
    expect(Math.abs(found.sd / countSd(count, piece, ERROR) - 1)).toBeLessThan(6 / Math.sqrt(2 * RUNS) + 0.01);
    expect(Math.abs(found.exact - exact)).toBeLessThan(6 * Math.sqrt((exact * (1 - exact)) / RUNS) + 0.005);
    const counted = countPieces(on(String(count * 10)), piece, ERROR);
    if ('confidence' in counted) expect(counted.confidence).toBeCloseTo(exact, 2);
  });

  test('what is called certain is right at least 98 times in a hundred, whatever is counted', () => {
    const trials = new Trials(7);
    const random = new Random(8);
    let [certain, right] = [0, 0];
    for (let run = 0; run < 20_000; run++) {
      const [n, count] = [random.pick([10, 20, 50, 100]), random.between(1, 300)];
      const average = trials.weigh(trials.pieces(n, 10, 0.01), ERROR) / n;
      const load = trials.weigh(trials.pieces(count, 10, 0.01), ERROR);
      const counted = countPieces(on(load.toFixed(1)), { ...PIECE, n, weight_g: average.toFixed(9) }, ERROR);
      if (counted.verdict !== 'certain') continue;
      certain += 1;
      if (counted.pieces === count) right += 1;
    }
    expect(certain).toBeGreaterThan(5000);
    expect(right / certain).toBeGreaterThan(0.985);
  });
});

describe('a verdict', () => {
  test('few pieces from a good sample are certain', () => {
    expect(countPieces(on('300.0'), PIECE, ERROR)).toMatchObject({ verdict: 'certain', pieces: 30 });
  });

  test('more need a larger sample, which then suffices', () => {
    const count = countPieces(on('1000.0'), PIECE, ERROR);
    expect(count).toMatchObject({ verdict: 'check', pieces: 100 });
    const many = countPieces(on('2000.0'), PIECE, ERROR);
    if (many.verdict !== 'enlarge-sample') throw new Error(`it is ${many.verdict}`);
    expect(many.sampleNeeded).toBeGreaterThan(90);
    expect(countPieces(on('2000.0'), { ...PIECE, n: many.sampleNeeded }, ERROR).verdict).toBe('certain');
    expect(countPieces(on('2000.0'), { ...PIECE, n: many.sampleNeeded - 1 }, ERROR).verdict).not.toBe('certain');
  });

  test('pieces that differ too much cannot be counted in such a heap with any sample', () => {
    expect(countPieces(on('20000'), { ...PIECE, cv: 0.03, n: 10_000 }, ERROR)).toEqual({
      verdict: 'cannot-be-counted',
      why: 'spread',
    });
  });

  test('a load between two counts is to be looked at: other parts may be among them', () => {
    expect(countPieces(on('304.0'), { ...PIECE, n: 200 }, ERROR)).toMatchObject({
      verdict: 'check',
      why: 'between-pieces',
      pieces: 30,
    });
  });

  test.each([
    ['no-weight', on('1'), { value: null }],
    ['no-weight', on('12'), { unit: 'pcs' as const }],
    ['overload', on('1'), { overload: true, value: null }],
    ['underload', on('1'), { underload: true, value: null }],
    ['unstable', on('300'), { stable: false }],
    ['unstable', on('300'), { stable: 'unknown' as const }],
    ['negative', on('-5'), {}],
  ])('%s cannot be counted', (why, weighing, more) => {
    expect(countPieces({ ...weighing, ...more }, PIECE, ERROR)).toEqual({ verdict: 'cannot-be-counted', why });
  });

  test('a division over a third of a piece, and less than the least load, cannot be counted', () => {
    const light = { ...PIECE, weight_g: '0.29' };
    expect(countPieces(on('290'), light, ERROR)).toEqual({ verdict: 'cannot-be-counted', why: 'readability' });
    expect(countPieces(on('15'), PIECE, { ...ERROR, minimum_g: 20 })).toEqual({
      verdict: 'cannot-be-counted',
      why: 'minimum-load',
    });
    expect(countPieces(on('30'), { ...PIECE, weight_g: '0' }, ERROR)).toMatchObject({ why: 'readability' });
  });

  test('any unit of mass counts', () => {
    expect(piecesOf(countPieces(on('0.3', { unit: 'kg' }), PIECE, ERROR))).toBe(30);
    expect(piecesOf(countPieces(on('0.6614', { unit: 'lb' }), PIECE, ERROR))).toBe(30);
  });

  test('the bin is taken off, and bins that differ make it less certain', () => {
    const bare = countPieces(on('800'), PIECE, ERROR, { weight_g: '500' });
    expect(bare).toMatchObject({ verdict: 'certain', pieces: 30 });
    expect(countPieces(on('800'), PIECE, ERROR, { weight_g: '500', sd_g: 6 })).toMatchObject({ why: 'spread' });
    expect(countPieces(on('400'), PIECE, ERROR, { weight_g: '500' })).toMatchObject({ why: 'negative' });
  });

  test('a bin that the scale has tared is not taken off again', () => {
    const [bin, net] = [{ weight_g: '500', sd_g: 6 }, on('300', { net: true, tare: '500' })];
    const count = countPieces(net, PIECE, ERROR, bin);
    expect(count).toMatchObject({ verdict: 'certain', pieces: 30 });
    expect(countPieces(on('800', { net: false }), PIECE, ERROR, { weight_g: '500' })).toEqual(count);
    const options = { n: 30, bin, date: 0, scale: 's' };
    expect(pieceWeight(net, ERROR, options)).toMatchObject({ weight_g: '10.000000000' });
    expect(enlargeSample(net, count, PIECE, 1, bin)).toMatchObject({ weight_g: '10.000000000', n: 30 });
  });

  test('certainty ends where it says', () => {
    const most = certainUpTo(PIECE, ERROR);
    expect(countPieces(on(String(most * 10)), PIECE, ERROR).verdict).toBe('certain');
    expect(countPieces(on(String((most + 1) * 10)), PIECE, ERROR).verdict).not.toBe('certain');
  });
});

describe('a drawer', () => {
  test('what is taken out is what it fell by; what is put in is negative; nothing is nothing', () => {
    expect(countTaken(on('5000'), on('4970'), PIECE, ERROR)).toMatchObject({ verdict: 'certain', pieces: 3 });
    expect(countTaken(on('4970'), on('5000'), PIECE, ERROR)).toMatchObject({ verdict: 'certain', pieces: -3 });
    expect(countTaken(on('5000'), on('5000.1'), PIECE, ERROR)).toMatchObject({ verdict: 'certain', pieces: 0 });
  });

  test('a scale that was tared in between has not seen pieces go', () => {
    const [gross, net] = [on('5000', { net: false }), on('0', { net: true })];
    expect(countTaken(gross, net, PIECE, ERROR)).toMatchObject({ why: 'tare-changed' });
    const tared = (value: string, tare: string | null): Weighing => on(value, { net: true, tare });
    expect(countTaken(tared('500', '100'), tared('400', '200'), PIECE, ERROR)).toMatchObject({ why: 'tare-changed' });
    expect(countTaken(tared('500', '100.0'), tared('470', '100'), PIECE, ERROR)).toMatchObject({ pieces: 3 });
    expect(countTaken(tared('500', '100.0'), tared('470', null), PIECE, ERROR)).toMatchObject({ pieces: 3 });
  });

  test('a drawer that still moves is not counted', () => {
    expect(countTaken(on('5000'), on('4970', { stable: false }), PIECE, ERROR)).toMatchObject({ why: 'unstable' });
  });

  test('both weighings make noise', () => {
    const taken = countTaken(on('5000'), on('4700'), PIECE, ERROR);
    const counted = countPieces(on('300'), PIECE, ERROR);
    if (!('sd' in taken && 'sd' in counted)) throw new Error('both can be counted');
    expect(taken.sd).toBeGreaterThan(counted.sd);
  });
});

describe('a sample', () => {
  test('gives the average with nine decimals, its size, date and scale', () => {
    expect(pieceWeight(on('100.0'), ERROR, { n: 7, date: 5, scale: 'counter' })).toEqual({
      weight_g: '14.285714286',
      n: 7,
      cv: 0.015,
      date: 5,
      scale: 'counter',
    });
    expect(pieceWeight(on('600'), ERROR, { n: 10, bin: { weight_g: '500' }, date: 0, scale: 's' })).toMatchObject({
      weight_g: '10.000000000',
    });
  });

  test('that is worth nothing is refused with the reason', () => {
    const options = { n: 10, date: 0, scale: 's' };
    expect(pieceWeight(on('2.9'), ERROR, options)).toBe('readability');
    expect(pieceWeight(on('100', { stable: false }), ERROR, options)).toBe('unstable');
    expect(pieceWeight(on('15'), { ...ERROR, minimum_g: 20 }, options)).toBe('minimum-load');
    expect(pieceWeight(on('0'), ERROR, options)).toBe('negative');
    expect(pieceWeight(on('100'), ERROR, { ...options, n: 0 })).toBe('readability');
  });

  test('several lots also tell how much the pieces differ', () => {
    const trials = new Trials(99);
    const lots = Array.from({ length: 400 }, () => ({
      net_g: trials.weigh(trials.pieces(20, 10, 0.02), ERROR),
      n: 20,
    }));
    const found = pieceWeightFromLots(lots, ERROR, { date: 0, scale: 's' });
    if (typeof found === 'string') throw new Error(found);
    expect(Number(found.weight_g)).toBeCloseTo(10, 1);
    expect(found.cv).toBeGreaterThan(0.017);
    expect(found.cv).toBeLessThan(0.023);
    expect(pieceWeightFromLots(lots.slice(0, 1), ERROR, { date: 0, scale: 's' })).toBe('no-weight');
  });

  test('grows with a certain count, threefold at most, and with no other', () => {
    const larger = on('300.3');
    const count = countPieces(larger, PIECE, ERROR);
    expect(enlargeSample(larger, count, PIECE, 9)).toEqual({ ...PIECE, weight_g: '10.010000000', n: 30, date: 9 });
    const tooMany = on('310.0');
    expect(enlargeSample(tooMany, countPieces(tooMany, PIECE, ERROR), PIECE, 9)).toBeNull();
    const few = on('100.0');
    expect(enlargeSample(few, countPieces(few, PIECE, ERROR), PIECE, 9)).toBeNull();
    const unsure = on('304.0');
    expect(enlargeSample(unsure, countPieces(unsure, PIECE, ERROR), PIECE, 9)).toBeNull();
  });

  test('enlarged step by step, it makes certain what the first sample could not, and seldom goes wrong', () => {
    let wrong = 0;
    for (let run = 0; run < 200; run++) {
      const trials = new Trials(1000 + run);
      let piece: PieceWeight = {
        ...PIECE,
        weight_g: (trials.weigh(trials.pieces(10, 10, 0.005), ERROR) / 10).toFixed(9),
        cv: 0.005,
      };
      let load = trials.pieces(10, 10, 0.005);
      for (let count = 10; count < 200; count += 10) {
        load += trials.pieces(10, 10, 0.005);
        const weighing = on(trials.weigh(load, ERROR).toFixed(1));
        const counted = countPieces(weighing, piece, ERROR);
        piece = enlargeSample(weighing, counted, piece, count) ?? piece;
        if (counted.verdict === 'certain' && counted.pieces !== count + 10) wrong += 1;
      }
      expect(piece.n).toBeGreaterThan(100);
    }
    expect(wrong).toBeLessThan(4);
  });
});
