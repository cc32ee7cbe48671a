/** Everything that stock can move between. Bins, employees and transit can never hold less than nothing. */
export const LOCATION_KINDS = [
  'bin',
  'employee',
  'order',
  'supplier',
  'customer',
  'transit',
  'scrap',
  'difference',
] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

export function isGuarded(kind: LocationKind): boolean {
  return kind === 'bin' || kind === 'employee' || kind === 'transit';
}
