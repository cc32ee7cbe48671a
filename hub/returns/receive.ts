import type { OperationContext } from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import { binCodeExists, findWarehouse, insertBin } from '../places/store.ts';
import { enqueueCopies } from '../printing/queue.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { namedLots } from '../requisitions/lot-rules.ts';
import { aboutPart } from '../requisitions/rules.ts';
import { moveFromHolder } from '../stock/ledger.ts';
import { type NamedLot, namedQuantity } from '../stock/rules.ts';
import type { Reader } from '../store/open.ts';
import type { Condition, ReturnState } from './contract.ts';
import { returnDocument } from './documents.ts';
import { refuseNamed } from './draft.ts';
import { decideRejection, decideReturn, decideReturnedSerials, decideReturnSubmit } from './rules.ts';
import { checkedLines, destinationOf, heldNow, readReturn, SPECIAL_BINS } from './slip.ts';
import {
  findReturn,
  type ReturnLineRow,
  type ReturnRow,
  raiseReturnVersion,
  returnLines,
  setReturnState,
} from './store.ts';

export const RETURN = 'return';

function keeperOf({ tx }: OperationContext, row: ReturnRow, person: string | null) {
  const found = person === null ? undefined : findPerson(tx, person);
  return {
    name: found?.name ?? '',
    isKeeper: found !== undefined && isKeeperOf(tx, found.id, row.warehouse_id),
    warehouse: findWarehouse(tx, row.warehouse_id)?.name ?? '',
  };
}

function become(
  context: OperationContext,
  row: ReturnRow,
  state: ReturnState,
  by: string | null,
  reason?: string,
): ReturnRow {
  const { tx, at } = context;
  setReturnState(tx, row.id, { state, by, at, ...(reason === undefined ? {} : { reason }) });
  raiseReturnVersion(tx, row.id);
  const { id, number, person_id: person } = row;
  context.emit(`return.${state.toLowerCase()}`, { return: id, number, person, by, reason: reason ?? null });
  return findReturn(tx, id) ?? row;
}

export function submitReturnSlip(context: OperationContext, row: ReturnRow): ReturnRow | Refusal {
  const refusal = decideReturnSubmit(row, checkedLines(context.tx, row.id));
  return refusal ?? become(context, row, 'SUBMITTED', context.actor.person);
}

/** Approves or rejects, as any one keeper. */
export function decideReturnSlip(
  context: OperationContext,
  id: string,
  keeper: string | null,
  decision: { readonly to: 'APPROVED' } | { readonly to: 'REJECTED'; readonly reason: string },
): ReturnRow | Refusal {
  const row = findReturn(context.tx, id);
  if (row === undefined) return refuse('returns.no-such-return');
  const decider = keeperOf(context, row, keeper);
  const refusal =
    decision.to === 'REJECTED'
      ? decideRejection(row, decider, 'SUBMITTED')
      : decideReturn(row, checkedLines(context.tx, id), decider, 'SUBMITTED');
  if (refusal !== null) return refusal;
  return become(context, row, decision.to, keeper, decision.to === 'REJECTED' ? decision.reason : undefined);
}

/**
 * 签收: what was checked leaves the employee and lies in its bin, in one transaction, and the slip is queued for the printer. What nobody
 * checked stays with the employee.
 */
export function receiveReturnSlip(
  context: OperationContext,
  id: string,
  keeper: string | null,
  settings: RequisitionSettings,
): ReturnRow | Refusal {
  const { tx } = context;
  const row = findReturn(tx, id);
  if (row === undefined) return refuse('returns.no-such-return');
  const refusal =
    decideReturn(row, checkedLines(tx, id), keeperOf(context, row, keeper), 'APPROVED') ?? refuseLots(tx, row);
  if (refusal !== null) return refusal;
  const lines = returnLines(tx, id);
  // What any line names first: the rest of all lines is taken from what is left.
  for (const line of lines) {
    const named = namedLots(line);
    const moved = moveBack(context, row, line, namedQuantity(named), named);
    if (moved !== null) return moved;
  }
  for (const line of lines) {
    const moved = moveBack(context, row, line, (line.quantity ?? 0) - namedQuantity(namedLots(line)));
    if (moved !== null) return moved;
  }
  const received = become(context, row, 'RECEIVED', keeper);
  context.emit('stock.returned', { return: id, number: row.number, person: row.person_id });
  printReturn(context, received, settings);
  return received;
}

