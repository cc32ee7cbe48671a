import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import { interpreterFor } from '../../devices/emulators/page-printer.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { headOf, mediaOf } from '../../devices/printers/head.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import type { PrinterProfile } from '../../devices/profile-printer.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { selfTestDocument } from '../../hub/printing/self-test.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { slipOf } from '../printing/paper.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { pictureOf } from './picture.ts';

/** Debian's zbar-tools; `npm test` installs it where it may. */
const hasDecoder = spawnSync('zbarimg', ['--version']).status === 0;

/** What a real decoder reads in the picture of a printed sheet, at each place where the page has a code: drawn codes are dots and say nothing else. */
function decoded(sheet: Sheet, wanted: Sheet, folder: string): string[] {
  const tops = [...wanted.codes.map(({ y_mm }) => y_mm), wanted.height_mm];
  return wanted.codes.map(({ y_mm }, index) => {
    const file = join(folder, `${index}.pgm`);
    writeFileSync(file, pictureOf(sheet, y_mm, Math.min(tops[index + 1] ?? sheet.height_mm, y_mm + 40)));
    return spawnSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).stdout.trim();
  });
}

/** What the head of a profile puts on paper. */
function printed(pages: readonly Page[], profile: PrinterProfile): Sheet[] {
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

describe.skipIf(!hasDecoder)('a real decoder reads', () => {
  test.each(listProfiles('printer'))('what %s prints: barcode and QR code of the self-test', (name) => {
    const profile = loadProfile('printer', name);
    const pages = layOut(selfTestDocument(name, 'zh'), mediaOf(headOf(profile)));
    const sheets = printed(pages, profile);
    expect(sheets).toHaveLength(pages.length);
    const read = pages.flatMap((page, index) => {
      const [sheet, wanted] = [sheets[index], pageToSheet(page, headOf(profile))];
      return sheet === undefined ? [] : decoded(sheet, wanted, tempFolder());
    });
    expect(read).toEqual(['TEST-12345', 'TEST-12345 自检']);
  });

  test('the number of a slip on 58 mm', () => {
    const profile = loadProfile('printer', 'xprinter-58');
    const document = requisitionDocument(slipOf(2), ORDINARY_TEMPLATE, {
      paperLanguage: 'zh',
      timeZone: 'Asia/Shanghai',
    });
    const [page] = layOut(document, mediaOf(headOf(profile)));
    const [sheet] = printed(page === undefined ? [] : [page], profile);
    if (page === undefined || sheet === undefined) throw new Error('no sheet');
    expect(decoded(sheet, pageToSheet(page, headOf(profile)), tempFolder())).toEqual([slipOf(2).number]);
  });

  test('and a bar too many is not read as the same', () => {
    const profile = loadProfile('printer', 'epson-tm-t88');
    const [sheet] = printed(layOut(selfTestDocument('x', 'zh'), mediaOf(headOf(profile))), profile);
    if (sheet === undefined) throw new Error('no sheet');
    const [first] = sheet.codes;
    const blot = { x_mm: 20, y_mm: first?.y_mm ?? 0, width_mm: 12, height_mm: 40 };
    expect(decoded({ ...sheet, bars: [...sheet.bars, blot] }, sheet, tempFolder())[0]).not.toBe('TEST-12345');
  });
});
