import { type BoundOperation, type BoundQuery, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { enqueueLabels, labels } from '../printing/labels.ts';
import type { PrintSettings } from '../printing/queue-operations.ts';
import { listCategories, listPriceLevels } from './card-contract.ts';
import { addToCatalogue, type CodeMeans, unknownLevel } from './catalogue.ts';
import { addPart, findParts, indexSearch, printPartLabels } from './contract.ts';
import { partLabel } from './documents.ts';
import { priceLevels } from './facts-store.ts';
import { indexPart, partsFoundBy, unindexedParts } from './search.ts';
import { categories, countChange, findPart, partByCode } from './store.ts';

/** Parts that become findable in one operation: a scan that waits for it does not wait long. */
const INDEXED_AT_ONCE = 200;

export function partsOperations(
  codeMeans: CodeMeans,
  { hasPrinter }: Pick<PrintSettings, 'hasPrinter'>,
): BoundOperation[] {
  return [
    bindOperation(addPart, (context, request) => {
      const unknown = unknownLevel(context.tx, Object.keys(request.prices ?? {}));
      if (unknown !== undefined) return refuse('parts.no-such-level', { level: unknown });
      countChange(context.tx);
      return addToCatalogue(context, request, codeMeans);
    }),

    bindOperation(indexSearch, ({ tx }) => {
      const parts = unindexedParts(tx, INDEXED_AT_ONCE);
      for (const part of parts) indexPart(tx, part);
      return { indexed: parts.length };
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

export const partsQueries: BoundQuery[] = [
  bindQuery(findParts, (reader, { text, limit }) => ({ parts: partsFoundBy(reader, text, limit) })),
  bindQuery(listPriceLevels, (reader) => ({ levels: priceLevels(reader) })),
  bindQuery(listCategories, (reader) => ({ categories: categories(reader) })),
];
