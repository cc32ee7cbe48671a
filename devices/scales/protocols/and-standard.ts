import { Type } from 'typebox';
import { type FrameReader, refused } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, frameReading, unitOf } from '../weight.ts';

/**
 * A&D standard format: `ST,+00123.45  g`. ST stable, QT stable count, US unstable, OL out of range. GC scales put the result of a comparison
 * (`OK`, `HI`, `LO`, `--`) behind the header, KERN and CAS ("AND 18 bytes") `GS`, `NT` or `TR`.
 */
export const AndStandardOptions = Type.Object({ name: Type.Literal('and-standard') }, { additionalProperties: false });

const FRAME = /(ST|QT|US|OL)(?:,(OK|HI|LO|--|GS|NT|TR))?,([ +-][ \d.]{7,12}|[ \d.]{8})([ A-Za-z]{1,3})$/;
/** `OL,+9999999E+19`, and KERN's blanks: the digits of an overload mean nothing, its sign means which end. */
const OUT_OF_RANGE = /OL(?:,(?:OK|HI|LO|--|GS|NT|TR))?,([ +-])[ \dE+.]*[ A-Za-z]*$/;
const REPLIES = [
  [/EC,E\d\d$/, 'not-understood'],
  [/(?:AK|OK)$/, 'done'],
] as const;

export function readAndStandard(): FrameReader {
  return lineReader(40, readLine);
}

function readLine(line: string): LineMeaning {
  const out = OUT_OF_RANGE.exec(line);
  if (out !== null) {
    const underload = out[1] === '-';
    const reading = frameReading({ stable: false, overload: !underload, underload });
    return { start: out.index, meaning: { kind: 'reading', reading } };
  }
  const frame = FRAME.exec(line);
  if (frame === null) {
    for (const [pattern, says] of REPLIES) {
      const reply = pattern.exec(line);
      if (reply !== null) return { start: reply.index, meaning: { kind: 'reply', says } };
    }
    return null;
  }
  const [, header, second, digits = '', word = ''] = frame;
  const [value, unit] = [decimalOf(digits), unitOf(word)];
  if (unit === null || (value === null && digits.trim() !== '')) {
    return { start: frame.index, meaning: refused('bad-layout') };
  }
  if (second === 'TR') return { start: frame.index, meaning: { kind: 'reply', says: 'tare' } };
  const reading = frameReading({
    value,
    unit,
    stable: header !== 'US',
    ...(second === 'GS' || second === 'NT' ? { net: second === 'NT' } : {}),
    ...(unit === 'pcs' ? { quantity: value } : {}),
  });
  return { start: frame.index, meaning: { kind: 'reading', reading } };
}
