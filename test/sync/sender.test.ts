import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBranch } from '../../hub/store/changes.ts';
import { type Line, lineTopicSource, Sender, type SenderOptions } from '../../hub/sync/sender.ts';
import {
  asHeld,
  type BranchSide,
  branchEvents,
  commitMany,
  HandClock,
  type HeadOfficeSide,
  heldEvents,
  newKey,
  openBranch,
  quietLogger,
  startHeadOffice,
  tempFolder,
  until,
} from './workshop.ts';

let folder: ReturnType<typeof tempFolder>;
let side: BranchSide;
let clock: HandClock;
let stopping: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = tempFolder();
  side = await openBranch(join(folder.path, 'hub.sqlite'), newKey());
  clock = new HandClock();
  stopping = [];
});
afterEach(async () => {
  for (const stop of stopping.reverse()) await stop();
  await side.store.close();
  folder.remove();
});

function sender(options: Partial<SenderOptions> = {}): Sender {
  const made = new Sender({
    store: side.store,
    key: side.key,
    url: 'http://head-office',
    enrolmentCode: null,
    name: null,
    clock,
    fetch: () => Promise.reject(new TypeError('no route')),
    random: () => 1 - Number.EPSILON,
    logger: quietLogger,
    timeout_ms: TIMEOUT_MS,
    ...options,
  });
  stopping.push(() => made.stop());
  return made;
}

async function headOffice(): Promise<HeadOfficeSide> {
  const office = await startHeadOffice(join(folder.path, 'office.sqlite'));
  stopping.push(() => office.close());
  return office;
}

/** A head office that gives the same reply to everything, and counts. */
function always(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen = { requests: 0 };
  const answers: typeof fetch = async () => {
    seen.requests += 1;
    return new Response(JSON.stringify(body), { status, headers });
  };
  return { seen, fetch: answers };
}

/** Told apart from every pause by its length. */
const TIMEOUT_MS = 1_000_000_000;

/** true while the sender pauses: its watchdog has a timer too, and a request under way has the one above. */
const resting = (): boolean => clock.pending().length === 2 && clock.pending().every((timer) => timer < TIMEOUT_MS / 2);

test('without a head office the line is off and nothing is done', async () => {
  let asked = 0;
  const off = sender({
    url: null,
    fetch: async () => {
      asked += 1;
      return new Response();
    },
  });
  off.start();
  await commitMany(side.store, 3);
  off.wake();
  expect(off.line()).toEqual({ line: 'off', code: '', waiting: 0, oldestWaiting: null, lastAcknowledged: null });
  expect(asked).toBe(0);
  expect(clock.pending()).toEqual([]);
});

test('what waited is sent at the start, and each commit wakes the sender', async () => {
  const office = await headOffice();
  await commitMany(side.store, 30);
  const online = sender({ url: office.url, fetch });
  const lines: Line[] = [];
  online.onChange((line) => lines.push(line));
  online.start();
  await until('the first thirty are up', () => online.line().waiting === 0 && online.line().lastAcknowledged !== null);
  await until('it rests', resting);
  await commitMany(side.store, 5, 2);
  online.wake();
  await until('ten more are up', async () => (await heldEvents(office.store)).length === 40);
  await until('it says so', () => online.line().line === 'online' && online.line().waiting === 0);
  expect(lines.some(({ waiting }) => waiting > 0)).toBe(true);
  expect(await heldEvents(office.store)).toEqual(asHeld(await branchEvents(side.store)));
});

test('a hub that is killed twenty times while it sends still sends everything once', async () => {
  const office = await headOffice();
  await commitMany(side.store, 1500, 3);
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
    const doomed = sender({ url: office.url, fetch: dying });
    doomed.start();
    await until('it sent something', () => requests > 0);
    await doomed.stop();
  }
  const last = sender({ url: office.url, fetch });
  last.start();
  await until('all is up', () => {
    // Head office may still be at a batch whose sender died, and ask this one to come back.
    if (resting()) clock.advance(1000);
    return last.line().line === 'online' && last.line().waiting === 0;
  });
  expect(await heldEvents(office.store)).toEqual(asHeld(await branchEvents(side.store)));
});

test('a presence is sent while nothing happens, before head office would call the branch quiet', async () => {
  const office = await headOffice();
  let requests = 0;
  const present = sender({
    url: office.url,
    fetch: (target, init) => {
      requests += 1;
      return fetch(target, init);
    },
  });
  present.start();
  await until('it rests', resting);
  expect(requests).toBe(1);
  clock.advance(25_000);
  await until('it rests again', () => requests === 2 && resting());
});

test('a fault inside the hub is shown and does not end the sending', async () => {
  const office = await headOffice();
  await commitMany(side.store, 2);
  let broken = true;
  const store = {
    ...side.store,
    read: ((work) => (broken ? Promise.reject(new Error('disk')) : side.store.read(work))) as typeof side.store.read,
  };
  const hurt = sender({ store, url: office.url, fetch });
  hurt.start();
  await until('it rests', resting);
  expect(hurt.line()).toMatchObject({ line: 'offline', code: 'sync.fault' });
  broken = false;
  clock.advance(1000);
  await until('all is up', () => hurt.line().line === 'online' && hurt.line().waiting === 0);
});

test('stop gives up the request under way', async () => {
  const hanging = sender({
    fetch: (_target, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      }),
  });
  hanging.start();
  await until('the request is under way', () => clock.pending().length === 2);
  await hanging.stop();
  expect(clock.pending()).toEqual([]);
});

test('stop while the store is being read begins no request any more', async () => {
  const { seen, fetch: answers } = always(200, {});
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const store = {
    ...side.store,
    read: (async (work) => {
      await gate;
      return side.store.read(work);
    }) as typeof side.store.read,
  };
  const reading = sender({ store, fetch: answers });
  reading.start();
  const stopped = reading.stop();
  release();
  await stopped;
  expect(seen.requests).toBe(0);
});

test('a sender that was stopped can be started again', async () => {
  const office = await headOffice();
  const again = sender({ url: office.url, fetch });
  again.start();
  await until('it rests', resting);
  await again.stop();
  await commitMany(side.store, 4);
  again.start();
  await until('all is up', () => again.line().waiting === 0 && again.line().line === 'online');
  await until('it rests', resting);
  expect(await heldEvents(office.store)).toHaveLength(4);
});

test('the topic shows the line as it is', async () => {
  const topic = lineTopicSource(sender({ url: null }));
  expect(topic.contract.name).toBe('sync.line');
  const state = await side.store.read((reader) => topic.fetch(reader, {}));
  expect(state).toEqual({ line: 'off', code: '', waiting: 0, oldestWaiting: null, lastAcknowledged: null });
  expect(await side.store.read((reader) => readBranch(reader)?.branchId)).toBe('sh-01');
});
