import type { Media } from '../../devices/printers/page.ts';
import type { MediumName } from './contract.ts';

/** A half-width glyph of twelve dots. */
const COLUMN_203_MM = 12 / 8;
const COLUMN_180_MM = (12 * 25.4) / 180;
/** Eight inches between the tractor holes of 241 mm paper. */
const FORM_WIDTH_MM = 203.2;
/** Fan-fold comes in eleven inches, whole or perforated into two or three (全张, 二等分, 三等分). */
const FOLD_MM = 279.4;

function form(parts: number): Media {
  return { kind: 'form', width_mm: FORM_WIDTH_MM, height_mm: FOLD_MM / parts, column_mm: COLUMN_180_MM };
}

/** Papers as they are sold, for whoever looks at a document before a printer is chosen. */
export const MEDIA: { readonly [name in MediumName]: Media } = {
  'roll-80': { kind: 'roll', width_mm: 72, column_mm: COLUMN_203_MM },
  'roll-58': { kind: 'roll', width_mm: 48, column_mm: COLUMN_203_MM },
  'form-241': form(1),
  'form-241-half': form(2),
  'form-241-third': form(3),
};
