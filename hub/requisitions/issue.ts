import type { OperationContext } from '../executor/binding.ts';
import { businessDay } from '../kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder, type Order, WORKING_STATES } from '../orders/store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { enqueueCopies } from '../printing/queue.ts';
import type { PrintSettings } from '../printing/queue-operations.ts';
import { move } from '../stock/ledger.ts';
import { pickFrom } from '../stock/rules.ts';
import { insertReservation, releaseReservations } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import { requisitionDocument } from './documents.ts';
import { namedLots } from './lot-rules.ts';
import { issuableBalances, refuseLots } from './lots.ts';
import { type Decider, decideDecision, decideOrder, decideRejection, decideShortage, decideSubmit } from './rules.ts';
import { editorOf, lineFacts, nameOf, readSlip, slipFacts } from './slip.ts';
import { findLines, findSlip, forgetSteps, raiseVersion, type SlipRow, setApproval, setSubmittedAt } from './store.ts';
import { readTemplate } from './template-store.ts';

/** What a workshop may set about requisitions. */
export type RequisitionSettings = PrintSettings & {
  /** One-man stores: the keeper may approve what he himself receives. */
  readonly keeperMayReceive: boolean;
  readonly timeZone: string;
  /** Fen: what one person may take while no keeper is there (事后补签); 0: nothing. */
  readonly escrowCap: number;
  /** Drafts and submitted slips that nobody touched for so long expire. */
  readonly expireAfter_ms: number;
  /** Printer of the station where the slip was made, else of a station of its warehouse; null: none is set up. */
  readonly slipPrinter: (reader: Reader, station: string | null, warehouse: string) => string | null;
};

export const REQUISITION = 'requisition';

export function orderFacts({ number, state }: Order): { number: string; state: string; isOpen: boolean } {
  return { number, state, isOpen: WORKING_STATES.includes(state) };
}

/** Submits a draft: every line is reserved, so that nobody else is promised the same piece. */
export function submit(context: OperationContext, id: string, person: string | null): SlipRow | Refusal {
  const { tx, at } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const editor = editorOf(tx, context.actor, person, row);
  const order = row.order_id === null ? undefined : findOrder(tx, row.order_id);
  const refusal =
    decideSubmit(slipFacts(tx, row), lineFacts(tx, row), editor) ??
    (order === undefined ? null : decideOrder(orderFacts(order)));
  if (refusal !== null) return refusal;
  for (const line of findLines(tx, id).filter(({ quantity }) => quantity > 0)) {
    insertReservation(tx, {
      id: context.newId(),
      warehouse: row.warehouse_id,
      part: line.part_id,
      quantity: line.quantity,
      document: { kind: REQUISITION, id, line: line.id },
      at,
    });
  }
  forgetSteps(tx, id);
  setApproval(tx, id, { approval: 'SUBMITTED', by: null, at: null, reason: null });
  setSubmittedAt(tx, id, at);
  raiseVersion(tx, id, at);
  context.emit('requisition.submitted', {
    requisition: id,
    number: row.number,
    receiver: row.receiver_id,
    station: context.actor.station,
  });
  return findSlip(tx, id) ?? row;
}

/** Who decides, as far as the rules care. */
export function deciderOf(context: OperationContext, row: SlipRow, person: string | null): Decider {
  const { tx } = context;
  const found = person === null ? undefined : findPerson(tx, person);
  return {
    person: found?.id ?? '',
    name: found?.name ?? '',
    isKeeper: found !== undefined && isKeeperOf(tx, found.id, row.warehouse_id),
    warehouse: findWarehouse(tx, row.warehouse_id)?.name ?? '',
  };
}

/**
 * Approval is the issue (或签 by any one keeper): in one transaction the stock moves from the bins to the employee, the
 * reservation ends and the slip is queued for the printer. Either all of it happened or nothing did.
 */
