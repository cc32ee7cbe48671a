import type { Static } from 'typebox';
import type { Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import type { SheetShape } from './contract.ts';

/** The page as a picture: the same glyphs, bars and modules that the head will be told to print. */
export function sheetOf(page: Page): Static<typeof SheetShape> {
  const sheet = pageToSheet(page);
  return {
    ...sheet,
    glyphs: [...sheet.glyphs],
    bars: [...sheet.bars],
    codes: [...sheet.codes],
    cuts_mm: [...sheet.cuts_mm],
  };
}
