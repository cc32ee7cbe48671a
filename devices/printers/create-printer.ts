import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import { DeviceFile } from '../ports/file.ts';
import type { Port } from '../ports/port.ts';
import { TcpPort } from '../ports/tcp.ts';
import type { PrinterProfile } from '../profile.ts';
import { EscposPrinter, type PrinterTiming } from './escpos-printer.ts';

export type CreatePrinterOptions = {
  readonly name: string;
  /** Name of a file in `firmware-profiles/printer/`, or the profile itself. */
  readonly profile: string | PrinterProfile;
  /** `tcp://host:port` (port 9100 when left out), a device file such as `/dev/usb/lp0`, or a port that is already made. */
  readonly address: string | Port;
  readonly clock: DeviceClock;
  readonly timing?: Partial<PrinterTiming>;
  readonly expectLeftovers?: boolean;
};

/** A printer from its profile and address. Refuses an unknown profile (ProfileError) or address (TypeError); opens nothing. */
export function createPrinter({ profile, address, ...rest }: CreatePrinterOptions): EscposPrinter {
  const known = typeof profile === 'string' ? loadProfile('printer', profile) : profile;
  const port = typeof address === 'string' ? portAt(address, rest.clock) : address;
  return new EscposPrinter({ ...rest, profile: known, port });
}

function portAt(address: string, clock: DeviceClock): Port {
  if (address.startsWith('/')) return new DeviceFile(address, clock);
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPlain = /^tcp:\/\/[^/?#@]+\/?$/.test(address);
  if (url === null || !isPlain || url.hostname === '' || url.port === '0') {
    throw new TypeError(`not a printer address: ${address} (tcp://host:port or /dev/…)`);
  }
  return new TcpPort(url.hostname.replace(/^\[|\]$/g, ''), url.port === '' ? 9100 : Number(url.port), clock);
}
