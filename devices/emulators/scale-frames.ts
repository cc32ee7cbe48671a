import type { ScaleProfile } from '../profile-scale.ts';
import type { Unit } from '../scales/weight.ts';

/** What stands on the display of an emulated scale, lamps included. */
export type Shown = {
  /** Signed decimal with the decimals of the division: "-0.50". */
  readonly value: string;
  readonly unit: Unit;
  readonly stable: boolean;
  readonly net: boolean;
  /** Decimal like `value`, never negative. */
  readonly tare: string;
  readonly zero: boolean;
  readonly overload: boolean;
  readonly underload: boolean;
};

const CRLF = '\r\n';
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const unsigned = (value: string): string => value.replace('-', '');
const isNegative = (value: string): boolean => value.startsWith('-');
const decimalsOf = (value: string): number => value.split('.')[1]?.length ?? 0;
const digitsOf = (value: string): string => unsigned(value).replace('.', '');
const bit = (isSet: boolean, position: number): number => (isSet ? 1 << position : 0);
const outOfRange = ({ overload, underload }: Shown): boolean => overload || underload;

/** Fails rather than sends a number that the field cannot hold: no real scale does. */
function field(text: string, width: number, fill = ' '): string {
  if (text.length > width) throw new RangeError(`${text} does not fit into ${width} characters`);
  return text.padStart(width, fill);
}
/** "-0.50" in six: "-00.50". */
const signedZeros = (value: string, width: number): string =>
  isNegative(value) ? `-${field(unsigned(value), width - 1, '0')}` : field(value, width, '0');
const xorOf = (text: string): number => [...text].reduce((xor, character) => xor ^ character.charCodeAt(0), 0);
const hexPair = (number: number): string => number.toString(16).toUpperCase().padStart(2, '0');

type Encode = (shown: Shown, protocol: ScaleProfile['protocol']) => Uint8Array;

/** The bytes that a scale of this profile sends for a display. Written apart from the readers in `scales/protocols`, to contradict them. */
export function scaleFrameBytes({ protocol }: Pick<ScaleProfile, 'protocol'>, shown: Shown): Uint8Array {
  return ENCODERS[protocol.name](shown, protocol);
}

