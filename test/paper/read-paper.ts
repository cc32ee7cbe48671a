import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import { interpreterFor } from '../../devices/emulators/page-printer.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import type { PrinterProfile } from '../../devices/profile-printer.ts';
import { pictureOf } from './picture.ts';

/** What a real decoder reads in the picture of a printed sheet, at each place where the page has a code: drawn codes are dots and say nothing else. */
export function decoded(sheet: Sheet, wanted: Sheet, folder: string): string[] {
  const tops = [...wanted.codes.map(({ y_mm }) => y_mm), wanted.height_mm];
  return wanted.codes.map(({ y_mm }, index) => {
    const file = join(folder, `${index}.pgm`);
    writeFileSync(file, pictureOf(sheet, y_mm, Math.min(tops[index + 1] ?? sheet.height_mm, y_mm + 40)));
    return spawnSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).stdout.trim();
  });
}

/** What the head of a profile puts on paper. */
export function printed(pages: readonly Page[], profile: PrinterProfile): Sheet[] {
  const { bytes } = encodePages(pages, profile);
  if (profile.dialect !== 'esc-pos') {
    const sheets: Sheet[] = [];
    interpreterFor(profile, { sheet: (sheet) => sheets.push(sheet), defect: () => {} }).feed(bytes);
    return sheets;
  }
  const quiet = { reply: () => {}, status: () => 0x12, cut: () => {}, drawer: () => {}, defect: () => {} };
  const head = new EscposInterpreter(profile, quiet, true);
  head.feed(bytes);
  return [head.paper.sheet];
}
