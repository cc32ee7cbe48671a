import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { bindOperation } from '../../hub/executor/binding.ts';
import { InvalidRequest, NotAllowed, OperationIdReused, StoreFault } from '../../hub/executor/errors.ts';
import { systemActor, VISITOR } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { defineOperation } from '../../hub/kernel/operation.ts';
import { refuse } from '../../hub/kernel/refusal.ts';
import { eventsAfter, findBrokenLink, readBranch } from '../../hub/store/changes.ts';
import type { Store } from '../../hub/store/open.ts';
import { SYSTEM, testExecutor } from '../support/store.ts';

const count = bindOperation(
  defineOperation({
    name: 'test.count',
    summary: '',
    method: 'POST',
    path: '/count',
    who: ['keeper'],
    request: Type.Object({ by: Type.Integer(), end: Type.Optional(Type.String()) }, { additionalProperties: false }),
    reply: Type.Object({ counter: Type.Integer() }),
    refusals: ['test.no'],
    secret: ['end'],
  }),
  ({ tx, emit }, { by, end }) => {
    const before = tx.one<{ counter: number }>("select counter from number_series where prefix = 'T'")?.counter ?? 0;
    tx.run(
      `insert into number_series values ('T', 'day', ?) on conflict (prefix) do update set counter = excluded.counter`,
      before + by,
    );
    emit('test.counted', { by });
    emit('test.done', { counter: before + by });
    if (end === 'refuse') return refuse('test.no', { by });
    if (end === 'throw') throw new Error('a bug');
    return { counter: before + by };
  },
);

async function counter(store: Store): Promise<number> {
  return store.read(
    (reader) => reader.one<{ counter: number }>("select counter from number_series where prefix = 'T'")?.counter ?? 0,
  );
}

function call(by: number, more: { end?: string; operationId?: string } = {}) {
  const { operationId = newId(), ...rest } = more;
  return { operationId, name: 'test.count', request: { by, ...rest }, actor: SYSTEM };
}

async function events(store: Store) {
  return store.read((reader) => {
    const branch = readBranch(reader);
    if (branch === undefined) throw new Error('no branch');
    expect(findBrokenLink(reader, branch)).toBeNull();
    return eventsAfter(reader, branch, 0, 1000);
  });
}

test('the same operation twice acts once and answers the same', async () => {
  const { executor, store } = await testExecutor([count]);
  const request = call(5);
  const first = await executor.run(request);
  const second = await executor.run(request);
  expect(first).toMatchObject({ outcome: 'accepted', reply: { counter: 5 }, repeated: false });
  expect(second).toMatchObject({ outcome: 'accepted', reply: { counter: 5 }, repeated: true });
  expect(await counter(store)).toBe(5);
  expect(await events(store)).toHaveLength(2);
});

test('the same operation twice in one commit acts once too', async () => {
  const { executor, store } = await testExecutor([count]);
  const request = call(5);
  const answers = await Promise.all([executor.run(request), executor.run(request)]);
  expect(answers.map((answer) => answer.repeated)).toEqual([false, true]);
  expect(await counter(store)).toBe(5);
});

test('an id that was used for something else is refused, and nothing happens', async () => {
  const { executor, store } = await testExecutor([count]);
  const request = call(5);
  await executor.run(request);
  await expect(executor.run({ ...request, request: { by: 6 } })).rejects.toBeInstanceOf(OperationIdReused);
  const somebodyElse = { ...SYSTEM, person: newId() };
  await expect(executor.run({ ...request, actor: somebodyElse })).rejects.toBeInstanceOf(OperationIdReused);
  expect(await counter(store)).toBe(5);
});

test('a refusal undoes what the handler had written, is remembered, and emits nothing', async () => {
  const { executor, store } = await testExecutor([count]);
  const request = call(5, { end: 'refuse' });
  expect(await executor.run(request)).toMatchObject({ outcome: 'refused', code: 'test.no', facts: { by: 5 } });
  expect(await executor.run(request)).toMatchObject({ outcome: 'refused', repeated: true });
  expect(await counter(store)).toBe(0);
  expect(await events(store)).toEqual([]);
});

