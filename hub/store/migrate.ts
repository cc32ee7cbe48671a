import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, UnsafeStore } from './connection.ts';

export type MigrateOptions = {
  readonly folder: string;
  readonly file: string;
  /** UTC milliseconds. */
  readonly now: number;
};

const LEDGER = `create table if not exists schema_migration (
  name text primary key,
  applied_at integer not null
) strict`;

/** Numbered `.sql` files, in order. Gaps and doubles in the numbers are mistakes of ours and stop the start. */
export function migrationNames(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  names.forEach((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    if (!name.startsWith(`${number}-`)) throw new Error(`Migration ${name} should begin with ${number}-`);
  });
  return names;
}

/**
 * Brings the schema forward, never back. Each migration is one transaction; before each one that changes an existing
 * store a copy is made beside it, so that a failed update can be undone by hand.
 * @throws UnsafeStore `store.newer-schema` when a newer hub has been here.
 */
export function migrate(connection: Connection, options: MigrateOptions): void {
  const names = migrationNames(options.folder);
  const known = new Set(names);
  const isNew = connection.prepare("select count(*) from sqlite_master where type = 'table'").pluck().get() === 0;
  connection.exec(LEDGER);
  const applied = connection.prepare('select name from schema_migration order by name').pluck().all() as string[];
  const newer = applied.filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new UnsafeStore(
      'store.newer-schema',
      `The store ${options.file} was written by a newer hub (it knows ${newer.join(', ')}). Start that version, or restore a copy.`,
      { file: options.file, newest: newer.at(-1) ?? '' },
    );
  }
  for (const name of names.filter((candidate) => !applied.includes(candidate))) {
    if (!isNew) copyBefore(connection, options, name);
    applyOne(connection, name, readFileSync(join(options.folder, name), 'utf8'), options.now);
  }
}

function copyBefore(connection: Connection, options: MigrateOptions, name: string): void {
  const target = `${options.file}.before-${name.slice(0, 4)}-${options.now}`;
  connection.prepare('VACUUM INTO ?').run(target);
}

function applyOne(connection: Connection, name: string, sql: string, now: number): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.exec(sql);
    connection.prepare('insert into schema_migration (name, applied_at) values (?, ?)').run(name, now);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw new Error(`Migration ${name} failed; nothing of it was kept.`, { cause: error });
  }
}
