import { Type } from 'typebox';
import { type Found, type FrameReader, type Meaning, MORE, refused, textOf } from '../frames.ts';
import { decimalOf, frameReading } from '../weight.ts';

/**
 * DIGI DC-782 and DC-788 counting scales: `B`, two flag bytes, CR, then fields of header, data and CR, and LF. Headers: 0 net weight, 1 unit
 * weight, 2 quantity, 4 tare, A gross. Flags 1: bit 1 net, 2 quantity overflow, 4 lb; flags 2: bit 0 zero, 1 motion, 2 negative,
 * 3 overflow, 4 underflow; bit 6 of both is always set. With the additional parity on, one more byte stands before the LF.
 */
export const DigiDcOptions = Type.Object(
  {
    name: Type.Literal('digi-dc'),
    /**
     * The DC-788 manual says that bit 1 of flags 2 is set when the weight is not stable (p. 53), and shows it set in an example of a
     * stable weight (p. 54). Until somebody has tried it, `unknown`: the flag is not believed and time decides.
     */
    motionBit: Type.Enum(['set-when-unstable', 'set-when-stable', 'unknown'] as const),
  },
  { additionalProperties: false },
);

const LF = 0x0a;
const LONGEST = 128;
const FRAME = /B([@-\x7f])([@-\x7f])\r((?:[\dA-Z][ \d.OUF-]{1,9}\r)+)[^\r\n]?$/s;

export function readDigiDc({ motionBit }: { readonly motionBit: string }): FrameReader {
  const find = (bytes: Uint8Array): Found => {
    const end = bytes.indexOf(LF);
    if (end < 0) return MORE;
    if (end === 0) return { kind: 'gap', length: 1 };
    const frame = FRAME.exec(textOf(bytes.subarray(0, end)));
    return frame === null
      ? { kind: 'frame', before: 0, length: end + 1, meaning: refused('bad-layout') }
      : { kind: 'frame', before: frame.index, length: end + 1, meaning: readFrame(frame, motionBit) };
  };
  return { longest: LONGEST, find };
}

function readFrame([, first = '', second = '', fields = '']: RegExpExecArray, motionBit: string): Meaning {
  const data = new Map(
    fields
      .split('\r')
      .slice(0, -1)
      .map((field) => [field.charAt(0), field.slice(1)] as const),
  );
  const net = data.get('0');
  if (net === undefined) return refused('bad-layout');
  const [flags, condition] = [first.charCodeAt(0), second.charCodeAt(0)];
  const overload = (condition & 0x08) !== 0 || net.includes('OF');
  const underload = (condition & 0x10) !== 0 || net.includes('UF');
  const weight = decimalOf(net);
  // "Space: data error or empty" (DC-782 p. 32).
  if (weight === null && !overload && !underload && net.trim() !== '') return refused('bad-layout');
  const isNegative = (condition & 0x04) !== 0 && weight !== null && !weight.startsWith('-');
  const value = overload || underload ? null : isNegative ? decimalOf(`-${weight}`) : weight;
  const moving = (condition & 0x02) !== 0;
  return {
    kind: 'reading',
    reading: frameReading({
      value,
      unit: (flags & 0x10) !== 0 ? 'lb' : 'kg',
      ...(motionBit === 'unknown' ? {} : { stable: moving === (motionBit === 'set-when-stable') }),
      net: (flags & 0x02) !== 0,
      zero: (condition & 0x01) !== 0,
      tare: decimalOf(data.get('4') ?? ''),
      overload,
      underload,
      quantity: (flags & 0x04) !== 0 ? null : decimalOf(data.get('2') ?? ''),
    }),
  };
}
