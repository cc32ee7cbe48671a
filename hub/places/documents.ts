import type { Block } from '../kernel/document.ts';

/** What stands on a shelf: large enough to be read from the aisle. */
export function binLabel({ code, warehouse }: { readonly code: string; readonly warehouse: string }): Block[] {
  return [
    { block: 'heading', text: code, align: 'centre' },
    { block: 'text', text: warehouse, align: 'centre' },
    { block: 'space', height_mm: 1 },
    { block: 'barcode', text: code },
  ];
}
