import iconv from 'iconv-lite';
import type { ChineseEncoding } from '../profile-printer.ts';

/** Stands where a head has no glyph: visible, so that a person sees that something is missing (GB2312 A1FE). */
export const MISSING_GLYPH = '〓';

/** What a head has glyphs for: a Chinese encoding, or nothing but ASCII. */
export type Repertoire = ChineseEncoding | 'ascii';

/** Look-alikes that the two-byte areas do have. U+00A5 would be the 4-byte 81308436 and prints as "06" (node-escpos #332). */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '\u00a5': '￥', '\u00a0': ' ', '•': '·', '・': '·', '−': '-' };

/**
 * The glyphs that a text asks for, one code point each.
 * - Control characters become blanks: nothing in a name or remark can reach the head as a command. Line breaks are the layout's affair.
 * - Invisible format characters (zero-width, byte order mark, variation selectors) are left out.
 */
export function glyphsIn(text: string): string[] {
  const glyphs: string[] = [];
  for (const char of text) {
    if (/\p{Cf}|\p{Variation_Selector}/u.test(char)) continue;
    glyphs.push(/[\p{Cc}\p{Zl}\p{Zp}]/u.test(char) ? ' ' : (LOOK_ALIKES[char] ?? char));
  }
  return glyphs;
}

/** The bytes of text that the head of this encoding has glyphs for. */
export const encodeText = (text: string, encoding: ChineseEncoding): Uint8Array =>
  Uint8Array.from(iconv.encode(text, CODE_PAGES[encoding]));

const CODE_PAGES: Readonly<Record<ChineseEncoding, string>> = {
  'gb18030-2byte': 'gb18030',
  gb18030: 'gb18030',
  gbk: 'gbk',
  gb2312: 'gbk',
  utf8: 'utf8',
};

/** Half-width cells of one glyph: ASCII one, everything else two, since GB fonts are square throughout (é, °, Я too). */
export const columnsOf = (char: string): 1 | 2 => (char.charCodeAt(0) < 0x80 ? 1 : 2);

/** Lone surrogates, private use and unassigned code points have no glyph anywhere. */
export const isAssigned = (char: string): boolean => !/[\p{Cs}\p{Co}\p{Cn}]/u.test(char);

export function canPrint(char: string, repertoire: Repertoire): boolean {
  if (char.charCodeAt(0) < 0x80) return true;
  if (repertoire === 'ascii' || !isAssigned(char)) return false;
  // UTF-8 can say everything, but the font behind it is that of the other heads: what it lacks would be a box.
  const bytes = encodeText(char, repertoire === 'utf8' ? 'gb18030-2byte' : repertoire);
  if (repertoire === 'gb2312') return isGb2312(bytes);
  return bytes.length === 2 || (bytes.length === 4 && repertoire === 'gb18030');
}

/** The rows of GB 2312 that no later standard put more into: signs, full-width ASCII, box lines and both levels of hanzi. */
function isGb2312([row = 0, cell = 0]: Uint8Array): boolean {
  if (cell < 0xa1 || cell > 0xfe) return false;
  if (row === 0xa9) return cell >= 0xa4 && cell <= 0xef;
  if (row === 0xd7) return cell <= 0xf9;
  return row === 0xa1 || row === 0xa3 || (row >= 0xb0 && row <= 0xf7);
}
