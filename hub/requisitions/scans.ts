import type { OperationContext } from '../executor/binding.ts';
import { DOCUMENT_PREFIXES, isDocumentNumber } from '../kernel/numbering.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import type { Facts } from '../kernel/refusal.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson } from '../people/store.ts';
import { namedQuantity } from '../stock/rules.ts';
import { issuableNow } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import { addPart, changeHead, openDraft, startDraft, undoLast } from './draft.ts';
import { orderFacts, type RequisitionSettings } from './issue.ts';
import { countScanned, namedLots } from './lot-rules.ts';
import { nameLots } from './lots.ts';
import { confirm, takeBack } from './operations.ts';
import { aboutPart, decideOrder } from './rules.ts';
import { findLines, findSlipByNumber, type SlipRow, slipsToApprove } from './store.ts';

/** Where a scan happened and which slip it belongs to. */
export type CounterScan = {
  readonly scan: string;
  readonly station: string;
  readonly warehouse: string;
  /** Who acts: the keeper who opened the station, or who took up a missed scan. */
  readonly keeper: string;
  /** The slip in progress, when there is one. */
  readonly slip: string | null;
};

/** What a scan did: a sentence for the screen, and where the next scan goes. */
export type ScanEffect = {
  readonly outcome: 'accepted' | 'refused';
  readonly code: string;
  readonly facts: Facts;
  /** The slip that is in progress now; null when none is. */
  readonly slip: string | null;
  /** The slip that this scan finished. */
  readonly finished: string | null;
};

function accepted(code: string, facts: Facts, slip: string | null): ScanEffect {
  return { outcome: 'accepted', code, facts, slip, finished: null };
}

function refused(refusal: Refusal, slip: string | null): ScanEffect {
  return { outcome: 'refused', code: refusal.refused, facts: refusal.facts, slip, finished: null };
}

/** The draft in progress, or a new one: the first scan begins a slip. */
function draftFor(context: OperationContext, at: CounterScan): SlipRow {
  if (at.slip !== null) {
    const row = openDraft(context, at.slip, at.keeper);
    if (!isRefusal(row)) return row;
  }
  return startDraft(context, {
    warehouse: at.warehouse,
    purpose: 'order',
    creator: at.keeper,
    station: at.station,
  });
}

/** An employee's badge: this person receives. */
export function scanReceiver(context: OperationContext, at: CounterScan, person: string): ScanEffect {
  const row = draftFor(context, at);
  const others =
    row.receiver_id !== null && row.receiver_id !== person ? findPerson(context.tx, row.receiver_id) : undefined;
  // Somebody who walks up with his badge does not get what lies there for another.
  if (others !== undefined && findLines(context.tx, row.id).length > 0) {
    const names = { number: row.number, receiver: others.name, person: findPerson(context.tx, person)?.name ?? '' };
    return refused(refuse('requisitions.other-receiver', names), row.id);
  }
  changeHead(context, row, 'receiver', { receiver_id: person });
  return accepted('scans.receiver-set', { person: findPerson(context.tx, person)?.name ?? '' }, row.id);
}

/** A repair order: the parts are for it. */
export function scanOrder(context: OperationContext, at: CounterScan, orderId: string): ScanEffect {
  const order = findOrder(context.tx, orderId);
  if (order === undefined) return refused(refuse('orders.no-such-order'), at.slip);
  const closed = decideOrder(orderFacts(order));
  if (closed !== null) return refused(closed, at.slip);
  const row = draftFor(context, at);
  changeHead(context, row, 'order', { order_id: order.id, purpose: 'order' });
  return accepted('scans.order-set', { number: order.number, plate: order.plate }, row.id);
}

/**
 * A part: one pack more on its line. A line that asks for more than there is stays on the slip in red and says by how much,
 * because the piece may well be in the keeper's hand; the slip cannot be approved while it stands so.
 */
