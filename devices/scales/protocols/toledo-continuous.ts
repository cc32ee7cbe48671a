import { Type } from 'typebox';
import { type Found, type FrameReader, type Meaning, MORE, noiseUntil, refused, textOf } from '../frames.ts';
import { frameReading, type Unit, withPoint } from '../weight.ts';

/**
 * Toledo standard continuous output: STX, status words A B C, six digits of weight, six of tare, CR, and a checksum that makes the sum
 * of all seven-bit bytes 0. The short variant has no tare.
 */
export const ToledoContinuousOptions = Type.Object(
  { name: Type.Literal('toledo-continuous'), tare: Type.Boolean(), checksum: Type.Boolean() },
  { additionalProperties: false },
);

const STX = 0x02;
const CR = 0x0d;
const WEIGHT_AT = 4;
const FIELD = 6;
/** Status word C, bits 0-2: a unit that overrules the kg or lb of word B. Assumed: Fairbanks has these bits always 0. */
const UNITS: readonly (Unit | null)[] = [null, 'g', 't', 'oz', 'ozt', 'dwt'];

export function readToledoContinuous(options: { readonly tare: boolean; readonly checksum: boolean }): FrameReader {
  const crAt = WEIGHT_AT + FIELD * (options.tare ? 2 : 1);
  const longest = crAt + 1 + (options.checksum ? 1 : 0);
  const find = (bytes: Uint8Array): Found => {
    if (bytes[0] !== STX) return noiseUntil(bytes, STX);
    // STX may stand in word B or in the checksum, so a candidate is judged by its whole shape, as far as it has come.
    const known = Math.min(bytes.length, crAt + 1);
    for (let index = 1; index < known; index++) {
      if (!fits(bytes[index] ?? 0, index, crAt)) return noiseUntil(bytes, STX);
    }
    if (bytes.length < longest) return MORE;
    const frame = bytes.subarray(0, longest);
    if (!options.checksum || frame.reduce((sum, byte) => sum + (byte & 0x7f), 0) % 0x80 === 0) {
      return { kind: 'frame', before: 0, length: longest, meaning: read(frame, options.tare) };
    }
    // The checksum itself may be what was lost, and its place taken by the next frame.
    const length = frame[longest - 1] === STX ? longest - 1 : longest;
    return { kind: 'frame', before: 0, length, meaning: refused('bad-checksum') };
  };
  return { longest, find };
}

function fits(byte: number, index: number, crAt: number): boolean {
  const seven = byte & 0x7f;
  if (index === 1) return (seven & 0x60) === 0x20;
  // Fairbanks has bit 5 of word B always 0, everybody else always 1.
  if (index === 2) return true;
  if (index === 3) return (seven & 0x20) !== 0;
  if (index === crAt) return seven === CR;
  return seven === 0x20 || (seven >= 0x30 && seven <= 0x39);
}

function read(frame: Uint8Array, hasTare: boolean): Meaning {
  const [, a = 0, b = 0, c = 0] = frame;
  // Ten times the resolution, with a point nobody has documented: better no weight than ten times the weight.
  if ((c & 0x10) !== 0) return refused('bad-layout');
  const unit = UNITS[c & 0x07] ?? ((b & 0x10) !== 0 ? 'kg' : 'lb');
  const point = a & 0x07;
  const weight = field(frame, WEIGHT_AT, point);
  const overload = (b & 0x04) !== 0;
  const starting = (b & 0x40) !== 0;
  const value = overload || starting || weight === null ? null : (b & 0x02) !== 0 ? negative(weight) : weight;
  return {
    kind: 'reading',
    reading: frameReading({
      value,
      unit,
      stable: (b & 0x08) === 0 && !starting,
      net: (b & 0x01) !== 0,
      tare: hasTare ? field(frame, WEIGHT_AT + FIELD, point) : null,
      overload,
    }),
  };
}

const negative = (weight: string): string => (/[1-9]/.test(weight) ? `-${weight}` : weight);

/** Bits 0-2 of word A: 0 is ×100, 1 is ×10, 2 is ×1, 3 and more are 1 to 5 decimals. Blank digits are no weight. */
function field(frame: Uint8Array, at: number, point: number): string | null {
  const digits = textOf(frame.subarray(at, at + FIELD).map((byte) => byte & 0x7f)).trimStart();
  return point < 2
    ? withPoint(digits === '' ? '' : `${digits}${'0'.repeat(2 - point)}`, 0)
    : withPoint(digits, point - 2);
}
