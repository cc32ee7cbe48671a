import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { refuse } from '../kernel/refusal.ts';
import type { Reader } from '../store/open.ts';
import { addPart, findParts } from './contract.ts';
import { insertBarcode, insertPart, partByCode, partNumberExists, partsContaining } from './store.ts';

/** Whether a scan of the code already does something in this workshop: a card, a badge, an order. */
export type CodeMeans = (reader: Reader, code: string) => boolean;

export function partsOperations(codeMeans: CodeMeans): BoundOperation[] {
  return [
    bindOperation(addPart, ({ tx, newId, emit }, request) => {
      const { barcodes, ...master } = request;
      if (partNumberExists(tx, request.number)) return refuse('parts.number-taken', { number: request.number });
      // The part number itself is a code of the part, so that a house label needs no second entry.
      const own = barcodes.some((barcode) => barcode.code === request.number)
        ? []
        : [{ code: request.number, packQuantity: ONE_UNIT }];
      const all = [...own, ...barcodes];
      const twice = all.find(({ code }, index) => all.findIndex((other) => other.code === code) !== index);
      if (twice !== undefined) return refuse('parts.barcode-taken', { code: twice.code });
      for (const { code } of all) {
        if (partByCode(tx, code) !== undefined) return refuse('parts.barcode-taken', { code });
        if (codeMeans(tx, code)) return refuse('parts.code-means-something', { code });
      }
      const id = newId();
      insertPart(tx, { id, ...master });
      for (const barcode of all) insertBarcode(tx, { ...barcode, part: id });
      emit('part.added', { part: id, ...master, barcodes: all });
      return { id };
    }),
  ];
}

export const partsQueries = [
  bindQuery(findParts, (reader, { text, limit }) => ({ parts: partsContaining(reader, text, limit) })),
];
