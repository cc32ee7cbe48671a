import type { Static } from 'typebox';
import { type Head, headFor } from '../../devices/printers/head.ts';
import type { Media, SheetPicture } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { writePng } from '../../devices/printers/png.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import type { SheetShape } from './contract.ts';
import { layOut } from './layout.ts';
import { MEDIA } from './media.ts';

export type { Head } from '../../devices/printers/head.ts';
export type { Media } from '../../devices/printers/page.ts';

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
      ...(sheet.pictures === undefined ? {} : { pictures: sheet.pictures.map(asPng) }),
      cuts_mm: [],
    };
  });
}

/** On the paper that is asked for, or else on that of the printer which will print it; null: none is set up. */
export function previewFor(
  document: PrintedDocument,
  medium: keyof typeof MEDIA | undefined,
  printer: string | null,
  { mediaOf, headOf }: { mediaOf: (printer: string | null) => Media; headOf: (printer: string | null) => Head },
): Static<typeof SheetShape>[] {
  return medium === undefined
    ? previewOf(document, mediaOf(printer), headOf(printer))
    : previewOf(document, MEDIA[medium]);
}

const asPng = ({ dots, ...place }: SheetPicture): typeof place & { png: string } => ({
  ...place,
  png: Buffer.from(writePng(dots)).toString('base64'),
});
