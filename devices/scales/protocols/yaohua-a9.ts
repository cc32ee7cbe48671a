import { Type } from 'typebox';
import { type Found, type FrameReader, MORE, noiseUntil, refused, textOf } from '../frames.ts';
import { frameReading, type Unit, withPoint } from '../weight.ts';

/**
 * 耀华 XK3190-A9 and its family, continuous (tF=0): STX, sign, six digits, how many of them are decimals, the XOR of those eight bytes as two
 * characters, ETX. It is the weight that is displayed; nothing says whether it is net, or still.
 */
export const YaohuaA9Options = Type.Object(
  {
    name: Type.Literal('yaohua-a9'),
    /** `hex`: above nine A to F (manual: + 37h). `nibble`: 30h plus the nibble, as some firmware does. */
    checksum: Type.Enum(['hex', 'nibble'] as const),
  },
  { additionalProperties: false },
);

const STX = 0x02;
const ETX = 0x03;
const LENGTH = 12;
const SHAPE = [/^[+-]$/, ...Array<RegExp>(6).fill(/^[ \d]$/), /^[0-6]$/, /^[0-?A-F]$/, /^[0-?A-F]$/] as const;

export function readYaohuaA9({ checksum }: { readonly checksum: 'hex' | 'nibble' }, unit: Unit): FrameReader {
  const character = (nibble: number): number => (checksum === 'hex' && nibble > 9 ? 0x37 : 0x30) + nibble;
  const find = (bytes: Uint8Array): Found => {
    if (bytes[0] !== STX) return noiseUntil(bytes, STX);
    const known = textOf(bytes.subarray(1, LENGTH - 1));
    for (const [index, byte] of [...known].entries()) {
      if (SHAPE[index]?.test(byte) !== true) return noiseUntil(bytes, STX);
    }
    if (bytes.length < LENGTH) return MORE;
    if (bytes[LENGTH - 1] !== ETX) return noiseUntil(bytes, STX);
    const sum = bytes.subarray(1, 9).reduce((xor, byte) => xor ^ byte, 0);
    const good = bytes[9] === character(sum >> 4) && bytes[10] === character(sum & 0x0f);
    if (!good) return { kind: 'frame', before: 0, length: LENGTH, meaning: refused('bad-checksum') };
    const weight = withPoint(known.slice(1, 7).trimStart(), Number(known[7]));
    const value = weight !== null && known[0] === '-' && /[1-9]/.test(weight) ? `-${weight}` : weight;
    return {
      kind: 'frame',
      before: 0,
      length: LENGTH,
      meaning: { kind: 'reading', reading: frameReading({ value, unit }) },
    };
  };
  return { longest: LENGTH, find };
}
