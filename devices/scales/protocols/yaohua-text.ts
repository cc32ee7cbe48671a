import { Type } from 'typebox';
import { type FrameReader, refused } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, frameReading, unitOf } from '../weight.ts';

/**
 * 耀华 XK3190-A12, text: `ww000.000kg` gross, `wn-000.100kg` net, `wt000.000kg` tare, and no flags. XK3190-A12E: `WG004.139kg3D` with the XOR
 * of the eleven bytes before it, `OL` and `LO` in the place of the unit out of range.
 */
export const YaohuaTextOptions = Type.Object(
  { name: Type.Literal('yaohua-text'), checksum: Type.Boolean() },
  { additionalProperties: false },
);

const PLAIN = /w([wnt])([ \d.-]{6,8})(kg|lb|g|t)$/;
const CHECKED = /W([GN])([ \d.-]{7})(kg|lb)([\dA-F]{2})$/;
const OUT_OF_RANGE = / {9}(OL|LO)23$/;

export function readYaohuaText({ checksum }: { readonly checksum: boolean }): FrameReader {
  return lineReader(24, checksum ? readChecked : (line) => weightOf(PLAIN.exec(line)));
}

function readChecked(line: string): LineMeaning {
  const out = OUT_OF_RANGE.exec(line);
  if (out !== null) {
    const reading = frameReading({ overload: out[1] === 'OL', underload: out[1] === 'LO' });
    return { start: out.index, meaning: { kind: 'reading', reading } };
  }
  const frame = CHECKED.exec(line);
  if (frame === null) return null;
  const sum = [...frame[0].slice(0, 11)].reduce((xor, character) => xor ^ character.charCodeAt(0), 0);
  if (sum !== Number.parseInt(frame[4] ?? '', 16)) return { start: frame.index, meaning: refused('bad-checksum') };
  return weightOf(frame);
}

function weightOf(frame: RegExpExecArray | null): LineMeaning {
  if (frame === null) return null;
  const [, kind, digits = '', word = ''] = frame;
  const value = decimalOf(digits);
  if (value === null && digits.trim() !== '') return { start: frame.index, meaning: refused('bad-layout') };
  if (kind === 't') return { start: frame.index, meaning: { kind: 'reply', says: 'tare' } };
  const reading = frameReading({ value, unit: unitOf(word), net: kind === 'n' || kind === 'N' });
  return { start: frame.index, meaning: { kind: 'reading', reading } };
}
