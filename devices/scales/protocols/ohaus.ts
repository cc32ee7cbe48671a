import { Type } from 'typebox';
import type { FrameReader } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, frameReading, unitOf } from '../weight.ts';

/**
 * Ohaus: the weight right aligned in 9 to 12 characters, the unit, `?` while it is unstable, and a legend (`N`, `NET`, `G`, `B/G`). Nothing
 * marks the head of a line, so a weight that does not fill its field is the torn end of another and is refused.
 */
export const OhausOptions = Type.Object(
  {
    name: Type.Literal('ohaus'),
    /** Fewest characters of the weight with the blanks before it. */
    width: Type.Integer({ minimum: 7, maximum: 12 }),
  },
  { additionalProperties: false },
);

const FRAME = /( *(?:- *)?\d*\.?\d+) ([A-Za-z]{1,5}) *(\?)?(?: +([A-Z][A-Z/]*(?: [A-Z]+)?))? *$/;
const FAULTS = /(?:ES|\[?Err [\d.]+\]?|OL|UL|----+)\s*$/;

export function readOhaus({ width }: { readonly width: number }): FrameReader {
  const read = (line: string): LineMeaning => {
    const frame = FRAME.exec(line);
    if (frame === null) return readFault(line);
    const [, digits = '', word = '', moving, legend] = frame;
    const [value, unit] = [decimalOf(digits), unitOf(word)];
    if (value === null || unit === null || digits.length < width) return null;
    // "12.3.45 g" or "x1.5 g": whatever touches the digits may be digits that were garbled.
    if (frame.index > 0 && !digits.startsWith(' ')) return null;
    if (legend === 'TOTAL' || legend === 'T') return { start: frame.index, meaning: { kind: 'reply', says: 'tare' } };
    const reading = frameReading({
      value,
      unit,
      stable: moving === undefined,
      ...(legend === 'N' || legend === 'NET' ? { net: true } : legend === undefined ? {} : { net: false }),
      ...(unit === 'pcs' ? { quantity: value } : {}),
    });
    return { start: frame.index, meaning: { kind: 'reading', reading } };
  };
  return lineReader(64, read);
}

function readFault(line: string): LineMeaning {
  const fault = FAULTS.exec(line);
  if (fault === null) return null;
  const word = fault[0].trim();
  if (word !== 'OL' && word !== 'UL' && !word.startsWith('--')) {
    return { start: fault.index, meaning: { kind: 'reply', says: 'not-understood' } };
  }
  const reading = frameReading({ stable: false, overload: word === 'OL', underload: word === 'UL' });
  return { start: fault.index, meaning: { kind: 'reading', reading } };
}
