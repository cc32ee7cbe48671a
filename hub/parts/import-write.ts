import type { OperationContext } from '../executor/binding.ts';
import type { JsonObject } from '../kernel/event.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { addToCatalogue, barcodesRefusal, type CodeMeans, type HasUnnumbered, replaceBarcodes } from './catalogue.ts';
import type { PartFacts } from './facts-contract.ts';
import { setFitments, setLevelPrice, setOeNumbers, setPacks, setStockingRow } from './facts-store.ts';
import type { Planned } from './import-plan.ts';
import { serialsRefusal, withOwnCode } from './rules.ts';
import { indexPart } from './search.ts';
import { findPart, updatePart } from './store.ts';

/** Ids of what a plan names by its code. */
export type Ids = {
  readonly warehouse: (code: string) => string;
  readonly bin: (warehouse: string, code: string) => string;
};

type Context = Pick<OperationContext, 'tx' | 'newId' | 'emit' | 'at'>;

/** Writes one planned row. A refusal means that the catalogue is not what the plan was made for. */
export function writePlanned(
  context: Context,
  { kind, before, after, changes, searchText }: Planned,
  ids: Ids,
  { codeMeans, hasUnnumbered }: { readonly codeMeans: CodeMeans; readonly hasUnnumbered: HasUnnumbered },
): Refusal | null {
  if (kind === 'create') return create(context, after, ids, codeMeans, searchText);
  if (kind !== 'update' || before === null) return null;
  const { tx, emit, at } = context;
  const part = findPart(tx, before.id);
  if (part === undefined) throw new Error(`Part ${before.id} went away, and parts never do.`);
  // Goods may have come since the dry run.
  if (serialsRefusal(part, after, () => hasUnnumbered(tx, part.id)) !== null) return refuse('import.stale');
  const isOther = (column: string): boolean => changes.some((change) => change.column === column);
  const { name, model, spec, unit, category, brand, price, decimals, lotTracked, serialTracked } = after;
  const retiredAt = after.retired ? (part.retiredAt ?? at) : null;
  updatePart(tx, {
    ...part,
    name,
    model,
    spec,
    unit,
    category,
    brand,
    price,
    decimals,
    lotTracked,
    serialTracked,
    retiredAt,
  });
  if (isOther('packs')) setPacks(tx, part.id, after.packs);
  if (isOther('oeNumbers')) setOeNumbers(tx, part.id, after.oeNumbers);
  if (isOther('fitments')) setFitments(tx, part.id, after.fitments);
  if (isOther('barcodes')) {
    const barcodes = withOwnCode(part.number, after.barcodes, ONE_UNIT);
    const refusal = barcodesRefusal(tx, barcodes, part.id, codeMeans);
    if (refusal !== null) return refusal;
    replaceBarcodes(context, part.id, barcodes);
  }
  for (const { level, price: of } of after.prices) setLevelPrice(tx, part.id, level, of);
  stock(context, part.id, after, ids);
  indexPart(tx, part.id, searchText);
  const now = Object.fromEntries(changes.map((change) => [change.column, change.after]));
  emit('part.changed', { part: part.id, number: part.number, imported: now } as JsonObject);
  return null;
}

function create(
  context: Context,
  after: PartFacts,
  ids: Ids,
  codeMeans: CodeMeans,
  searchText: string,
): Refusal | null {
  const { tx, at } = context;
  const { id: _, retired, stocking: __, prices, ...facts } = after;
  const levels = Object.fromEntries(prices.map(({ level, price }) => [level, price]));
  const added = addToCatalogue(context, { ...facts, prices: levels }, codeMeans, searchText);
  if (isRefusal(added)) return added;
  stock(context, added.id, after, ids);
  const part = findPart(tx, added.id);
  if (!retired || part === undefined) return null;
  updatePart(tx, { ...part, retiredAt: at });
  indexPart(tx, part.id, searchText);
  return null;
}

function stock({ tx }: Context, part: string, { stocking }: PartFacts, ids: Ids): void {
  for (const { warehouse: code, bin, minimum, maximum } of stocking) {
    const warehouse = ids.warehouse(code);
    setStockingRow(tx, part, { warehouse, homeBin: bin === null ? null : ids.bin(warehouse, bin), minimum, maximum });
  }
}
