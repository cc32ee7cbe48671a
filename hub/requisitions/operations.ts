import { type BoundOperation, bindOperation, bindQuery, type OperationContext } from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { withMarks } from '../printing/marks.ts';
import { previewFor } from '../printing/preview.ts';
import { enqueueCopies } from '../printing/queue.ts';
import { releaseReservations } from '../stock/store.ts';
import { createRequisition, setLineQuantity, setPurpose, setRemark, undoStep } from './contract.ts';
import {
  approveRequisition,
  cancelRequisition,
  confirmRequisition,
  rejectRequisition,
  reprintRequisition,
  submitRequisition,
  withdrawRequisition,
} from './decision-contract.ts';
import { requisitionDocument } from './documents.ts';
import { addPart, changeHead, countByHand, editDraft, startDraft, undoLast, writeRemark } from './draft.ts';
import { approve, orderFacts, REQUISITION, type RequisitionSettings, reject, submit } from './issue.ts';
import { countSlips, listSlips } from './list-store.ts';
import { promisedLots } from './lot-promises.ts';
import { listLotPromises, listRequisitions, previewRequisition, showRequisition } from './query-contract.ts';
import { decideOrder, decideTakeBack } from './rules.ts';
import { editorOf, readSlip, slipFacts } from './slip.ts';
import { findSlip, raiseVersion, type SlipRow, setApproval } from './store.ts';
import { readTemplate } from './template-store.ts';

export type SlipReply = { id: string; number: string };

/** What an operation on a slip answers. */
export function replyOf(row: SlipRow | Refusal): SlipReply | Refusal {
  return isRefusal(row) ? row : { id: row.id, number: row.number };
}

/** Cancels or withdraws: what was reserved is free again. */
export function takeBack(
  context: OperationContext,
  id: string,
  by: string | null,
  to: 'CANCELLED' | 'DRAFT',
): SlipReply | Refusal {
  const { tx, at } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  if (to === 'DRAFT' && row.approval === 'DRAFT') return refuse('requisitions.not-submitted', { number: row.number });
  const refusal = decideTakeBack(slipFacts(tx, row), editorOf(tx, context.actor, by, row));
  if (refusal !== null) return refusal;
  releaseReservations(tx, id, at);
  setApproval(tx, id, { approval: to, by: null, at: null, reason: null });
  raiseVersion(tx, id, at);
  const kind = to === 'CANCELLED' ? 'requisition.cancelled' : 'requisition.withdrawn';
  context.emit(kind, { requisition: id, number: row.number, station: context.actor.station });
  return replyOf(row);
}

function create(
  context: OperationContext,
  request: {
    warehouse: string;
    purpose: 'order' | 'kit';
    receiver: string | null;
    order: string | null;
    remark: string;
    lines: readonly { part: string; quantity: number }[];
  },
): SlipReply | Refusal {
  const { tx, actor } = context;
  const { warehouse, purpose, receiver, order } = request;
  if (findWarehouse(tx, warehouse) === undefined) return refuse('places.no-such-warehouse', { warehouse });
  if (receiver !== null && findPerson(tx, receiver) === undefined) return refuse('people.no-such-person');
  if (order !== null) {
    const found = findOrder(tx, order);
    if (found === undefined) return refuse('orders.no-such-order');
    if (purpose === 'kit') return refuse('requisitions.kit-has-order', { number: found.number });
    const closed = decideOrder(orderFacts(found));
    if (closed !== null) return closed;
  }
  for (const { part } of request.lines) {
    if (findPart(tx, part) === undefined) return refuse('parts.no-such-part', { part });
  }
  const row = startDraft(context, { warehouse, purpose, creator: actor.person, station: actor.station });
  changeHead(context, row, 'created', { receiver_id: receiver, order_id: order });
  if (request.remark !== '') writeRemark(context, row, request.remark);
  for (const line of request.lines) {
    const added = addPart(context, row, { ...line, evidence: { kind: 'manual', ref: null } });
    if (isRefusal(added)) return added;
  }
  return replyOf(row);
}

