import type { Reader } from '../store/open.ts';
import { partByAnyForm } from './store.ts';

export type PartMatch = { readonly meaning: 'part'; readonly part: string; readonly packQuantity: number };

/** Any barcode of a part. */
export function recognisePart(reader: Reader, text: string): PartMatch[] {
  const found = partByAnyForm(reader, text);
  return found === undefined ? [] : [{ meaning: 'part', ...found }];
}