const ENCODERS: Readonly<Record<ScaleProfile['protocol']['name'], Encode>> = {
  'mt-sics': (shown) => {
    if (outOfRange(shown)) return bytes(`S ${shown.overload ? '+' : '-'}${CRLF}`);
    return bytes(`S ${shown.stable ? 'S' : 'D'} ${field(shown.value, 10)} ${shown.unit}${CRLF}`);
  },
  'toledo-8217': (shown) => {
    if (!shown.stable || outOfRange(shown) || isNegative(shown.value)) {
      const under = shown.underload || isNegative(shown.value);
      const status =
        0x40 + bit(!shown.stable, 0) + bit(shown.overload, 1) + bit(under, 2) + bit(shown.zero, 4) + bit(shown.net, 5);
      return Uint8Array.of(0x02, 0x3f, status, 0x0d);
    }
    return bytes(`\x02${field(shown.value, 6, '0')}${shown.net ? 'N' : ''}\r`);
  },
  'toledo-continuous': (shown, protocol) => {
    if (protocol.name !== 'toledo-continuous') throw new TypeError(protocol.name);
    const decimals = decimalsOf(shown.value);
    const negative = isNegative(shown.value);
    const head = [
      0x02,
      0x20 + 0x08 + decimals + 2,
      0x20 +
        bit(shown.net, 0) +
        bit(negative, 1) +
        bit(outOfRange(shown), 2) +
        bit(!shown.stable, 3) +
        bit(shown.unit === 'kg', 4),
      0x20,
    ];
    const weight = outOfRange(shown) ? '999999' : field(digitsOf(shown.value), 6, '0');
    const tare = protocol.tare ? field(digitsOf(shown.tare), 6, '0') : '';
    const frame = [...head, ...bytes(weight + tare), 0x0d];
    if (protocol.checksum) frame.push((0x80 - (frame.reduce((sum, byte) => sum + (byte & 0x7f), 0) & 0x7f)) & 0x7f);
    return Uint8Array.from(frame);
  },
  'cas-22': (shown) => {
    const lamps = 0x80 + bit(shown.stable, 6) + bit(!shown.net, 2) + bit(shown.net, 1) + bit(shown.zero, 0);
    const header = outOfRange(shown) ? 'OL' : shown.stable ? 'ST' : 'US';
    const data = outOfRange(shown) ? ' '.repeat(8) : signedBlank(shown.value, 8);
    const line = `${header},${shown.net ? 'NT' : 'GS'},1${String.fromCharCode(lamps)},${data} ${shown.unit.padStart(2)}`;
    return bytes(line + CRLF);
  },
  'cas-10': (shown) => bytes((outOfRange(shown) ? '  OL    ' : signedBlank(shown.value, 8)) + CRLF),
  'and-standard': (shown) => {
    if (outOfRange(shown)) return bytes(`OL,${shown.overload ? '+' : '-'}9999999E+19${CRLF}`);
    const sign = isNegative(shown.value) ? '-' : '+';
    const header = !shown.stable ? 'US' : shown.unit === 'pcs' ? 'QT' : 'ST';
    const unit = shown.unit === 'pcs' ? 'PC' : shown.unit;
    return bytes(`${header},${sign}${field(unsigned(shown.value), 8, '0')}${unit.padStart(3)}${CRLF}`);
  },
  ohaus: (shown) => {
    if (outOfRange(shown)) return bytes(`${field(shown.overload ? 'OL' : 'UL', 10)}${CRLF}`);
    const moving = shown.stable ? '' : ' ?';
    return bytes(`${field(shown.value, 10)} ${shown.unit}${moving}${shown.net ? ' NET' : ''}${CRLF}`);
  },
  'yaohua-a9': (shown, protocol) => {
    if (protocol.name !== 'yaohua-a9') throw new TypeError(protocol.name);
    const digits = outOfRange(shown) ? ' '.repeat(6) : field(digitsOf(shown.value), 6, '0');
    const body = `${isNegative(shown.value) ? '-' : '+'}${digits}${decimalsOf(shown.value)}`;
    const xor = xorOf(body);
    const sum = protocol.checksum === 'hex' ? hexPair(xor) : String.fromCharCode(0x30 + (xor >> 4), 0x30 + (xor & 0xf));
    return bytes(`\x02${body}${sum}\x03`);
  },
  'yaohua-text': (shown, protocol) => {
    if (protocol.name !== 'yaohua-text') throw new TypeError(protocol.name);
    if (!protocol.checksum) {
      const data = outOfRange(shown) ? ' '.repeat(7) : signedZeros(shown.value, 7);
      return bytes(`w${shown.net ? 'n' : 'w'}${data}${shown.unit}${CRLF}`);
    }
    const body = outOfRange(shown)
      ? `${' '.repeat(9)}${shown.overload ? 'OL' : 'LO'}`
      : `W${shown.net ? 'N' : 'G'}${signedZeros(shown.value, 7)}${shown.unit}`;
    return bytes(body + hexPair(xorOf(body)) + CRLF);
  },
  'yaohua-equals': (shown, protocol) => {
    if (protocol.name !== 'yaohua-equals') throw new TypeError(protocol.name);
    const text = outOfRange(shown) ? ' '.repeat(protocol.characters) : signedZeros(shown.value, protocol.characters);
    return bytes(`=${protocol.order === 'plain' ? text : [...text].reverse().join('')}`);
  },
  'digi-dc': (shown) => {
    const flags = 0x40 + bit(shown.net, 1) + bit(shown.unit === 'lb', 4);
    const condition =
      0x40 +
      bit(shown.zero, 0) +
      bit(!shown.stable, 1) +
      bit(isNegative(shown.value), 2) +
      bit(shown.overload, 3) +
      bit(shown.underload, 4);
    const net = shown.overload ? '    OF' : shown.underload ? '    UF' : field(shown.value, 6);
    return bytes(`B${String.fromCharCode(flags, condition)}\r0${net}\r4${field(shown.tare, 6)}\r\n`);
  },
  'adam-cpw': (shown) => {
    const sign = isNegative(shown.value) || shown.underload ? '-' : '+';
    if (outOfRange(shown)) return bytes(`N  ${sign}  ${shown.overload ? 'OL' : 'UL'}${CRLF}`);
    return bytes(`N  ${sign}  ${unsigned(shown.value)} ${shown.unit}${CRLF}`);
  },
  scp: (shown) => {
    const status = String.fromCharCode(
      0x30 + bit(!shown.stable, 0) + bit(shown.zero, 1),
      0x70 + bit(shown.underload, 0) + bit(shown.overload, 1),
      0x30 + bit(shown.net, 2),
    );
    const data = shown.overload ? '^^^^^^' : shown.underload ? '______' : field(shown.value, 8);
    return bytes(`\n${data}${shown.unit}\r\n${status}\r\x03`);
  },
};

/** "-0.50" in eight: "-   0.50", as CAS writes it. */
const signedBlank = (value: string, width: number): string =>
  isNegative(value) ? `-${field(unsigned(value), width - 1)}` : field(value, width);
