import type { Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { type NamedLot, namedQuantity } from '../stock/rules.ts';
import { aboutPart, type PartFacts } from './rules.ts';

export type LotFacts = {
  readonly part: PartFacts & { readonly lotTracked: boolean; readonly serialTracked: boolean };
  /** Of the line. */
  readonly quantity: Quantity;
  readonly named: readonly NamedLot[];
  /** What may be issued of each lot, and its last day of use. */
  readonly onHand: readonly (NamedLot & { readonly expiresOn: string | null })[];
  /** What other slips name that wait to be issued. */
  readonly promised: readonly PromisedLot[];
};

/** `to`: number of the slip that names it. */
export type PromisedLot = NamedLot & { readonly to: string };

/** The lots that a line keeps as JSON. */
export function namedLots({ lots }: { readonly lots: string }): NamedLot[] {
  return JSON.parse(lots) as NamedLot[];
}

/** Nothing is named that does not lie in the warehouse or is another slip's, and no more than the line has. */
export function decideLots({ part, quantity, named, onHand, promised }: LotFacts): Refusal | null {
  if (named.length > 0 && !part.lotTracked && !part.serialTracked) return refuse('parts.no-lots', aboutPart(part));
  for (const { lot } of named) {
    const wanted = namedQuantity(named.filter((one) => one.lot === lot));
    const there = onHand.find((one) => one.lot === lot)?.quantity ?? 0;
    if (wanted > there) return refuse('requisitions.lot-short', { ...aboutPart(part), lot, wanted, issuable: there });
    const others = promised.filter((one) => one.lot === lot);
    const left = Math.max(0, there - namedQuantity(others));
    const to = others[0]?.to ?? '';
    if (wanted > left)
      return refuse('requisitions.lot-promised', { ...aboutPart(part), lot, wanted, issuable: left, to });
  }
  const sum = namedQuantity(named);
  return sum <= quantity
    ? null
    : refuse('requisitions.lots-over', { ...aboutPart(part), named: sum, wanted: quantity });
}

/** Whether the last day of use is over. `today` is a business day, "20261122". */
export function isExpired({ expiresOn }: { readonly expiresOn: string | null }, today: string): boolean {
  return expiresOn !== null && expiresOn.replaceAll('-', '') < today;
}

/**
 * 过期: nothing past its last day of use goes out, neither by name nor because nobody named another, nor in its place what other slips name.
 * `loose`: what lies there under no lot. Where the day is wrong, it is mended in the catalogue.
 */
export function decideExpiry(
  { part, quantity, named, onHand, promised }: LotFacts,
  loose: Quantity,
  today: string,
): Refusal | null {
  const expired = onHand.filter((lot) => isExpired(lot, today));
  const taken = expired.find(({ lot }) => named.some((one) => one.lot === lot));
  const fresh = namedQuantity(onHand) - namedQuantity(expired) + loose;
  const [over] = taken === undefined && fresh < quantity ? expired : [taken];
  if (over !== undefined) {
    const { lot, expiresOn } = over;
    return refuse('requisitions.lot-expired', { ...aboutPart(part), lot, day: expiresOn, issuable: fresh });
  }
  const kept = promised.filter(({ lot }) => onHand.some((one) => one.lot === lot && !expired.includes(one)));
  const left = Math.max(0, fresh - namedQuantity(kept));
  const [first] = left < quantity ? kept : [];
  if (first === undefined) return null;
  const { lot, to } = first;
  return refuse('requisitions.lot-promised', { ...aboutPart(part), lot, wanted: quantity, issuable: left, to });
}

/** What is kept by serial numbers is not issued before each of them is named: the hub cannot know which one is in the hand. */
export function decideSerials({ part, quantity, named }: LotFacts): Refusal | null {
  const sum = namedQuantity(named);
  if (!part.serialTracked || sum === quantity) return null;
  return refuse('requisitions.serials-missing', { ...aboutPart(part), named: sum, wanted: quantity });
}

/**
 * What a line is after one more scan. A lot is named with what the scan adds; a serial number first names a piece that was counted by its barcode
 * and has no number yet. `lot` undefined: the scan names none, or the part is kept by none.
 */
export function countScanned(
  line: { readonly quantity: Quantity; readonly named: readonly NamedLot[]; readonly isSerial: boolean },
  scanned: { readonly quantity: Quantity; readonly lot: string | undefined },
): { readonly quantity: Quantity; readonly named: readonly NamedLot[] } {
  const { lot, quantity: more } = scanned;
  if (lot === undefined) return { quantity: line.quantity + more, named: line.named };
  const isUncounted = !line.isSerial || line.quantity - namedQuantity(line.named) < more;
  return { quantity: line.quantity + (isUncounted ? more : 0), named: nameAlso(line.named, { lot, quantity: more }) };
}

/** `more` of a lot, beside what is named already. */
function nameAlso(named: readonly NamedLot[], more: NamedLot): NamedLot[] {
  const before = named.find(({ lot }) => lot === more.lot)?.quantity ?? 0;
  return [...named.filter(({ lot }) => lot !== more.lot), { lot: more.lot, quantity: before + more.quantity }];
}

/**
 * What the scale says of a line that was of one lot as a whole: it is of that lot still, as far as there is so much of it. Null: the names are not
 * about the whole line, and stay as they are.
 */
export function weighedLot(
  named: readonly NamedLot[],
  before: Quantity,
  weighed: Quantity,
  there: readonly NamedLot[],
): NamedLot[] | null {
  const [only, ...others] = named;
  if (only === undefined || others.length > 0 || only.quantity !== before) return null;
  const most = there.find(({ lot }) => lot === only.lot)?.quantity ?? 0;
  return most === 0 ? null : [{ lot: only.lot, quantity: Math.min(weighed, most) }];
}
