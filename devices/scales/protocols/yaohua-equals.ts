import { Type } from 'typebox';
import { type Found, type FrameReader, MORE, noiseUntil, refused, textOf } from '../frames.ts';
import { decimalOf, frameReading, type Unit } from '../weight.ts';

/**
 * 耀华 in its other mode: `=` and the weight with its point, without terminator, flags or unit. Most send it from the last digit to the first
 * (`=0100.00` is 00.0010, `=00.1000-` is -0001.00), some the right way round.
 */
export const YaohuaEqualsOptions = Type.Object(
  {
    name: Type.Literal('yaohua-equals'),
    order: Type.Enum(['reversed', 'plain'] as const),
    /** How many stand behind the `=`. Seven have no sign; of eight one is the sign. */
    characters: Type.Enum([6, 7, 8] as const),
  },
  { additionalProperties: false },
);

const START = 0x3d;

export function readYaohuaEquals(
  { order, characters }: { readonly order: 'reversed' | 'plain'; readonly characters: number },
  unit: Unit,
): FrameReader {
  const length = characters + 1;
  const find = (bytes: Uint8Array): Found => {
    if (bytes[0] !== START) {
      const gap = bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
      if (gap !== 0) return { kind: 'gap', length: gap < 0 ? bytes.length : gap };
      return noiseUntil(bytes, START);
    }
    const body = textOf(bytes.subarray(1, length));
    if (!/^[ \d.-]*$/.test(body)) return noiseUntil(bytes, START);
    if (bytes.length < length) return MORE;
    const text = order === 'reversed' ? [...body].reverse().join('') : body;
    const value = decimalOf(text);
    const meaning =
      value === null && text.trim() !== ''
        ? refused('bad-layout')
        : ({ kind: 'reading', reading: frameReading({ value, unit }) } as const);
    return { kind: 'frame', before: 0, length, meaning };
  };
  return { longest: length, find };
}
