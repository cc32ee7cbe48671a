import iconv from 'iconv-lite';
import { markerBytes } from '../profile.ts';
import type { ScannerProfile } from '../profile-scanner.ts';

const TERMINATOR_BYTES: Readonly<Record<ScannerProfile['framing']['terminator'], readonly number[]>> = {
  CR: [0x0d],
  LF: [0x0a],
  CRLF: [0x0d, 0x0a],
  'CR-LF-TAB': [0x0d],
  ETX: [0x03],
  TAB: [0x09],
  none: [],
};

/**
 * The bytes that a scanner of this profile sends for a code: what an emulator writes. `symbology` is the AIM id without bracket; it is
 * sent where the profile knows AIM ids (`auto` and `expected`), and as the vendor's code id where the profile has a map.
 */
export function frameBytes(profile: ScannerProfile, text: string, symbology: string | null): Uint8Array {
  const { framing, encoding } = profile;
  const codeId = Object.entries(framing.codeIds ?? {}).find(([, aim]) => aim === symbology)?.[0] ?? '';
  const aimId = framing.aimId !== 'none' && symbology !== null ? `]${symbology}` : '';
  const data = framing.gsSubstitute === undefined ? text : text.replaceAll('\x1d', framing.gsSubstitute);
  const payload = iconv.encode(data, encoding);
  const length = framing.lengthDigits === undefined ? '' : String(payload.length).padStart(framing.lengthDigits, '0');
  const frame = [
    ...markerBytes(framing.prefix),
    ...Buffer.from(length, 'latin1'),
    ...Buffer.from(codeId + aimId, 'latin1'),
    ...payload,
    ...markerBytes(framing.suffix),
    ...TERMINATOR_BYTES[framing.terminator],
  ];
  if (framing.bcc !== 'none') frame.push(frame.reduce((sum, byte) => sum ^ byte, 0));
  return Uint8Array.from(frame);
}
