import Database from 'better-sqlite3';
import { sqliteCodeOf, UnsafeStore } from './connection.ts';

/** How long a restart waits for the process that is still stopping. */
const PATIENCE_MS = 3_000;

/**
 * Holds the store for this process: an exclusive lock on a small file beside it, which the operating system gives up when the
 * process dies, however it dies. Two hubs on one store would print each other's slips and mark each other's scans as missed.
 * @throws UnsafeStore `store.busy`
 */
export function holdStore(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: PATIENCE_MS });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (sqliteCodeOf(error) !== 'SQLITE_BUSY') throw error;
    throw new UnsafeStore('store.busy', `Another hub is running on the store ${file}. Stop it first.`, { file });
  }
  return () => lock.close();
}
