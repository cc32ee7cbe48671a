import {
  type Counts,
  commitImport,
  type ImportKindName,
  type ImportState,
  importTopic,
  listImportRows,
  type PlannedRow,
  ROW_KINDS,
} from '../kernel/import-contract.ts';
import { listPage } from '../kernel/list.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import type { ReadTable } from '../kernel/table-file.ts';
import type { Reader, Store } from '../store/open.ts';
import { storedReply } from '../store/operation-log.ts';
import {
  type BoundOperation,
  type BoundQuery,
  type BoundTopic,
  bindOperation,
  bindQuery,
  bindTopic,
  type OperationContext,
} from './binding.ts';
import { readTableFile } from './table-thread.ts';

/** Rows between which whatever else waits gets its turn: so long a scan waits at most. */
const ROWS_AT_ONCE = 100;
/** Dry runs that are kept; the oldest goes. */
const MOST_KEPT = 2;
/** A workshop's tables have fewer; a file of more comes in pieces. */
const MOST_ROWS = 30_000;

/** What a room makes of a file: titles that mean nothing to it, and each row in the order of the file. */
export type TablePlan<Planned extends PlannedRow = PlannedRow> = {
  readonly unused: readonly string[];
  plan(row: number, cells: readonly string[]): Planned;
};

/** What a room does with tables that are brought. `about`: whom or what the table is of, where it does not say so itself. */
export type ImportKind<Planned extends PlannedRow = PlannedRow> = {
  begin(reader: Reader, table: ReadTable, about: string | null): TablePlan<Planned> | Refusal;
  /** Another whenever what the plan was compared with is another, as far as `write` does not see for itself. */
  version(reader: Reader): number;
  /** Writes rows that create or update, one after the other in one transaction; a refusal: there is something else now than the plan saw. */
  writer(context: OperationContext, about: string | null): (planned: Planned) => Refusal | null;
  /** Once after the last row. */
  finish?(context: OperationContext): void;
};
export type ImportKinds = Readonly<Record<ImportKindName, ImportKind>>;

/** The compiler checks the kind against its own rows; outside of it they are known by what every row has. */
export function bindImport<Planned extends PlannedRow>(kind: ImportKind<Planned>): ImportKind {
  return kind as unknown as ImportKind;
}

