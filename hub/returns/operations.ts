import {
  type BoundOperation,
  type BoundQuery,
  bindOperation,
  bindQuery,
  type OperationContext,
} from '../executor/binding.ts';
import { whoseToShow } from '../holdings/operations.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPerson } from '../people/store.ts';
import { withMarks } from '../printing/marks.ts';
import { previewFor } from '../printing/preview.ts';
import { enqueueCopies, enqueuePrint } from '../printing/queue.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import {
  approveReturn,
  cancelReturn,
  confirmReturn,
  receiveReturn,
  rejectReturn,
  reprintReturn,
  setReturnHead,
  setReturnLine,
  splitReturnLine,
  startReturn,
  submitReturn,
} from './contract.ts';
import { returnDocument, returnTicket } from './documents.ts';
import { changed, checkLine, openReturn, splitLine, startReturnOf } from './draft.ts';
import { listReturns, previewReturn, showReturn } from './query-contract.ts';
import { confirmReturnSlip, decideReturnSlip, RETURN, receiveReturnSlip, submitReturnSlip } from './receive.ts';
import { readReturn } from './slip.ts';
import { countReturns, listedReturns, type ReturnRow, setReturnHeadRow, setReturnState } from './store.ts';

type Reply = { id: string; number: string };

function replyOf(row: ReturnRow | Refusal): Reply | Refusal {
  return isRefusal(row) ? row : { id: row.id, number: row.number };
}

/** Runs `change` on a return that this person may change. */
function edit(context: OperationContext, id: string, change: (row: ReturnRow) => ReturnRow | Refusal): Reply | Refusal {
  const row = openReturn(context, id, context.actor.person);
  return replyOf(isRefusal(row) ? row : change(row));
}

/** The paper that the technician takes along. Each tap makes a new one: the list may have changed. */
function printTicket(context: OperationContext, row: ReturnRow, settings: RequisitionSettings): Refusal | null {
  const slip = readReturn(context.tx, row.id);
  const printer = settings.slipPrinter(context.tx, context.actor.station ?? row.station_id, row.warehouse_id);
  if (slip === null || printer === null) return refuse('printing.no-such-printer', { printer: '' });
  enqueuePrint(context, {
    ...{ documentKind: 'return-ticket', documentId: row.id, number: row.number, printer, copyName: '存根' },
    content: returnTicket(slip, settings),
  });
  return null;
}

export function returnOperations(settings: RequisitionSettings): BoundOperation[] {
  return [
    bindOperation(startReturn, (context, { person, warehouse, ticket }) => {
      const { station, person: creator } = context.actor;
      const row = startReturnOf(context, { person, warehouse, station, creator });
      if (isRefusal(row)) return row;
      const refusal = ticket ? printTicket(context, row, settings) : null;
      return refusal ?? replyOf(row);
    }),
    bindOperation(
      setReturnLine,
      (context, { return: id, line, quantity, condition, spec, problem, keptReason, lots }) =>
        edit(context, id, (row) =>
          checkLine(
            context,
            row,
            line,
            {
              quantity,
              ...(condition === undefined ? {} : { condition }),
              ...(spec === undefined ? {} : { spec }),
              ...(problem === undefined ? {} : { problem }),
              ...(keptReason === undefined ? {} : { kept_reason: keptReason }),
              ...(lots === undefined ? {} : { lots: JSON.stringify(lots) }),
            },
            { kind: 'manual', ref: null },
          ),
        ),
    ),
    bindOperation(splitReturnLine, (context, { return: id, ...split }) =>
      edit(context, id, (row) => splitLine(context, row, split)),
    ),
    bindOperation(setReturnHead, (context, { return: id, handler, remark }) =>
      edit(context, id, (row) => {
        if (typeof handler === 'string' && findPerson(context.tx, handler) === undefined) {
          return refuse('people.no-such-person');
        }
        setReturnHeadRow(context.tx, id, {
          handler: handler === undefined ? row.handler_id : handler,
          remark: remark ?? row.remark,
        });
        return changed(context, row, 'head');
      }),
    ),
    bindOperation(submitReturn, (context, { return: id }) =>
      edit(context, id, (row) => submitReturnSlip(context, row)),
    ),
    bindOperation(approveReturn, (context, { return: id }) =>
      replyOf(decideReturnSlip(context, id, context.actor.person, { to: 'APPROVED' })),
    ),
    bindOperation(rejectReturn, (context, { return: id, reason }) =>
      replyOf(decideReturnSlip(context, id, context.actor.person, { to: 'REJECTED', reason })),
    ),
    bindOperation(receiveReturn, (context, { return: id }) =>
      replyOf(receiveReturnSlip(context, id, context.actor.person, settings)),
    ),
    bindOperation(confirmReturn, (context, { return: id }) =>
      replyOf(confirmReturnSlip(context, id, context.actor.person, settings)),
    ),
    bindOperation(cancelReturn, (context, { return: id }) =>
      edit(context, id, (row) => {
        setReturnState(context.tx, id, { state: 'CANCELLED', by: context.actor.person, at: context.at });
        context.emit('return.cancelled', { return: id, number: row.number, person: row.person_id });
        return row;
      }),
    ),
    bindOperation(reprintReturn, (context, { return: id, printer }) => {
      const slip = readReturn(context.tx, id);
      if (slip === null) return refuse('returns.no-such-return');
      if (slip.state !== 'RECEIVED') return refuse('returns.not-received', { number: slip.number });
      if (!settings.hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      const content = returnDocument(slip, settings);
      return enqueueCopies(context, { documentKind: RETURN, documentId: id, number: slip.number, printer, content });
    }),
  ];
}

export function returnQueries(settings: RequisitionSettings): BoundQuery[] {
  return [
    bindQuery(showReturn, (reader, { return: id }) => ({ slip: readReturn(reader, id) })),
    bindQuery(listReturns, (reader, { state, person, from, until, search, ...page }, actor) => {
      const filter = {
        ...{ state: state ?? null, person: whoseToShow(actor, person) },
        ...{ from: from ?? null, until: until ?? null, text: search.trim() },
      };
      return { count: countReturns(reader, filter), rows: listedReturns(reader, filter, page) };
    }),
    bindQuery(previewReturn, (reader, { return: id, medium }) => {
      const slip = readReturn(reader, id);
      if (slip === null) return { title: '', sheets: [] };
      const printer = settings.slipPrinter(reader, null, slip.warehouse.id);
      const marks = { copy: 0, demo: settings.demo, language: settings.paperLanguage };
      const document = withMarks(returnDocument(slip, settings), marks);
      return { title: document.title, sheets: previewFor(document, medium, printer, settings) };
    }),
  ];
}
