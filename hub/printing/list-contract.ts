import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Id } from '../kernel/schemas.ts';

/** Longer is a file, not paper: some sixty pages. */
export const MOST_PRINTED_ROWS = 2000;

export const printList = defineOperation({
  name: 'printing.print-list',
  summary: 'A list of the desk on paper: what its query finds, in the columns that are chosen',
  method: 'POST',
  path: '/printed-lists',
  who: ['technician', 'keeper', 'advisor', 'supervisor', 'inspector', 'cashier', 'manager', 'administrator'],
  request: Type.Object(
    {
      /** Name of the list's query. */
      list: Code,
      /** What it is asked, as the page asks it. */
      asked: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      /** Keys of the columns, in their order; the list's own where it knows none of them. */
      columns: Type.Array(Code, { maxItems: 60 }),
      language: Type.Enum(['zh', 'en']),
      printer: Code,
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ job: Id }),
  refusals: [
    'lists.unknown',
    'lists.not-for-you',
    'lists.not-on-labels',
    'lists.too-long-to-print',
    'printing.no-such-printer',
  ],
});
