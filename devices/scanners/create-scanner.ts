import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import { EventDevice } from '../ports/evdev.ts';
import { HidLine } from '../ports/hid.ts';
import type { Port } from '../ports/port.ts';
import { SerialLine, type SerialSettings } from '../ports/serial.ts';
import { TcpPort } from '../ports/tcp.ts';
import { hexBytes } from '../profile.ts';
import type { ScannerProfile, ScannerTransport } from '../profile-scanner.ts';
import { parseScannerAddress, transportAt } from './address.ts';
import { Framer } from './framing.ts';
import { HidPosReader } from './hid/report-reader.ts';
import { KeyReader } from './keyboard/key-reader.ts';
import type { ScanReader } from './reader.ts';
import { Scanner } from './scanner.ts';

export type CreateScannerOptions = {
  readonly name: string;
  /** Name of a file in `firmware-profiles/scanner/`, or the profile itself. */
  readonly profile: string | ScannerProfile;
  /**
   * `/dev/serial/by-id/…`, `hid://vid:pid[/serial]`, `hid-path:…` (a device file, or the USB place as "1-3"), `evdev:/dev/input/by-id/…`,
   * `tcp://host:port` of a serial device server; or a port that is already made (the demo's memory port), which then delivers what the profile's first
   * transport does.
   */
  readonly address: string | Port;
  readonly clock: DeviceClock;
  /** Serial: where the scanner was set up to differ from its factory settings. */
  readonly line?: Partial<SerialSettings>;
  readonly newId?: () => string;
};

/**
 * A scanner from its profile and address. Refuses an unknown or broken profile with a ProfileError, an address that is none or does not fit the profile
 * with a TypeError; opens nothing.
 */
export function createScanner({ name, profile, address, clock, line, newId }: CreateScannerOptions): Scanner {
  const known = typeof profile === 'string' ? loadProfile('scanner', profile) : profile;
  const { port, transport } = portAt(address, known, clock, line);
  const reader = readerFor(known, transport, () => port.reportDescriptor?.() ?? null);
  return new Scanner({ name, profile: known, port, reader, clock, ...(newId === undefined ? {} : { newId }) });
}

/** What makes scans of a transport's chunks. `describe` gives the report descriptor of the open HID device, where there is one. */
export function readerFor(
  profile: ScannerProfile,
  transport: ScannerTransport,
  describe: () => Uint8Array | null = () => null,
): ScanReader {
  switch (transport) {
    case 'serial':
      return new Framer(profile);
    case 'hid-pos':
      return new HidPosReader(profile, describe);
    case 'hid-keyboard':
    case 'evdev':
      return new KeyReader(profile, transport);
  }
}

type Plugged = { readonly port: Port; readonly transport: ScannerTransport };

function portAt(
  address: string | Port,
  profile: ScannerProfile,
  clock: DeviceClock,
  line: Partial<SerialSettings> | undefined,
): Plugged {
  if (typeof address !== 'string') return { port: address, transport: profile.transports[0] ?? 'serial' };
  const parsed = parseScannerAddress(address);
  const transport = transportAt(parsed, profile);
  switch (parsed.kind) {
    case 'serial': {
      const settings = { ...SERIAL_DEFAULTS, ...profile.line, ...line };
      return { port: new SerialLine(parsed.path, settings, clock), transport };
    }
    case 'tcp':
      return { port: new TcpPort(parsed.host, parsed.port, clock), transport };
    case 'evdev':
      return { port: new EventDevice(address, parsed.path, clock), transport };
    case 'hid': {
      const onOpen = profile.hid?.onOpen === undefined ? {} : { onOpen: hexBytes(profile.hid.onOpen) };
      const use = transport === 'hid-keyboard' ? 'hid-keyboard' : 'hid-pos';
      return { port: new HidLine(address, parsed.target, use, clock, onOpen), transport };
    }
  }
}

/** The schema asks every serial profile for its line; this only keeps the types honest. */
const SERIAL_DEFAULTS: SerialSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };
