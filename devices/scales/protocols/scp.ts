import { Type } from 'typebox';
import { type Found, type FrameReader, type Meaning, MORE, refused, textOf } from '../frames.ts';
import { decimalOf, frameReading, type Unit, unitOf } from '../weight.ts';

/**
 * NCI general protocol (Weigh-Tronix SCP-01; Adam MDW, Salter Brecknell, Avery): `W` CR is answered with LF weight unit CR, LF status CR, ETX.
 * Status byte 1: bit 0 motion, 1 at zero; byte 2: bit 0 under, 1 over capacity; byte 3: bit 2 net. In place of the weight `^^^^^^` is
 * over, `______` under, `------` a fault of the zero point.
 */
export const ScpOptions = Type.Object({ name: Type.Literal('scp') }, { additionalProperties: false });

const ETX = 0x03;
const LONGEST = 40;
const FRAME = /(?:\n([^\n\r]{1,14})\r)?\nS?([0-?][0-\x7f]{1,3})\r$/;
const NOT_UNDERSTOOD = /\n\?\r$/;
const WEIGHT = /^([ +-]*[\d.]+) *([A-Za-z]{1,3})$/;

export function readScp(): FrameReader {
  const find = (bytes: Uint8Array): Found => {
    const end = bytes.findIndex((byte) => (byte & 0x7f) === ETX);
    if (end < 0) return MORE;
    // Where the line's parity was set wrong, its bit is in the bytes; the protocol itself has seven.
    const text = textOf(bytes.subarray(0, end).map((byte) => byte & 0x7f));
    const frame = FRAME.exec(text);
    if (frame !== null) return { kind: 'frame', before: frame.index, length: end + 1, meaning: readFrame(frame) };
    const refusal = NOT_UNDERSTOOD.exec(text);
    return refusal === null
      ? { kind: 'frame', before: 0, length: end + 1, meaning: refused('bad-layout') }
      : { kind: 'frame', before: refusal.index, length: end + 1, meaning: { kind: 'reply', says: 'not-understood' } };
  };
  return { longest: LONGEST, find };
}

function readFrame([, shown, status = '']: RegExpExecArray): Meaning {
  const [first = 0, second = 0, third] = [...status].map((character) => character.charCodeAt(0));
  const display = shown === undefined ? {} : readDisplay(shown);
  if (display === null) return refused('bad-layout');
  const overload = (second & 0x02) !== 0 || display.overload === true;
  const underload = (second & 0x01) !== 0 || display.underload === true;
  return {
    kind: 'reading',
    reading: frameReading({
      ...display,
      ...(overload || underload ? { value: null } : {}),
      stable: (first & 0x01) === 0,
      zero: (first & 0x02) !== 0,
      ...(third === undefined ? {} : { net: (third & 0x04) !== 0 }),
      overload,
      underload,
    }),
  };
}

type Display = { value?: string; unit?: Unit; overload?: boolean; underload?: boolean };

function readDisplay(shown: string): Display | null {
  if (/^\s*\^{3}/.test(shown)) return { overload: true };
  if (/^\s*_{3}/.test(shown)) return { underload: true };
  if (/^\s*-{3}/.test(shown)) return {};
  const weight = WEIGHT.exec(shown);
  const value = weight === null ? null : decimalOf(weight[1] ?? '');
  const unit = unitOf(weight?.[2] ?? '');
  return value === null || unit === null ? null : { value, unit };
}
