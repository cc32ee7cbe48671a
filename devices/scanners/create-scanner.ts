import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import type { Port } from '../ports/port.ts';
import { SerialLine, type SerialSettings } from '../ports/serial.ts';
import type { ScannerProfile } from '../profile.ts';
import { SerialScanner } from './serial-scanner.ts';

export type CreateScannerOptions = {
  readonly name: string;
  /** Name of a file in `firmware-profiles/scanner/`, or the profile itself. */
  readonly profile: string | ScannerProfile;
  /** `/dev/serial/by-id/…`, or a port that is already made (the demo's memory port). */
  readonly address: string | Port;
  readonly clock: DeviceClock;
  /** Where the scanner was set up to differ from its factory settings. */
  readonly transport?: Partial<SerialSettings>;
  readonly newId?: () => string;
};

/** A scanner from its profile and address. Refuses an unknown or broken profile with a ProfileError; opens nothing. */
export function createScanner({
  name,
  profile,
  address,
  clock,
  transport,
  newId,
}: CreateScannerOptions): SerialScanner {
  const known = typeof profile === 'string' ? loadProfile('scanner', profile) : profile;
  const port =
    typeof address === 'string' ? new SerialLine(address, { ...known.transport, ...transport }, clock) : address;
  return new SerialScanner({ name, profile: known, port, clock, ...(newId === undefined ? {} : { newId }) });
}