export function approve(
  context: OperationContext,
  id: string,
  keeper: string | null,
  settings: RequisitionSettings,
): SlipRow | Refusal {
  const { tx, at } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const decider = deciderOf(context, row, keeper);
  const order = row.order_id === null ? undefined : findOrder(tx, row.order_id);
  // What was taken without a keeper is gone, whatever became of its order and whatever stands on it: the book follows.
  const isTaken = row.escrow === 1;
  const today = isTaken ? null : businessDay(at, settings.timeZone);
  const refusal =
    decideDecision(slipFacts(tx, row), decider, settings.keeperMayReceive) ??
    (order === undefined || isTaken ? null : decideOrder(orderFacts(order))) ??
    decideShortage(lineFacts(tx, row)) ??
    refuseLots(tx, row, today);
  if (refusal !== null) return refusal;
  const moved = issueLines(context, row, today);
  if (isRefusal(moved)) return moved;
  releaseReservations(tx, id, at);
  setApproval(tx, id, { approval: 'APPROVED', by: decider.person, at, reason: null });
  raiseVersion(tx, id, at);
  context.emit('requisition.approved', {
    requisition: id,
    number: row.number,
    receiver: row.receiver_id,
    order: row.order_id,
    purpose: row.purpose,
    warehouse: row.warehouse_id,
    approver: decider.person,
    station: context.actor.station,
    lines: moved,
  });
  printSlip(context, id, settings);
  return findSlip(tx, id) ?? row;
}

type IssuedLine = { line: string; part: string; quantity: number; movements: string[]; evidence: string };

function issueLines(context: OperationContext, row: SlipRow, today: string | null): IssuedLine[] | Refusal {
  const { tx, at, operationId } = context;
  if (row.receiver_id === null) return refuse('requisitions.no-receiver', { number: row.number });
  const issued: IssuedLine[] = [];
  for (const line of findLines(tx, row.id).filter(({ quantity }) => quantity > 0)) {
    const picks = pickFrom(issuableBalances(tx, row, line, today), line.quantity, namedLots(line));
    if (isRefusal(picks)) return picks;
    const movements: string[] = [];
    for (const pick of picks) {
      const movement = context.newId();
      move(tx, {
        id: movement,
        kind: 'issue',
        part: line.part_id,
        lot: pick.lot,
        from: pick.bin,
        to: row.receiver_id,
        quantity: pick.quantity,
        document: { kind: REQUISITION, id: row.id, number: row.number, line: line.id },
        consumes: null,
        reverses: null,
        evidence: { kind: line.evidence_kind, ref: line.evidence_ref },
        operationId,
        at,
      });
      movements.push(movement);
    }
    issued.push({
      line: line.id,
      part: line.part_id,
      quantity: line.quantity,
      movements,
      evidence: line.evidence_kind,
    });
  }
  context.emit('stock.issued', { requisition: row.id, number: row.number, lines: issued.length });
  return issued;
}

function printSlip(context: OperationContext, id: string, settings: RequisitionSettings): void {
  const slip = readSlip(context.tx, id);
  const station = findSlip(context.tx, id)?.station_id ?? context.actor.station;
  const printer = slip === null ? null : settings.slipPrinter(context.tx, station, slip.warehouse.id);
  if (slip === null || printer === null) return;
  enqueueCopies(context, {
    documentKind: REQUISITION,
    documentId: id,
    number: slip.number,
    printer,
    content: requisitionDocument(slip, readTemplate(context.tx), settings),
  });
}

export function reject(
  context: OperationContext,
  id: string,
  keeper: string | null,
  { reason, partsAreBack = false }: { readonly reason: string; readonly partsAreBack?: boolean | undefined },
  settings: RequisitionSettings,
): SlipRow | Refusal {
  const { tx, at } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const decider = deciderOf(context, row, keeper);
  const facts = slipFacts(tx, row);
  const refusal =
    decideDecision(facts, decider, settings.keeperMayReceive) ??
    decideRejection(facts, partsAreBack, nameOf(tx, row.receiver_id) ?? '');
  if (refusal !== null) return refusal;
  releaseReservations(tx, id, at);
  setApproval(tx, id, { approval: 'REJECTED', by: decider.person, at, reason });
  raiseVersion(tx, id, at);
  context.emit('requisition.rejected', {
    ...{ requisition: id, number: row.number, approver: decider.person, reason },
    ...(row.escrow === 1 ? { partsAreBack } : {}),
  });
  return row;
}
