import type { OperationContext } from '../executor/binding.ts';
import { holderFor } from '../holdings/operations.ts';
import type { Evidence } from '../kernel/evidence.ts';
import { DOCUMENT_PREFIXES } from '../kernel/numbering.ts';
import { fitsUnit, type Quantity } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import { isKeeperOf } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { namedLots } from '../requisitions/lot-rules.ts';
import { aboutPart } from '../requisitions/rules.ts';
import { holdingsOf } from '../stock/holding-store.ts';
import { namedQuantity } from '../stock/rules.ts';
import { lotsAt } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import type { Condition } from './contract.ts';
import { decideCondition, decideRemainder, decideReturnEdit, decideReturnedLots } from './rules.ts';
import { checkedLines, heldNow } from './slip.ts';
import {
  deleteReturnLine,
  findReturn,
  insertReturn,
  insertReturnLine,
  openReturnOf,
  type ReturnLineRow,
  type ReturnRow,
  raiseReturnVersion,
  returnLines,
  updateReturnLine,
} from './store.ts';

/**
 * The list of what an employee holds and has not used (一键生成未用完清单), as a draft that nobody has checked. A draft of his that is open
 * already is brought up to date: new parts get a line, parts that he does not hold any more lose theirs.
 */
export function startReturnOf(
  context: OperationContext,
  of: {
    readonly person: string;
    readonly warehouse: string;
    readonly station: string | null;
    readonly creator: string | null;
  },
): ReturnRow | Refusal {
  const { tx } = context;
  const holder = holderFor(context, of.person);
  if (isRefusal(holder)) return holder;
  if (findWarehouse(tx, of.warehouse) === undefined)
    return refuse('places.no-such-warehouse', { warehouse: of.warehouse });
  if (holdingsOf(tx, of.person).length === 0) return refuse('returns.nothing-held', { person: holder.name });
  const row = openReturnOf(tx, of.person, of.warehouse) ?? makeReturn(context, of, holder.team);
  bringUpToDate(context, row);
  return changed(context, row, 'started');
}

function makeReturn(
  context: OperationContext,
  of: {
    readonly person: string;
    readonly warehouse: string;
    readonly station: string | null;
    readonly creator: string | null;
  },
  team: string,
): ReturnRow {
  const { tx, at } = context;
  const id = context.newId();
  const number = context.takeNumber(DOCUMENT_PREFIXES.return);
  insertReturn(tx, {
    ...{ id, number, person_id: of.person, team, warehouse_id: of.warehouse, station_id: of.station },
    ...{ creator_id: of.creator, created_at: at },
  });
  context.emit('return.drafted', { return: id, number, person: of.person, warehouse: of.warehouse });
  const row = findReturn(tx, id);
  if (row === undefined) throw new Error('A return was not kept.');
  return row;
}

function bringUpToDate(context: OperationContext, row: ReturnRow): void {
  const { tx } = context;
  const holdings = holdingsOf(tx, row.person_id);
  const lines = returnLines(tx, row.id);
  for (const line of lines) {
    const held = holdings.find(({ part }) => part === line.part_id)?.quantity ?? 0;
    const ofPart = lines.filter(({ part_id }) => part_id === line.part_id);
    const checked = ofPart.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
    if (held === 0) deleteReturnLine(tx, line.id);
    else if (checked > held) updateReturnLine(tx, { ...line, quantity: null, lots: '[]' });
    else if (refuseNamed(tx, row, line) !== null) updateReturnLine(tx, { ...line, lots: '[]' });
  }
  let position = lines.at(-1)?.position ?? 0;
  for (const { part, spec } of holdings.filter(({ part }) => !lines.some(({ part_id }) => part_id === part))) {
    position += 1;
    insertReturnLine(tx, row.id, { ...plainLine(context.newId(), position, part), spec });
  }
}

function plainLine(id: string, position: number, part: string): ReturnLineRow {
  return {
    ...{ id, position, part_id: part, spec: '', quantity: null, condition: 'good', problem: '', kept_reason: '' },
    ...{ evidence_kind: 'manual', evidence_ref: null, lots: '[]' },
  };
}

export function changed(context: OperationContext, row: ReturnRow, what: string): ReturnRow {
  raiseReturnVersion(context.tx, row.id);
  context.emit('return.changed', { return: row.id, number: row.number, what });
  return findReturn(context.tx, row.id) ?? row;
}

