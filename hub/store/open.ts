import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Knex } from 'knex';
import { type Connection, connectionOf, openPool, sqliteCodeOf, UnsafeStore } from './connection.ts';
import { holdStore } from './hold.ts';
import { readOn, writeOn } from './in-transaction.ts';
import { migrate } from './migrate.ts';
import type { Reader, Tx } from './sql.ts';

export { UnsafeStore } from './connection.ts';
export type { Reader, SqlValue, Tx } from './sql.ts';

/**
 * The one door to the database file. One writer connection with BEGIN IMMEDIATE, a few readers that cannot write.
 * Nothing else in this process may touch the file, its -wal or its -shm: POSIX drops SQLite's locks when any descriptor of
 * the file is closed, and a committed row can vanish.
 */
export type Store = {
  readonly file: string;
  /** Runs `work` in one IMMEDIATE transaction. A failed BEGIN never runs it; a failed COMMIT rejects and leaves nothing. */
  write<Result>(work: (tx: Tx) => Result | Promise<Result>): Promise<Result>;
  /** Runs `work` on one consistent snapshot of a reader connection. */
  read<Result>(work: (reader: Reader) => Result | Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

function quickCheck(connection: Connection, file: string): void {
  const verdict = String(connection.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok') {
    throw new UnsafeStore('store.corrupt', `The store ${file} is damaged: ${verdict}`, { file, verdict });
  }
}

export type OpenStoreOptions = {
  /** Folder of the numbered migrations. */
  readonly migrations: string;
  /** UTC milliseconds, names the copy that is made before migrating. */
  readonly now: number;
};

/**
 * Opens (or creates) the store, checks it and brings its schema up to date.
 * @throws UnsafeStore when the file is damaged, of a newer schema, held by another process, or SQLite is not safe.
 */
export async function openStore(file: string, options: OpenStoreOptions): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true });
  const release = holdStore(file);
  const isNew = !existsSync(file);
  const writer = openPool(file, 'write');
  const readers = openPool(file, 'read');
  try {
    const connection = await connectionOf(writer);
    try {
      if (!isNew) quickCheck(connection, file);
      migrate(connection, { folder: options.migrations, file, now: options.now });
    } finally {
      await writer.client.releaseConnection(connection);
    }
  } catch (error) {
    await Promise.all([writer.destroy(), readers.destroy()]);
    release();
    throw asUnsafe(error, file);
  }
  return storeOver(file, writer, readers, release);
}

function asUnsafe(error: unknown, file: string): unknown {
  const code = sqliteCodeOf(error);
  if (code === 'SQLITE_NOTADB') {
    return new UnsafeStore('store.not-a-database', `${file} is not a database of this hub (SQLITE_NOTADB).`, { file });
  }
  if (code === 'SQLITE_CORRUPT') {
    return new UnsafeStore('store.corrupt', `The store ${file} is damaged (SQLITE_CORRUPT).`, { file });
  }
  if (code === 'SQLITE_CANTOPEN') {
    return new UnsafeStore('store.cannot-open', `The store ${file} cannot be opened or made there.`, { file });
  }
  return error;
}

function storeOver(file: string, writer: Knex, readers: Knex, release: () => void): Store {
  return {
    file,
    write: (work) => writeOn(writer, work),
    read: (work) => readOn(readers, work),
    async close() {
      await readers.destroy();
      const connection = await connectionOf(writer);
      connection.pragma('wal_checkpoint(TRUNCATE)');
      await writer.client.releaseConnection(connection);
      await writer.destroy();
      release();
    },
  };
}
