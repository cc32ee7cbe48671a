import { type Static, Type } from 'typebox';
import { LIST_REQUEST, listReply } from './list.ts';
import { defineOperation } from './operation.ts';
import { defineQuery } from './query.ts';
import { FactsValue, Id } from './schemas.ts';
import { type MOST_FILE_BYTES, TABLE_REFUSALS } from './table-file.ts';
import { defineTopic } from './topic.ts';

/** Who brings a whole table: it may change what parts cost and say what people hold. */
export const IMPORTERS = ['manager', 'administrator'] as const;

/** The number itself, so that a page refuses a larger file before it sends it. */
export type MostFileBytes = typeof MOST_FILE_BYTES;

/** What a table can be of: the catalogue, what one employee holds (员工持有), the slips of the system before this one (出库单). */
export const IMPORT_KINDS = ['parts', 'holdings', 'slips'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** What becomes of a row. */
export const ROW_KINDS = ['create', 'update', 'skip', 'duplicate', 'error'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What stands against a file as a whole. */
export const IMPORT_FILE_REFUSALS = [
  ...TABLE_REFUSALS,
  'import.no-number-column',
  'import.column-twice',
  'import.too-many',
] as const;

const RowProblem = Type.Object({
  /** Key of the column; empty: the whole row. */
  column: Type.String(),
  code: Type.String(),
  facts: FactsValue,
});
export type RowProblem = Static<typeof RowProblem>;

export const PlannedRow = Type.Object({
  /** As the spreadsheet counts. */
  id: Type.String(),
  row: Type.Integer(),
  kind: Type.Enum([...ROW_KINDS]),
  number: Type.String(),
  name: Type.String(),
  problems: Type.Array(RowProblem),
  /** Key of each column that becomes another, with what stood and will stand there. */
  changes: Type.Array(Type.Object({ column: Type.String(), before: Type.String(), after: Type.String() })),
});
export type PlannedRow = Static<typeof PlannedRow>;

const Counts = Type.Object(
  Object.fromEntries(ROW_KINDS.map((kind) => [kind, Type.Integer()])) as Record<
    RowKind,
    ReturnType<typeof Type.Integer>
  >,
);
export type Counts = Static<typeof Counts>;

export const IMPORT_PHASES = ['reading', 'checking', 'checked', 'writing', 'done', 'refused'] as const;

export const importTopic = defineTopic({
  name: 'tables.import',
  summary: 'How far an import is, and what it would do or has done',
  who: IMPORTERS,
  params: Type.Object({ import: Id }, { additionalProperties: false }),
  state: Type.Object({
    /** Null: the hub knows nothing of it (any more). */
    import: Type.Union([
      Type.Object({
        phase: Type.Enum([...IMPORT_PHASES]),
        /** Rows of this phase that are done, and how many there are. */
        done: Type.Integer(),
        of: Type.Integer(),
        counts: Counts,
        /** Titles of the file that nothing is taken from. */
        unused: Type.Array(Type.String()),
        refusal: Type.Union([Type.Object({ code: Type.String(), facts: FactsValue }), Type.Null()]),
      }),
      Type.Null(),
    ]),
  }),
  staleOn: ['import.moved'],
});
export type ImportState = NonNullable<Static<typeof importTopic.state>['import']>;

export const listImportRows = defineQuery({
  name: 'tables.import-rows',
  summary: 'Row by row, what an import would do (试算)',
  path: '/imports/:import/rows',
  who: IMPORTERS,
  request: Type.Object(
    { ...LIST_REQUEST, import: Id, kind: Type.Optional(Type.Enum([...ROW_KINDS])) },
    { additionalProperties: false },
  ),
  reply: listReply(PlannedRow),
});

export const commitImport = defineOperation({
  name: 'tables.commit-import',
  summary: 'Do what the dry run of an import said, all of it or nothing',
  method: 'POST',
  path: '/imports/:import/commit',
  who: IMPORTERS,
  freshPin: true,
  request: Type.Object({ import: Id }, { additionalProperties: false }),
  reply: Type.Object({ created: Type.Integer(), updated: Type.Integer() }),
  refusals: ['import.unknown', 'import.has-errors', 'import.stale', 'import.nothing'],
});
