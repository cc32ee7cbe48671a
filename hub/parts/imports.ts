import {
  type BoundOperation,
  type BoundQuery,
  type BoundTopic,
  bindOperation,
  bindQuery,
  bindTopic,
} from '../executor/binding.ts';
import { readTableFile } from '../executor/table-thread.ts';
import { listPage } from '../kernel/list.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import type { ReadTable } from '../kernel/table-file.ts';
import { allWarehouses } from '../places/store.ts';
import type { Reader, Store } from '../store/open.ts';
import type { CodeMeans } from './catalogue.ts';
import { PART_FILE_COLUMNS } from './columns.ts';
import type { Known } from './import-cells.ts';
import { planColumns } from './import-columns.ts';
import {
  type Counts,
  commitImport,
  type ImportState,
  importTopic,
  listImportRows,
  ROW_KINDS,
} from './import-contract.ts';
import { type Catalogue, ImportPlan, type Planned } from './import-plan.ts';
import { type Ids, writePlanned } from './import-write.ts';
import { namesFor, partFacts } from './part-facts.ts';
import { catalogueVersion, countChange, findPart, findPartByNumber, partByCode } from './store.ts';

/** Rows between which whatever else waits gets its turn: so long a scan waits at most. */
const ROWS_AT_ONCE = 100;
/** Dry runs that are kept; the oldest goes. */
const MOST_KEPT = 2;
/** A catalogue has fewer; a file of more comes in pieces. */
const MOST_ROWS = 30_000;

type Run = { state: ImportState; rows: Planned[]; version: number };
const NO_COUNTS: Counts = { create: 0, update: 0, skip: 0, duplicate: 0, error: 0 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Imports of parts: a file is read in a thread of its own, compared with the catalogue row by row, and written only when somebody says so, all of it in
 * one transaction. A dry run lives in memory: whoever loses it asks for it again.
 */
export class PartImports {
  readonly #store: Store;
  readonly #codeMeans: CodeMeans;
  readonly #changed: () => void;
  readonly #onBug: (error: unknown) => void;
  readonly #runs = new Map<string, Run>();

  /** `changed` is called whenever the state of an import is another. */
  constructor(store: Store, codeMeans: CodeMeans, changed: () => void, onBug: (error: unknown) => void) {
    this.#store = store;
    this.#codeMeans = codeMeans;
    this.#changed = changed;
    this.#onBug = onBug;
  }

  /** Begins the dry run of a file under an id that the caller made. Resolves when it is over; the topic tells how far it is. */
  async check(id: string, bytes: Uint8Array): Promise<void> {
    const state: ImportState = {
      phase: 'reading',
      done: 0,
      of: 0,
      counts: { ...NO_COUNTS },
      unused: [],
      refusal: null,
    };
    const run: Run = { state, rows: [], version: 0 };
    this.#runs.set(id, run);
    for (const old of [...this.#runs.keys()].slice(0, -MOST_KEPT)) this.#runs.delete(old);
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
    const names = namesFor(reader);
    const columns = planColumns(table, PART_FILE_COLUMNS, names.levels);
    if (isRefusal(columns)) return columns;
    const { state } = run;
    run.version = catalogueVersion(reader);
    const catalogue: Catalogue = {
      part: (number) => {
        const part = findPartByNumber(reader, number);
        return part === undefined ? undefined : partFacts(reader, part, names);
      },
      owner: (code) => {
        const taken = partByCode(reader, code);
        if (taken !== undefined) return findPart(reader, taken.part)?.number;
        return this.#codeMeans(reader, code) ? null : undefined;
      },
    };
    const plan = new ImportPlan(columns, knownIn(reader), catalogue);
    Object.assign(state, { phase: 'checking', of: table.rows.length, unused: columns.unused });
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
    return bindTopic(importTopic, (_, { import: id }) => ({
      import: structuredClone(this.#runs.get(id)?.state ?? null),
    }));
  }

  get queries(): BoundQuery[] {
    return [
      bindQuery(listImportRows, (_, request) => {
        const rows = this.#runs.get(request.import)?.rows ?? [];
        const wanted = request.kind === undefined ? rows : rows.filter(({ kind }) => kind === request.kind);
        const { count, rows: page } = listPage(wanted, ROW_COLUMNS, request);
        return { count, rows: page.map(({ before: _before, after: _after, searchText: _text, ...row }) => row) };
      }),
    ];
  }

  get operations(): BoundOperation[] {
    return [
      bindOperation(commitImport, async (context, { import: id }) => {
        const run = this.#runs.get(id);
        // Also while it is still read or checked: nobody has seen yet what it would do.
        if (run === undefined || !['checked', 'done'].includes(run.state.phase)) return refuse('import.unknown');
        const { counts } = run.state;
        if (counts.error > 0) return refuse('import.has-errors', { rows: counts.error });
        if (catalogueVersion(context.tx) !== run.version || run.state.phase !== 'checked')
          return refuse('import.stale');
        if (counts.create + counts.update === 0) return refuse('import.nothing');
        Object.assign(run.state, { phase: 'writing', done: 0, of: counts.create + counts.update });
        const ids = idsIn(context.tx);
        try {
          for (const planned of run.rows) {
            if (planned.kind !== 'create' && planned.kind !== 'update') continue;
            const refusal = writePlanned(context, planned, ids, this.#codeMeans);
            if (refusal !== null) throw new Error(`Row ${planned.row} was refused: ${refusal.refused}`);
            await this.#step(run);
          }
          countChange(context.tx);
          run.state.phase = 'done';
        } catch (error) {
          run.state.phase = 'checked';
          throw error;
        } finally {
          this.#changed();
        }
        return { created: counts.create, updated: counts.update };
      }),
    ];
  }
}

const ROW_COLUMNS = [
  { key: 'row', title: { zh: '行', en: 'Row' }, cell: ({ row }: Planned) => row },
  { key: 'kind', title: { zh: '结果', en: 'Result' }, cell: ({ kind }: Planned) => ROW_KINDS.indexOf(kind) },
  { key: 'number', title: { zh: '配件编号', en: 'Part number' }, cell: ({ number }: Planned) => number },
  { key: 'name', title: { zh: '配件名称', en: 'Name' }, cell: ({ name }: Planned) => name },
];

/** What cells can name. The first warehouse is meant where a cell names none. */
function knownIn(reader: Reader): Known {
  const { levels } = namesFor(reader);
  const warehouses = allWarehouses(reader);
  // As `namesFor` calls them: the only one has no code in a cell.
  const called = (code: string): string => (warehouses.length < 2 ? '' : code);
  return {
    level: (name) => levels.find((level) => level.code !== 'retail' && (level.name === name || level.code === name)),
    position: (code) => levels.findIndex((level) => level.code === code),
    warehouse(code) {
      const found = code === '' ? warehouses[0] : warehouses.find((warehouse) => warehouse.code === code);
      return found === undefined ? undefined : called(found.code);
    },
    hasBin(code, bin) {
      const warehouse = code === '' ? warehouses[0] : warehouses.find((one) => one.code === code);
      return warehouse?.bins.some((one) => one.code === bin) ?? false;
    },
  };
}

function idsIn(reader: Reader): Ids {
  const warehouses = allWarehouses(reader);
  const missing = (code: string): never => {
    throw new Error(`There is no ${code} any more.`);
  };
  return {
    warehouse: (code) =>
      (code === '' ? warehouses[0] : warehouses.find((one) => one.code === code))?.id ?? missing(code),
    bin: (warehouse, code) =>
      warehouses.find(({ id }) => id === warehouse)?.bins.find((bin) => bin.code === code)?.id ?? missing(code),
  };
}
