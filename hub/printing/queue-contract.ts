import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Nothing } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { Medium, PrintJobSummary, SheetShape } from './contract.ts';

/** The print queue: what waits where, and what a person may do about it. */

const closed = { additionalProperties: false } as const;
const QUEUE_STAFF = ['keeper', 'advisor', 'supervisor', 'cashier', 'manager', 'administrator'] as const;
const PRINTER_KEEPERS = ['manager', 'administrator'] as const;

export const setAsideStale = defineOperation({
  name: 'printing.set-aside-stale',
  summary: 'What waited too long for this printer is asked about instead of printed',
  method: 'POST',
  path: '/printers/:printer/set-aside-stale',
  who: [],
  request: Type.Object({ printer: Code }, closed),
  reply: Type.Object({ jobs: Type.Integer() }),
  refusals: [],
});

export const standIn = defineOperation({
  name: 'printing.stand-in',
  summary: 'Another printer takes over what waits for one that cannot print; nothing of it has left',
  method: 'POST',
  path: '/printers/:printer/stand-in',
  who: [],
  request: Type.Object({ printer: Code, by: Code }, closed),
  reply: Type.Object({ jobs: Type.Integer() }),
  refusals: [],
});

export const answerStale = defineOperation({
  name: 'printing.answer-stale',
  summary: 'A person says whether a job that waited too long is still wanted',
  method: 'POST',
  path: '/print-jobs/:job/answer-stale',
  who: QUEUE_STAFF,
  request: Type.Object({ job: Id, print: Type.Boolean() }, closed),
  reply: Nothing,
  refusals: ['printing.no-such-job', 'printing.not-stale'],
});

export const cancelJob = defineOperation({
  name: 'printing.cancel',
  summary: 'Cancel a job from which no byte has left',
  method: 'POST',
  path: '/print-jobs/:job/cancel',
  who: QUEUE_STAFF,
  request: Type.Object({ job: Id }, closed),
  reply: Nothing,
  refusals: ['printing.no-such-job', 'printing.not-waiting'],
});

export const moveJob = defineOperation({
  name: 'printing.move',
  summary: 'Let another printer print a job from which no byte has left, in its own layout',
  method: 'POST',
  path: '/print-jobs/:job/move',
  who: QUEUE_STAFF,
  request: Type.Object({ job: Id, printer: Code }, closed),
  reply: Nothing,
  refusals: ['printing.no-such-job', 'printing.not-waiting', 'printing.no-such-printer'],
});

export const reprintJob = defineOperation({
  name: 'printing.reprint',
  summary: 'Print a document of the journal again, each time as a new job that says 补打 n',
  method: 'POST',
  path: '/print-jobs/:job/reprint',
  who: QUEUE_STAFF,
  request: Type.Object({ job: Id, printer: Code, times: Type.Integer({ minimum: 1, maximum: 9 }) }, closed),
  reply: Type.Object({ jobs: Type.Array(Id) }),
  refusals: ['printing.no-such-job', 'printing.not-over', 'printing.no-such-printer'],
});

export const setPrintRule = defineOperation({
  name: 'printing.set-rule',
  summary: 'Which printer stands in for this one while it cannot print; null: none does',
  method: 'PUT',
  path: '/printers/:printer/rule',
  who: PRINTER_KEEPERS,
  request: Type.Object({ printer: Code, fallback: Type.Union([Code, Type.Null()]) }, closed),
  reply: Nothing,
  refusals: ['printing.no-such-printer', 'printing.stands-in-for-itself'],
});

export const printSelfTest = defineOperation({
  name: 'printing.self-test',
  summary: 'Print a slip that shows what a printer can: rare characters, punctuation, columns, codes and the cut',
  method: 'POST',
  path: '/printers/:printer/self-test',
  who: QUEUE_STAFF,
  request: Type.Object({ printer: Code }, closed),
  reply: Type.Object({ job: Id }),
  refusals: ['printing.no-such-printer'],
});

export const previewJob = defineQuery({
  name: 'printing.preview',
  summary: 'A job of the print journal as it is, or would be, on paper',
  path: '/print-jobs/:job/preview',
  who: QUEUE_STAFF,
  request: Type.Object({ job: Id, medium: Type.Optional(Medium) }, closed),
  /** No sheets: no such job. */
  reply: Type.Object({ title: Type.String(), sheets: Type.Array(SheetShape) }),
});

export const listPapers = defineQuery({
  name: 'printing.of-document',
  summary: 'What was printed of a document: the newest job of each of its papers and copies, the oldest paper first',
  path: '/documents/:document/print-jobs',
  who: QUEUE_STAFF,
  request: Type.Object({ document: Id }, closed),
  reply: Type.Object({ jobs: Type.Array(PrintJobSummary) }),
});

const QueuePrinter = Type.Object({
  printer: Code,
  /** As people call it, and its model; either may be empty. */
  label: Type.String(),
  model: Type.String(),
  station: Type.String(),
  medium: Type.Object({
    kind: Type.Enum(['roll', 'form', 'label']),
    width_mm: Type.Number(),
    height_mm: Type.Union([Type.Number(), Type.Null()]),
  }),
  canPrint: Type.Boolean(),
  /** Why it cannot: a print code or a device's state; empty when it can. */
  cause: Type.String(),
  fallback: Type.Union([Code, Type.Null()]),
});
export type QueuePrinter = Static<typeof QueuePrinter>;

export const printQueueTopic = defineTopic({
  name: 'printing.queue',
  summary: 'The printers, what waits for each, and what came out last',
  who: QUEUE_STAFF,
  params: Type.Object({}, closed),
  state: Type.Object({
    printers: Type.Array(QueuePrinter),
    /** Newest first: everything that is not over, and the newest that is. */
    jobs: Type.Array(PrintJobSummary),
  }),
  staleOn: [
    'print.',
    'station.',
    'device.state',
    'device.printer-status',
    'device.list',
    'device.added',
    'device.changed',
    'device.removed',
  ],
});
