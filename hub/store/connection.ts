import type Database from 'better-sqlite3';
import knexModule, { type Knex } from 'knex';
import type { Reader, SqlValues, Tx } from './sql.ts';
import { SafeSqliteClient } from './transaction.ts';

/** The raw connection. The driver is named in this folder only. */
export type Connection = Database.Database;

const WRITER_PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'trusted_schema = OFF',
  'temp_store = MEMORY',
  'journal_size_limit = 67108864',
  'wal_autocheckpoint = 1000',
];
const READER_PRAGMAS = [
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'trusted_schema = OFF',
  'temp_store = MEMORY',
  'query_only = ON',
];

/** SQLite's own code of an error, '' when it is none of SQLite's. */
export function sqliteCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A store that would lose acknowledged work, or that another program keeps, is not opened. */
export class UnsafeStore extends Error {
  readonly code: string;
  readonly facts: { readonly [fact: string]: string | number };
  constructor(code: string, message: string, facts: { readonly [fact: string]: string | number }) {
    super(message);
    this.name = 'UnsafeStore';
    this.code = code;
    this.facts = facts;
  }
}

/**
 * SQLite versions with the WAL-reset bug (fixed in 3.51.3, back-ported to 3.44.6 and 3.50.7) or withdrawn (3.52.0) may
 * corrupt a database under a writer and a checkpointing reader. Source: sqlite.org/wal.html#walresetbug.
 */
export function isUnsafeSqlite(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return true;
  if (minor < 44 || (minor === 44 && patch < 6)) return true;
  if (minor > 44 && minor < 50) return true;
  if (minor === 50) return patch < 7;
  if (minor === 51) return patch < 3;
  return minor === 52 && patch === 0;
}

function readBack(connection: Connection, pragma: string, wanted: string | number): void {
  const value = connection.pragma(pragma, { simple: true });
  if (value !== wanted) {
    throw new UnsafeStore(
      'store.pragma',
      `SQLite did not keep ${pragma}: wanted ${wanted}, got ${String(value)}. The store is not opened.`,
      { pragma, wanted, value: String(value) },
    );
  }
}

/** Sets what keeps acknowledged work safe and reads it back: better-sqlite3 reopens a WAL file with synchronous=NORMAL. */
export function secureConnection(connection: Connection, use: 'write' | 'read'): void {
  const version = String(connection.prepare('select sqlite_version()').pluck().get());
  if (isUnsafeSqlite(version)) {
    throw new UnsafeStore('store.sqlite-version', `SQLite ${version} is not safe for this store.`, { version });
  }
  for (const pragma of use === 'write' ? WRITER_PRAGMAS : READER_PRAGMAS) connection.pragma(pragma);
  readBack(connection, 'journal_mode', 'wal');
  readBack(connection, 'synchronous', 2);
  readBack(connection, 'foreign_keys', 1);
  readBack(connection, 'trusted_schema', 0);
  if (use === 'read') readBack(connection, 'query_only', 1);
}

export function openPool(file: string, use: 'write' | 'read'): Knex {
  const config: Knex.Config & { use: 'write' | 'read' } = {
    use,
    client: SafeSqliteClient as unknown as string,
    connection: { filename: file },
    useNullAsDefault: true,
    // Whoever opens the store gets the error itself; knex need not print it as well.
    log: { warn: () => {}, error: () => {} },
    pool: {
      min: use === 'write' ? 1 : 0,
      max: use === 'write' ? 1 : 3,
      afterCreate(connection: Connection, done: (error: Error | null, connection: Connection) => void) {
        try {
          secureConnection(connection, use);
          done(null, connection);
        } catch (error) {
          connection.close();
          done(error as Error, connection);
        }
      },
    },
  };
  return knexModule(config);
}

type Statement = Database.Statement<unknown[]>;
const prepared = new WeakMap<Connection, Map<string, Statement>>();

/** The statement, prepared once for each connection. */
export function statementFor(connection: Connection, sql: string): Statement {
  let statements = prepared.get(connection);
  if (statements === undefined) {
    statements = new Map();
    prepared.set(connection, statements);
  }
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = connection.prepare<unknown[]>(sql);
    statements.set(sql, statement);
  }
  return statement;
}

export async function connectionOf(pool: Knex): Promise<Connection> {
  return (await pool.client.acquireConnection()) as Connection;
}

/** `knex` is asked for only when somebody needs it: making one costs as much as a dozen statements. */
export function readerOn(connection: Connection, knex: () => Knex): Reader {
  return {
    get knex() {
      return knex();
    },
    one: <Row>(sql: string, ...values: SqlValues) => statementFor(connection, sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SqlValues) => statementFor(connection, sql).all(...values) as Row[],
  };
}

export function txOn(connection: Connection, knex: () => Knex): Tx {
  const { one, all } = readerOn(connection, knex);
  return {
    get knex() {
      return knex();
    },
    one,
    all,
    run: (sql, ...values) => statementFor(connection, sql).run(...values).changes,
  };
}
