import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { bindOperation, bindTopic, type Reaction } from '../../hub/executor/binding.ts';
import { Reactions } from '../../hub/executor/reactions.ts';
import { Topics } from '../../hub/executor/topics.ts';
import { VISITOR } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { defineOperation } from '../../hub/kernel/operation.ts';
import { defineTopic } from '../../hub/kernel/topic.ts';
import { eventually } from '../support/eventually.ts';
import { type Bench, SYSTEM, testExecutor } from '../support/store.ts';

const ring = bindOperation(
  defineOperation({
    name: 'test.ring',
    summary: '',
    method: 'POST',
    path: '/ring',
    who: [],
    request: Type.Object({ kind: Type.String() }),
    reply: Type.Object({}),
    refusals: [],
  }),
  ({ emit }, { kind }) => {
    emit(kind, {});
    return {};
  },
);

function ringer({ executor }: Bench) {
  return (kind: string) => executor.run({ operationId: newId(), name: 'test.ring', request: { kind }, actor: SYSTEM });
}

const bells = bindTopic(
  defineTopic({
    name: 'test.bells',
    summary: '',
    who: ['visitor'],
    params: Type.Object({}),
    state: Type.Object({ rung: Type.Integer() }),
    staleOn: ['bell.'],
  }),
  (reader) => ({
    rung: reader.one<{ n: number }>("select count(*) as n from change_feed where kind like 'bell.%'")?.n ?? 0,
  }),
);

test('a watcher gets the state at once and after every commit that makes it stale', async () => {
  const bench = await testExecutor([ring]);
  const topics = new Topics(bench.store, [bells], (error) => bench.bugs.push(error));
  bench.executor.onCommitted(({ kinds }) => topics.announce(kinds));
  const ringNow = ringer(bench);
  const first: string[] = [];
  topics.watch('test.bells', {}, VISITOR, (state) => first.push(state));
  await eventually(() => expect(first).toEqual(['{"rung":0}']));
  await ringNow('bell.rung');
  await eventually(() => expect(first.at(-1)).toBe('{"rung":1}'));
  await ringNow('gong.rung');
  const second: string[] = [];
  const unwatch = topics.watch('test.bells', {}, VISITOR, (state) => second.push(state));
  await eventually(() => expect(second).toEqual(['{"rung":1}']));
  expect(first).toEqual(['{"rung":0}', '{"rung":1}']);
  unwatch();
  await ringNow('bell.rung');
  await eventually(() => expect(first.at(-1)).toBe('{"rung":2}'));
  expect(second).toEqual(['{"rung":1}']);
  expect(bench.bugs).toEqual([]);
});

test('a watcher that joins while the state is being fetched is not forgotten', async () => {
  const bench = await testExecutor([ring]);
  const topics = new Topics(bench.store, [bells], (error) => bench.bugs.push(error));
  const states: string[][] = [[], [], []];
  for (const seen of states) topics.watch('test.bells', {}, VISITOR, (state) => seen.push(state));
  await eventually(() => expect(states).toEqual([['{"rung":0}'], ['{"rung":0}'], ['{"rung":0}']]));
});

function answering(on: string, seen: number[], failOn: { seq: number | null } = { seq: null }): Reaction {
  return {
    name: `test.answers-${on}`,
    on: [on],
    handle(context, event) {
      if (event.seq === failOn.seq) throw new Error('broken');
      seen.push(event.seq);
      context.emit('echo.made', { of: event.seq });
    },
  };
}

test('a reaction acts once for each event, in order, and never again after a restart', async () => {
  const bench = await testExecutor([ring]);
  const ringNow = ringer(bench);
  const seen: number[] = [];
  const start = () => {
    const reactions = new Reactions(bench.store, bench.executor, [answering('bell.', seen)], (error) =>
      bench.bugs.push(error),
    );
    reactions.wake();
    return reactions.idle();
  };
  await ringNow('bell.rung');
  await ringNow('gong.rung');
  await ringNow('bell.rung');
  await start();
  expect(seen).toEqual([1, 3]);
  await start();
  expect(seen).toEqual([1, 3]);
  await ringNow('bell.rung');
  await start();
  expect(seen).toEqual([1, 3, 6]);
  const echoes = await bench.store.read((reader) =>
    reader.all<{ payload: string }>("select payload from change_feed where kind = 'echo.made' order by seq"),
  );
  expect(echoes.map((echo) => JSON.parse(echo.payload) as object)).toEqual([{ of: 1 }, { of: 3 }, { of: 6 }]);
});

test('a reaction that breaks stays where it is, delays no other, and goes on when it is mended', async () => {
  const bench = await testExecutor([ring]);
  const ringNow = ringer(bench);
  const [broken, sound]: [number[], number[]] = [[], []];
  const failOn: { seq: number | null } = { seq: 2 };
  const reactions = new Reactions(
    bench.store,
    bench.executor,
    [answering('bell.', broken, failOn), { ...answering('bell.', sound), name: 'test.other' }],
    (error) => bench.bugs.push(error),
  );
  await ringNow('bell.rung');
  await ringNow('bell.rung');
  reactions.wake();
  await reactions.idle();
  expect(broken).toEqual([1]);
  expect(sound).toEqual([1, 2]);
  failOn.seq = null;
  reactions.wake();
  await reactions.idle();
  expect(broken).toEqual([1, 2]);
});

test('a reaction with a long way to go keeps no other waiting', async () => {
  const bench = await testExecutor([ring]);
  const ringNow = ringer(bench);
  for (let n = 0; n < 450; n += 1) await ringNow('bell.rung');
  const order: string[] = [];
  const noting = (name: string): Reaction => ({ name, on: ['bell.'], handle: () => void order.push(name) });
  const reactions = new Reactions(bench.store, bench.executor, [noting('test.one'), noting('test.two')], (error) =>
    bench.bugs.push(error),
  );
  reactions.wake();
  await reactions.idle();
  expect(order).toHaveLength(900);
  expect(order.indexOf('test.two')).toBeLessThan(order.lastIndexOf('test.one'));
});

test('a stop waits for no backlog: what is under way is finished, and the next start goes on from there', async () => {
  const bench = await testExecutor([ring]);
  const ringNow = ringer(bench);
  for (let n = 0; n < 100; n += 1) await ringNow('bell.rung');
  const seen: number[] = [];
  const first: { reactions?: Reactions } = {};
  const stopping: Reaction = {
    name: 'test.answers',
    on: ['bell.'],
    handle(_context, event) {
      seen.push(event.seq);
      if (seen.length === 3) void first.reactions?.stop();
    },
  };
  const start = () => new Reactions(bench.store, bench.executor, [stopping], (error) => bench.bugs.push(error));
  first.reactions = start();
  first.reactions.wake();
  await first.reactions.idle();
  expect(seen).toHaveLength(3);
  first.reactions.wake();
  await first.reactions.idle();
  expect(seen).toHaveLength(3);
  const second = start();
  second.wake();
  await second.idle();
  expect(seen).toHaveLength(100);
  expect(new Set(seen).size).toBe(100);
});
