import type { ScannerProfile } from '../profile-scanner.ts';

/** What USB says of a device that was plugged in. `isHidPos`: it has a collection on the bar code scanner page. */
export type UsbFacts = {
  readonly vendor: number;
  readonly product: number;
  readonly transport: 'serial' | 'hid-pos' | 'hid-keyboard';
};

/**
 * The profiles that may fit, best first: this product, then this vendor, then those of the transport that name no id. One of the first kind needs no
 * question; otherwise the person who plugged it in is asked once.
 */
export function recogniseScanner(profiles: readonly ScannerProfile[], facts: UsbFacts): ScannerProfile[] {
  const ranked = profiles
    .filter(({ transports }) => transports.includes(facts.transport))
    .map((profile) => ({ profile, rank: rankOf(profile, facts) }))
    .filter(({ rank }) => rank > 0);
  return ranked.sort((one, other) => other.rank - one.rank).map(({ profile }) => profile);
}

const PRODUCT = 3;
const VENDOR = 2;
const GENERIC = 1;

function rankOf({ usb }: ScannerProfile, { vendor, product }: UsbFacts): number {
  if (usb === undefined) return GENERIC;
  const own = usb.filter((id) => Number.parseInt(id.vendor, 16) === vendor);
  if (own.some((id) => id.product !== undefined && Number.parseInt(id.product, 16) === product)) return PRODUCT;
  return own.some((id) => id.product === undefined) ? VENDOR : 0;
}
