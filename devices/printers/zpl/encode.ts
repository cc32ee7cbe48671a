/**
 * ZPL II as bytes. Sources: Zebra "ZPL II Programming Guide" (45541L-004): ^PW, ^LL, ^LH, ^CI28, ^FO, ^A, ^A@, ^FH, ^GF, ^BY, ^BC (p. 49, table 6: its `>` codes),
 * ^BQ; u8array/ZPLab pull request 401 for where ^BQ stands.
 */
import type { ZplProfile } from '../../profile-printer.ts';
import { columnsOf } from '../glyphs.ts';
import { type HeadOptions, headOf } from '../head.ts';
import type { EncodedJob } from '../job.ts';
import type { Page } from '../page.ts';
import { codeDots, type Placed, placePage } from '../placement.ts';
import { runsOf } from '../spans.ts';
import type { ModuleGrid } from '../symbols.ts';

/** Font D: 18 dots high, 10 wide and 2 apart, as wide as a half-width glyph; it stands in the middle of 24. */
const ASCII_FONT = { height: 18, width: 10, top: 3 } as const;

/** Pages as labels, each of its own. Pure. */
export function encodeZplLabels(pages: readonly Page[], profile: ZplProfile, options: HeadOptions = {}): EncodedJob {
  const head = headOf(profile, options);
  const labels = pages.map((page) => {
    const fields = placePage(page, head).items.flatMap((item) => fieldsFor(item, profile, head));
    return `^XA^CI28^PW${head.printable_dots}^LL${head.length_dots}^LH0,0\n${fields.map((field) => `${field}^FS\n`).join('')}^PQ1^XZ\n`;
  });
  // All of it is text: whatever is half read, the next ^XA begins anew.
  return { bytes: Uint8Array.from(Buffer.from(labels.join(''), 'utf8')), longestCommand: 0 };
}

function fieldsFor(item: Placed, profile: ZplProfile, head: ReturnType<typeof headOf>): string[] {
  const y = item.top_dots;
  if (item.kind === 'rule') return [picture([item.dots, item.dots], 0, y)];
  if (item.kind === 'picture') return [picture(item.picture.dots, item.picture.left_dots, y)];
  if (item.kind === 'piece') {
    const { piece } = item;
    if (piece.picture !== null) return [picture(piece.picture, piece.x_dots, y)];
    return runsOf(piece, head).flatMap(({ x_dots, text }) => {
      const at = (x: number): string => textAt(x, y, profile.chineseFont, piece.scaleX, piece.scaleY, text);
      // There is no bold font: it is printed twice, one dot apart.
      return piece.bold ? [at(x_dots), at(x_dots + 1)] : [at(x_dots)];
    });
  }
  const { code } = item;
  const { kind, text, fnc3, left_dots: x, module_dots, height_dots } = code;
  // Control characters would need SHIFT in a barcode; ^BQ reads its own switches out of the text.
  const isPlain = (kind === 'qr' ? /^[A-Za-z0-9 $%*+./:=?&-]+$/ : /^[ -~]+$/).test(text);
  if (code.isDrawn || profile.commands[kind] === 'raster' || !isPlain) return [picture(codeDots(code), x, y)];
  // The firmware puts a symbol lower by the height of ^BY; one dot is the least.
  if (kind === 'qr') return [`^BY2,3,1^FO${x},${y}^BQN,2,${module_dots}^FD${code.level}A,${text}`];
  // `>:` begins in code set B, as the preview has it; `>2` is FNC3.
  const data = `>:${fnc3 === 'first' ? '>2' : ''}${text.replace(/[>^~]/g, (char) => INVOCATIONS[char] ?? char)}${fnc3 === 'last' ? '>2' : ''}`;
  return [`^FO${x},${y}^BY${module_dots}^BCN,${height_dots},N,N,N,N^FH_^FD${hexed(data)}`];
}

/** How ^BC spells what is a command to it or to ZPL. */
const INVOCATIONS: Readonly<Record<string, string>> = { '>': '>0', '^': '><', '~': '>=' };

/** With ^FH, an underscore and two digits stand for what would be a command. */
const hexed = (text: string): string =>
  text.replace(/[_^~\\]/g, (char) => `_${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function textAt(x: number, y: number, chineseFont: string, scaleX: number, scaleY: number, text: string): string {
  const { height, width, top } = ASCII_FONT;
  if (columnsOf(text) === 2)
    return `^FO${x},${y}^A@N,${24 * scaleY},${24 * scaleX},${chineseFont}^FH_^FD${hexed(text)}`;
  return `^FO${x},${y + top * scaleY}^ADN,${height * scaleY},${width * scaleX}^FH_^FD${hexed(text)}`;
}

function picture(rows: ModuleGrid, x: number, y: number): string {
  const width_bytes = Math.ceil((rows[0]?.length ?? 0) / 8);
  const data = Buffer.alloc(width_bytes * rows.length);
  for (const [down, row] of rows.entries()) {
    for (const [across, black] of row.entries()) {
      const at = down * width_bytes + (across >> 3);
      if (black) data[at] = (data[at] ?? 0) | (0x80 >> (across & 7));
    }
  }
  return `^FO${x},${y}^GFA,${data.length},${data.length},${width_bytes},${data.toString('hex').toUpperCase()}`;
}

/** ~JA throws away what was read of a label. */
export const encodeZplRecovery = (): Uint8Array => Buffer.from('~JA\n');
