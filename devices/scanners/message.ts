import type { FrameRefusal } from '../device.ts';
import { markerBytes, type ScannerProfile } from '../profile.ts';

/** What is left of a frame after its terminator was cut: `[prefix] [code id] [AIM id] data [suffix]`. */
export type Message =
  | { readonly kind: 'text'; readonly text: string; readonly symbology: string | null; readonly before: Uint8Array }
  /** The scanner's answer to a command (AIM id `]X0`), never a scan. */
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
  const codeIds = new Map(Object.entries(framing.codeIds ?? {}));

  return (payload) => {
    const start = findPrefix(payload, prefix);
    if (start < 0) return refused('bad-prefix');
    const before = payload.subarray(0, start);
    let data = payload.subarray(start + prefix.length);
    if (!endsWith(data, suffix)) return refused('bad-suffix');
    data = data.subarray(0, data.length - suffix.length);

    // Newland lets the code id stand before or after the AIM id, so it is looked for in both places.
    let symbology: string | null = null;
    const codeId = codeIds.get(String.fromCharCode(data[0] ?? 0));
    if (codeId !== undefined) data = data.subarray(1);
    const aim = framing.aimId === 'none' ? null : aimIdOf(data);
    if (aim !== null) data = data.subarray(3);
    else if (framing.aimId === 'expected') return refused('bad-prefix');
    symbology = aim ?? codeId ?? null;
    if (codeIds.size > 0 && codeId === undefined) {
      const after = codeIds.get(String.fromCharCode(data[0] ?? 0));
      if (after === undefined) return refused('bad-prefix');
      data = data.subarray(1);
      symbology = aim ?? after;
    }
    if (symbology === 'X0') return { kind: 'reply', before };
    if (data.length === 0) return refused('incomplete');
    const text = decode(data, encoding);
    if (text === null) return refused('bad-encoding');
    return { kind: 'text', text: withSeparators(text, symbology, framing.gsSubstitute), symbology, before };
  };
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
