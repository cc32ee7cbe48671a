import type { Reader } from '../store/open.ts';
import { partByCode } from './store.ts';

export type PartMatch = { readonly meaning: 'part'; readonly part: string; readonly packQuantity: number };

/** Any barcode of a part; the GTIN-14 and UPC-A forms of an EAN-13 are the same code (GS1 General Specifications 3.1). */
export function recognisePart(reader: Reader, text: string): PartMatch[] {
  for (const code of codeForms(text)) {
    const found = partByCode(reader, code);
    if (found !== undefined) return [{ meaning: 'part', ...found }];
  }
  return [];
}

function codeForms(text: string): string[] {
  if (/^0\d{13}$/.test(text)) return [text, text.slice(1)];
  if (/^0\d{12}$/.test(text)) return [text, text.slice(1)];
  if (/^\d{12}$/.test(text)) return [text, `0${text}`];
  return [text];
}
