import { expect, test } from 'vitest';
import { readBranch } from '../../hub/store/changes.ts';
import { type Line, lineTopicSource } from '../../hub/sync/sender.ts';
import { always, SenderBench } from './sender-bench.ts';
import { asHeld, branchEvents, commitMany, heldEvents, until } from './workshop.ts';

const bench = new SenderBench();

test('without a head office the line is off and nothing is done', async () => {
  let asked = 0;
  const off = bench.sender({
    url: null,
    fetch: async () => {
      asked += 1;
      return new Response();
    },
  });
  off.start();
  await commitMany(bench.side.store, 3);
  off.wake();
  expect(off.line()).toEqual({ line: 'off', code: '', waiting: 0, oldestWaiting: null, lastAcknowledged: null });
  expect(asked).toBe(0);
  expect(bench.clock.pending()).toEqual([]);
});

test('what waited is sent at the start, and each commit wakes the sender', async () => {
  const office = await bench.headOffice();
  await commitMany(bench.side.store, 30);
  const online = bench.sender({ url: office.url, fetch });
  const lines: Line[] = [];
  online.onChange((line) => lines.push(line));
  online.start();
  await until('the first thirty are up', () => online.line().waiting === 0 && online.line().lastAcknowledged !== null);
  await until('it rests', bench.resting);
  await commitMany(bench.side.store, 5, 2);
  online.wake();
  await until('ten more are up', async () => (await heldEvents(office.store)).length === 40);
  await until('it says so', () => online.line().line === 'online' && online.line().waiting === 0);
  expect(lines.some(({ waiting }) => waiting > 0)).toBe(true);
  expect(await heldEvents(office.store)).toEqual(asHeld(await branchEvents(bench.side.store)));
});

test('a hub that is killed twenty times while it sends still sends everything once', async () => {
  const office = await bench.headOffice();
  await commitMany(bench.side.store, 1500, 3);
  for (let kill = 0; kill < 20; kill += 1) {
    // Some die before the request, some while it is under way, some after the reply and before the acknowledgement is kept.
    let requests = 0;
    const dying: typeof fetch = async (target, init) => {
      requests += 1;
      if (requests % 3 === 1 && kill % 3 === 0) throw new TypeError('killed');
      const response = await fetch(target, { ...init, signal: null });
      if (requests % 3 === 2 || kill % 3 === 1) throw new TypeError('killed');
      return response;
    };
    const doomed = bench.sender({ url: office.url, fetch: dying });
    doomed.start();
    await until('it sent something', () => requests > 0);
    await doomed.stop();
  }
  const last = bench.sender({ url: office.url, fetch });
  last.start();
  await until('all is up', () => {
    // Head office may still be at a batch whose sender died, and ask this one to come back.
    if (bench.resting()) bench.clock.advance(1000);
    return last.line().line === 'online' && last.line().waiting === 0;
  });
  expect(await heldEvents(office.store)).toEqual(asHeld(await branchEvents(bench.side.store)));
});

test('a presence is sent while nothing happens, before head office would call the branch quiet', async () => {
  const office = await bench.headOffice();
  let requests = 0;
  const present = bench.sender({
    url: office.url,
    fetch: (target, init) => {
      requests += 1;
      return fetch(target, init);
    },
  });
  present.start();
  await until('it rests', bench.resting);
  expect(requests).toBe(1);
  bench.clock.advance(25_000);
  await until('it rests again', () => requests === 2 && bench.resting());
});

test('a fault inside the hub is shown and does not end the sending', async () => {
  const office = await bench.headOffice();
  await commitMany(bench.side.store, 2);
  let broken = true;
  const store = {
    ...bench.side.store,
    read: ((work) =>
      broken ? Promise.reject(new Error('disk')) : bench.side.store.read(work)) as typeof bench.side.store.read,
  };
  const hurt = bench.sender({ store, url: office.url, fetch });
  hurt.start();
  await until('it rests', bench.resting);
  expect(hurt.line()).toMatchObject({ line: 'offline', code: 'sync.fault' });
  broken = false;
  bench.clock.advance(1000);
  await until('all is up', () => hurt.line().line === 'online' && hurt.line().waiting === 0);
});

test('stop gives up the request under way', async () => {
  const hanging = bench.sender({
    fetch: (_target, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      }),
  });
  hanging.start();
  await until('the request is under way', () => bench.clock.pending().length === 2);
  await hanging.stop();
  expect(bench.clock.pending()).toEqual([]);
});

test('stop while the store is being read begins no request any more', async () => {
  const { seen, fetch: answers } = always(200, {});
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const store = {
    ...bench.side.store,
    read: (async (work) => {
      await gate;
      return bench.side.store.read(work);
    }) as typeof bench.side.store.read,
  };
  const reading = bench.sender({ store, fetch: answers });
  reading.start();
  const stopped = reading.stop();
  release();
  await stopped;
  expect(seen.requests).toBe(0);
});

test('a sender that was stopped can be started again', async () => {
  const office = await bench.headOffice();
  const again = bench.sender({ url: office.url, fetch });
  again.start();
  await until('it rests', bench.resting);
  await again.stop();
  await commitMany(bench.side.store, 4);
  again.start();
  await until('all is up', () => again.line().waiting === 0 && again.line().line === 'online');
  await until('it rests', bench.resting);
  expect(await heldEvents(office.store)).toHaveLength(4);
});

test('the topic shows the line as it is', async () => {
  const topic = lineTopicSource(bench.sender({ url: null }));
  expect(topic.contract.name).toBe('sync.line');
  const state = await bench.side.store.read((reader) => topic.fetch(reader, {}));
  expect(state).toEqual({ line: 'off', code: '', waiting: 0, oldestWaiting: null, lastAcknowledged: null });
  expect(await bench.side.store.read((reader) => readBranch(reader)?.branchId)).toBe('sh-01');
});
