import { Type } from 'typebox';
import { type FrameReader, refused } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, frameReading, unitOf } from '../weight.ts';

/** Adam CPWplus: asked with `G`, `N` or `T` it answers `G  +  2.00 kg`: which weight, sign, digits, unit. It has no flag for stability. */
export const AdamCpwOptions = Type.Object({ name: Type.Literal('adam-cpw') }, { additionalProperties: false });

const FRAME = /([GNT]) +([+-]) *(\d+(?:\.\d+)?) *([A-Za-z]{1,3}) *$/;
const OUT_OF_RANGE = /([GNT]) +([+-])? *(OL|UL|Err ?\d?|-{3,})/;

export function readAdamCpw(): FrameReader {
  return lineReader(32, readLine);
}

function readLine(line: string): LineMeaning {
  const frame = FRAME.exec(line);
  if (frame === null) {
    const out = OUT_OF_RANGE.exec(line);
    if (out === null) return null;
    const reading = frameReading({ overload: out[3] === 'OL', underload: out[3] === 'UL' });
    return { start: out.index, meaning: { kind: 'reading', reading } };
  }
  const [, which, sign = '', digits = '', word = ''] = frame;
  const [value, unit] = [decimalOf(`${sign}${digits}`), unitOf(word)];
  if (unit === null || value === null) return { start: frame.index, meaning: refused('bad-layout') };
  if (which === 'T') return { start: frame.index, meaning: { kind: 'reply', says: 'tare' } };
  return {
    start: frame.index,
    meaning: { kind: 'reading', reading: frameReading({ value, unit, net: which === 'N' }) },
  };
}
