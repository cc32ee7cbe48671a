import { join } from 'node:path';
import type { Knex } from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { openPool } from '../../hub/store/connection.ts';
import { testStore } from '../support/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const INSERT = 'insert into number_series (prefix, day, counter) values (?, ?, ?)';
const COUNT = 'select count(*) as n from number_series';

async function storeWithRival() {
  const folder = tempFolder();
  const store = await testStore(folder);
  const rival = openPool(join(folder, 'hub.db'), 'write');
  onTestFinished(() => rival.destroy());
  return { store, rival };
}

test('a BEGIN that fails runs nothing, and the store works on when the rival is gone', async () => {
  const { store, rival } = await storeWithRival();
  await store.write((tx) => tx.one('pragma busy_timeout = 0'));
  const holder = await rival.transaction();
  let ran = false;
  const attempt = store.write(() => {
    ran = true;
  });
  await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  expect(ran).toBe(false);
  await holder.rollback();
  await store.write((tx) => tx.run(INSERT, 'LY', '20261122', 1));
  expect(await store.read((reader) => reader.one(COUNT))).toEqual({ n: 1 });
});

test('a COMMIT that fails rejects, leaves nothing, and what comes after it is really committed', async () => {
  const { store, rival } = await storeWithRival();
  await store.write((tx) => {
    tx.run('create table child (p integer references branch (one) deferrable initially deferred) strict');
  });
  const attempt = store.write((tx) => {
    tx.run(INSERT, 'LY', '20261122', 1);
    // A deferred constraint fails at COMMIT and not before.
    tx.run('insert into child values (2)');
  });
  await expect(attempt).rejects.toThrow(/FOREIGN KEY/);
  // The lock is free at once: nothing was left open on the connection that went back.
  await rival.raw('pragma busy_timeout = 0');
  await rival('number_series').insert({ prefix: 'PD', day: '20261122', counter: 1 });
  await store.write((tx) => tx.run(INSERT, 'DH', '20261122', 1));
  expect(await rival('number_series').orderBy('prefix').pluck('prefix')).toEqual(['DH', 'PD']);
});

test('work that throws, at once or later, leaves nothing', async () => {
  const { store } = await storeWithRival();
  const atOnce = store.write((tx) => {
    tx.run(INSERT, 'LY', '20261122', 1);
    throw new Error('at once');
  });
  await expect(atOnce).rejects.toThrow('at once');
  const later = store.write(async (tx) => {
    tx.run(INSERT, 'LY', '20261122', 1);
    await Promise.resolve();
    throw new Error('later');
  });
  await expect(later).rejects.toThrow('later');
  expect(await store.read((reader) => reader.one(COUNT))).toEqual({ n: 0 });
});

test('writers wait for each other, also while one of them waits for something else', async () => {
  const { store } = await storeWithRival();
  const order: string[] = [];
  const slow = store.write(async (tx) => {
    tx.run(INSERT, 'LY', '20261122', 1);
    await new Promise((resolve) => setImmediate(resolve));
    order.push('slow');
  });
  const quick = store.write((tx) => {
    order.push('quick');
    return tx.one(COUNT);
  });
  expect(await quick).toEqual({ n: 1 });
  await slow;
  expect(order).toEqual(['slow', 'quick']);
});

test('knex speaks inside the transaction: it sees its rows, and its own transactions are savepoints of it', async () => {
  const { store, rival } = await storeWithRival();
  await store.write(async (tx) => {
    tx.run(INSERT, 'LY', '20261122', 1);
    expect(await tx.knex('number_series').select('prefix')).toEqual([{ prefix: 'LY' }]);
    await tx.knex('number_series').insert({ prefix: 'DH', day: '20261122', counter: 1 });
    const inner = tx.knex.transaction(async (nested) => {
      await nested('number_series').insert({ prefix: 'PD', day: '20261122', counter: 1 });
      throw new Error('no');
    });
    await expect(inner).rejects.toThrow('no');
    expect(await rival('number_series').count({ n: '*' })).toEqual([{ n: 0 }]);
  });
  expect(await rival('number_series').orderBy('prefix').pluck('prefix')).toEqual(['DH', 'LY']);
});

test('the knex of a reader cannot write, and one that outlives its transaction is refused', async () => {
  const { store } = await storeWithRival();
  let kept: Knex | undefined;
  await store.read(async (reader) => {
    kept = reader.knex;
    const attempt = reader.knex('number_series').insert({ prefix: 'LY', day: '20261122', counter: 1 });
    await expect(attempt).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
  });
  await expect(kept?.('number_series').select('prefix')).rejects.toThrow(/has ended/);
});
