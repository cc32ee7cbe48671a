import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ackedSeq,
  type BranchSide,
  commitMany,
  HandClock,
  newKey,
  openBranch,
  tempFolder,
  uplinkOf,
} from './workshop.ts';

let folder: ReturnType<typeof tempFolder>;
let side: BranchSide;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = tempFolder();
  side = await openBranch(join(folder.path, 'hub.sqlite'), newKey());
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await side.store.close();
  folder.remove();
});

/** A head office that says only what the test puts into its mouth. */
async function says(answer: (reply: ServerResponse, request: number) => void): Promise<string> {
  let requests = 0;
  const server: Server = createServer((request, reply) => {
    request.resume();
    request.on('end', () => answer(reply, ++requests));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function json(reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

test('an acknowledgement that means another history is not believed', async () => {
  await commitMany(side.store, 5);
  const url = await says((reply) => json(reply, 200, { acked_seq: 5, acked_hash: 'ab'.repeat(32) }));
  expect(await uplinkOf(side, url).exchange()).toEqual({ outcome: 'refused', code: 'sync.fork', final: true });
  expect(await ackedSeq(side.store)).toBe(0);
});

test('head office knowing more than the hub means that an old copy went on under its epoch', async () => {
  await commitMany(side.store, 5);
  const url = await says((reply) => json(reply, 409, { code: 'sync.gap', need: 7 }));
  expect(await uplinkOf(side, url).exchange()).toEqual({ outcome: 'refused', code: 'sync.fork', final: true });
});

test('the log-in page of a captive portal acknowledges nothing', async () => {
  await commitMany(side.store, 5);
  const url = await says((reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'));
  expect(await uplinkOf(side, url).exchange()).toEqual({
    outcome: 'offline',
    code: 'sync.strange-reply',
    answered: true,
  });
  expect(await ackedSeq(side.store)).toBe(0);
});

test('a redirect is not followed with a signed body', async () => {
  await commitMany(side.store, 1);
  let elsewhere = 0;
  const other = await says((reply) => {
    elsewhere += 1;
    json(reply, 200, {});
  });
  const url = await says((reply) => reply.writeHead(307, { location: `${other}/x` }).end());
  expect(await uplinkOf(side, url).exchange()).toMatchObject({ outcome: 'offline' });
  expect(elsewhere).toBe(0);
});

test('413 halves the batch until a single operation is left, which is never cut', async () => {
  const url = await says((reply) => json(reply, 413, { code: 'sync.too-big' }));
  await commitMany(side.store, 8, 1);
  const uplink = uplinkOf(side, url);
  const sizes: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const outcome = await uplink.exchange();
    sizes.push(uplink.batchSize);
    if (outcome.outcome === 'refused')
      expect(outcome).toEqual({ outcome: 'refused', code: 'sync.too-big', final: false });
  }
  expect(sizes).toEqual([4, 2, 1, 1]);
});

test('back-pressure is obeyed in time and in size', async () => {
  const url = await says((reply) => json(reply, 503, { code: 'sync.busy', max_batch: 7 }, { 'retry-after': '90' }));
  await commitMany(side.store, 20);
  const uplink = uplinkOf(side, url);
  expect(await uplink.exchange()).toEqual({ outcome: 'busy', after_ms: 90_000 });
  expect(uplink.batchSize).toBe(7);
});

test('a reply that never comes ends with the timeout, and the batch is halved', async () => {
  const clock = new HandClock();
  await commitMany(side.store, 100);
  const url = await says(() => clock.advance(61_000));
  const uplink = uplinkOf(side, url, { clock });
  expect(await uplink.exchange()).toEqual({ outcome: 'offline', code: 'sync.timeout', answered: false });
  expect(uplink.batchSize).toBe(50);
});
