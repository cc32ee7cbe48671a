// The default export's `raw` gives modules; the named export `raw` is a barcode type of that name.
import bwip from 'bwip-js/node';
import type { Row } from './page.ts';

/** What `raw` gives when it is called with one object. */
type RawSymbols =
  | { bbs: number[]; bhs: number[]; sbs: number[] }[]
  | { pixs: number[]; pixx: number; pixy: number; height: number; width: number }[];

/** True is black. */
export type Modules = readonly boolean[];
export type ModuleGrid = readonly Modules[];

/**
 * The modules of a CODE128 symbol, start to stop, without quiet zones, in code set B throughout: exactly what a head draws for
 * `GS k 73 n {B…`. (Code set C would be shorter for digits, but then preview and head could differ.)
 * Null for text that set B cannot hold: anything but ASCII 20 to 7E, or nothing at all.
 */
export function code128Modules(text: string): Modules | null {
  if (!/^[ -~]+$/.test(text)) return null;
  const codewords = [...text].map((char) => `^${String(char.charCodeAt(0) - 0x20).padStart(3, '0')}`).join('');
  // `raw` gives codewords instead of letting BWIPP choose code sets; 104 is Start B. The check character is added for us.
  const options = { bcid: 'code128', text: `^104${codewords}`, raw: true };
  const [symbol] = bwip.raw(options);
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('bwip-js gave no bar widths for CODE128');
  return symbol.sbs.flatMap((width, index) => new Array<boolean>(width).fill(index % 2 === 0));
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
