import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import type { Port } from '../ports/port.ts';
import { SerialLine, type SerialSettings } from '../ports/serial.ts';
import { TcpPort, tcpAddressIn } from '../ports/tcp.ts';
import type { ScaleProfile } from '../profile-scale.ts';
import { SerialScale } from './serial-scale.ts';

export type CreateScaleOptions = {
  readonly name: string;
  /** Name of a file in `firmware-profiles/scale/`, or the profile itself. */
  readonly profile: string | ScaleProfile;
  /** `/dev/serial/by-id/…`, `tcp://host:port` of a serial device server, or a port that is already made (the demo's memory port). */
  readonly address: string | Port;
  readonly clock: DeviceClock;
  /** Where the scale was set up to differ from its factory settings. */
  readonly transport?: Partial<SerialSettings>;
  /** From the plate of this very scale: the profile only knows one size of its model. */
  readonly metrology?: Partial<ScaleProfile['metrology']>;
};

/** A scale from its profile and address. Refuses an unknown or broken profile (ProfileError) or address (TypeError); opens nothing. */
export function createScale({ name, profile, address, clock, transport, metrology }: CreateScaleOptions): SerialScale {
  const known = typeof profile === 'string' ? loadProfile('scale', profile) : profile;
  const settings = { ...known.transport, ...transport };
  const port = typeof address === 'string' ? lineAt(address, settings, clock) : address;
  const own = { ...known, transport: settings, metrology: { ...known.metrology, ...metrology } };
  return new SerialScale({ name, profile: own, port, clock });
}

/** A serial device server has its own settings of the line. */
function lineAt(address: string, settings: SerialSettings, clock: DeviceClock): Port {
  if (address.startsWith('/')) return new SerialLine(address, settings, clock);
  const tcp = tcpAddressIn(address);
  if (tcp === null || tcp.port === null) {
    throw new TypeError(`not a scale's address: ${address} (/dev/serial/by-id/… or tcp://host:port)`);
  }
  return new TcpPort(tcp.host, tcp.port, clock);
}
