import type { OperationContext } from '../executor/binding.ts';
import type { JsonObject } from '../kernel/event.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Reader } from '../store/open.ts';
import type { AddPartRequest, Barcode } from './contract.ts';
import { priceLevels, RETAIL, setFitments, setLevelPrice, setOeNumbers, setPacks } from './facts-store.ts';
import { twice, withOwnCode } from './rules.ts';
import { indexPart } from './search.ts';
import { deleteBarcodes, findPartByNumber, insertBarcode, insertPart, type Part, partByCode } from './store.ts';

/** Whether a scan of the code already does something in this workshop: a card, a badge, an order. */
export type CodeMeans = (reader: Reader, code: string) => boolean;

/** Whether pieces of the part are in the house that have no serial number. */
export type HasUnnumbered = (reader: Reader, part: string) => boolean;

/** Why the codes cannot be the part's; `own`: its id, whose codes it may keep. */
export function barcodesRefusal(
  reader: Reader,
  barcodes: readonly Barcode[],
  own: string | null,
  codeMeans: CodeMeans,
): Refusal | null {
  const again = twice(barcodes.map(({ code }) => code));
  if (again !== undefined) return refuse('parts.barcode-taken', { code: again });
  for (const { code } of barcodes) {
    const taken = partByCode(reader, code);
    if (taken?.part === own && own !== null) continue;
    if (taken !== undefined) return refuse('parts.barcode-taken', { code });
    if (codeMeans(reader, code)) return refuse('parts.code-means-something', { code });
  }
  return null;
}

/** The first of the levels that there is not; a part has its retail price elsewhere. */
export function unknownLevel(reader: Reader, levels: readonly string[]): string | undefined {
  const known = new Set(priceLevels(reader).map(({ code }) => code));
  return levels.find((level) => level === RETAIL || !known.has(level));
}

export function replaceBarcodes(
  { tx }: Pick<OperationContext, 'tx'>,
  part: string,
  barcodes: readonly Barcode[],
): void {
  deleteBarcodes(tx, part);
  for (const barcode of barcodes) insertBarcode(tx, { ...barcode, part });
}

/** A new part with all that belongs to it, in the catalogue and findable. The caller has looked at its prices' levels, and counts the change. */
export function addToCatalogue(
  context: Pick<OperationContext, 'tx' | 'newId' | 'emit'>,
  request: AddPartRequest,
  codeMeans: CodeMeans,
  searchText?: string,
): { id: string } | Refusal {
  const { tx, newId, emit } = context;
  if (findPartByNumber(tx, request.number) !== undefined)
    return refuse('parts.number-taken', { number: request.number });
  const barcodes = withOwnCode(request.number, request.barcodes, ONE_UNIT);
  const refusal = barcodesRefusal(tx, barcodes, null, codeMeans);
  if (refusal !== null) return refusal;
  const id = newId();
  const { packs = [], oeNumbers = [], fitments = [], prices = {} } = request;
  const { number, name, model, spec, unit, category, price, decimals } = request;
  const { brand = '', lotTracked = false, serialTracked = false } = request;
  const part: Part = {
    ...{ id, number, name, model, spec, unit, category, price, decimals, brand, lotTracked, serialTracked },
    retiredAt: null,
  };
  insertPart(tx, part);
  for (const barcode of barcodes) insertBarcode(tx, { ...barcode, part: id });
  setPacks(tx, id, packs);
  setOeNumbers(tx, id, oeNumbers);
  setFitments(tx, id, fitments);
  for (const [level, of] of Object.entries(prices)) setLevelPrice(tx, id, level, of);
  indexPart(tx, id, searchText);
  const { id: _, retiredAt: __, ...facts } = part;
  emit('part.added', { part: id, ...facts, barcodes, packs, oeNumbers, fitments, prices } as JsonObject);
  return { id };
}
