import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { refuse } from '../kernel/refusal.ts';
import { enqueueLabels, labels } from '../printing/labels.ts';
import type { PrintSettings } from '../printing/queue-operations.ts';
import type { Reader } from '../store/open.ts';
import { addPart, findParts, printPartLabels } from './contract.ts';
import { partLabel } from './documents.ts';
import { listParts } from './list-contract.ts';
import {
  findPart,
  insertBarcode,
  insertPart,
  pageOfParts,
  partByCode,
  partNumberExists,
  partsContaining,
} from './store.ts';

/** Whether a scan of the code already does something in this workshop: a card, a badge, an order. */
export type CodeMeans = (reader: Reader, code: string) => boolean;

export function partsOperations(
  codeMeans: CodeMeans,
  { hasPrinter }: Pick<PrintSettings, 'hasPrinter'>,
): BoundOperation[] {
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

    bindOperation(printPartLabels, (context, { code, printer, times }) => {
      const { tx } = context;
      const part = findPart(tx, partByCode(tx, code)?.part ?? '');
      if (part === undefined) return refuse('parts.no-such-part', { code });
      if (!hasPrinter(tx, printer)) return refuse('printing.no-such-printer', { printer });
      return enqueueLabels(context, printer, labels('part-label', part.number, partLabel({ ...part, code }), times));
    }),
  ];
}

export const partsQueries = [
  bindQuery(findParts, (reader, { text, limit }) => ({ parts: partsContaining(reader, text, limit) })),
  bindQuery(listParts, pageOfParts),
];
