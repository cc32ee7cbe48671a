import type { OperationContext, Reaction } from '../executor/binding.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import type { Json } from '../kernel/event.ts';
import { findOrder } from '../orders/store.ts';
import { findPerson } from '../people/store.ts';
import { enqueueLabels, labels } from '../printing/labels.ts';
import { enqueuePrint } from '../printing/queue.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { readSlip } from '../requisitions/slip.ts';
import { findSlip } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { bagTicket, pickTicket } from './documents.ts';
import { endWait, insertWait, openWaitFor, setWaitReady, waitOf } from './store.ts';

export type BaySettings = RequisitionSettings & {
  /** A label printer at a counter of the warehouse; null: none is set up. */
  readonly labelPrinter: (reader: Reader, warehouse: string) => string | null;
  /** What the people call a station. */
  readonly stationName: (reader: Reader, station: string) => string;
};

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a bay's wait causes at the counter, and what the counter's decision causes at the bay. */
export function bayReactions(settings: BaySettings): readonly Reaction[] {
  return [
    {
      name: 'bays.print-pick-ticket',
      on: ['bay.waiting', 'requisition.stock-came'],
      handle: (context, { payload }) => printPickTicket(context, textOf(payload.requisition), settings),
    },
    {
      /** The rest of what a bay waits for is waited for as long. */
      name: 'bays.wait-for-rest',
      on: ['requisition.back-ordered'],
      handle: (context, { payload }) => {
        const wait = waitOf(context.tx, textOf(payload.of));
        const rest = findSlip(context.tx, textOf(payload.requisition));
        // What was cancelled before this had its turn waits for nothing.
        if (wait !== undefined && (rest?.approval === 'DRAFT' || rest?.approval === 'SUBMITTED')) {
          insertWait(context.tx, { ...wait, id: context.newId(), requisition_id: rest.id });
          context.emit('bay.rest-waits', { wait: wait.id, station: wait.station_id });
        }
      },
    },
    {
      name: 'bays.parts-ready',
      on: ['requisition.approved'],
      handle: (context, { payload }) => {
        const requisition = textOf(payload.requisition);
        const wait = openWaitFor(context.tx, requisition);
        if (wait !== undefined) {
          setWaitReady(context.tx, wait.id, context.at);
          context.emit('bay.parts-ready', { wait: wait.id, station: wait.station_id, requisition });
        }
        printBag(context, requisition, settings);
      },
    },
    {
      name: 'bays.end-wait',
      on: [
        'requisition.signed',
        'requisition.refused',
        'requisition.reversed',
        'requisition.rejected',
        'requisition.cancelled',
        'requisition.withdrawn',
        'requisition.expired',
      ],
      handle: (context, { payload }) => {
        const wait = openWaitFor(context.tx, textOf(payload.requisition));
        if (wait === undefined) return;
        endWait(context.tx, wait.id, context.at);
        context.emit('bay.wait-ended', { wait: wait.id, station: wait.station_id });
      },
    },
  ];
}

/** For a bay that waits. Nobody is sent to the shelf for what does not lie there, or was decided before this had its turn. */
function printPickTicket(context: OperationContext, id: string, settings: BaySettings): void {
  const slip = readSlip(context.tx, id);
  const wait = openWaitFor(context.tx, id);
  const printer = slip === null ? null : settings.slipPrinter(context.tx, null, slip.warehouse.id);
  if (slip === null || wait === undefined || printer === null || slip.approval !== 'SUBMITTED') return;
  const bay = settings.stationName(context.tx, wait.station_id);
  const { number, remark, receiver, order, lines } = slip;
  const facts = {
    ...{ number, remark, lines, bay, at: context.at },
    ...{ technician: receiver?.name ?? '', plate: order?.plate ?? null },
  };
  enqueuePrint(context, {
    ...{ documentKind: 'pick-ticket', documentId: id, number, printer, copyName: '存根' },
    content: pickTicket(facts, settings),
  });
}

/** Where a label printer stands at the counter, each bag for a car gets its ticket by itself. */
function printBag(context: OperationContext, id: string, settings: BaySettings): void {
  const slip = readSlip(context.tx, id);
  if (slip === null || slip.order === null) return;
  const printer = settings.labelPrinter(context.tx, slip.warehouse.id);
  if (printer !== null) enqueueBagTicket(context, id, printer, settings);
}

/** A ticket for the bag of an issued slip. */
export function bagTicketOf(reader: Reader, id: string, settings: RequisitionSettings): PrintedDocument {
  const slip = readSlip(reader, id);
  const receiver = slip?.receiver === null || slip === null ? undefined : findPerson(reader, slip.receiver.id);
  const order = slip?.order === null || slip === null ? undefined : findOrder(reader, slip.order.id);
  const number = slip?.number ?? '';
  const facts = { number, receiver: receiver?.name ?? '', plate: order?.plate ?? null, bay: order?.bay ?? null };
  return labels('bag-ticket', number, bagTicket(facts, settings), 1);
}

export function enqueueBagTicket(
  context: OperationContext,
  id: string,
  printer: string,
  settings: RequisitionSettings,
): { job: string } {
  return enqueueLabels(context, printer, bagTicketOf(context.tx, id, settings));
}
