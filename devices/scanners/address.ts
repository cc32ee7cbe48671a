import type { HidTarget } from '../ports/hid-choice.ts';
import { tcpAddressIn } from '../ports/tcp.ts';
import { isKeyboard, type ScannerProfile, type ScannerTransport } from '../profile-scanner.ts';

/** Where a scanner is plugged in, as a person writes it into the configuration. */
export type ScannerAddress =
  | { readonly kind: 'serial'; readonly path: string }
  /** A serial device server: the line of a serial scanner, over TCP. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'hid'; readonly target: HidTarget }
  | { readonly kind: 'evdev'; readonly path: string };

const HID_ID = /^hid:\/\/([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:\/([^?]+))?(?:\?interface=(\d{1,2}))?$/;
const FORMS = '/dev/serial/by-id/…, hid://vid:pid[/serial], hid-path:…, evdev:/dev/input/by-id/…, tcp://host:port';

/** @throws TypeError for an address that is none of these forms. */
export function parseScannerAddress(address: string): ScannerAddress {
  if (address.startsWith('/')) return { kind: 'serial', path: address };
  if (/^evdev:\/./.test(address)) return { kind: 'evdev', path: address.slice('evdev:'.length) };
  if (/^hid-path:./.test(address)) {
    return { kind: 'hid', target: { by: 'path', path: address.slice('hid-path:'.length) } };
  }
  const tcp = tcpAddressIn(address);
  if (tcp !== null && tcp.port !== null) return { kind: 'tcp', host: tcp.host, port: tcp.port };
  const [, vendor, product, serial, number] = HID_ID.exec(address) ?? [];
  if (vendor === undefined || product === undefined) {
    throw new TypeError(`${address} is no scanner's address (${FORMS})`);
  }
  return {
    kind: 'hid',
    target: {
      by: 'id',
      vendor: Number.parseInt(vendor, 16),
      product: Number.parseInt(product, 16),
      serial: serial === undefined ? null : plainSerial(serial),
      interface: number === undefined ? null : Number(number),
    },
  };
}

/** A serial number with blanks or slashes is written like a part of a URL; one with a percent sign of its own as it is. */
function plainSerial(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Which of the profile's transports an address means. @throws TypeError when the model cannot be connected like that. */
export function transportAt({ kind }: ScannerAddress, { id, transports }: ScannerProfile): ScannerTransport {
  const wanted = kind === 'tcp' ? 'serial' : kind;
  const found = transports.find((transport) => (kind === 'hid' ? transport.startsWith('hid-') : transport === wanted));
  if (found !== undefined) return found;
  const hint = transports.some(isKeyboard) ? 'evdev: or hid:' : transports.join(', ');
  throw new TypeError(`the profile ${id} is for ${transports.join(' and ')}; this address is not (${hint})`);
}
