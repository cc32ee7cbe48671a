import { gtinForms } from '../kernel/scanned-code.ts';
import type { Reader } from '../store/open.ts';
import { partByCode } from './store.ts';

export type PartMatch = { readonly meaning: 'part'; readonly part: string; readonly packQuantity: number };

/** Any barcode of a part; a GTIN is the same article in each of its lengths. */
export function recognisePart(reader: Reader, text: string): PartMatch[] {
  for (const code of gtinForms(text)) {
    const found = partByCode(reader, code);
    if (found !== undefined) return [{ meaning: 'part', ...found }];
  }
  return [];
}
