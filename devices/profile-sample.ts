import { Document, type Node, YAMLMap, YAMLSeq } from 'yaml';
import type { ScaleProfile } from './profile-scale.ts';
import { isKeyboard, type ScannerProfile, type ScannerTransport } from './profile-scanner.ts';
import { ScaleFramer } from './scales/frames.ts';
import { frameReaderOf } from './scales/protocols.ts';
import type { FrameReading } from './scales/weight.ts';
import { readerFor } from './scanners/create-scanner.ts';

/** What stands beside the bytes of a sample. */
export type SampleWords = {
  readonly note: string;
  readonly source: string;
  /** It came from a real device. */
  readonly isCaptured: boolean;
};

/** More than any reader wants to see in a profile. */
const MOST_BYTES = 4_096;
/** Long enough for every profile: what only silence ends is ended by it. */
const LONG_SILENCE_MS = 60_000;

export class NoSample extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'NoSample';
  }
}

/**
 * A scanner's frames as one entry of its profile's `samples` (YAML): the bytes, and the events that the profile makes of them now. A person looks at
 * those before it goes into the profile: a sample says what the events must be, and these may be wrong.
 * @throws NoSample for an event device, whose frames hold the time, and for HID-POS without a known layout.
 */
export function scannerSample(
  profile: ScannerProfile,
  transport: ScannerTransport,
  chunks: readonly Uint8Array[],
  words: SampleWords,
  descriptor: Uint8Array | null = null,
): string {
  boundedBytes(chunks);
  if (transport === 'evdev') throw new NoSample('an event device tells keys and times, and no reports');
  const needsDescriptor = transport === 'hid-pos' && profile.hid?.layout === undefined;
  if (needsDescriptor && descriptor === null) throw new NoSample('its report descriptor is not known');
  const reader = readerFor(profile, transport, () => descriptor);
  const heard = chunks.flatMap((chunk, index) => reader.feed(chunk, index));
  const events = [...heard, ...reader.idle(chunks.length + LONG_SILENCE_MS)].flatMap((event) =>
    event.kind === 'frame' ? [{ text: event.text, symbology: event.symbology }] : [],
  );
  const isLine = transport === 'serial';
  return sampleText({
    ...(isLine ? { bytes: hexOf(Buffer.concat(chunks)) } : { reports: chunks.map(hexOf) }),
    ...(descriptor === null || isLine || isKeyboard(transport) ? {} : { descriptor: hexOf(descriptor) }),
    events,
    note: words.note,
    source: words.source,
    ...(words.isCaptured ? { captured: true } : {}),
  });
}

/** The same for a scale, with its readings. */
export function scaleSample(profile: ScaleProfile, chunks: readonly Uint8Array[], words: SampleWords): string {
  const bytes = boundedBytes(chunks);
  const framer = new ScaleFramer(frameReaderOf(profile.protocol, profile.metrology.unit));
  const readings = framer.feed(bytes).flatMap((frame) => (frame.kind === 'reading' ? [spelled(frame.reading)] : []));
  return sampleText({
    bytes: hexOf(bytes),
    readings,
    note: words.note,
    source: words.source,
    ...(words.isCaptured ? { captured: true } : {}),
  });
}

function boundedBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw new NoSample('there are no bytes in it');
  if (bytes.length > MOST_BYTES) throw new NoSample(`${bytes.length} bytes; ${MOST_BYTES} at most`);
  return new Uint8Array(bytes);
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** As a profile spells it: what is unknown or absent is left out. */
function spelled({ value, unit, stable, net, zero, tare, overload, underload, quantity }: FrameReading): object {
  return {
    value,
    unit,
    ...(stable === 'unknown' ? {} : { stable }),
    ...(net === 'unknown' ? {} : { net }),
    ...(zero === 'unknown' ? {} : { zero }),
    ...(tare === null ? {} : { tare }),
    ...(overload ? { overload } : {}),
    ...(underload ? { underload } : {}),
    ...(quantity === null ? {} : { quantity }),
  };
}

/**
 * One element of the list `samples` to be pasted below the others, in the hand of the profiles: indented, a line for each key, events and readings
 * beside each other.
 */
function sampleText(sample: object): string {
  const document = new Document([sample]);
  const entry = document.get(0);
  if (entry instanceof YAMLMap) {
    for (const key of ['events', 'readings']) {
      const list: unknown = entry.get(key);
      if (list instanceof YAMLSeq)
        for (const item of list.items as Node[]) if (item instanceof YAMLMap) item.flow = true;
    }
  }
  const text = document.toString({
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    // A string with line ends stays in its line.
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  });
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