/** At the counter one keeper does it all. */
export function confirmReturnSlip(
  context: OperationContext,
  id: string,
  keeper: string | null,
  settings: RequisitionSettings,
): ReturnRow | Refusal {
  const row = findReturn(context.tx, id);
  if (row?.state === 'DRAFT') {
    const submitted = submitReturnSlip(context, row);
    if (isRefusal(submitted)) return submitted;
  }
  if (findReturn(context.tx, id)?.state === 'SUBMITTED') {
    const approved = decideReturnSlip(context, id, keeper, { to: 'APPROVED' });
    if (isRefusal(approved)) return approved;
  }
  return receiveReturnSlip(context, id, keeper, settings);
}

/** Why it cannot be received: he does not hold any more what is named, or which serial numbers come back was not said. */
function refuseLots(reader: Reader, row: ReturnRow): Refusal | null {
  for (const line of returnLines(reader, row.id)) {
    const refusal = refuseNamed(reader, row, line);
    if (refusal !== null) return refusal;
  }
  const lines = returnLines(reader, row.id).flatMap((line) => {
    const part = findPart(reader, line.part_id);
    if (part?.serialTracked !== true || line.quantity === null) return [];
    const named = namedQuantity(namedLots(line));
    const held = heldNow(reader, row.person_id, part.id);
    return [{ part: part.id, about: aboutPart(part), quantity: line.quantity, named, held }];
  });
  for (const part of new Set(lines.map((line) => line.part))) {
    const refusal = decideReturnedSerials(lines.filter((line) => line.part === part));
    if (refusal !== null) return refusal;
  }
  return null;
}

function moveBack(
  context: OperationContext,
  row: ReturnRow,
  line: ReturnLineRow,
  quantity: number,
  named: readonly NamedLot[] = [],
): Refusal | null {
  if (quantity === 0) return null;
  const { tx, at, operationId, newId } = context;
  const moved = moveFromHolder(tx, newId, {
    ...{ kind: 'return', part: line.part_id, from: row.person_id, order: null, quantity, operationId, at },
    named,
    to: binFor(context, row, line.part_id, line.condition),
    document: { kind: RETURN, id: row.id, number: row.number, line: line.id },
    evidence: { kind: line.evidence_kind, ref: line.evidence_ref },
  });
  if (!isRefusal(moved)) return null;
  const part = findPart(tx, line.part_id);
  return refuse('returns.over', { ...(part === undefined ? {} : aboutPart(part)), ...moved.facts });
}

/** The first opened or damaged part that comes back makes the bin for such. */
function binFor(context: OperationContext, row: ReturnRow, part: string, condition: Condition): string {
  const there = destinationOf(context.tx, row, part, condition);
  if (there !== undefined || condition === 'good') return there ?? '';
  const { kind, code: name } = SPECIAL_BINS[condition];
  const bin = context.newId();
  const code = freeCode(name, (wanted) => binCodeExists(context.tx, row.warehouse_id, wanted));
  insertBin(context.tx, { id: bin, warehouse: row.warehouse_id, code, kind });
  context.emit('bin.added', { bin, warehouse: row.warehouse_id, code, kind });
  return bin;
}

/** The name itself, or the first of `name-2`, `name-3`, … that is not taken. */
function freeCode(name: string, isTaken: (code: string) => boolean): string {
  let code = name;
  for (let n = 2; isTaken(code); n += 1) code = `${name}-${n}`;
  return code;
}

function printReturn(context: OperationContext, row: ReturnRow, settings: RequisitionSettings): void {
  const slip = readReturn(context.tx, row.id);
  const printer = settings.slipPrinter(context.tx, context.actor.station ?? row.station_id, row.warehouse_id);
  if (slip === null || printer === null) return;
  const content = returnDocument(slip, settings);
  enqueueCopies(context, { documentKind: RETURN, documentId: row.id, number: row.number, printer, content });
}
