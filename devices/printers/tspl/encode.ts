/**
 * TSPL as bytes, as TSC's "TSPL/TSPL2 Programming" is known to have it (TEXT writes a double quotation mark as `\["]`). From real heads: BITMAP has 0 for
 * black, mode 1 adds to what is there (kubesail/raster-to-tspl-js); 128M with `!104` and `!096` (a public driver of the TTP-244 Plus).
 */
import type { TsplProfile } from '../../profile-printer.ts';
import { encodeText } from '../glyphs.ts';
import { type HeadOptions, headOf } from '../head.ts';
import type { EncodedJob } from '../job.ts';
import type { Page } from '../page.ts';
import { codeDots, type Placed, placePage } from '../placement.ts';
import { runsOf } from '../spans.ts';
import type { ModuleGrid } from '../symbols.ts';

/** Text that no head can take for something else inside quotes; other codes are sent as pictures. */
const PLAIN = /^[A-Za-z0-9 $%*+./:=_-]+$/;

/** Pages as labels, each of its own. Pure. */
export function encodeTsplLabels(pages: readonly Page[], profile: TsplProfile, options: HeadOptions = {}): EncodedJob {
  const head = headOf(profile, options);
  const { width_mm, height_mm } = options.label ?? profile.media;
  const chunks: Uint8Array[] = [];
  let longestCommand = 0;
  const put = (chunk: Uint8Array): void => {
    longestCommand = Math.max(longestCommand, chunk.length);
    chunks.push(chunk);
  };
  for (const page of pages) {
    put(line(`SIZE ${width_mm} mm,${height_mm} mm`));
    put(line(`GAP ${profile.media.gap_mm} mm,0 mm`));
    // A head keeps what the last program set; these are where layout begins.
    for (const command of ['DIRECTION 0,0', 'REFERENCE 0,0', 'CLS']) put(line(command));
    for (const item of placePage(page, head).items) for (const chunk of commandsFor(item, profile, head)) put(chunk);
    put(line('PRINT 1,1'));
  }
  return { bytes: Uint8Array.from(Buffer.concat(chunks)), longestCommand };
}

const line = (command: string): Uint8Array => Buffer.from(`${command}\r\n`, 'latin1');

function commandsFor(item: Placed, profile: TsplProfile, head: ReturnType<typeof headOf>): Uint8Array[] {
  const y = item.top_dots;
  if (item.kind === 'rule') return [bitmap([item.dots, item.dots], 0, y)];
  if (item.kind === 'picture') return [bitmap(item.picture.dots, item.picture.left_dots, y)];
  if (item.kind === 'piece') {
    const { piece } = item;
    if (piece.picture !== null) return [bitmap(piece.picture, piece.x_dots, y)];
    return runsOf(piece, head).flatMap(({ x_dots, text }) => {
      const at = (x: number): Uint8Array => textAt(x, y, profile.font, piece.scaleX, piece.scaleY, text);
      // There is no bold font: it is printed twice, one dot apart.
      return piece.bold ? [at(x_dots), at(x_dots + 1)] : [at(x_dots)];
    });
  }
  const { code } = item;
  const { kind, text, fnc3, left_dots: x, module_dots, height_dots } = code;
  if (code.isDrawn || profile.commands[kind] === 'raster' || !PLAIN.test(text)) return [bitmap(codeDots(code), x, y)];
  if (kind === 'qr') return [line(`QRCODE ${x},${y},${code.level},${module_dots},A,0,M2,"${text}"`)];
  // 128M leaves the code sets to us: !104 begins in B, as the preview has it; !096 is FNC3.
  const data = `!104${fnc3 === 'first' ? '!096' : ''}${text}${fnc3 === 'last' ? '!096' : ''}`;
  return [line(`BARCODE ${x},${y},"128M",${height_dots},0,0,${module_dots},${module_dots},"${data}"`)];
}

function textAt(x: number, y: number, font: string, scaleX: number, scaleY: number, text: string): Uint8Array {
  const content = encodeText(text.replaceAll('"', '\\["]'), 'gb2312');
  return Buffer.concat([
    Buffer.from(`TEXT ${x},${y},"${font}",0,${scaleX},${scaleY},"`, 'latin1'),
    content,
    Buffer.from('"\r\n'),
  ]);
}

function bitmap(rows: ModuleGrid, x: number, y: number): Uint8Array {
  const width_bytes = Math.ceil((rows[0]?.length ?? 0) / 8);
  const data = new Uint8Array(width_bytes * rows.length).fill(0xff);
  for (const [down, row] of rows.entries()) {
    for (const [across, black] of row.entries()) {
      const at = down * width_bytes + (across >> 3);
      if (black) data[at] = (data[at] ?? 0) & ~(0x80 >> (across & 7));
    }
  }
  const head = Buffer.from(`BITMAP ${x},${y},${width_bytes},${rows.length},1,`, 'latin1');
  return Buffer.concat([head, data, Buffer.from('\r\n')]);
}

/** What was begun is ended as a line that means nothing; CLS at the head of the next label forgets what it left behind. */
export const encodeTsplRecovery = (): Uint8Array => line('"');
