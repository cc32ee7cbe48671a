import { Type } from 'typebox';
import { type Found, type FrameReader, type Meaning, MORE, noiseUntil, refused, textOf } from '../frames.ts';
import { decimalOf, frameReading, type Unit } from '../weight.ts';

/**
 * Toledo 8217 (8213). `W` is answered with STX, the weight, CR, and only when it stands still and in range; otherwise with STX `?` and a
 * status byte: bit 0 motion, 1 over capacity, 2 under zero, 3 outside the zero capture range, 4 centre of zero, 5 net, 6 always set.
 */
export const Toledo8217Options = Type.Object({ name: Type.Literal('toledo-8217') }, { additionalProperties: false });

const STX = 0x02;
const CR = 0x0d;
const LONGEST = 14;

export function readToledo8217(unit: Unit): FrameReader {
  const find = (bytes: Uint8Array): Found => {
    if (bytes[0] !== STX) return noiseUntil(bytes, STX);
    const end = bytes.indexOf(CR);
    const another = bytes.indexOf(STX, 1);
    if (another > 0 && (end < 0 || another < end)) return { kind: 'noise', length: another };
    if (end < 0) return bytes.length < LONGEST ? MORE : noiseUntil(bytes, STX);
    return { kind: 'frame', before: 0, length: end + 1, meaning: readBody(bytes.subarray(1, end), unit) };
  };
  return { longest: LONGEST, find };
}

function readBody(body: Uint8Array, unit: Unit): Meaning {
  const text = textOf(body);
  if (text === '' || text === 'E') return { kind: 'reply', says: 'done' };
  const question = text.indexOf('?');
  if (question >= 0 && text.slice(0, question).trim() === '' && body.length === question + 2) {
    return readStatus(body[question + 1] ?? 0);
  }
  const weight = /^([ \d.]+)(N?)$/.exec(text);
  const value = weight === null ? null : decimalOf(weight[1] ?? '');
  if (weight === null || value === null) return refused('bad-layout');
  return { kind: 'reading', reading: frameReading({ value, unit, stable: true, net: weight[2] === 'N' }) };
}

function readStatus(status: number): Meaning {
  if ((status & 0x40) === 0) return refused('bad-layout');
  return {
    kind: 'reading',
    reading: frameReading({
      stable: (status & 0x01) === 0,
      overload: (status & 0x02) !== 0,
      underload: (status & 0x04) !== 0,
      zero: (status & 0x10) !== 0,
      net: (status & 0x20) !== 0,
    }),
  };
}
