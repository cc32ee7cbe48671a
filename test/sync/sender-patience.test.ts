import pino from 'pino';
import { expect, test } from 'vitest';
import { always, SenderBench } from './sender-bench.ts';
import { commitMany, START, until } from './workshop.ts';

const bench = new SenderBench();

test('offline the backlog grows on the screen, and commits do not hasten the next attempt', async () => {
  let attempts = 0;
  const offline = bench.sender({
    fetch: async () => {
      attempts += 1;
      throw new TypeError('no route');
    },
  });
  offline.start();
  await until('it rests', bench.resting);
  expect(attempts).toBe(1);
  await commitMany(bench.side.store, 4);
  offline.wake();
  await until('the backlog shows', () => offline.line().waiting === 4);
  expect(offline.line()).toMatchObject({ line: 'offline', code: 'sync.unreachable', oldestWaiting: START });
  await until('it rests still', bench.resting);
  expect(attempts).toBe(1);
});

test('the pauses grow to a minute while nobody answers, so that all is up soon after the line is back', async () => {
  const offline = bench.sender();
  const pauses: number[] = [];
  offline.start();
  for (let n = 0; n < 9; n += 1) {
    await until('it rests', bench.resting);
    const pause = bench.clock.pending()[0] ?? -1;
    pauses.push(pause);
    bench.clock.advance(pause);
  }
  expect(pauses.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 16_000, 29_000]);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(60_000);
});

test('a mended line is used at once when somebody says so', async () => {
  const office = await bench.headOffice();
  await commitMany(bench.side.store, 3);
  let cut = true;
  const mended = bench.sender({
    url: office.url,
    fetch: (target, init) => (cut ? Promise.reject(new TypeError('cut')) : fetch(target, init)),
  });
  mended.start();
  await until('it rests', bench.resting);
  cut = false;
  mended.retryNow();
  await until('all is up', () => mended.line().line === 'online' && mended.line().waiting === 0);
});

test('Retry-After is obeyed to the second', async () => {
  await commitMany(bench.side.store, 3);
  const { seen, fetch: busy } = always(503, { code: 'sync.busy', max_batch: 2 }, { 'retry-after': '45' });
  const waiting = bench.sender({ fetch: busy });
  waiting.start();
  await until('it rests', bench.resting);
  expect(waiting.line()).toMatchObject({ line: 'online', code: 'sync.busy', waiting: 3 });
  bench.clock.advance(44_999);
  await until('still bench.resting', bench.resting);
  expect(seen.requests).toBe(1);
  bench.clock.advance(1);
  await until('it asked again', () => seen.requests === 2);
});

test('a fork is the end of sending until somebody looks', async () => {
  await commitMany(bench.side.store, 3);
  const { seen, fetch: forked } = always(409, { code: 'sync.fork', seq: 2 });
  const refused = bench.sender({ fetch: forked });
  refused.start();
  await until('it is refused', () => refused.line().line === 'refused');
  await commitMany(bench.side.store, 3);
  refused.wake();
  bench.clock.advance(24 * 3_600_000);
  await until('the backlog shows', () => refused.line().waiting === 6);
  expect(seen.requests).toBe(1);
  expect(refused.line()).toMatchObject({ line: 'refused', code: 'sync.fork' });
});

test.each([
  [426, { code: 'sync.version', min: 2, max: 2 }, 'sync.version'],
  [401, { code: 'sync.other-key' }, 'sync.other-key'],
])('%i is refused and tried again slowly', async (status, body, code) => {
  await commitMany(bench.side.store, 1);
  const { seen, fetch: refuses } = always(status, body);
  const refused = bench.sender({ fetch: refuses });
  refused.start();
  await until('it rests', bench.resting);
  expect(refused.line()).toMatchObject({ line: 'refused', code });
  bench.clock.advance(240_000);
  await until('it rests', bench.resting);
  expect(seen.requests).toBe(1);
  bench.clock.advance(60_000);
  await until('it asked again', () => seen.requests === 2);
});

test('when head office answers and nothing moves for ten minutes, that is an alarm', async () => {
  await commitMany(bench.side.store, 1);
  const alarms: unknown[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => alarms.push(JSON.parse(line)) });
  const { fetch: busy } = always(429, { code: 'sync.busy', max_batch: 1 }, { 'retry-after': '30' });
  const stuck = bench.sender({ fetch: busy, logger });
  stuck.start();
  for (let half = 0; half < 19; half += 1) {
    await until('it rests', bench.resting);
    bench.clock.advance(30_000);
  }
  await until('it rests', bench.resting);
  expect(alarms).toEqual([]);
  for (let half = 0; half < 4; half += 1) {
    bench.clock.advance(30_000);
    await until('it rests', bench.resting);
  }
  expect(alarms).toHaveLength(1);
  expect(stuck.line()).toMatchObject({ line: 'online', code: 'sync.stuck', waiting: 1 });
});

test('a month offline is no alarm: the ten minutes begin when head office answers', async () => {
  await commitMany(bench.side.store, 1);
  const alarms: unknown[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => alarms.push(line) });
  const { seen, fetch: busy } = always(429, { code: 'sync.busy', max_batch: 1 }, { 'retry-after': '30' });
  let cut = true;
  const returning = bench.sender({
    logger,
    fetch: (target, init) => (cut ? Promise.reject(new TypeError('no route')) : busy(target, init)),
  });
  returning.start();
  for (let minute = 0; minute < 30; minute += 1) {
    await until('it rests', bench.resting);
    bench.clock.advance(60_000);
  }
  cut = false;
  for (let half = 0; half < 6; half += 1) {
    await until('it rests', bench.resting);
    bench.clock.advance(30_000);
  }
  expect(seen.requests).toBeGreaterThan(2);
  expect(alarms).toEqual([]);
});

test('a head office that asks for the same events for ever does not keep the hub spinning', async () => {
  await commitMany(bench.side.store, 3);
  const { seen, fetch: confused } = always(409, { code: 'sync.gap', need: 1 });
  const patient = bench.sender({ fetch: confused });
  patient.start();
  await until('it rests', bench.resting);
  expect(seen.requests).toBe(2);
});
