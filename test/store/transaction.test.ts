import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openPool } from '../../hub/store/connection.ts';

type Connection = Database.Database;

function pools() {
  const file = join(mkdtempSync(join(tmpdir(), 'workshop-hub-')), 'x.db');
  const writer = openPool(file, 'write');
  const other = openPool(file, 'write');
  onTestFinished(async () => {
    await writer.destroy();
    await other.destroy();
  });
  return { writer, other };
}

test('a failed BEGIN never runs the callback', async () => {
  const { writer, other } = pools();
  await writer.raw('create table t (a integer) strict');
  await writer.raw('pragma busy_timeout = 0');
  const holder = await other.transaction();
  let ran = false;
  const attempt = writer.transaction(async () => {
    ran = true;
  });
  await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  expect(ran).toBe(false);
  await holder.rollback();
  await writer.transaction(async (trx) => {
    await trx.raw('insert into t values (1)');
  });
  expect(await other('t').select('a')).toEqual([{ a: 1 }]);
});

test('a failed COMMIT is rolled back, and what comes after it is really committed', async () => {
  const { writer, other } = pools();
  await writer.raw('create table parent (id integer primary key) strict');
  await writer.raw('create table child (p integer references parent (id) deferrable initially deferred) strict');
  const attempt = writer.transaction(async (trx) => {
    // A deferred constraint fails at COMMIT and not before.
    await trx.raw('insert into child values (99)');
  });
  await expect(attempt).rejects.toThrow(/FOREIGN KEY/);
  await writer('parent').insert({ id: 1 });
  expect(await other('parent').count({ n: '*' })).toEqual([{ n: 1 }]);
  expect(await other('child').count({ n: '*' })).toEqual([{ n: 0 }]);
});

test('a connection that was left in a transaction never serves again', async () => {
  const { writer } = pools();
  await writer.raw('create table t (a integer) strict');
  const connection: Connection = await writer.client.acquireConnection();
  connection.exec('BEGIN');
  await writer.client.releaseConnection(connection);
  await writer('t').insert({ a: 1 });
  const fresh: Connection = await writer.client.acquireConnection();
  expect(fresh).not.toBe(connection);
  expect(fresh.inTransaction).toBe(false);
  await writer.client.releaseConnection(fresh);
});

test('an inner rollback leaves the outer transaction whole', async () => {
  const { writer } = pools();
  await writer.raw('create table t (a integer) strict');
  await writer.transaction(async (trx) => {
    await trx('t').insert({ a: 1 });
    await trx
      .transaction(async (inner) => {
        await inner('t').insert({ a: 2 });
        throw new Error('no');
      })
      .catch(() => undefined);
  });
  expect(await writer('t').select('a')).toEqual([{ a: 1 }]);
});
