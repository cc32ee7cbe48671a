import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';

/*
 * knex 3.3.0 has two hazards for a store that acknowledges work (measured, see README "Decisions"):
 * a failed COMMIT returns the connection to the pool with its transaction still open, so that a later plain insert "succeeds"
 * and is never committed; and a failed BEGIN still runs the callback. The two classes below close both. They use knex
 * internals, therefore knex is pinned exactly and `test/store/transaction.test.ts` holds the behaviour.
 */
type Connection = Database.Database & { __knex__disposed?: unknown };
type KnexTransaction = {
  trxClient: { query(connection: Connection, sql: string): Promise<unknown>; config: { use?: 'write' | 'read' } };
  _completed: boolean;
  _resolver(value: unknown): void;
  _rejecter(error: unknown): void;
  begin(connection: Connection): Promise<unknown>;
  commit(connection: Connection, value: unknown): Promise<void>;
  rollback(connection: Connection, error: unknown): Promise<void>;
};
type Class<Instance> = new (...args: never[]) => Instance;

const require = createRequire(import.meta.url);
const KnexSqliteTransaction: Class<KnexTransaction> = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js');
const KnexBetterSqliteClient: Class<object> = require('knex/lib/dialects/better-sqlite3/index.js');

export function rollBackQuietly(connection: Connection): void {
  try {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  } catch (error) {
    // A connection that cannot roll back must never serve again; the pool drops what is marked so.
    connection.__knex__disposed = error;
  }
}

class SafeSqliteTransaction extends KnexSqliteTransaction {
  override begin(connection: Connection): Promise<unknown> {
    // Asked directly, so that a refusal rejects and knex never reaches the callback. A reader only takes a snapshot.
    return this.trxClient.query(connection, this.trxClient.config.use === 'read' ? 'BEGIN;' : 'BEGIN IMMEDIATE;');
  }

  override async commit(connection: Connection, value: unknown): Promise<void> {
    try {
      const commit = this.trxClient.query(connection, 'COMMIT;');
      this._completed = true;
      await commit;
      this._resolver(value);
    } catch (error) {
      rollBackQuietly(connection);
      this._rejecter(error);
    }
  }

  override async rollback(connection: Connection, error: unknown): Promise<void> {
    this._completed = true;
    // SQLite may have rolled back by itself (disk full, I/O error); then there is nothing left to do.
    rollBackQuietly(connection);
    this._rejecter(error ?? new Error('The transaction was rolled back.'));
  }
}

export class SafeSqliteClient extends KnexBetterSqliteClient {
  transaction(...args: unknown[]): KnexTransaction {
    const Transaction = SafeSqliteTransaction as unknown as new (client: object, ...rest: unknown[]) => KnexTransaction;
    return new Transaction(this, ...args);
  }

  validateConnection(connection: Connection): boolean {
    return connection.open && !connection.inTransaction && connection.__knex__disposed === undefined;
  }
}
