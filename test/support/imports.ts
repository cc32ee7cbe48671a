import { Queries } from '../../hub/executor/queries.ts';
import { TableImports } from '../../hub/executor/table-imports.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ImportKindName, ImportState, PlannedRow } from '../../hub/kernel/import-contract.ts';
import { allImports } from '../../hub/rooms.ts';
import { openShop, SETTINGS, type Shop } from './shop.ts';
import { SYSTEM, testStore } from './store.ts';

export type DryRun = { readonly id: string; readonly state: ImportState; readonly rows: PlannedRow[] };
export type ImportShop = {
  readonly shop: Shop;
  readonly imports: TableImports;
  dryRun(of: ImportKindName, about: string | null, file: string | Uint8Array): Promise<DryRun>;
  /** As a page that watches it sees it; null: the hub knows nothing of it any more. */
  stateOf(id: string): Promise<ImportState | null>;
  /** The reply, or the code of the refusal. */
  commit(id: string): Promise<object | string>;
};

/** A shop to which tables are brought; a bug while one is read fails the test. */
export async function importShop(): Promise<ImportShop> {
  const store = await testStore();
  const bugs: unknown[] = [];
  const imports = new TableImports(
    store,
    allImports,
    () => {},
    (error) => bugs.push(error),
  );
  const shop = await openShop(SETTINGS, store, undefined, imports.operations);
  const stateOf = (id: string): Promise<ImportState> =>
    store.read(
      async (reader) => ((await imports.topic.fetch(reader, { import: id })) as { import: ImportState }).import,
    );
  return {
    shop,
    imports,
    async dryRun(of, about, file) {
      const id = newId();
      await imports.check(id, of, about, typeof file === 'string' ? new TextEncoder().encode(file) : file);
      if (bugs.length > 0) throw bugs[0];
      const asked = await new Queries(store, imports.queries).ask(
        'tables.import-rows',
        { import: id, limit: 500 },
        SYSTEM,
      );
      return { id, state: await stateOf(id), rows: (asked as { rows: PlannedRow[] }).rows };
    },
    stateOf,
    async commit(id) {
      const answer = await shop.run('tables.commit-import', { import: id });
      return answer.outcome === 'refused' ? answer.code : (answer.reply as object);
    },
  };
}

/** What the rows would do: "2 create", with the codes of what is wrong. */
export const said = (rows: readonly PlannedRow[]): string[] =>
  rows.map(({ row, kind, problems }) =>
    [row, kind, ...problems.map(({ column, code }) => `${column}:${code}`)].join(' '),
  );
