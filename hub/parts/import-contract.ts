import { type Static, Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { FactsValue, Id } from '../kernel/schemas.ts';
import { TABLE_REFUSALS } from '../kernel/table-file.ts';
import { defineTopic } from '../kernel/topic.ts';

/** Who brings a whole table of parts: it may change what they cost. */
export const IMPORTERS = ['manager', 'administrator'] as const;

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

/** What is wrong with a row, or why it is left out. */
export const IMPORT_ROW_CODES = [
  'import.number-twice',
  'import.code-twice',
  'import.no-number',
  'import.no-name',
  'import.too-long',
  'import.too-many-values',
  'import.not-a-number',
  'import.too-precise',
  'import.not-decimals',
  'import.not-yes-or-no',
  'import.not-a-pair',
  'import.no-such-warehouse',
  'import.no-such-bin',
  'parts.no-such-level',
  'parts.barcode-taken',
  'parts.code-means-something',
  'parts.fewer-decimals',
  'parts.minimum-above-maximum',
  'parts.not-in-unit',
  'parts.pack-twice',
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
  name: 'parts.import',
  summary: 'How far an import of parts is, and what it would do or has done',
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
  name: 'parts.import-rows',
  summary: 'Row by row, what an import would do (试算)',
  path: '/part-imports/:import/rows',
  who: IMPORTERS,
  request: Type.Object(
    { ...LIST_REQUEST, import: Id, kind: Type.Optional(Type.Enum([...ROW_KINDS])) },
    { additionalProperties: false },
  ),
  reply: listReply(PlannedRow),
});

export const commitImport = defineOperation({
  name: 'parts.commit-import',
  summary: 'Do what the dry run of an import said, all of it or nothing',
  method: 'POST',
  path: '/part-imports/:import/commit',
  who: IMPORTERS,
  freshPin: true,
  request: Type.Object({ import: Id }, { additionalProperties: false }),
  reply: Type.Object({ created: Type.Integer(), updated: Type.Integer() }),
  refusals: ['import.unknown', 'import.has-errors', 'import.stale', 'import.nothing'],
});
