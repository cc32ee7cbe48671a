import { fitsUnit, type Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Barcode, Pack } from './contract.ts';

type Unit = { readonly number: string; readonly unit: string; readonly decimals: number };

/** What is wrong with the least and the most of a part that a warehouse should have; null: nothing. */
export function stockingRefusal(part: Unit, minimum: Quantity | null, maximum: Quantity | null): Refusal | null {
  const wrong = [minimum, maximum].find((limit) => limit !== null && (limit < 0 || !fitsUnit(limit, part.decimals)));
  if (wrong !== undefined) return refuse('parts.not-in-unit', { quantity: wrong, unit: part.unit });
  if (maximum === 0) return refuse('parts.not-in-unit', { quantity: 0, unit: part.unit });
  if (minimum !== null && maximum !== null && minimum > maximum) return refuse('parts.minimum-above-maximum');
  return null;
}

/** What is there already has no serial numbers, and nobody could name one at its issue: they begin when nothing is there. */
export function serialsRefusal(
  before: { readonly serialTracked: boolean },
  after: { readonly serialTracked: boolean; readonly name: string; readonly number: string },
  hasUnnumbered: () => boolean,
): Refusal | null {
  if (before.serialTracked || !after.serialTracked || !hasUnnumbered()) return null;
  return refuse('parts.pieces-without-serials', { part: after.name, number: after.number });
}

/** The part number itself is a code of the part, so that a house label needs no second entry. */
export function withOwnCode(number: string, barcodes: readonly Barcode[], one: Quantity): Barcode[] {
  return barcodes.some(({ code }) => code === number)
    ? [...barcodes]
    : [{ code: number, packQuantity: one }, ...barcodes];
}

/** The first of the texts that stands there twice. */
export function twice(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}

export function packRefusal(packs: readonly Pack[], unit: string): Refusal | null {
  const again = twice([unit, ...packs.map((pack) => pack.unit)]);
  return again === undefined ? null : refuse('parts.pack-twice', { unit: again });
}

/** Micrograms in a thousandth of a unit of mass, by the unit's name in the catalogue. */
const MASS_UNITS: Readonly<Record<string, number>> = {
  kg: 1_000_000,
  千克: 1_000_000,
  公斤: 1_000_000,
  斤: 500_000,
  g: 1_000,
  克: 1_000,
};

/** Null: a litre, a metre or a piece is as heavy as its part. */
export function massOfThousandth(unit: string): number | null {
  return MASS_UNITS[unit.toLowerCase()] ?? null;
}

/** Whether there is such a day: "2027-02-30" is none. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** As a photo of a part needs; whatever is larger was not made small for this. */
const MOST_PHOTO_BYTES = 512 * 1024;

/** What kind of picture the bytes are, by their beginning; null: none that is kept. */
export function pictureType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | null {
  if (bytes.length > MOST_PHOTO_BYTES) return null;
  const begins = (with_: readonly number[]): boolean => with_.every((byte, index) => bytes[index] === byte);
  if (begins(JPEG)) return 'image/jpeg';
  return begins(PNG) ? 'image/png' : null;
}