/** The return, when this person may change it: it is his draft, or he is a keeper of its warehouse. */
export function openReturn(context: OperationContext, id: string, person: string | null): ReturnRow | Refusal {
  const { tx } = context;
  const row = findReturn(tx, id);
  if (row === undefined) return refuse('returns.no-such-return');
  const closed = decideReturnEdit(row);
  if (closed !== null) return closed;
  if (person !== null && isKeeperOf(tx, person, row.warehouse_id)) return row;
  if (row.state !== 'DRAFT') return refuse('returns.not-open', { number: row.number, state: row.state });
  const holder = holderFor(context, row.person_id);
  return isRefusal(holder) ? holder : row;
}

/** Why the lots or serial numbers that a line names cannot come back: they are not his, by now or at all, or are more than the line. */
export function refuseNamed(reader: Reader, row: ReturnRow, line: ReturnLineRow): Refusal | null {
  const part = findPart(reader, line.part_id);
  if (part === undefined) return null;
  const others = returnLines(reader, row.id).filter((other) => other.part_id === part.id && other.id !== line.id);
  return decideReturnedLots({
    ...{ about: aboutPart(part), isTracked: part.lotTracked || part.serialTracked, quantity: line.quantity },
    ...{ named: namedLots(line), onOtherLines: others.flatMap(namedLots) },
    held: lotsAt(reader, part.id, { person: row.person_id }),
  });
}

export type LineChange = Partial<Pick<ReturnLineRow, 'condition' | 'spec' | 'problem' | 'kept_reason' | 'lots'>> & {
  readonly quantity: Quantity | null;
};

/** Checks a line: never more than the employee holds, all lines of the part together. */
export function checkLine(
  context: OperationContext,
  row: ReturnRow,
  lineId: string,
  change: LineChange,
  evidence: Evidence,
): ReturnRow | Refusal {
  const { tx } = context;
  const line = returnLines(tx, row.id).find(({ id }) => id === lineId);
  const part = line === undefined ? undefined : findPart(tx, line.part_id);
  if (line === undefined || part === undefined) return refuse('returns.no-such-line', { number: row.number });
  const about = aboutPart(part);
  if (change.quantity !== null && !fitsUnit(change.quantity, part.decimals)) {
    return refuse('requisitions.whole-units', about);
  }
  const condition = change.condition ?? line.condition;
  const lines = checkedLines(tx, row.id);
  const checked = lines.map((other) => (other.id === lineId ? { ...other, ...change, condition } : other));
  // More names than pieces are named anew.
  const isOver = change.lots === undefined && namedQuantity(namedLots(line)) > (change.quantity ?? 0);
  const lots = isOver ? '[]' : (change.lots ?? line.lots);
  const refusal =
    decideCondition(lines, { id: lineId, part: part.id, condition, about }) ??
    decideRemainder(checked, part.id, heldNow(tx, row.person_id, part.id)) ??
    refuseNamed(tx, row, { ...line, ...change, lots });
  if (refusal !== null) return refusal;
  // What proved the quantity goes on proving it while only its condition or a remark changes.
  const isProved = change.quantity !== null && change.quantity === line.quantity;
  const proof = isProved ? {} : { evidence_kind: evidence.kind, evidence_ref: evidence.ref };
  updateReturnLine(tx, { ...line, ...change, ...proof, lots });
  return changed(context, row, 'line');
}

/** Some of a part is in another condition. */
export function splitLine(
  context: OperationContext,
  row: ReturnRow,
  split: {
    readonly part: string;
    readonly condition: Condition;
    readonly quantity: Quantity;
    readonly problem: string;
  },
): ReturnRow | Refusal {
  const { tx } = context;
  const part = findPart(tx, split.part);
  if (part === undefined) return refuse('parts.no-such-part', { part: split.part });
  const about = aboutPart(part);
  if (!fitsUnit(split.quantity, part.decimals)) return refuse('requisitions.whole-units', about);
  const lines = checkedLines(tx, row.id);
  const more = { id: '', part: part.id, about, condition: split.condition, quantity: split.quantity };
  const refusal =
    decideCondition(lines, { ...more, id: null }) ??
    decideRemainder([...lines, more], part.id, heldNow(tx, row.person_id, part.id));
  if (refusal !== null) return refusal;
  const position = (returnLines(tx, row.id).at(-1)?.position ?? 0) + 1;
  const { condition, quantity, problem } = split;
  insertReturnLine(tx, row.id, {
    ...{ ...plainLine(context.newId(), position, part.id), spec: part.spec },
    ...{ condition, quantity, problem },
  });
  return changed(context, row, 'split');
}
