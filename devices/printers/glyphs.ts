import iconv from 'iconv-lite';
import type { PrinterProfile } from '../profile.ts';

export type ChineseEncoding = PrinterProfile['chinese']['encoding'];

/** Stands where a head has no glyph: visible, so that a person sees that something is missing (GB2312 A1FE). */
export const MISSING_GLYPH = '〓';

/** Look-alikes that the two-byte areas do have. U+00A5 would be the 4-byte 81308436 and prints as "06" (node-escpos #332). */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '\u00a5': '￥', '\u00a0': ' ', '•': '·', '・': '·', '−': '-' };

/**
 * The text as a head of this encoding puts it on paper, one code point per glyph.
 * - Control characters become blanks: nothing in a name or remark can reach the head as a command. Line breaks are the layout's affair.
 * - Invisible format characters (zero-width, byte order mark, variation selectors) are left out.
 * - What the head cannot print becomes 〓. Two-byte heads lack every 4-byte GB18030 code point, such as 𠮷; drawing those here and
 *   sending them as a raster is a later step.
 */
export function printable(text: string, encoding: ChineseEncoding): string {
  let result = '';
  for (const char of text) {
    if (/\p{Cf}|\p{Variation_Selector}/u.test(char)) continue;
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(char)) {
      result += ' ';
      continue;
    }
    const known = LOOK_ALIKES[char] ?? char;
    result += canPrint(known, encoding) ? known : MISSING_GLYPH;
  }
  return result;
}

/** The bytes of text that went through `printable`. */
export const encodeText = (text: string, encoding: ChineseEncoding): Uint8Array =>
  Uint8Array.from(iconv.encode(text, encoding === 'gb18030-2byte' ? 'gb18030' : encoding));

/** Half-width cells of one glyph: ASCII one, everything else two, since GB fonts are square throughout (é, °, Я too). */
export const columnsOf = (char: string): 1 | 2 => (char.charCodeAt(0) < 0x80 ? 1 : 2);

function canPrint(char: string, encoding: ChineseEncoding): boolean {
  if (char.charCodeAt(0) < 0x80) return true;
  // Lone surrogates, private use and unassigned code points have no glyph anywhere.
  if (/[\p{Cs}\p{Co}\p{Cn}]/u.test(char)) return false;
  if (encoding === 'utf8') return true;
  const bytes = encodeText(char, encoding);
  return bytes.length === 2 || (bytes.length === 4 && encoding === 'gb18030');
}