type Run = {
  readonly of: ImportKindName;
  readonly about: string | null;
  state: ImportState;
  rows: PlannedRow[];
  version: number;
  /** Operation that writes it or has written it; whether it did, its stored reply knows: the commit may still fail after the last row. */
  writtenBy: string | null;
};
const NO_COUNTS: Counts = { create: 0, update: 0, skip: 0, duplicate: 0, error: 0 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Imports of tables: a file is read in a thread of its own, compared with what there is row by row, and written only when somebody says so, all of
 * it in one transaction. A dry run lives in memory: whoever loses it asks for it again.
 */
export class TableImports {
  readonly #store: Store;
  readonly #kinds: ImportKinds;
  readonly #changed: () => void;
  readonly #onBug: (error: unknown) => void;
  readonly #runs = new Map<string, Run>();

  /** `changed` is called whenever the state of an import is another. */
  constructor(store: Store, kinds: ImportKinds, changed: () => void, onBug: (error: unknown) => void) {
    this.#store = store;
    this.#kinds = kinds;
    this.#changed = changed;
    this.#onBug = onBug;
  }

  /** Begins the dry run of a file under an id that the caller made. Resolves when it is over; the topic tells how far it is. */
  async check(id: string, of: ImportKindName, about: string | null, bytes: Uint8Array): Promise<void> {
    const state: ImportState = {
      phase: 'reading',
      done: 0,
      of: 0,
      counts: { ...NO_COUNTS },
      unused: [],
      refusal: null,
    };
    const run: Run = { of, about, state, rows: [], version: 0, writtenBy: null };
    this.#runs.delete(id);
    this.#runs.set(id, run);
    for (const [old, { state: is }] of [...this.#runs].slice(0, -MOST_KEPT))
      if (is.phase !== 'writing') this.#runs.delete(old);
    this.#changed();
    try {
      const table = await readTableFile(bytes);
      const refusal = isRefusal(table) ? table : await this.#store.read((reader) => this.#plan(reader, run, table));
      if (refusal !== null) this.#refuse(run, refusal);
    } catch (error) {
      this.#onBug(error);
      this.#refuse(run, refuse('tables.unreadable'));
    }
  }

  #refuse({ state }: Run, { refused, facts }: Refusal): void {
    Object.assign(state, { phase: 'refused', refusal: { code: refused, facts } });
    this.#changed();
  }

  async #plan(reader: Reader, run: Run, table: ReadTable): Promise<Refusal | null> {
    if (table.rows.length > MOST_ROWS) return refuse('import.too-many', { rows: table.rows.length, limit: MOST_ROWS });
    const kind = this.#kinds[run.of];
    const plan = kind.begin(reader, table, run.about);
    if (isRefusal(plan)) return plan;
    const { state } = run;
    run.version = kind.version(reader);
    Object.assign(state, { phase: 'checking', of: table.rows.length, unused: [...plan.unused] });
    for (const { row, cells } of table.rows) {
      const planned = plan.plan(row, cells);
      run.rows.push(planned);
      state.counts[planned.kind] += 1;
      await this.#step(run);
    }
    state.phase = 'checked';
    this.#changed();
    return null;
  }

  async #step({ state }: Run): Promise<void> {
    state.done += 1;
    if (state.done % ROWS_AT_ONCE > 0) return;
    this.#changed();
    await turn();
  }

  get topic(): BoundTopic {
    return bindTopic(importTopic, (reader, { import: id }) => {
      const run = this.#runs.get(id);
      if (run !== undefined && isWritten(reader, run)) run.state.phase = 'done';
      return { import: structuredClone(run?.state ?? null) };
    });
  }

  get queries(): BoundQuery[] {
    return [
      bindQuery(listImportRows, (_, request) => {
        const rows = this.#runs.get(request.import)?.rows ?? [];
        const wanted = request.kind === undefined ? rows : rows.filter(({ kind }) => kind === request.kind);
        const { count, rows: page } = listPage(wanted, ROW_COLUMNS, request);
        return {
          count,
          rows: page.map(({ id, row, kind, number, name, problems, changes }) => ({
            ...{ id, row, kind, number, name, problems, changes },
          })),
        };
      }),
    ];
  }

  get operations(): BoundOperation[] {
    return [bindOperation(commitImport, (context, { import: id }) => this.#commit(context, this.#runs.get(id)))];
  }

  async #commit(
    context: OperationContext,
    run: Run | undefined,
  ): Promise<{ created: number; updated: number } | Refusal> {
    // Also while it is still read or checked: nobody has seen yet what it would do.
    if (run === undefined || !['checked', 'writing', 'done'].includes(run.state.phase)) return refuse('import.unknown');
    const { tx, operationId } = context;
    const { counts } = run.state;
    const kind = this.#kinds[run.of];
    if (counts.error > 0) return refuse('import.has-errors', { rows: counts.error });
    if (kind.version(tx) !== run.version || isWritten(tx, run)) return refuse('import.stale');
    if (counts.create + counts.update === 0) return refuse('import.nothing');
    run.writtenBy = operationId;
    Object.assign(run.state, { phase: 'writing', done: 0, of: counts.create + counts.update });
    let isWhole = false;
    try {
      const write = kind.writer(context, run.about);
      for (const planned of run.rows) {
        if (planned.kind !== 'create' && planned.kind !== 'update') continue;
        if (write(planned) !== null) return refuse('import.stale');
        await this.#step(run);
      }
      kind.finish?.(context);
      isWhole = true;
    } finally {
      if (!isWhole) run.state.phase = 'checked';
      this.#changed();
    }
    return { created: counts.create, updated: counts.update };
  }
}

/** Operations run one after the other, so that whoever asks from inside of one sees whether an earlier one was kept. */
function isWritten(reader: Reader, { writtenBy }: Run): boolean {
  return writtenBy !== null && storedReply(reader, writtenBy)?.outcome === 'accepted';
}

const ROW_COLUMNS = [
  { key: 'row', title: { zh: '行', en: 'Row' }, cell: ({ row }: PlannedRow) => row },
  { key: 'kind', title: { zh: '结果', en: 'Result' }, cell: ({ kind }: PlannedRow) => ROW_KINDS.indexOf(kind) },
  { key: 'number', title: { zh: '编号', en: 'Number' }, cell: ({ number }: PlannedRow) => number },
  { key: 'name', title: { zh: '名称', en: 'Name' }, cell: ({ name }: PlannedRow) => name },
];
