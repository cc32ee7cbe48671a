/**
 * Weights as a scale shows them: decimal strings with a unit, never floats. "0.100" and "0.1" are the same weight at different
 * resolutions, so the digits are kept as they came (without leading zeros) and compared as whole nanograms.
 */

/** Nanograms in one unit; exact by definition (international yard and pound agreement of 1959; 市斤 is 500 g). */
const NANOGRAMS = {
  mg: 1_000_000n,
  g: 1_000_000_000n,
  kg: 1_000_000_000_000n,
  t: 1_000_000_000_000_000n,
  ct: 200_000_000n,
  gn: 64_798_910n,
  dwt: 1_555_173_840n,
  oz: 28_349_523_125n,
  ozt: 31_103_476_800n,
  lb: 453_592_370_000n,
  jin: 500_000_000_000n,
} as const;
export type MassUnit = keyof typeof NANOGRAMS;
export const MASS_UNITS = [
  'mg',
  'g',
  'kg',
  't',
  'ct',
  'gn',
  'dwt',
  'oz',
  'ozt',
  'lb',
  'jin',
] as const satisfies MassUnit[];
/** `pcs`: a counting scale shows pieces where others show a weight. */
export type Unit = MassUnit | 'pcs';

const NANOGRAMS_PER_MICROGRAM = 1000n;

/** What one frame of a scale says. A frame without a weight (status, overload, empty) has `value: null`, never 0. */
export type FrameReading = {
  /** Decimal as shown, without leading zeros or plus ("-0.100"); null when the frame has no weight. */
  readonly value: string | null;
  readonly unit: Unit | null;
  /** `unknown` when the protocol has no flag for it. */
  readonly stable: boolean | 'unknown';
  /** Whether `value` is a net weight. */
  readonly net: boolean | 'unknown';
  /** The tare weight in the same unit, where the frame carries it. */
  readonly tare: string | null;
  /** The scale's own zero lamp. */
  readonly zero: boolean | 'unknown';
  readonly overload: boolean;
  readonly underload: boolean;
  readonly negative: boolean;
  /** Pieces, as a counting scale reckoned them itself. */
  readonly quantity: string | null;
};

export type WeightReading = FrameReading & {
  /** The bytes of the frame. */
  readonly raw: Uint8Array;
  /** Wall clock, UTC milliseconds. */
  readonly at: number;
  /** Monotonic clock, milliseconds; only differences mean anything. */
  readonly monotonic_ms: number;
  /** Who says that it is stable: the scale's flag, or that the value stood long enough. */
  readonly source: 'flag' | 'derived';
};

/** A reading from what its frame says; what it does not say is unknown or absent. */
export function frameReading(said: Partial<Omit<FrameReading, 'negative'>>): FrameReading {
  const value = said.value ?? null;
  return {
    value,
    unit: said.unit ?? null,
    stable: said.stable ?? 'unknown',
    net: said.net ?? 'unknown',
    tare: said.tare ?? null,
    zero: said.zero ?? 'unknown',
    overload: said.overload ?? false,
    underload: said.underload ?? false,
    negative: value?.startsWith('-') ?? false,
    quantity: said.quantity ?? null,
  };
}

/** "-  0013.50" → "-13.50", "+000.000" → "0.000", "-0.0" → "0.0"; null for anything that is not one decimal number. */
export function decimalOf(text: string): string | null {
  const parts = /^\s*([+-]?)\s*(\d*)(?:\.(\d*))?\s*$/.exec(text);
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = ''] = parts;
  if (whole === '' && fraction === '') return null;
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Digits without their point, and how many of them stand behind it: 0 to 6 as indicators put them. */
export function withPoint(digits: string, decimals: number): string | null {
  if (!/^\d+$/.test(digits)) return null;
  const padded = digits.padStart(decimals + 1, '0');
  return decimalOf(decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`);
}

const UNIT_WORDS: Readonly<Record<string, Unit>> = {
  lbs: 'lb',
  pc: 'pcs',
  pce: 'pcs',
  tl: 't',
  ...Object.fromEntries([...MASS_UNITS, 'pcs'].map((unit) => [unit, unit as Unit])),
};
UNIT_WORDS satisfies Record<string, Unit>;

/** The unit that a scale means by its word, whatever its case; null for words that are no unit of mass or pieces. */
export const unitOf = (word: string): Unit | null => UNIT_WORDS[word.trim().toLowerCase()] ?? null;

/** Exact: a whole count of nanograms over 10^`shift`. */
function exactNanograms(value: string, unit: MassUnit): { readonly count: bigint; readonly shift: bigint } {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const digits = BigInt(`${whole}${fraction}`);
  return {
    count: (value.startsWith('-') ? -digits : digits) * NANOGRAMS[unit],
    shift: 10n ** BigInt(fraction.length),
  };
}

/** Rounds half away from zero, as paper arithmetic does. */
function divide(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n;
  return numerator < 0n ? -((-numerator + half) / denominator) : (numerator + half) / denominator;
}

/**
 * Whole micrograms. Exact for metric units down to a microgram; pounds, ounces and grains are rounded to the nearest one, which is
 * a thousandth of what the finest workshop scale can see.
 */
export function toMicrograms(value: string, unit: Unit): bigint | null {
  if (unit === 'pcs') return null;
  const { count, shift } = exactNanograms(value, unit);
  return divide(count, shift * NANOGRAMS_PER_MICROGRAM);
}

/** A weight in another unit with so many decimals, rounded half away from zero; null for pieces. */
export function convertWeight(value: string, from: Unit, to: MassUnit, decimals: number): string | null {
  if (from === 'pcs') return null;
  const { count, shift } = exactNanograms(value, from);
  const scaled = divide(count * 10n ** BigInt(decimals), shift * NANOGRAMS[to]);
  const digits = withPoint(String(scaled < 0n ? -scaled : scaled), decimals);
  return digits === null ? null : decimalOf(scaled < 0n ? `-${digits}` : digits);
}

/** Micrograms as a decimal of a metric unit: 12_345_000n, "g", 3 → "12.345". */
export const fromMicrograms = (micrograms: bigint, to: MassUnit, decimals: number): string | null => {
  const milligrams = withPoint(String(micrograms < 0n ? -micrograms : micrograms), 3);
  if (milligrams === null) return null;
  return convertWeight(micrograms < 0n ? `-${milligrams}` : milligrams, 'mg', to, decimals);
};
