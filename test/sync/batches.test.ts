import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBranch } from '../../hub/store/changes.ts';
import { HEADERS } from '../../hub/sync/contract.ts';
import { packEvents } from '../../hub/sync/envelope.ts';
import { backlogAfter, wholeOperationsAfter } from '../../hub/sync/store.ts';
import {
  type BranchSide,
  branchEvents,
  commit,
  commitMany,
  event,
  newKey,
  openBranch,
  START,
  tempFolder,
} from './workshop.ts';

let folder: ReturnType<typeof tempFolder>;
let side: BranchSide;
beforeEach(async () => {
  folder = tempFolder();
  side = await openBranch(join(folder.path, 'hub.sqlite'), newKey());
});
afterEach(async () => {
  await side.store.close();
  folder.remove();
});

async function next(after: number, most: number): Promise<number[]> {
  return side.store.read((reader) => {
    const branch = readBranch(reader);
    if (branch === undefined) throw new Error('not founded');
    return wholeOperationsAfter(reader, branch, after, most).map(({ seq }) => seq);
  });
}

test('a batch is cut only where an operation ends', async () => {
  await commitMany(side.store, 4, 3);
  expect(await next(0, 7)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await next(6, 6)).toEqual([7, 8, 9, 10, 11, 12]);
  expect(await next(0, 3)).toEqual([1, 2, 3]);
});

test('one operation that is longer than a batch goes whole and alone', async () => {
  await commitMany(side.store, 1, 11);
  await commitMany(side.store, 2, 1);
  expect(await next(0, 4)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await next(0, 1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await next(11, 1)).toEqual([12]);
});

test('nothing waits after the last event', async () => {
  await commitMany(side.store, 3);
  expect(await next(3, 10)).toEqual([]);
  const backlog = await side.store.read((reader) => backlogAfter(reader, 3));
  expect(backlog).toEqual({ waiting: 0, oldestWaiting: null, lastSeq: 3 });
});

test('the backlog counts what is not acknowledged and names its oldest time', async () => {
  await commitMany(side.store, 5);
  expect(await side.store.read((reader) => backlogAfter(reader, 2))).toEqual({
    waiting: 3,
    oldestWaiting: START + 2,
    lastSeq: 5,
  });
});

test('every line is the event in its canonical form, one per line, and the headers frame the chain', async () => {
  await commit(side.store, [event('order.checked-in', { plate: '京A·D12345', number: 'WX-1', b: 1, a: null })], 'op-x');
  const events = await branchEvents(side.store);
  const [first] = events;
  if (first === undefined) throw new Error('nothing was committed');
  const branch = { branchId: 'sh-01', epoch: 'e1', ackedSeq: 0 };
  const packed = await packEvents(side.key, branch, [first], { waiting: 0, oldestWaiting: null, logHead: first.hash });
  expect(gunzipSync(packed.body).toString('utf8')).toBe(
    `{"at":${START},"branch":"sh-01","epoch":"e1","kind":"order.checked-in","operationId":"op-x","payload":{"a":null,"b":1,"number":"WX-1","plate":"京A·D12345"},"schemaVersion":1,"seq":1,"txEnd":true}\n`,
  );
  expect(packed.path).toBe('/v1/branches/sh-01/e1/events');
  expect(packed.headers[HEADERS.previousHash]).toBe('0'.repeat(64));
  expect(packed.headers[HEADERS.lastHash]).toBe(Buffer.from(first.hash).toString('hex'));
  expect(packed.headers[HEADERS.oldestWaiting]).toBeUndefined();
});
