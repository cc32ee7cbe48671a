import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemActor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { CallAnswer } from '../../hub/server/socket-contract.ts';
import { frameOf, SESSION_OVER } from '../../hub/server/socket-session.ts';
import { eventually } from '../support/eventually.ts';
import type { PageClient } from '../support/page-client.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';

test('hello comes first and says which build, whether it is a demo, and who is signed in', async () => {
  const workshop = await startWorkshop();
  const cookie = await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1', cookie });
  await eventually(() =>
    expect(page.frames[0]).toMatchObject({ type: 'hello', protocol: 1, build: 'none', demo: true }),
  );
  expect(page.frames[0]).toMatchObject({ session: { person: { name: '吴敏' }, station: 'counter-1' } });
});

test('a call that is sent again with its id is answered again and done once', async () => {
  const workshop = await startWorkshop();
  const cookie = await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1', cookie });
  const warehouse = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>('select id from warehouse')?.id,
  );
  const request = { warehouse, purpose: 'kit', receiver: null, order: null, remark: '', lines: [] };
  const id = newId();
  const first = await page.call('requisitions.create', request, id);
  // The line drops before the page knows; it comes back and repeats itself.
  page.socket.terminate();
  const again = await workshop.page({ station: 'counter-1', cookie });
  const second = await again.call('requisitions.create', request, id);
  expect(first).toMatchObject({ outcome: 'accepted', repeated: false });
  expect(second).toMatchObject({ outcome: 'accepted', repeated: true });
  const slips = await workshop.hub.store.read((reader) => reader.all('select 1 from requisition'));
  expect(slips).toHaveLength(1);
});

test('what may not be done, does not exist or has the wrong shape is answered with its code', async () => {
  const workshop = await startWorkshop();
  const page = await workshop.page({ station: 'counter-1' });
  expect(await page.call('requisitions.create', {})).toMatchObject({
    outcome: 'problem',
    status: 401,
    code: 'auth.sign-in-first',
  });
  expect(await page.call('nothing.at-all', {})).toMatchObject({ outcome: 'problem', status: 404 });
  expect(await page.call('requisitions.create', {}, 'not-a-uuid')).toMatchObject({ code: 'operation.id-missing' });
  page.send({ type: 'watch', id: 77, topic: 'stations.counter', params: { station: 7 } });
  await eventually(() => {
    expect(page.frames.at(-1)).toMatchObject({ type: 'refused-watch', id: 77, code: 'request.invalid' });
  });
});

test('what a page asks in a row is done in that row', async () => {
  const workshop = await startWorkshop();
  const cookie = await workshop.openCounter('counter-1');
  const page = await workshop.page({ cookie });
  const draft = await draftOf(page, workshop);
  const requisition = draft.outcome === 'accepted' ? (draft.reply as { id: string }).id : '';
  const remarks = Array.from({ length: 40 }, (_, n) => `备注 ${n}`);
  await Promise.all(remarks.map((remark) => page.call('requisitions.set-remark', { requisition, remark })));
  const kept = await workshop.hub.store.read((reader) =>
    reader.one('select remark from requisition where id = ?', requisition),
  );
  expect(kept).toEqual({ remark: '备注 39' });
});

async function draftOf(page: PageClient, workshop: Workshop): Promise<CallAnswer> {
  const warehouse = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>('select id from warehouse')?.id,
  );
  return page.call('requisitions.create', {
    warehouse,
    purpose: 'kit',
    receiver: null,
    order: null,
    remark: '',
    lines: [],
  });
}

test.each<[string, (workshop: Workshop, cookie: string) => Promise<unknown>]>([
  [
    'signed out',
    async (workshop, cookie) => {
      const current = await fetch(`${workshop.origin}/api/v1/sessions/current`, { headers: { cookie } });
      const { session } = (await current.json()) as { session: { session: string } };
      return fetch(`${workshop.origin}/api/v1/sessions/${session.session}`, {
        method: 'DELETE',
        headers: { cookie, 'idempotency-key': newId() },
      });
    },
  ],
  ['replaced by another keeper', (workshop) => workshop.openCounter('counter-1', '2002')],
  [
    'idle for too long',
    async (workshop) => {
      await workshop.hub.store.write((tx) => tx.run('update session set last_used_at = 1000'));
      const request = { operationId: newId(), name: 'stations.close-idle', request: {}, actor: systemActor('test') };
      return workshop.hub.executor.run(request);
    },
  ],
])(
  'a session that is over can do nothing more on an open line, and the page is sent to come back: %s',
  async (_how, end) => {
    const workshop = await startWorkshop();
    const cookie = await workshop.openCounter('counter-1');
    const page = await workshop.page({ cookie });
    expect(await draftOf(page, workshop)).toMatchObject({ outcome: 'accepted' });
    const closed = once(page.socket, 'close');
    await end(workshop, cookie);
    expect((await closed)[0]).toBe(SESSION_OVER);
    const again = await workshop.page({ cookie });
    expect(await draftOf(again, workshop)).toMatchObject({
      outcome: 'problem',
      status: 401,
      code: 'auth.sign-in-first',
    });
  },
);

test('a page of another site cannot open the socket', async () => {
  const workshop = await startWorkshop();
  const socket = new WebSocket(`${workshop.origin.replace('http', 'ws')}/api/v1/socket`, {
    headers: { origin: 'https://evil.example' },
  });
  const [, response]: { statusCode?: number }[] = await once(socket, 'unexpected-response');
  expect(response?.statusCode).toBe(403);
});

test.each([
  ['too large', JSON.stringify({ type: 'call', id: newId(), name: 'x', request: { text: 'x'.repeat(70_000) } }), 1009],
  ['no JSON', 'hello', 1003],
  ['a frame that is none', '{"type":"dance"}', 1003],
])('a frame that is %s ends the connection, and the hub goes on', async (_what, text, code) => {
  const workshop = await startWorkshop();
  const page = await workshop.page();
  page.socket.send(text);
  const [closedWith] = await once(page.socket, 'close');
  expect(closedWith).toBe(code);
  const health = await fetch(`${workshop.origin}/healthz`);
  expect(health.status).toBe(200);
});

test('only frames of the protocol are frames', () => {
  expect(frameOf('{"type":"watch","id":1,"topic":"t","params":{}}')).toEqual({
    type: 'watch',
    id: 1,
    topic: 't',
    params: {},
  });
  expect(frameOf('{"type":"watch","id":1.5,"topic":"t","params":{}}')).toBeNull();
  expect(frameOf('{"type":"call","id":"a","name":"n","request":[]}')).toBeNull();
  expect(frameOf('[]')).toBeNull();
  expect(frameOf('null')).toBeNull();
});

test('a stop closes the pages politely and ends', async () => {
  const workshop = await startWorkshop();
  const page = await workshop.page();
  const closed = once(page.socket, 'close');
  await workshop.stop();
  expect((await closed)[0]).toBe(1001);
});
