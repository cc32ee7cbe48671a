// The default export's `raw` gives modules; the named export `raw` is a barcode type of that name.
import bwip from 'bwip-js/node';
import type { Fnc3, Row } from './page.ts';

/** What `raw` gives when it is called with one object. */
type RawSymbols =
  | { bbs: number[]; bhs: number[]; sbs: number[] }[]
  | { pixs: number[]; pixx: number; pixy: number; height: number; width: number }[];

/** True is black. */
export type Modules = readonly boolean[];
export type ModuleGrid = readonly Modules[];

/** Values of code set B (ISO/IEC 15417, table 1). SHIFT makes the one character behind it one of code set A; CODE_C and CODE_B change the set. */
const START_B = 104;
const START_C = 105;
const CODE_B = 100;
const CODE_C = 99;
const FNC3 = 96;
const SHIFT = 98;

/**
 * The modules of a CODE128 symbol, start to stop, without quiet zones, in code set B throughout: exactly what a head draws for
 * `GS k 73 n {B…`. (Code set C would be shorter for digits, but then preview and head could differ.)
 * Null for text that it cannot hold: anything but ASCII 00 to 7E, or nothing at all.
 */
export function code128Modules(text: string, fnc3: Fnc3 | null = null): Modules | null {
  const characters = [...text].flatMap(valuesInSetB);
  if (characters.length === 0 || characters.includes(null)) return null;
  const marked = fnc3 === 'first' ? [FNC3, ...characters] : fnc3 === 'last' ? [...characters, FNC3] : characters;
  return modulesOf([START_B, ...marked]);
}

/**
 * The same with digits in pairs (code set C), a third shorter for a document's number: for paper that is too narrow otherwise. Heads are not told code
 * sets, so it is sent as a picture. Null for text without four digits in a row, which would not be shorter, and for what `code128Modules` refuses.
 */
export function shorterCode128Modules(text: string): Modules | null {
  const parts = text.match(/(?:\d\d){2,}|\D+|\d/g) ?? [];
  const isPaired = (part: string): boolean => part.length >= 4 && /^\d+$/.test(part);
  if (!parts.some(isPaired)) return null;
  const values: (number | null)[] = [];
  let isSetC = false;
  for (const part of parts) {
    if (isPaired(part)) {
      values.push(
        ...(isSetC ? [] : [values.length === 0 ? START_C : CODE_C]),
        ...(part.match(/../g) ?? []).map(Number),
      );
      isSetC = true;
    } else {
      if (values.length === 0) values.push(START_B);
      else if (isSetC) values.push(CODE_B);
      isSetC = false;
      values.push(...[...part].flatMap(valuesInSetB));
    }
  }
  return values.includes(null) ? null : modulesOf(values);
}

/** The check character is added for us. */
function modulesOf(values: readonly (number | null)[]): Modules {
  const codewords = values.map((value) => `^${String(value).padStart(3, '0')}`).join('');
  // `raw` gives codewords instead of letting BWIPP choose code sets.
  const options = { bcid: 'code128', text: codewords, raw: true };
  const [symbol] = bwip.raw(options);
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('bwip-js gave no bar widths for CODE128');
  return symbol.sbs.flatMap((width, index) => new Array<boolean>(width).fill(index % 2 === 0));
}

function valuesInSetB(char: string): readonly (number | null)[] {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return [SHIFT, code + 0x40];
  return [code <= 0x7e ? code - 0x20 : null];
}

/**
 * The modules of a QR symbol (model 2, smallest version) for the UTF-8 bytes of the text, without quiet zone.
 * Null for empty text and for text that no version holds at this level.
 */
export function qrModules(text: string, level: Extract<Row, { kind: 'qr' }>['level']): ModuleGrid | null {
  if (text === '') return null;
  const options = { bcid: 'qrcode', text, eclevel: level };
  let symbols: RawSymbols;
  try {
    symbols = bwip.raw(options);
  } catch (error) {
    if (error instanceof Error && /InputTooLong/i.test(error.message)) return null;
    throw error;
  }
  const [symbol] = symbols;
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('bwip-js gave no modules for QR');
  const { pixs, pixx, pixy } = symbol;
  return Array.from({ length: pixy }, (_, y) => Array.from({ length: pixx }, (_, x) => pixs[y * pixx + x] === 1));
}
