import type { ScannerProfile } from '../profile-scanner.ts';

/** What USB says of a device that was plugged in. `hid-pos`: it has a collection on the bar code scanner page. */
export type UsbFacts = {
  readonly vendor: number;
  readonly product: number;
  readonly transport: 'serial' | 'hid-pos' | 'hid-keyboard';
};

export type Recognised = {
  /** The profiles that may fit, best first: this product, this vendor, those for any maker, then other makers that name no ids. */
  readonly profiles: readonly ScannerProfile[];
  /**
   * The first one is meant without asking: no other names this product, or this vendor, as well. A HID-POS device of an unknown maker is certain too,
   * because its report descriptor says how to read it.
   */
  readonly isCertain: boolean;
};

export function recogniseScanner(all: readonly ScannerProfile[], facts: UsbFacts): Recognised {
  const ranked = all
    .filter(({ transports }) => transports.includes(facts.transport))
    .map((profile) => ({ profile, rank: rankOf(profile, facts) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank);
  const best = ranked[0]?.rank ?? 0;
  const least = facts.transport === 'hid-pos' ? ANY : VENDOR;
  return {
    profiles: ranked.map(({ profile }) => profile),
    isCertain: best >= least && ranked.filter(({ rank }) => rank === best).length === 1,
  };
}

const PRODUCT = 4;
const VENDOR = 3;
const ANY = 2;
const NAMELESS = 1;

function rankOf({ usb, vendor: maker }: ScannerProfile, { vendor, product }: UsbFacts): number {
  if (usb === undefined) return maker === 'any' ? ANY : NAMELESS;
  const own = usb.filter((id) => Number.parseInt(id.vendor, 16) === vendor);
  if (own.some((id) => id.product !== undefined && Number.parseInt(id.product, 16) === product)) return PRODUCT;
  return own.some((id) => id.product === undefined) ? VENDOR : 0;
}
