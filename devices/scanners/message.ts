import type { FrameRefusal } from '../device.ts';
import { markerBytes } from '../profile.ts';
import type { ScannerProfile } from '../profile-scanner.ts';

/** What is left of a frame after its terminator was cut: `[prefix] [length] [code id] [AIM id] data [suffix]`. */
export type Message =
  | { readonly kind: 'text'; readonly text: string; readonly symbology: string | null; readonly before: Uint8Array }
  /** The scanner's answer to a command (the AIM ids that its profile says), never a scan. */
  | { readonly kind: 'reply'; readonly before: Uint8Array }
  | { readonly kind: 'refused'; readonly code: FrameRefusal };

/** Symbologies whose text is GS1 element strings (ISO/IEC 15424; GS1 General Specifications 7.8.1). */
const GS1_SYMBOLOGIES: ReadonlySet<string> = new Set(['C1', 'd2', 'Q3', 'e0']);
const LABELS: Readonly<Record<ScannerProfile['encoding'], string>> = {
  latin1: 'latin1',
  utf8: 'utf-8',
  gb18030: 'gb18030',
};

export type MessageReader = (payload: Uint8Array) => Message;

/**
 * Makes the function that takes a frame apart as the profile says. Text is decoded only here, after framing, so that no hanzi is cut.
 * Bytes before the prefix are handed back as `before`: line noise, or the torn end of an earlier frame.
 */
export function messageReader({ framing, encoding }: Pick<ScannerProfile, 'framing' | 'encoding'>): MessageReader {
  const prefix = markerBytes(framing.prefix);
  const suffix = markerBytes(framing.suffix);
  const cutIds = idCutter(framing);
  const replies = new Set(framing.replies);

  return (payload) => {
    const start = findPrefix(payload, prefix);
    if (start < 0) return refused('bad-prefix');
    const before = payload.subarray(0, start);
    const framed = payload.subarray(start + prefix.length);
    if (!endsWith(framed, suffix)) return refused('bad-suffix');
    const measured = withoutLength(framed.subarray(0, framed.length - suffix.length), framing.lengthDigits ?? 0);
    if (measured === null) return refused('bad-layout');
    const cut = cutIds(measured.rest);
    if (cut === null) return refused('bad-prefix');
    const { symbology, data } = cut;
    if (symbology !== null && replies.has(symbology)) return { kind: 'reply', before };
    if (data.length === 0) return refused('incomplete');
    if (measured.length !== null && measured.length !== data.length) return refused('bad-layout');
    const text = decode(data, encoding);
    if (text === null) return refused('bad-encoding');
    return { kind: 'text', text: withSeparators(text, symbology, framing.gsSubstitute), symbology, before };
  };
}

type Ids = { readonly symbology: string | null; readonly data: Uint8Array };

/** Cuts AIM id and code id off; null when one that must be there is not. */
function idCutter({ aimId, codeIds = {} }: ScannerProfile['framing']): (bytes: Uint8Array) => Ids | null {
  // Of `$` and `$S` the longer one is meant.
  const known = Object.entries(codeIds).sort(([one], [other]) => other.length - one.length);
  const codeIdOf = (bytes: Uint8Array): readonly [string, string] | undefined => {
    const head = String.fromCharCode(...bytes.subarray(0, 3));
    return known.find(([id]) => head.startsWith(id));
  };
  return (bytes) => {
    // Newland lets the code id stand before or after the AIM id, so it is looked for in both places.
    let codeId = codeIdOf(bytes);
    let data = bytes.subarray(codeId?.[0].length ?? 0);
    const aim = aimId === 'none' ? null : aimIdOf(data);
    if (aim !== null) data = data.subarray(3);
    else if (aimId === 'expected') return null;
    if (known.length > 0 && codeId === undefined) {
      codeId = codeIdOf(data);
      if (codeId === undefined) return null;
      data = data.subarray(codeId[0].length);
    }
    return { symbology: aim ?? codeId?.[1] ?? null, data };
  };
}

type Measured = { readonly length: number | null; readonly rest: Uint8Array };

/** Takes the length field off; null when these are no digits. */
function withoutLength(bytes: Uint8Array, digits: number): Measured | null {
  if (digits === 0) return { length: null, rest: bytes };
  const field = String.fromCharCode(...bytes.subarray(0, digits));
  return field.length === digits && /^\d+$/.test(field)
    ? { length: Number(field), rest: bytes.subarray(digits) }
    : null;
}

const refused = (code: FrameRefusal): Message => ({ kind: 'refused', code });

/**
 * Where the prefix begins; -1 without one. A control character (STX) cannot be data, so its last occurrence wins: what stands
 * before is a torn frame. A printable prefix may well be data, so its first occurrence wins.
 */
function findPrefix(payload: Uint8Array, prefix: Uint8Array): number {
  if (prefix.length === 0) return 0;
  const view = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const isControl = prefix.every((byte) => byte < 0x20);
  return isControl ? view.lastIndexOf(prefix) : view.indexOf(prefix);
}

const endsWith = (bytes: Uint8Array, end: Uint8Array): boolean =>
  bytes.length >= end.length && end.every((byte, index) => bytes[bytes.length - end.length + index] === byte);

/** `]cm`: code character (a letter) and modifier (0-9, A-Z, a-z), ISO/IEC 15424. */
function aimIdOf(bytes: Uint8Array): string | null {
  const id = String.fromCharCode(...bytes.subarray(0, 3));
  return /^\][A-Za-z][0-9A-Za-z]$/.test(id) ? id.slice(1) : null;
}

function decode(bytes: Uint8Array, encoding: ScannerProfile['encoding']): string | null {
  if (encoding === 'latin1') return Buffer.from(bytes).toString('latin1');
  try {
    return new TextDecoder(LABELS[encoding], { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A scanner set to show GS as a printable would make GS1 unreadable; plain codes keep that character. */
function withSeparators(text: string, symbology: string | null, substitute: string | undefined): string {
  if (substitute === undefined || (symbology !== null && !GS1_SYMBOLOGIES.has(symbology))) return text;
  return text.replaceAll(substitute, '\x1d');
}
