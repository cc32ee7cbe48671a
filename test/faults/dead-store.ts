import Database from 'better-sqlite3';
import type { Reader } from '../../hub/store/open.ts';

/**
 * The store of a hub that is dead, read-only and in this process: no migration, no mark, no checkpoint. The write-ahead log
 * stays as the dead hub left it, so that the next start has to recover from it by itself.
 */
export function readDeadStore<Result>(file: string, look: (reader: Reader) => Result): Result {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return look({
      get knex(): never {
        throw new Error('A dead store is read by plain statements.');
      },
      one: <Row>(sql: string, ...values: unknown[]) => database.prepare(sql).get(...values) as Row | undefined,
      all: <Row>(sql: string, ...values: unknown[]) => database.prepare(sql).all(...values) as Row[],
    });
  } finally {
    database.close();
  }
}
