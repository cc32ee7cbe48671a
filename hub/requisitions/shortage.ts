import type { OperationContext } from '../executor/binding.ts';
import type { Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson } from '../people/store.ts';
import { insertReservation, issuableNow, releaseReservations } from '../stock/store.ts';
import { changeHead, startDraft } from './draft.ts';
import { deciderOf, orderFacts, REQUISITION, type RequisitionSettings } from './issue.ts';
import { copiedQuantity, decideShortIssue } from './life-rules.ts';
import { openBackOrder, setOrigin } from './life-store.ts';
import { decideDecision } from './rules.ts';
import { slipFacts } from './slip.ts';
import {
  findLines,
  findSlip,
  forgetSteps,
  insertLine,
  type LineRow,
  raiseVersion,
  type SlipRow,
  setLine,
  setRemarkText,
  shortenLine,
} from './store.ts';

/**
 * A keeper lowers a line of a submitted slip (少发). What is missing is dropped, or waits as a draft of its own (欠料) until there is stock.
 * Returns the slip, or why not.
 */
export function issueLess(
  context: OperationContext,
  id: string,
  keeper: string | null,
  change: { readonly line: string; readonly quantity: Quantity; readonly reason: string; readonly backOrder: boolean },
  settings: RequisitionSettings,
): SlipRow | Refusal {
  const { tx, at } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const lines = findLines(tx, id);
  const refusal =
    decideDecision(slipFacts(tx, row), deciderOf(context, row, keeper), settings.keeperMayReceive) ??
    decideShortIssue(slipFacts(tx, row), lines, change);
  const line = lines.find((candidate) => candidate.id === change.line);
  if (refusal !== null || line === undefined) return refusal ?? refuse('requisitions.no-such-line');
  shortenLine(tx, line.id, change.quantity, line.quantity, change.reason);
  reserveAnew(context, row);
  if (change.backOrder) keepRest(context, row, line, line.quantity - change.quantity);
  raiseVersion(tx, id, at);
  context.emit('requisition.shortened', {
    ...{ requisition: id, number: row.number, line: line.id, part: line.part_id, keeper, at },
    ...{ asked: line.quantity, quantity: change.quantity, reason: change.reason, backOrder: change.backOrder },
  });
  return row;
}

/** What a submitted slip keeps for itself is what its lines say now. */
function reserveAnew(context: OperationContext, row: SlipRow): void {
  const { tx, at } = context;
  releaseReservations(tx, row.id, at);
  for (const line of findLines(tx, row.id).filter(({ quantity }) => quantity > 0)) {
    insertReservation(tx, {
      ...{ id: context.newId(), warehouse: row.warehouse_id, part: line.part_id, quantity: line.quantity, at },
      document: { kind: REQUISITION, id: row.id, line: line.id },
    });
  }
}

/** 欠料: the rest of a line waits in a draft that belongs to the slip and does not expire. */
function keepRest(context: OperationContext, row: SlipRow, line: LineRow, quantity: Quantity): void {
  const { tx } = context;
  const id = openBackOrder(tx, row.id) ?? startBackOrder(context, row).id;
  const same = findLines(tx, id).find(({ part_id }) => part_id === line.part_id);
  const evidence = { kind: 'manual', ref: null } as const;
  if (same !== undefined) setLine(tx, same.id, same.quantity + quantity, evidence);
  else addPlainLine(context, id, { ...line, quantity, asked: null });
  // An undo would take away what nobody at this draft has done.
  forgetSteps(tx, id);
  raiseVersion(tx, id, context.at);
}

function startBackOrder(context: OperationContext, row: SlipRow): SlipRow {
  const { warehouse_id, purpose, creator_id, station_id, receiver_id, order_id } = row;
  const rest = startDraft(context, { warehouse: warehouse_id, purpose, creator: creator_id, station: station_id });
  changeHead(context, rest, 'created', { receiver_id, order_id });
  setOrigin(context.tx, rest.id, { backOrderOf: row.id });
  context.emit('requisition.back-ordered', { requisition: rest.id, number: rest.number, of: row.id });
  return rest;
}

function addPlainLine(
  context: OperationContext,
  slip: string,
  line: Pick<LineRow, 'part_id' | 'price' | 'quantity'> & { readonly asked: Quantity | null },
): void {
  const position = (findLines(context.tx, slip).at(-1)?.position ?? 0) + 1;
  const { part_id, price, quantity, asked } = line;
  insertLine(context.tx, slip, {
    ...{ id: context.newId(), position, part_id, quantity, asked_quantity: asked, short_reason: null, price },
    ...{ evidence_kind: 'manual', evidence_ref: null },
  });
}

/**
 * A draft that asks for more than there is keeps what can be issued; the rest of each line waits as a draft of its own (欠料). Where there is
 * nothing at all, the draft itself waits. `isWanted`: of which parts anything is issued at all. Returns whether some of it can be issued.
 */
export function splitWhatIsShort(
  context: OperationContext,
  id: string,
  isWanted: (part: string) => boolean = () => true,
): boolean {
  const { tx } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return false;
  const lines = findLines(tx, id)
    .filter(({ quantity }) => quantity > 0)
    .map((line) => ({
      line,
      issuable: isWanted(line.part_id) ? issuableNow(tx, row.warehouse_id, line.part_id, id) : 0,
    }));
  if (lines.every(({ issuable }) => issuable === 0)) return false;
  for (const { line, issuable } of lines.filter((one) => one.line.quantity > one.issuable)) {
    shortenLine(tx, line.id, issuable, line.quantity, null);
    keepRest(context, row, line, line.quantity - issuable);
  }
  return true;
}

/**
 * 复制: a new draft with today's number, the same warehouse, receiver and purpose, and of every line what there is of it today; a state is
 * never copied. An order that is closed by now is not taken along: whoever copies says for which car it is.
 */
export function copySlip(
  context: OperationContext,
  id: string,
  by: { readonly person: string | null; readonly station: string | null },
): SlipRow | Refusal {
  const { tx } = context;
  const original = findSlip(tx, id);
  if (original === undefined) return refuse('requisitions.no-such-slip');
  const { warehouse_id, purpose, receiver_id, remark } = original;
  const copy = startDraft(context, { warehouse: warehouse_id, purpose, creator: by.person, station: by.station });
  const receiver = receiver_id === null ? undefined : findPerson(tx, receiver_id);
  const order = original.order_id === null ? undefined : findOrder(tx, original.order_id);
  const isOpen = order !== undefined && orderFacts(order).isOpen;
  changeHead(context, copy, 'created', { receiver_id: receiver?.id ?? null, order_id: isOpen ? order.id : null });
  setOrigin(tx, copy.id, { copiedFrom: id });
  if (remark !== '') setRemarkText(tx, copy.id, remark);
  for (const line of findLines(tx, id)) {
    const wanted = line.asked_quantity ?? line.quantity;
    const part = findPart(tx, line.part_id);
    // Nothing more of a retired part is asked for.
    const issuable = part?.retiredAt === null ? issuableNow(tx, warehouse_id, line.part_id, copy.id) : 0;
    const quantity = copiedQuantity({ quantity: wanted, issuable });
    // At today's price: a copy is a new slip.
    const price = part?.price ?? line.price;
    addPlainLine(context, copy.id, { ...line, price, quantity, asked: quantity < wanted ? wanted : null });
  }
  // A copy is there whole; only what is done to it is taken back.
  forgetSteps(tx, copy.id);
  context.emit('requisition.copied', { requisition: copy.id, number: copy.number, from: id });
  return copy;
}
