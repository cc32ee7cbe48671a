import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Id, Nothing, Wall } from '../kernel/schemas.ts';

/** `life-cycles.md` D10. */
export const PRINT_STATES = ['QUEUED', 'SENDING', 'CONFIRMED', 'SENT', 'UNCERTAIN', 'FAILED', 'EXPIRED'] as const;
export type PrintState = (typeof PRINT_STATES)[number];

/** Why a job is where it is; empty when all is well. */
export const PRINT_CODES = [
  'no-acknowledgement',
  'paper-out',
  'cover-open',
  'offline',
  'unreachable',
  'timeout',
  'disconnected',
  'error',
  'unprintable', // no pages can be made of it
  'restart', // the hub went down while it was being sent
  'answered', // a person looked at the paper and said what became of it
  'stale', // it waited too long: a person is asked whether it is still wanted
  'let-go', // it is not
  'cancelled', // before anything of it had left
] as const;

/** More labels at once is a roll that nobody wanted. */
export const MOST_LABELS = 200;

export const PrintJobSummary = Type.Object({
  id: Id,
  document: Type.String({ description: 'Printed number of the document' }),
  documentId: Id,
  template: Type.String(),
  /** 0 the original, n the n-th reprint (补打 n). */
  copy: Type.Integer(),
  /** 存根, 客户, 财务. */
  copyName: Type.String(),
  printer: Code,
  /** The printer that it was for, when another took it over. */
  movedFrom: Type.Union([Code, Type.Null()]),
  state: Type.Enum([...PRINT_STATES]),
  /** Why it is where it is: 'paper-out', 'unreachable' …; empty when all is well. */
  code: Type.String(),
  createdAt: Wall,
  /** When a person last asked for it. */
  wantedAt: Wall,
  changedAt: Wall,
});
export type PrintJobSummary = Static<typeof PrintJobSummary>;

export const beginJob = defineOperation({
  name: 'printing.begin',
  summary: 'The first byte of a job is about to leave; committed before it does',
  method: 'POST',
  path: '/print-jobs/:job/begin',
  who: [],
  request: Type.Object({ job: Id, printer: Code }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['printing.not-queued'],
});

export const finishJob = defineOperation({
  name: 'printing.finish',
  summary: 'What became of a job, in the words of the printer driver',
  method: 'POST',
  path: '/print-jobs/:job/finish',
  who: [],
  request: Type.Object(
    {
      job: Id,
      outcome: Type.Enum(['confirmed', 'sent', 'uncertain', 'failed']),
      code: Type.String({ maxLength: 60 }),
      bytes: Type.Integer({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['printing.not-sending'],
});

export const answerJob = defineOperation({
  name: 'printing.answer',
  summary: 'A person looked at the paper of an uncertain job: it came out, or a marked copy is wanted (补打)',
  method: 'POST',
  path: '/print-jobs/:job/answer',
  who: ['keeper', 'advisor', 'supervisor', 'cashier', 'manager'],
  request: Type.Object({ job: Id, printed: Type.Boolean() }, { additionalProperties: false }),
  reply: Type.Object({ copy: Type.Union([Id, Type.Null()]) }),
  refusals: ['printing.no-such-job', 'printing.not-uncertain'],
});

/** Papers as they are sold: rolls, and fan-fold of 241 mm, whole or perforated into two or three (全张, 二等分, 三等分). */
export const MEDIUM_NAMES = ['roll-80', 'roll-58', 'form-241', 'form-241-half', 'form-241-third'] as const;
export type MediumName = (typeof MEDIUM_NAMES)[number];
export const Medium = Type.Enum([...MEDIUM_NAMES], { description: "Left out: the printer's own paper" });

/** What stands against a PDF besides the query that it shows. */
export const PDF_REFUSALS = ['printing.no-font', 'printing.no-such-paper'] as const;

/** Paper as a picture (`devices/printers/page.ts`): what the preview draws. Lengths in millimetres. */
export const SheetShape = Type.Object({
  /** Left out: a roll. */
  medium: Type.Optional(Type.Enum(['roll', 'form', 'label'])),
  width_mm: Type.Number(),
  height_mm: Type.Number(),
  glyphs: Type.Array(
    Type.Object({
      x_mm: Type.Number(),
      y_mm: Type.Number(),
      width_mm: Type.Number(),
      height_mm: Type.Number(),
      char: Type.String(),
      bold: Type.Boolean(),
    }),
  ),
  bars: Type.Array(
    Type.Object({ x_mm: Type.Number(), y_mm: Type.Number(), width_mm: Type.Number(), height_mm: Type.Number() }),
  ),
  /** Left out: none. */
  pictures: Type.Optional(
    Type.Array(
      Type.Object({
        x_mm: Type.Number(),
        y_mm: Type.Number(),
        width_mm: Type.Number(),
        height_mm: Type.Number(),
        png: Type.String({ description: 'The dots of the head, a pixel each, as a PNG in base64' }),
      }),
    ),
  ),
  codes: Type.Array(
    Type.Object({
      kind: Type.Enum(['code128', 'qr']),
      text: Type.String(),
      /** Where a set-up code has its FNC3; null: it is no set-up code. */
      fnc3: Type.Union([Type.Enum(['first', 'last']), Type.Null()]),
      y_mm: Type.Number(),
    }),
  ),
  cuts_mm: Type.Array(Type.Number()),
});
