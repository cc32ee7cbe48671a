import { KeyboardScannerEmulator } from '../../../devices/emulators/keyboard-scanner.ts';
import { hexBytes } from '../../../devices/profile.ts';
import {
  isKeyboard,
  type ScannerProfile,
  type ScannerSample,
  type ScannerTransport,
} from '../../../devices/profile-scanner.ts';
import { readerFor } from '../../../devices/scanners/create-scanner.ts';
import type { FramerEvent, ScanReader } from '../../../devices/scanners/reader.ts';

/** Long enough for every profile: what only silence ends is ended by it. */
export const LONG_SILENCE_MS = 60_000;

/** How the samples of a profile were written down: bytes of a line, or whole reports. */
export const sampleTransport = ({ transports }: ScannerProfile): ScannerTransport =>
  transports.some(isKeyboard) ? 'hid-keyboard' : (transports[0] ?? 'serial');

/** The chunks of a sample: one of a line, one for each report of a HID device. */
export const chunksOf = ({ bytes, reports = [] }: ScannerSample): Uint8Array[] =>
  bytes === undefined ? reports.map(hexBytes) : [hexBytes(bytes)];

export function readerOf(profile: ScannerProfile, sample?: ScannerSample): ScanReader {
  const descriptor = sample?.descriptor === undefined ? null : hexBytes(sample.descriptor);
  return readerFor(profile, sampleTransport(profile), () => descriptor);
}

export function decode(reader: ScanReader, chunks: readonly Uint8Array[], from_ms = 0): FramerEvent[] {
  const events = chunks.flatMap((chunk, index) => reader.feed(chunk, from_ms + index));
  return [...events, ...reader.idle(from_ms + chunks.length + LONG_SILENCE_MS)];
}

export type Scan = { readonly text: string; readonly symbology: string | null };
export const scansOf = (events: readonly FramerEvent[]): Scan[] =>
  events.flatMap((event) => (event.kind === 'frame' ? [{ text: event.text, symbology: event.symbology }] : []));
export const refusalsOf = (events: readonly FramerEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'refused' ? [event.code] : []));
/** Texts of scans, refusals with "!", answers to commands with "?". */
export const brief = (events: readonly FramerEvent[]): string[] =>
  events.map((event) => (event.kind === 'frame' ? event.text : event.kind === 'refused' ? `!${event.code}` : '?reply'));

/** The boot reports of a sample as the kernel's events: every key that a report adds is pressed and released. */
export function asInputEvents(sample: ScannerSample): Uint8Array[] {
  const typist = new KeyboardScannerEmulator({ profile: 'generic-wedge', as: 'evdev' });
  const booted = new KeyboardScannerEmulator({ profile: 'generic-wedge', as: 'hid-keyboard' });
  const characters = [...Array(95).keys()].map((index) => String.fromCharCode(0x20 + index));
  const known = new Map<string, Uint8Array[]>();
  for (const character of [...characters, '\r', '\t', '\x1d']) {
    const [down] = booted.keysOf(character);
    if (down !== undefined) known.set(Buffer.from(down).toString('hex'), typist.keysOf(character));
  }
  let before = '';
  return chunksOf(sample).flatMap((report) => {
    const name = Buffer.from(report).toString('hex');
    const isRepeat = name === before;
    before = name;
    return isRepeat ? [] : (known.get(name) ?? []);
  });
}
