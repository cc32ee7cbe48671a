import type { Static } from 'typebox';
import type { Head } from '../../devices/printers/head.ts';
import type { Media } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import type { SheetShape } from './contract.ts';
import { geometryOf } from './geometry.ts';
import { layOut } from './layout.ts';

export type { Head } from '../../devices/printers/head.ts';
export type { Media } from '../../devices/printers/page.ts';

/** Of paper as it is sold, before a printer is known: an ordinary head of its width. */
export function headFor(media: Media): Head {
  return { ...geometryOf(media).head, encoding: 'gb18030-2byte' };
}

/** The pages as pictures of what this head will be told to print: the same glyphs, bars and modules in the same places. */
export function previewOf(
  document: PrintedDocument,
  media: Media,
  head: Head = headFor(media),
): Static<typeof SheetShape>[] {
  return layOut(document, media).map((page) => {
    const sheet = pageToSheet(page, head);
    return {
      medium: media.kind,
      width_mm: sheet.width_mm,
      height_mm: page.height_mm ?? sheet.height_mm,
      glyphs: [...sheet.glyphs],
      bars: [...sheet.bars],
      codes: [...sheet.codes],
      cuts_mm: [],
    };
  });
}
