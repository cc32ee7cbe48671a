import type { OperationContext } from '../executor/binding.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import { type BinBalance, type NamedLot, namedQuantity, promisedLast } from '../stock/rules.ts';
import { binBalances, lotsAt } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import { changeLots } from './draft.ts';
import { promisedLots } from './lot-promises.ts';
import { decideExpiry, decideLots, decideSerials, isExpired, type LotFacts, namedLots } from './lot-rules.ts';
import { decideEdit } from './rules.ts';
import { editorOf, slipFacts } from './slip.ts';
import { findLines, findSlip, type LineRow, type SlipRow } from './store.ts';

/**
 * `before`: of what other slips name only what was promised before this one was submitted. What was taken without a keeper is gone, whoever it was
 * kept for: nothing is refused to its slip for that.
 */
function lotFacts(
  reader: Reader,
  row: SlipRow,
  line: LineRow,
  named: readonly NamedLot[],
  before: boolean,
): LotFacts | undefined {
  const part = findPart(reader, line.part_id);
  if (part === undefined) return undefined;
  const onHand = lotsAt(reader, part.id, { warehouse: row.warehouse_id });
  const promised = row.escrow === 1 ? [] : promisedLots(reader, row, part.id, before);
  return { part, quantity: line.quantity, named, onHand, promised };
}

/** Says which lots or serial numbers a line is about: on a draft whoever may change it, on a submitted slip a keeper of its warehouse. */
export function nameLots(
  context: OperationContext,
  id: string,
  lineId: string,
  named: readonly NamedLot[],
  person: string | null,
): SlipRow | Refusal {
  const { tx, actor } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const editor = editorOf(tx, actor, person, row);
  const mayNot = row.approval === 'SUBMITTED' && editor.isKeeper ? null : decideEdit(slipFacts(tx, row), editor);
  if (mayNot !== null) return mayNot;
  const line = findLines(tx, id).find((candidate) => candidate.id === lineId);
  const facts = line === undefined ? undefined : lotFacts(tx, row, line, named, false);
  if (line === undefined || facts === undefined) return refuse('requisitions.no-such-line', { number: row.number });
  const refusal = decideLots(facts);
  if (refusal !== null) return refusal;
  changeLots(context, row, line.id, named);
  return row;
}

/**
 * Why a slip cannot be issued for its lots: one that is gone by now or past its day, or a serial number that nobody named. `today` is a business
 * day; null: the parts were taken already, whatever stands on them.
 */
export function refuseLots(reader: Reader, row: SlipRow, today: string | null): Refusal | null {
  for (const line of findLines(reader, row.id).filter(({ quantity }) => quantity > 0)) {
    const facts = lotFacts(reader, row, line, namedLots(line), true);
    if (facts === undefined || (!facts.part.lotTracked && !facts.part.serialTracked)) continue;
    const loose = namedQuantity(binBalances(reader, row.warehouse_id, line.part_id).filter(({ lot }) => lot === ''));
    const refusal =
      decideLots(facts) ?? decideSerials(facts) ?? (today === null ? null : decideExpiry(facts, loose, today));
    if (refusal !== null) return refusal;
  }
  return null;
}

/**
 * Where a line is taken from: what is past its day stays where it is, unless the parts were taken already, and what other slips name is taken last,
 * which is never as long as no more is issued than may be.
 */
export function issuableBalances(reader: Reader, row: SlipRow, line: LineRow, today: string | null): BinBalance[] {
  const { warehouse_id: warehouse } = row;
  const all = binBalances(reader, warehouse, line.part_id);
  if (all.every(({ lot }) => lot === '')) return all;
  const expired =
    today === null ? [] : lotsAt(reader, line.part_id, { warehouse }).filter((lot) => isExpired(lot, today));
  const fresh = all.filter(({ lot }) => !expired.some((one) => one.lot === lot));
  return promisedLast(fresh, promisedLots(reader, row, line.part_id));
}
