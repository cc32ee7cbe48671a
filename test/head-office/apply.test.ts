import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubKey } from '../../hub/sync/keys.ts';
import { type HeadOfficeSide, heldEvents, newKey, startHeadOffice, tempFolder } from '../sync/workshop.ts';
import { eventAt, eventsFrom, hashesOf, make, post } from './post.ts';

let folder: ReturnType<typeof tempFolder>;
let office: HeadOfficeSide;
let key: HubKey;

async function open(options: Parameters<typeof startHeadOffice>[1] = {}): Promise<void> {
  office = await startHeadOffice(join(folder.path, 'office.sqlite'), options);
}
beforeEach(async () => {
  folder = tempFolder();
  key = newKey();
  await open();
});
afterEach(async () => {
  await office.close();
  folder.remove();
});

async function rows<Row>(sql: string): Promise<Row[]> {
  return office.store.read((reader) => reader.all<Row>(sql));
}

async function heldSeqs(epoch = 'e1'): Promise<number[]> {
  return (await heldEvents(office.store, 'sh-01', epoch)).map(({ seq }) => seq);
}

const trouble = async (): Promise<unknown> =>
  (await rows<{ trouble: string }>('select trouble from branch'))[0]?.trouble;

describe('each event is applied once, in order', () => {
  test('a batch is acknowledged with its last sequence and its hash', async () => {
    const batch = make(key, eventsFrom(1, 5));
    expect(await post(office.url, batch)).toMatchObject({
      status: 200,
      body: { acked_seq: 5, acked_hash: batch.hashes[4] },
    });
    expect((await heldEvents(office.store)).map(({ hash }) => hash)).toEqual(batch.hashes);
  });

  test('a batch that comes three times, and once inside a longer one, changes nothing', async () => {
    const batch = make(key, eventsFrom(1, 5));
    for (let n = 0; n < 3; n += 1) expect((await post(office.url, batch)).body.acked_seq).toBe(5);
    expect((await post(office.url, make(key, eventsFrom(1, 8)))).body.acked_seq).toBe(8);
    expect((await post(office.url, batch)).body.acked_seq).toBe(8);
    expect(await heldSeqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await rows('select ho_seq from event order by ho_seq')).toEqual(
      Array.from({ length: 8 }, (_, n) => ({ ho_seq: n + 1 })),
    );
  });

  test('batches in the wrong order: the later one is asked to wait for what is missing', async () => {
    const first = make(key, eventsFrom(1, 3));
    const second = make(key, eventsFrom(4, 6), { previous: first.hashes[2] ?? '' });
    expect(await post(office.url, second)).toMatchObject({ status: 409, body: { code: 'sync.gap', need: 1 } });
    await post(office.url, first);
    const far = make(key, eventsFrom(7, 9), { previous: second.hashes[2] ?? '' });
    expect(await post(office.url, far)).toMatchObject({ status: 409, body: { code: 'sync.gap', need: 4 } });
    await post(office.url, second);
    expect((await post(office.url, far)).body.acked_seq).toBe(9);
    expect(await heldSeqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('the same batch sent twice at the same moment is applied once', async () => {
    const batch = make(key, eventsFrom(1, 50));
    const answers = await Promise.all([post(office.url, batch), post(office.url, batch)]);
    expect(answers.map(({ status }) => status).sort()).toContain(200);
    expect(await heldSeqs()).toHaveLength(50);
  });

  test('everything is still there after a restart, and goes on from there', async () => {
    const batch = make(key, eventsFrom(1, 3));
    await post(office.url, batch);
    await office.close();
    await open();
    expect(
      (await post(office.url, make(key, eventsFrom(4, 4), { previous: batch.hashes[2] ?? '' }))).body.acked_seq,
    ).toBe(4);
  });

  test('what was applied can be neither changed nor deleted', async () => {
    await post(office.url, make(key, eventsFrom(1, 1)));
    await expect(office.store.write((tx) => tx.run(`update event set kind = 'x'`))).rejects.toThrow(/append-only/);
    await expect(office.store.write((tx) => tx.run('delete from event'))).rejects.toThrow(/append-only/);
  });

  test('the head of the operation log is kept with each batch', async () => {
    await post(office.url, make(key, eventsFrom(1, 3)));
    expect(await rows('select seq, lower(hex(head)) as head from operation_log_head')).toEqual([
      { seq: 3, head: 'cd'.repeat(32) },
    ]);
  });
});

describe('a history that does not fit', () => {
  test('an edited event breaks the chain, and nothing of its batch is kept', async () => {
    const events = eventsFrom(1, 4);
    const honest = hashesOf(events);
    const edited = events.map((event) => (event.seq === 2 ? { ...event, payload: { quantity: 1 } } : event));
    await post(office.url, make(key, [eventAt(1)]));
    expect(await post(office.url, make(key, edited, { lastHash: honest[3] ?? '' }))).toMatchObject({
      status: 409,
      body: { code: 'sync.broken-chain' },
    });
    expect(await heldSeqs()).toEqual([1]);
    expect(await trouble()).toBe('sync.broken-chain');
  });

  test('a known sequence with another content is a fork, and the old content stays', async () => {
    const batch = make(key, eventsFrom(1, 5));
    await post(office.url, batch);
    const forked = eventsFrom(3, 6).map((event) => (event.seq === 4 ? { ...event, payload: { quantity: 9 } } : event));
    expect(await post(office.url, make(key, forked, { previous: batch.hashes[1] ?? '' }))).toMatchObject({
      status: 409,
      body: { code: 'sync.fork', seq: 4 },
    });
    expect((await heldEvents(office.store)).map(({ hash }) => hash)).toEqual(batch.hashes);
    expect(await trouble()).toBe('sync.fork');
  });

  test('events that follow another last event than ours are a fork', async () => {
    await post(office.url, make(key, eventsFrom(1, 2)));
    const other = hashesOf([eventAt(1), eventAt(2, { payload: { quantity: 7 } })])[1] ?? '';
    expect(await post(office.url, make(key, eventsFrom(3, 3), { previous: other }))).toMatchObject({
      status: 409,
      body: { code: 'sync.fork', seq: 2 },
    });
    expect(await heldSeqs()).toEqual([1, 2]);
  });

  test('a batch that fits again clears the trouble', async () => {
    const batch = make(key, eventsFrom(1, 2));
    await post(office.url, batch);
    await post(office.url, make(key, eventsFrom(3, 3), { previous: 'ee'.repeat(32) }));
    expect(await trouble()).toBe('sync.fork');
    await post(office.url, make(key, eventsFrom(3, 3), { previous: batch.hashes[1] ?? '' }));
    expect(await trouble()).toBeNull();
  });

  test('a new epoch begins at one beside the old rows, and the old one is closed', async () => {
    const old = make(key, eventsFrom(1, 3));
    await post(office.url, old);
    const fresh = make(key, eventsFrom(1, 2, { epoch: 'e2' }), { epoch: 'e2' });
    expect((await post(office.url, fresh)).body.acked_seq).toBe(2);
    expect(await heldSeqs('e1')).toEqual([1, 2, 3]);
    expect(await heldSeqs('e2')).toEqual([1, 2]);
    expect(await post(office.url, make(key, eventsFrom(4, 4), { previous: old.hashes[2] ?? '' }))).toMatchObject({
      status: 409,
      body: { code: 'sync.epoch-closed' },
    });
  });

  test('a restored copy goes on in a new epoch from a place that head office knows, and from no other', async () => {
    const old = make(key, eventsFrom(1, 5));
    await post(office.url, old);
    const restored = (previous: string) => make(key, eventsFrom(4, 6, { epoch: 'e2' }), { epoch: 'e2', previous });
    expect(await post(office.url, restored('ee'.repeat(32)))).toMatchObject({
      status: 409,
      body: { code: 'sync.gap', need: 1 },
    });
    expect((await post(office.url, restored(old.hashes[2] ?? ''))).body.acked_seq).toBe(6);
    expect(await heldSeqs('e2')).toEqual([4, 5, 6]);
  });

  test('an epoch that begins after something that never was is a fork', async () => {
    expect(await post(office.url, make(key, eventsFrom(1, 2), { previous: 'ee'.repeat(32) }))).toMatchObject({
      status: 409,
      body: { code: 'sync.fork' },
    });
    expect(await heldSeqs()).toEqual([]);
  });
});

describe('back-pressure', () => {
  test('a second batch of a branch while the first is being applied is asked to come back', async () => {
    await post(office.url, make(key, eventsFrom(1, 1)));
    let release = (): void => {};
    const held = office.store.write(() => new Promise<void>((resolve) => (release = resolve)));
    const next = make(key, eventsFrom(2, 2), { previous: hashesOf(eventsFrom(1, 1))[0] ?? '' });
    const both = [post(office.url, next), post(office.url, next)];
    expect(await Promise.race(both)).toMatchObject({ status: 429, retryAfter: '1', body: { max_batch: 500 } });
    release();
    await held;
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 429]);
    expect(await heldSeqs()).toEqual([1, 2]);
  });

  test('a head office with too much under way asks everybody to come back', async () => {
    await office.close();
    await open({ mostAtOnce: 0 });
    expect(await post(office.url, make(key, eventsFrom(1, 1)))).toMatchObject({
      status: 503,
      retryAfter: '2',
      body: { code: 'sync.busy', max_batch: 500 },
    });
  });
});
