import { type BoundOperation, bindOperation, type OperationContext } from '../executor/binding.ts';
import { fitsUnit } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson } from '../people/store.ts';
import { addPart, changeHead, editDraft, openDraft } from './draft.ts';
import { expireOld, takeInEscrow } from './escrow.ts';
import { orderFacts, type RequisitionSettings } from './issue.ts';
import {
  addRequisitionLine,
  copyRequisition,
  expireRequisitions,
  issueLessOf,
  nameLineLots,
  refuseRequisition,
  reverseRequisition,
  setRequisitionHead,
  signForRequisition,
  takeRequisition,
} from './life-contract.ts';
import { nameLots } from './lots.ts';
import { replyOf } from './operations.ts';
import { aboutPart, decideOrder } from './rules.ts';
import { copySlip, issueLess } from './shortage.ts';
import { refuseSigning, reverseIssue, signFor } from './signing.ts';
import { findLines, type SlipRow } from './store.ts';

/** What becomes of a requisition beside submit, approve and reject. */
export function requisitionLifeOperations(settings: RequisitionSettings): BoundOperation[] {
  return [
    bindOperation(signForRequisition, (context, { requisition }) =>
      replyOf(signFor(context, requisition, context.actor.person, { kind: 'tap', ref: null })),
    ),
    bindOperation(refuseRequisition, (context, { requisition, reason }) =>
      replyOf(refuseSigning(context, requisition, context.actor.person, reason)),
    ),
    bindOperation(reverseRequisition, (context, { requisition, reason }) =>
      replyOf(reverseIssue(context, requisition, context.actor.person, reason)),
    ),
    bindOperation(issueLessOf, (context, { requisition, ...change }) => {
      const line = findLines(context.tx, requisition).find(({ id }) => id === change.line);
      const part = line === undefined ? undefined : findPart(context.tx, line.part_id);
      if (part !== undefined && !fitsUnit(change.quantity, part.decimals)) {
        return refuse('requisitions.whole-units', aboutPart(part));
      }
      return replyOf(issueLess(context, requisition, context.actor.person, change, settings));
    }),
    bindOperation(copyRequisition, (context, { requisition }) => {
      const { person, station } = context.actor;
      return replyOf(copySlip(context, requisition, { person, station }));
    }),
    bindOperation(addRequisitionLine, (context, { requisition, part, quantity }) => {
      const row = openDraft(context, requisition, context.actor.person);
      if (isRefusal(row)) return row;
      const now = addPart(context, row, { part, quantity, evidence: { kind: 'manual', ref: null } });
      return isRefusal(now) ? now : { quantity: now };
    }),
    bindOperation(nameLineLots, (context, { requisition, line, lots }) =>
      replyOf(nameLots(context, requisition, line, lots, context.actor.person)),
    ),
    bindOperation(setRequisitionHead, (context, { requisition, receiver, order }) =>
      editDraft(context, requisition, (row) => setHead(context, row, { receiver, order })),
    ),
    bindOperation(takeRequisition, (context, { requisition }) => replyOf(takeInEscrow(context, requisition, settings))),
    bindOperation(expireRequisitions, (context) => ({ expired: expireOld(context, settings.expireAfter_ms) })),
  ];
}

function setHead(
  context: OperationContext,
  row: SlipRow,
  { receiver, order }: { receiver: string | undefined; order: string | undefined },
): Refusal | null {
  const { tx } = context;
  if (receiver !== undefined && findPerson(tx, receiver) === undefined) return refuse('people.no-such-person');
  if (order !== undefined) {
    const found = findOrder(tx, order);
    if (found === undefined) return refuse('orders.no-such-order');
    const closed = decideOrder(orderFacts(found));
    if (closed !== null) return closed;
  }
  changeHead(context, row, 'head', {
    ...(receiver === undefined ? {} : { receiver_id: receiver }),
    ...(order === undefined ? {} : { order_id: order, purpose: 'order' }),
  });
  return null;
}