export function scanPart(
  context: OperationContext,
  at: CounterScan,
  match: { readonly part: string; readonly packQuantity: number; readonly lot?: string },
): ScanEffect {
  const { tx } = context;
  const part = findPart(tx, match.part);
  if (part === undefined) return refused(refuse('parts.no-such-part'), at.slip);
  const evidence = { kind: 'scan', ref: at.scan } as const;
  // What is put on no slip begins none.
  const added = context.attempt(() => {
    const row = draftFor(context, at);
    const quantity = addPart(context, row, {
      ...{ part: part.id, quantity: match.packQuantity, evidence },
      ...(match.lot === undefined ? {} : { lot: match.lot }),
    });
    return isRefusal(quantity) ? quantity : { row, quantity };
  });
  if (isRefusal(added)) return refused(added, at.slip);
  const { row, quantity } = added;
  const issuable = issuableNow(tx, row.warehouse_id, part.id, row.id);
  const facts = { ...aboutPart(part), quantity, issuable };
  if (quantity <= issuable) return accepted('scans.part-added', facts, row.id);
  return refused(refuse('requisitions.short', { ...aboutPart(part), issuable, wanted: quantity, lines: 1 }), row.id);
}

/**
 * A serial number that is scanned while no slip is in hand names the piece that a submitted slip waits for: the keeper has fetched it. Null: no slip
 * waits for such a piece.
 */
export function scanForWaiting(
  context: OperationContext,
  at: CounterScan,
  match: { readonly part: string; readonly lot?: string },
): ScanEffect | null {
  const { tx } = context;
  const part = findPart(tx, match.part);
  const { lot } = match;
  if (at.slip !== null || lot === undefined || part?.serialTracked !== true) return null;
  const waiting = slipsToApprove(tx, at.warehouse).flatMap((slip) =>
    findLines(tx, slip)
      .filter((line) => line.part_id === part.id && namedQuantity(namedLots(line)) < line.quantity)
      .map((line) => ({ slip, line })),
  );
  const [only, ...others] = waiting;
  if (only === undefined) return null;
  const facts = { ...aboutPart(part), lot };
  if (others.length > 0) return refused(refuse('scans.serial-several', { ...facts, slips: waiting.length }), null);
  const { quantity, named } = countScanned(
    { quantity: only.line.quantity, named: namedLots(only.line), isSerial: true },
    { quantity: ONE_UNIT, lot },
  );
  const row = quantity > only.line.quantity ? null : nameLots(context, only.slip, only.line.id, named, at.keeper);
  if (row === null || isRefusal(row)) return row === null ? null : refused(row, null);
  return accepted('scans.serial-named', { ...facts, slip: row.number }, null);
}

export type SlipMatch = { readonly meaning: 'slip'; readonly slip: string };

/** The barcode on a requisition, and on its bag, is its number. */
export function recogniseSlip(reader: Reader, text: string): SlipMatch[] {
  if (!isDocumentNumber(text, DOCUMENT_PREFIXES.requisition)) return [];
  const slip = findSlipByNumber(reader, text);
  return slip === undefined ? [] : [{ meaning: 'slip', slip: slip.id }];
}

export const COMMANDS = ['confirm', 'cancel', 'undo', 'kit', 'return'] as const;
export type Command = (typeof COMMANDS)[number];

/** A command card acts as the keeper who opened the station. */
export function scanCommand(
  context: OperationContext,
  at: CounterScan,
  command: Exclude<Command, 'return'>,
  settings: RequisitionSettings,
): ScanEffect {
  if (command === 'kit') {
    const row = draftFor(context, at);
    changeHead(context, row, 'purpose', { purpose: 'kit', order_id: null });
    return accepted('scans.kit', {}, row.id);
  }
  if (at.slip === null) return refused(refuse('scans.nothing-in-progress'), null);
  const row = openDraft(context, at.slip, at.keeper);
  if (isRefusal(row)) return refused(row, at.slip);
  switch (command) {
    case 'undo': {
      const refusal = undoLast(context, row);
      return refusal === null ? accepted('scans.undone', {}, row.id) : refused(refusal, row.id);
    }
    case 'cancel': {
      const result = takeBack(context, row.id, at.keeper, 'CANCELLED');
      return isRefusal(result) ? refused(result, row.id) : accepted('scans.cancelled', { number: row.number }, null);
    }
    case 'confirm': {
      const lines = findLines(context.tx, row.id).length;
      const result = context.attempt(() => confirm(context, row.id, at.keeper, settings));
      if (isRefusal(result)) return refused(result, row.id);
      const effect = accepted('scans.issued', { number: row.number, lines }, null);
      return { ...effect, finished: row.id };
    }
  }
}
