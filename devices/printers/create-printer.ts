import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import { CupsQueue } from '../ports/cups.ts';
import { DeviceFile } from '../ports/file.ts';
import { printerIdIn } from '../ports/ieee1284.ts';
import type { Port } from '../ports/port.ts';
import { SerialLine, type SerialSettings } from '../ports/serial.ts';
import { TcpPort, tcpAddressIn } from '../ports/tcp.ts';
import { UsbPrinterPort } from '../ports/usb-printer.ts';
import type { PrinterProfile } from '../profile-printer.ts';
import { EscposPrinter } from './escpos-printer.ts';
import type { HeadOptions } from './head.ts';
import { PagePrinter } from './page-printer.ts';
import type { PrinterTiming } from './printer-core.ts';

export type CreatePrinterOptions = HeadOptions & {
  readonly name: string;
  /** Name of a file in `firmware-profiles/printer/`, or the profile itself. */
  readonly profile: string | PrinterProfile;
  /**
   * - `tcp://host:port` (port 9100 when left out)
   * - `usb-printer:<maker>/<model>[/<serial>]`, as `discovery.ts` tells them
   * - `/dev/serial/…` and `/dev/tty…`: a serial line, with the profile's settings
   * - any other file, such as `/dev/usb/lp0`
   * - `cups://queue`
   * - a port that is already made
   */
  readonly address: string | Port;
  readonly clock: DeviceClock;
  /** What the installation changed at the printer's serial line. */
  readonly line?: Partial<SerialSettings> | undefined;
  readonly timing?: Partial<PrinterTiming>;
  readonly expectLeftovers?: boolean;
};

/** A printer from its profile and address. Refuses an unknown profile (ProfileError), address, form or label (TypeError); opens nothing. */
export function createPrinter(options: CreatePrinterOptions): EscposPrinter | PagePrinter {
  const { profile, address, form, label, font, line, ...rest } = options;
  const known = typeof profile === 'string' ? loadProfile('printer', profile) : profile;
  const port = typeof address === 'string' ? portAt(address, known, line, rest.clock) : address;
  const head: HeadOptions = { form, label, font };
  if (known.dialect === 'esc-pos') return new EscposPrinter(known, { ...rest, port }, head);
  return new PagePrinter(known, { ...rest, port }, head);
}

/** What most printers with a serial line come with. */
const ORDINARY_LINE: SerialSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rts-cts' };

/** JetDirect's, which nearly every printer listens at. */
const ORDINARY_PORT = 9100;

function portAt(
  address: string,
  profile: PrinterProfile,
  line: CreatePrinterOptions['line'],
  clock: DeviceClock,
): Port {
  if (/^\/dev\/(serial\/|tty)/.test(address)) {
    return new SerialLine(address, { ...ORDINARY_LINE, ...profile.line, ...line }, clock);
  }
  if (address.startsWith('/')) return new DeviceFile(address, clock);
  const id = printerIdIn(address);
  if (id !== null) return new UsbPrinterPort(id, clock);
  const queue = /^cups:\/\/([^\s/]+)$/.exec(address)?.[1];
  if (queue !== undefined && !queue.startsWith('-')) return new CupsQueue(queue);
  const tcp = tcpAddressIn(address);
  if (tcp === null) {
    throw new TypeError(`not a printer address: ${address} (tcp://host:port, usb-printer:…, cups://queue or /dev/…)`);
  }
  return new TcpPort(tcp.host, tcp.port ?? ORDINARY_PORT, clock);
}
