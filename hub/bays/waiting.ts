import type { OperationContext } from '../executor/binding.ts';
import type { Evidence } from '../kernel/evidence.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder, orderInBay } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { addPart, changeHead, startDraft, writeRemark } from '../requisitions/draft.ts';
import { orderFacts, submit } from '../requisitions/issue.ts';
import { unsignedSlips } from '../requisitions/life-store.ts';
import { decideOrder } from '../requisitions/rules.ts';
import { splitWhatIsShort } from '../requisitions/shortage.ts';
import { signFor } from '../requisitions/signing.ts';
import { findLines, findSlip, forgetSteps, type SlipRow, setSubmittedAt } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { decideBay } from './rules.ts';
import { insertWait } from './store.ts';

export type Bay = {
  readonly station: string;
  /** As repair orders call it. */
  readonly name: string;
  readonly warehouse: string;
};

type Asked = { readonly wait: string; readonly requisition: string; readonly number: string };

/** 待料 from a list: a slip for the technician and the car, submitted as far as there is stock. */
export function askFor(
  context: OperationContext,
  bay: Bay,
  ask: {
    readonly technician: string;
    readonly order: string;
    readonly remark: string;
    readonly lines: readonly { readonly part: string; readonly quantity: number }[];
  },
): Asked | Refusal {
  const { tx } = context;
  const order = findOrder(tx, ask.order);
  if (order === undefined) return refuse('orders.no-such-order');
  const closed = decideOrder(orderFacts(order));
  if (closed !== null) return closed;
  const row = startDraft(context, {
    ...{ warehouse: bay.warehouse, purpose: 'order', creator: ask.technician, station: bay.station },
  });
  changeHead(context, row, 'created', { receiver_id: ask.technician, order_id: ask.order });
  if (ask.remark !== '') writeRemark(context, row, ask.remark);
  for (const { part, quantity } of ask.lines) {
    if (findPart(tx, part) === undefined) return refuse('parts.no-such-part', { part });
    const added = addPart(context, row, { part, quantity, evidence: { kind: 'manual', ref: null } });
    if (isRefusal(added)) return added;
  }
  return waitFor(context, bay, row.id, ask.technician);
}

/** The technician waits for what stands on his draft. What cannot be issued waits as a draft of its own until there is stock. */
export function waitFor(context: OperationContext, bay: Bay, slip: string, technician: string): Asked | Refusal {
  const { tx, at } = context;
  if (findLines(tx, slip).length === 0)
    return refuse('requisitions.no-lines', { number: findSlip(tx, slip)?.number ?? '' });
  splitWhatIsShort(context, slip);
  const submitted = submit(context, slip, technician);
  // Nothing of it is there: it waits as the draft that it is.
  if (isRefusal(submitted) && submitted.refused !== 'requisitions.short') return submitted;
  if (isRefusal(submitted)) {
    // It waits for goods, also when it was submitted and taken back before; what was sent is not undone step by step.
    setSubmittedAt(tx, slip, null);
    forgetSteps(tx, slip);
  }
  const row = findSlip(tx, slip);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const wait = context.newId();
  insertWait(tx, {
    ...{
      id: wait,
      requisition_id: slip,
      order_id: row.order_id,
      station_id: bay.station,
      person_id: technician,
      since: at,
    },
  });
  context.emit('bay.waiting', {
    ...{ wait, station: bay.station, bay: bay.name, requisition: slip, number: row.number },
    ...{ order: row.order_id, technician },
  });
  return { wait, requisition: slip, number: row.number };
}

/** The car that stands in the bay, by its order. */
export function carIn(reader: Reader, bay: string): { id: string; plate: string } | null {
  const order = orderInBay(reader, bay);
  return order === undefined ? null : { id: order.id, plate: order.plate };
}

/** A bag ticket scanned at the bay signs for its slip as the one who received it, if its parts are for the car that stands there. */
export function signAtBay(
  context: OperationContext,
  bay: string,
  slip: SlipRow,
  evidence: Evidence,
): SlipRow | Refusal {
  const order = slip.order_id === null ? undefined : findOrder(context.tx, slip.order_id);
  const refusal = decideBay(
    { number: slip.number, plate: order?.plate ?? null, bay: order?.bay ?? null },
    { bay, plate: carIn(context.tx, bay)?.plate ?? null },
  );
  return refusal ?? signFor(context, slip.id, slip.receiver_id, evidence);
}

const MOST_SIGNED_AT_ONCE = 50;

/**
 * A technician's badge at the bay signs for all that he received for the car there, and for his kits, which are for no car. `until`: what was issued
 * later is not what he had in his hands; null: he stands there now. Returns their numbers; none: nothing waited.
 */
export function signAllAtBay(
  context: OperationContext,
  bay: string,
  person: string,
  evidence: Evidence,
  until: number | null = null,
): string[] {
  const here = carIn(context.tx, bay)?.plate ?? null;
  const own = unsignedSlips(context.tx, { receiver: person }, MOST_SIGNED_AT_ONCE);
  return own
    .filter(({ plate, since }) => (plate === null || plate === here) && (until === null || since <= until))
    .flatMap(({ id, number }) => (isRefusal(signFor(context, id, person, evidence)) ? [] : [number]));
}