test('operations that arrive together share a commit, and one that breaks takes nothing with it', async () => {
  const { executor, store, bugs } = await testExecutor([count]);
  const results = await Promise.allSettled([
    executor.run(call(1)),
    executor.run(call(10, { end: 'throw' })),
    executor.run(call(100, { end: 'refuse' })),
    executor.run(call(1000)),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await counter(store)).toBe(1001);
  expect((await events(store)).map((event) => event.txEnd)).toEqual([false, true, false, true]);
  expect(bugs).toHaveLength(1);
});

test('a thousand at once are each done once, in one gap-free feed', async () => {
  const { executor, store } = await testExecutor([count]);
  await Promise.all(Array.from({ length: 1000 }, () => executor.run(call(1))));
  expect(await counter(store)).toBe(1000);
  const feed = await store.read((reader) =>
    reader.one('select count(*) as n, max(seq) as last, sum(tx_end) as ends from change_feed'),
  );
  expect(feed).toEqual({ n: 2000, last: 2000, ends: 1000 });
});

test('a commit that fails fails every operation in it, and all may be retried with their ids', async () => {
  const { executor, store } = await testExecutor([count]);
  await store.write((tx) => {
    tx.run('create table trap (parent integer references branch (one) deferrable initially deferred) strict');
    tx.run('create trigger spring after insert on change_feed begin insert into trap values (2); end');
  });
  const requests = [call(1), call(2)];
  const failed = await Promise.allSettled(requests.map((request) => executor.run(request)));
  expect(failed.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(await counter(store)).toBe(0);
  await store.write((tx) => tx.run('drop trigger spring'));
  const retried = await Promise.all(requests.map((request) => executor.run(request)));
  expect(retried.map((answer) => answer.repeated)).toEqual([false, false]);
  expect(await counter(store)).toBe(3);
});

test('a full disk is a fault of the machine, not a bug, and nothing of the operation is kept', async () => {
  const { executor, store } = await testExecutor([count]);
  await executor.run(call(1));
  await store.write((tx) => {
    const { pages } = tx.one<{ pages: number }>('select page_count as pages from pragma_page_count') ?? { pages: 0 };
    tx.all(`pragma max_page_count = ${pages}`);
  });
  const many = await Promise.allSettled(Array.from({ length: 300 }, () => executor.run(call(1))));
  const rejected = many.filter((result) => result.status === 'rejected');
  expect(rejected.length).toBeGreaterThan(0);
  for (const result of rejected) {
    expect(result.reason).toBeInstanceOf(StoreFault);
    expect(result.reason).toMatchObject({ code: 'store.full' });
  }
  const accepted = many.length - rejected.length;
  expect(await counter(store)).toBe(1 + accepted);
  await store.write((tx) => tx.all('pragma max_page_count = 1000000'));
  await executor.run(call(1));
  expect(await counter(store)).toBe(2 + accepted);
  await events(store);
});

test('a request of the wrong shape is refused with the field, before anything is touched', async () => {
  const { executor } = await testExecutor([count]);
  const wrong = executor.run({ ...call(1), request: { by: 'five', extra: 1 } });
  await expect(wrong).rejects.toBeInstanceOf(InvalidRequest);
  await expect(wrong).rejects.toThrow(/\/by/);
});

test('half a character is refused, and a backslash that only looks like one is not', async () => {
  const { executor } = await testExecutor([count]);
  await expect(executor.run(call(1, { end: 'a\ud842' }))).rejects.toBeInstanceOf(InvalidRequest);
  expect(await executor.run(call(1, { end: '𠮷 \\ud842' }))).toMatchObject({ outcome: 'accepted' });
});

test('nobody may do what no rule allows', async () => {
  const { executor } = await testExecutor([count]);
  await expect(executor.run({ ...call(1), actor: VISITOR })).rejects.toMatchObject({ code: 'auth.sign-in-first' });
  const technician = { ...VISITOR, person: newId(), roles: ['technician'] as const };
  await expect(executor.run({ ...call(1), actor: technician })).rejects.toMatchObject({ code: 'auth.not-allowed' });
  await expect(executor.run({ ...call(1), actor: technician })).rejects.toBeInstanceOf(NotAllowed);
});

test('secrets never reach the operation log', async () => {
  const { executor, store } = await testExecutor([count]);
  await executor.run(call(1, { end: 'my secret' }));
  const log = await store.read((reader) => reader.all<{ request: string }>('select request from operation_log'));
  expect(log).toEqual([{ request: '{"by":1}' }]);
});

test('the feed, the log and the ledger cannot be rewritten', async () => {
  const { executor, store } = await testExecutor([count]);
  await executor.run(call(1));
  await expect(store.write((tx) => tx.run("update change_feed set payload = '{}'"))).rejects.toThrow(/append-only/);
  await expect(store.write((tx) => tx.run("update operation_log set reply = '{}'"))).rejects.toThrow(/append-only/);
  await expect(store.write((tx) => tx.run('delete from operation_log'))).rejects.toThrow(/append-only/);
});

test('a stored system operation may be done by the system only under its own name', async () => {
  const { executor } = await testExecutor([count]);
  const answer = await executor.run({ ...call(1), actor: systemActor('printing') });
  expect(answer.outcome).toBe('accepted');
});
