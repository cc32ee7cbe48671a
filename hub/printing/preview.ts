import type { Static } from 'typebox';
import { HALF_GLYPH_DOTS, type Head } from '../../devices/printers/head.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import type { SheetShape } from './contract.ts';
import { layOut } from './layout.ts';

export type { Head } from '../../devices/printers/head.ts';

/** The document as a picture of what this head will be told to print: the same glyphs, bars and modules in the same places. */
export function previewOf(document: PrintedDocument, head: Head): Static<typeof SheetShape> {
  const { dotsPerMm } = head;
  const column_mm = HALF_GLYPH_DOTS.width / dotsPerMm;
  const pages = layOut(document, { kind: 'roll', width_mm: head.printable_dots / dotsPerMm, column_mm });
  const rows = pages.flatMap((page) => page.rows);
  const sheet = pageToSheet({ width_mm: head.printable_dots / dotsPerMm, rows }, head);
  return {
    ...sheet,
    glyphs: [...sheet.glyphs],
    bars: [...sheet.bars],
    codes: [...sheet.codes],
    cuts_mm: [...sheet.cuts_mm],
  };
}
