import { DOCUMENT_PREFIXES, isDocumentNumber } from '../kernel/numbering.ts';
import type { Reader } from '../store/open.ts';
import { findOrderByNumber } from './store.ts';

export type OrderMatch = { readonly meaning: 'order'; readonly order: string };

/** The barcode on a repair order is its number, `WX-YYYYMMDD-NNNN`. */
export function recogniseOrder(reader: Reader, text: string): OrderMatch[] {
  if (!isDocumentNumber(text, DOCUMENT_PREFIXES.repairOrder)) return [];
  const order = findOrderByNumber(reader, text);
  return order === undefined ? [] : [{ meaning: 'order', order: order.id }];
}
