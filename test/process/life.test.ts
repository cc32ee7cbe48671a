import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { eventually } from '../support/eventually.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { Desk } from './desk.ts';
import { hubIn, hubWith, sentenceOf } from './hub.ts';

/** What a store says when its hub is dead. */
function inspect<Row>(file: string, sql: string): Row[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

test('SIGTERM ends the hub with 0, with what it was asked kept and its log folded into the store', async () => {
  const folder = tempFolder();
  const hub = hubIn(folder);
  const desk = await Desk.open(await hub.ready());
  expect(await desk.openWarehouse('A')).toMatchObject({ status: 200 });
  expect(await hub.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(hub.err).toBe('');
  const file = join(folder, 'data', 'hub.db');
  expect(inspect(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(inspect(file, 'select code from warehouse')).toEqual([{ code: 'A' }]);
});

test('SIGTERM under load: whoever got an answer finds it true, whoever got none asks again', async () => {
  const folder = tempFolder();
  const hub = hubIn(folder);
  const desk = await Desk.open(await hub.ready());
  const codes = Array.from({ length: 200 }, (_, index) => `W${index}`);
  const answers = codes.map(async (code) => ({ code, ...(await desk.openWarehouse(code)) }));
  const settled = Promise.allSettled(answers);
  await Promise.race(answers);
  expect(await hub.stop('SIGTERM')).toMatchObject({ code: 0 });
  const answered = (await settled).flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  // A hub that is stopping says 503 to whoever comes now; a connection that it closed says nothing.
  expect(answered.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  const told = answered.filter(({ status }) => status === 200).map(({ code }) => code);
  const kept = inspect<{ code: string }>(join(folder, 'data', 'hub.db'), 'select code from warehouse');
  expect(told.length).toBeGreaterThan(0);
  expect(kept.map(({ code }) => code)).toEqual(expect.arrayContaining(told));
});

test('SIGKILL: the next start opens the store, and an operation asked again is answered as before', async () => {
  const folder = tempFolder();
  const first = hubIn(folder);
  const key = newId();
  const answer = await (await Desk.open(await first.ready())).openWarehouse('A', key);
  expect(await first.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  const second = hubIn(folder);
  const desk = await Desk.open(await second.ready());
  expect(await desk.openWarehouse('A', key)).toEqual(answer);
  expect(await desk.openWarehouse('A')).toMatchObject({ status: 409, body: { code: 'places.code-taken' } });
  await second.stop('SIGTERM');
  const file = join(folder, 'data', 'hub.db');
  expect(inspect(file, 'pragma quick_check')).toEqual([{ quick_check: 'ok' }]);
  expect(inspect(file, 'select code from warehouse')).toEqual([{ code: 'A' }]);
});

test("the demo's second start finds its workshop as it was left, and seeds nothing twice", async () => {
  const data = tempFolder();
  const env = { HUB_DATA: data, HUB_PORT: '0', HEAD_OFFICE_PORT: '0' };
  const file = join(data, 'hub.db');
  const counts = () =>
    inspect(
      file,
      `select (select count(*) from part) as parts, (select count(*) from person) as people,
         (select count(*) from movement) as movements, (select branch_id from branch) as branch,
         (select count(*) from operation_log where name = 'parts.add') as seeded`,
    );
  const first = hubWith(env);
  await first.ready();
  expect(await first.stop('SIGTERM')).toMatchObject({ code: 0 });
  const before = counts();
  expect(before[0]).toMatchObject({ people: 13 });
  const second = hubWith(env);
  await second.ready();
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(counts()).toEqual(before);
});

test('when the port of its head office is taken, the demo lives on and says so', async () => {
  const other = hubIn(tempFolder());
  const taken = await other.ready();
  const demo = hubWith({ HUB_DATA: tempFolder(), HUB_PORT: '0', HEAD_OFFICE_PORT: String(taken) });
  const port = await demo.ready();
  await eventually(() => {
    const said = demo.log().find(({ level, msg }) => level === 40 && msg.includes('head office'));
    expect(JSON.stringify(said)).toContain(String(taken));
  });
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(await demo.stop('SIGTERM')).toMatchObject({ code: 0 });
});

test('a second hub on the same store does not start, and says who is there', async () => {
  const folder = tempFolder();
  const first = hubIn(folder);
  await first.ready();
  const second = hubIn(folder);
  const isRefused = await Promise.race([second.ready().then(() => false), second.ended.then(() => true)]);
  expect(isRefused).toBe(true);
  expect(await sentenceOf(second)).toContain(join(folder, 'data', 'hub.db'));
});
