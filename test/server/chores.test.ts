import { afterEach, beforeEach, expect, test } from 'vitest';
import { clockWatch } from '../../hub/chores.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { deskSessions, stationSession } from '../../hub/people/session-store.ts';
import { findSlip } from '../../hub/requisitions/store.ts';
import { eventually } from '../support/eventually.ts';
import { openTestHub, type TestHub } from '../support/test-hub.ts';

const DAY_MS = 24 * 3_600_000;

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await hub.start();
});
afterEach(() => hub.close());

async function health(): Promise<{ statusCode: number; body: { books: string } }> {
  const response = await hub.app.inject({ url: '/healthz', headers: { host: 'localhost' } });
  return { statusCode: response.statusCode, body: response.json() };
}

/** One minute after the other, as the chores want them, until `isDone`. */
async function passMinutes(isDone: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    hub.clock.advance(60_000);
    await isDone();
  });
}

test('the books are proved once a business day', async () => {
  expect(await health()).toMatchObject({ statusCode: 200, body: { books: 'not-proved-yet' } });
  hub.clock.advance(DAY_MS);
  await passMinutes(async () => expect(await health()).toMatchObject({ statusCode: 200, body: { books: 'sound' } }));
});

test('a balance that somebody changed behind our back is found, and the watchdog is told', async () => {
  await hub.store.write((tx) => tx.run('update balance set quantity = quantity + 1000 where in_bin = 1'));
  hub.clock.advance(DAY_MS);
  await passMinutes(async () => expect(await health()).toMatchObject({ statusCode: 503, body: { books: 'broken' } }));
});

test('a desk that nobody used signs out by itself, and one that is used does not', async () => {
  const signIn = (number: string, pin: string) =>
    hub.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { host: 'localhost', 'x-workshop-place': 'desk' },
      payload: { number, pin, station: null },
    });
  await signIn('9001', '900110');
  const open = () => hub.store.read((reader) => deskSessions(reader).length);
  for (let minute = 0; minute < 29; minute += 1) hub.clock.advance(60_000);
  await signIn('2001', '246810');
  expect(await open()).toBe(2);
  hub.clock.advance(2 * 60_000);
  await passMinutes(async () => expect(await open()).toBe(1));
});

test('a counter that nobody used closes within minutes, and nothing is written while there is nothing to close', async () => {
  const signIn = await hub.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    headers: { host: 'localhost' },
    payload: { badge: 'GP2001', pin: '246810', station: 'counter-1' },
  });
  expect(signIn.statusCode).toBe(200);
  const closed = () =>
    hub.store.read(
      (reader) =>
        reader.one<{ n: number }>("select count(*) as n from operation_log where name = 'stations.close-idle'")?.n ?? 0,
    );
  for (let minute = 0; minute < 10; minute += 1) hub.clock.advance(60_000);
  expect(await closed()).toBe(0);
  hub.clock.advance(30 * 60_000);
  await passMinutes(async () => {
    expect(await hub.store.read((reader) => stationSession(reader, 'counter-1'))).toBeUndefined();
  });
  expect(await closed()).toBe(1);
});

test('a clock that jumps is not believed for a quarter of an hour', () => {
  const now = { wall: 1_000_000, monotonic: 0 };
  const isTrusted = clockWatch({ wall: () => now.wall, monotonic: () => now.monotonic });
  const pass = (minutes: number, jump_ms = 0) => {
    now.wall += minutes * 60_000 + jump_ms;
    now.monotonic += minutes * 60_000;
    return isTrusted();
  };
  expect(pass(14)).toBe(false);
  expect(pass(1)).toBe(true);
  expect(pass(1, 14 * DAY_MS)).toBe(false);
  expect(pass(14)).toBe(false);
  expect(pass(1, 100)).toBe(true);
});

test('slips that nobody touched for three days expire by themselves, once the clock has proved steady', async () => {
  const actor = { person: null, roles: [], station: null, provedAt: null, system: 'test' };
  const warehouse = await hub.store.read((reader) => reader.one<{ id: string }>('select id from warehouse')?.id ?? '');
  const request = { warehouse, purpose: 'kit', receiver: null, order: null, remark: '', lines: [] };
  const answer = await hub.executor.run({ operationId: newId(), name: 'requisitions.create', request, actor });
  const { id } = (answer as unknown as { reply: { id: string } }).reply;
  const state = () => hub.store.read((reader) => findSlip(reader, id)?.approval);
  hub.clock.advance(2 * DAY_MS);
  for (let minute = 0; minute < 20; minute += 1) hub.clock.advance(60_000);
  expect(await state()).toBe('DRAFT');
  hub.clock.advance(DAY_MS);
  await passMinutes(async () => expect(await state()).toBe('EXPIRED'));
});