export function requisitionOperations(settings: RequisitionSettings): BoundOperation[] {
  return [
    bindOperation(createRequisition, create),
    bindOperation(setLineQuantity, (context, { requisition, line, quantity }) =>
      editDraft(context, requisition, (row) => countByHand(context, row, line, quantity)),
    ),
    bindOperation(setRemark, (context, { requisition, remark }) =>
      editDraft(context, requisition, (row) => {
        writeRemark(context, row, remark);
        return null;
      }),
    ),
    bindOperation(setPurpose, (context, { requisition, purpose }) =>
      editDraft(context, requisition, (row) => {
        // A kit is for no car.
        changeHead(context, row, 'purpose', purpose === 'kit' ? { purpose, order_id: null } : { purpose });
        return null;
      }),
    ),
    bindOperation(undoStep, (context, { requisition }) =>
      editDraft(context, requisition, (row) => undoLast(context, row)),
    ),
    bindOperation(cancelRequisition, (context, { requisition }) =>
      takeBack(context, requisition, context.actor.person, 'CANCELLED'),
    ),
    bindOperation(withdrawRequisition, (context, { requisition }) =>
      takeBack(context, requisition, context.actor.person, 'DRAFT'),
    ),
    bindOperation(submitRequisition, (context, { requisition }) =>
      replyOf(submit(context, requisition, context.actor.person)),
    ),
    bindOperation(approveRequisition, (context, { requisition }) =>
      replyOf(approve(context, requisition, context.actor.person, settings)),
    ),
    bindOperation(rejectRequisition, (context, { requisition, ...why }) =>
      replyOf(reject(context, requisition, context.actor.person, why, settings)),
    ),
    bindOperation(confirmRequisition, (context, { requisition }) =>
      replyOf(confirm(context, requisition, context.actor.person, settings)),
    ),
    bindOperation(reprintRequisition, (context, { requisition, printer }) => {
      const slip = readSlip(context.tx, requisition);
      if (slip === null) return refuse('requisitions.no-such-slip');
      if (slip.approval !== 'APPROVED') return refuse('requisitions.not-approved', { number: slip.number });
      if (!settings.hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      return enqueueCopies(context, {
        documentKind: REQUISITION,
        documentId: slip.id,
        number: slip.number,
        printer,
        content: requisitionDocument(slip, readTemplate(context.tx), settings),
      });
    }),
  ];
}

/** At the counter a keeper stands there: submitting and approving are one step and one transaction. */
export function confirm(
  context: OperationContext,
  id: string,
  keeper: string | null,
  settings: RequisitionSettings,
): SlipRow | Refusal {
  const row = findSlip(context.tx, id);
  if (row?.approval === 'DRAFT') {
    const submitted = submit(context, id, keeper);
    if (isRefusal(submitted)) return submitted;
  }
  return approve(context, id, keeper, settings);
}

/** The list of requisitions, which looks the same to whoever may ask for it. */
export const slipListQuery = bindQuery(
  listRequisitions,
  (reader, { search, sort, descending, limit, offset, ...narrowed }) => {
    const filter = { ...narrowed, text: search.trim() };
    const rows = listSlips(reader, filter, { limit, offset, sort, descending });
    return {
      count: countSlips(reader, filter),
      rows: rows.map((slip) => ({ ...slip, isReversed: slip.isReversed === 1 })),
    };
  },
);

export function requisitionQueries(settings: RequisitionSettings) {
  return [
    bindQuery(showRequisition, (reader, { requisition }) => ({ slip: readSlip(reader, requisition) })),
    slipListQuery,
    bindQuery(listLotPromises, (reader, { requisition, part }) => {
      const row = findSlip(reader, requisition);
      // What was taken without a keeper is gone, whoever it was kept for.
      return { promised: row === undefined || row.escrow === 1 ? [] : promisedLots(reader, row, part) };
    }),
    bindQuery(previewRequisition, (reader, { requisition, medium }) => {
      const row = findSlip(reader, requisition);
      const slip = readSlip(reader, requisition);
      if (row === undefined || slip === null) return { title: '', sheets: [] };
      const printer = settings.slipPrinter(reader, row.station_id, row.warehouse_id);
      const marks = { copy: 0, demo: settings.demo, language: settings.paperLanguage };
      const document = withMarks(requisitionDocument(slip, readTemplate(reader), settings), marks);
      return { title: document.title, sheets: previewFor(document, medium, printer, settings) };
    }),
  ];
}
