import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isUnsafeSqlite } from '../../hub/store/connection.ts';
import { openStore, UnsafeStore } from '../../hub/store/open.ts';
import { MIGRATIONS, testStore } from '../support/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const options = { migrations: MIGRATIONS, now: 1 };

test('the writer keeps WAL and synchronous=FULL, also when it opens an existing store', async () => {
  const file = join(tempFolder(), 'hub.db');
  for (const _start of [1, 2]) {
    const store = await openStore(file, options);
    const pragmas = await store.write((tx) => [
      tx.one('pragma journal_mode'),
      tx.one('pragma synchronous'),
      tx.one('pragma foreign_keys'),
    ]);
    expect(pragmas).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }, { foreign_keys: 1 }]);
    await store.close();
  }
});

test('a reader cannot write', async () => {
  const store = await testStore();
  const attempt = store.read((reader) =>
    reader.all("insert into number_series values ('LY', '20261122', 1) returning *"),
  );
  await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
});

test('a reader sees one snapshot while a writer commits', async () => {
  const store = await testStore();
  const count = 'select count(*) as n from number_series';
  await store.read(async (reader) => {
    expect(reader.one(count)).toEqual({ n: 0 });
    await store.write((tx) => tx.run("insert into number_series values ('LY', '20261122', 1)"));
    expect(reader.one(count)).toEqual({ n: 0 });
  });
  await store.read((reader) => expect(reader.one(count)).toEqual({ n: 1 }));
});

test('every table is STRICT', async () => {
  const store = await testStore();
  const loose = await store.read((reader) =>
    reader.all(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'",
    ),
  );
  expect(loose).toEqual([]);
});

test('a store that a newer hub has written is not opened, and says so', async () => {
  const folder = tempFolder();
  const store = await openStore(join(folder, 'hub.db'), options);
  await store.write((tx) => tx.run("insert into schema_migration values ('9999-from-the-future.sql', 1)"));
  await store.close();
  const attempt = openStore(join(folder, 'hub.db'), options);
  await expect(attempt).rejects.toMatchObject({ code: 'store.newer-schema' });
  await expect(attempt).rejects.toThrow(/newer hub.*9999-from-the-future/);
});

test('a file that is no database is refused with a sentence', async () => {
  const file = join(tempFolder(), 'hub.db');
  writeFileSync(file, 'this is a letter, not a database, and it is long enough to be looked at by SQLite'.repeat(20));
  await expect(openStore(file, options)).rejects.toMatchObject({ code: 'store.not-a-database' });
});

test('one process owns the store, and gives it up when it closes', async () => {
  const folder = tempFolder();
  const first = await openStore(join(folder, 'hub.db'), options);
  await expect(openStore(join(folder, 'hub.db'), options)).rejects.toMatchObject({ code: 'store.busy' });
  await first.close();
  await (await openStore(join(folder, 'hub.db'), options)).close();
});

test('a damaged store is found at the start', async () => {
  const folder = tempFolder();
  const file = join(folder, 'hub.db');
  const store = await openStore(file, options);
  await store.close();
  const raw = new Database(file);
  raw.unsafeMode(true);
  raw.pragma('writable_schema = ON');
  raw.exec("update sqlite_master set rootpage = rootpage + 1 where name = 'branch'");
  raw.close();
  await expect(openStore(file, options)).rejects.toBeInstanceOf(UnsafeStore);
});

test('a copy is made before a migration changes an existing store', async () => {
  const folder = tempFolder();
  const half = tempFolder();
  const names = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const { copyFileSync } = await import('node:fs');
  for (const name of names.slice(0, 2)) copyFileSync(join(MIGRATIONS, name), join(half, name));
  const file = join(folder, 'hub.db');
  await (await openStore(file, { migrations: half, now: 5 })).close();
  expect(readdirSync(folder).filter((name) => name.includes('before-'))).toEqual([]);
  await (await openStore(file, { migrations: MIGRATIONS, now: 6 })).close();
  expect(readdirSync(folder).filter((name) => name.includes('before-'))).toContain('hub.db.before-0003-6');
});

test.each([
  ['3.43.2', true],
  ['3.44.6', false],
  ['3.50.4', true],
  ['3.50.7', false],
  ['3.51.2', true],
  ['3.51.3', false],
  ['3.52.0', true],
  ['3.53.0', false],
  ['4.0.0', true],
])('SQLite %s is unsafe: %s', (version, unsafe) => {
  expect(isUnsafeSqlite(version)).toBe(unsafe);
});
