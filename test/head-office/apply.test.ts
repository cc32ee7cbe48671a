import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HEADERS, presencePath, signedBytes } from '../../hub/sync/contract.ts';
import type { HubKey } from '../../hub/sync/keys.ts';
import { HandClock, type HeadOfficeSide, heldEvents, newKey, startHeadOffice, tempFolder } from '../sync/workshop.ts';
import { type Answered, eventAt, eventsFrom, hashesOf, make, post } from './post.ts';

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

describe('only the branch speaks for the branch', () => {
  test('another key is refused, whatever it shows', async () => {
    await post(office.url, make(key, eventsFrom(1, 1)));
    const stranger = newKey();
    const next = eventsFrom(2, 2);
    const previous = hashesOf(eventsFrom(1, 1))[0] ?? '';
    expect(await post(office.url, make(stranger, next, { previous }))).toMatchObject({
      status: 401,
      body: { code: 'sync.other-key' },
    });
    // It shows the branch's public key, and signs with its own.
    const borrowed = make(stranger, next, {
      previous,
      headers: { [HEADERS.publicKey]: Buffer.from(key.publicKey).toString('base64') },
    });
    expect(await post(office.url, borrowed)).toMatchObject({ status: 401, body: { code: 'sync.bad-signature' } });
    expect(await heldSeqs()).toEqual([1]);
  });

  test.each(['no-signature', 'short', 'other-body', 'other-branch', 'other-epoch'])(
    'a signature does not carry over: %s',
    async (how) => {
      const batch = make(key, eventsFrom(1, 2));
      const bent = {
        'no-signature': { ...batch, headers: { ...batch.headers, [HEADERS.signature]: '' } },
        short: { ...batch, headers: { ...batch.headers, [HEADERS.signature]: 'AAAA' } },
        'other-body': { ...batch, body: make(key, eventsFrom(1, 3)).body },
        'other-branch': { ...batch, path: '/v1/branches/sh-02/e1/events' },
        'other-epoch': { ...batch, path: '/v1/branches/sh-01/e2/events' },
      }[how];
      if (bent === undefined) throw new Error(how);
      expect(await post(office.url, bent)).toMatchObject({ status: 401, body: { code: 'sync.bad-signature' } });
      expect(await rows('select * from branch')).toEqual([]);
    },
  );

  test('events of another branch or epoch inside a signed body are not taken', async () => {
    expect(await post(office.url, make(key, eventsFrom(1, 2, { branch: 'sh-02' })))).toMatchObject({ status: 400 });
    expect(await post(office.url, make(key, eventsFrom(1, 2, { epoch: 'e2' })))).toMatchObject({ status: 400 });
    expect(await heldSeqs()).toEqual([]);
  });

  test('without trust in the first key and without a code nobody is enrolled', async () => {
    await office.close();
    await open({ trustFirstKey: false });
    expect(await post(office.url, make(key, eventsFrom(1, 1)))).toMatchObject({
      status: 401,
      body: { code: 'sync.not-enrolled' },
    });
  });

  test('the enrolment code is needed once; guessing it is stopped', async () => {
    await office.close();
    await open({ trustFirstKey: false, enrolmentCode: 'right' });
    const withCode = (code: string) => make(key, eventsFrom(1, 1), { headers: { [HEADERS.enrolmentCode]: code } });
    expect((await post(office.url, withCode('right'))).status).toBe(200);
    expect((await post(office.url, make(key, eventsFrom(1, 1)))).status).toBe(200);
    // The code enrols new branches; it never takes one over.
    const thief = make(newKey(), eventsFrom(1, 1), { headers: { [HEADERS.enrolmentCode]: 'right' } });
    expect(await post(office.url, thief)).toMatchObject({ status: 401, body: { code: 'sync.other-key' } });
    const guesses: Answered[] = [];
    for (let n = 0; n < 11; n += 1) {
      const guess = make(newKey(), eventsFrom(1, 1, { branch: 'new' }), {
        branch: 'new',
        headers: { [HEADERS.enrolmentCode]: `guess-${n}` },
      });
      guesses.push(await post(office.url, guess));
    }
    expect(guesses[9]).toMatchObject({ status: 401, body: { code: 'sync.enrolment-code' } });
    expect(guesses[10]).toMatchObject({ status: 429, retryAfter: '60' });
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

describe('nothing that is sent can harm', () => {
  test('a bomb with a good signature is not unpacked beyond its bound', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    expect(await post(office.url, make(key, [], { body: bomb }))).toMatchObject({
      status: 413,
      body: { code: 'sync.too-big' },
    });
  });

  test('a body that is not signed is never unpacked', async () => {
    const bomb = make(newKey(), [], { body: gzipSync(Buffer.alloc(80 * 1024 * 1024)) });
    await post(office.url, make(key, eventsFrom(1, 1)));
    expect(await post(office.url, bomb)).toMatchObject({ status: 401 });
  });

  test.each([
    ['not gzip', Buffer.from('{"seq":1}\n')],
    ['cut off', gzipSync('{"seq":1}\n').subarray(0, 20)],
    ['no line end', gzipSync('{"seq":1}')],
    ['no JSON', gzipSync('{"seq":1\n')],
    ['no place', gzipSync('{"seq":"1"}\n')],
    ['no event', gzipSync('')],
    ['a list', gzipSync('[1]\n')],
  ])('a signed body that is damaged (%s) is told so', async (_what, body) => {
    expect(await post(office.url, make(key, [], { body }))).toMatchObject({
      status: 400,
      body: { code: 'sync.bad-batch' },
    });
    expect(await heldSeqs()).toEqual([]);
  });

  test('events out of order inside a batch, or a batch cut inside an operation, are not taken', async () => {
    expect((await post(office.url, make(key, [eventAt(2), eventAt(1)]))).status).toBe(400);
    expect((await post(office.url, make(key, [eventAt(1), eventAt(3)]))).status).toBe(400);
    expect((await post(office.url, make(key, [eventAt(1), eventAt(2, { txEnd: false })]))).status).toBe(400);
    expect(await heldSeqs()).toEqual([]);
  });

  test('more than two thousand events are too many, unless they are one operation', async () => {
    expect(await post(office.url, make(key, eventsFrom(1, 2001)))).toMatchObject({ status: 413 });
    const whole = eventsFrom(1, 2500).map((event) => ({ ...event, txEnd: event.seq === 2500 }));
    expect((await post(office.url, make(key, whole))).body.acked_seq).toBe(2500);
  });

  test('a body beyond every bound is not read to its end', async () => {
    const body = new Uint8Array(9 * 1024 * 1024);
    const response = await post(office.url, make(key, [], { body })).catch((error: unknown) => error);
    // Either the answer comes through, or the connection is closed while we still send.
    if (!(response instanceof Error)) expect(response).toMatchObject({ status: 413 });
    expect((await post(office.url, make(key, eventsFrom(1, 1)))).status).toBe(200);
  });

  test.each([
    ['an unknown kind', { kind: 'robot.danced' }, 'event.unknown-kind'],
    ['a kind that is no word', { kind: 42 }, 'event.bad-shape'],
    ['a payload that is no object', { payload: 'hello' }, 'event.bad-shape'],
    ['a payload that is a list', { payload: [1] }, 'event.bad-shape'],
    ['no time', { at: 'yesterday' }, 'event.bad-shape'],
    ['a newer schema', { schemaVersion: 2 }, 'event.newer-schema'],
  ])('%s is put aside whole, acknowledged, and stops nothing', async (_what, change, reason) => {
    const events = [eventAt(1), eventAt(2, change), eventAt(3)];
    const batch = make(key, events);
    expect((await post(office.url, batch)).body).toEqual({ acked_seq: 3, acked_hash: batch.hashes[2] });
    expect((await post(office.url, batch)).body.acked_seq).toBe(3);
    const [aside] = await rows<{ seq: number; reason: string; raw: string }>('select seq, reason, raw from quarantine');
    expect(aside).toMatchObject({ seq: 2, reason });
    expect(JSON.parse(aside?.raw ?? '')).toEqual(events[1]);
    expect((await post(office.url, make(key, [eventAt(4)], { previous: batch.hashes[2] ?? '' }))).body.acked_seq).toBe(
      4,
    );
    const feed = (await (await fetch(`${office.url}/v1/feed`)).json()) as { events: { seq: number }[] };
    expect(feed.events.map(({ seq }) => seq)).toEqual([1, 3, 4]);
  });

  test('a fork is also seen on an event that was put aside', async () => {
    await post(office.url, make(key, [eventAt(1), eventAt(2, { kind: 'robot.danced' })]));
    const other = make(key, [eventAt(1), eventAt(2, { kind: 'robot.slept' })]);
    expect(await post(office.url, other)).toMatchObject({ status: 409, body: { code: 'sync.fork', seq: 2 } });
  });

  test('another protocol is told which one is spoken', async () => {
    const batch = make(key, eventsFrom(1, 1), { headers: { [HEADERS.protocol]: '9' } });
    expect(await post(office.url, batch)).toEqual({
      status: 426,
      body: { code: 'sync.version', min: 1, max: 1 },
      retryAfter: null,
    });
  });

  test('missing or odd headers are a bad batch', async () => {
    for (const name of [HEADERS.previousHash, HEADERS.lastHash, HEADERS.logHead, HEADERS.waiting]) {
      const batch = make(key, eventsFrom(1, 1), { headers: { [name]: 'x' } });
      expect(await post(office.url, batch)).toMatchObject({ status: 400, body: { code: 'sync.bad-batch' } });
    }
  });

  test('only the content types of the protocol are read', async () => {
    const batch = make(key, eventsFrom(1, 1), { headers: { 'content-type': 'text/plain' } });
    expect(await post(office.url, batch)).toMatchObject({ status: 415, body: { code: 'request.invalid' } });
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

describe('presence', () => {
  async function present(content: unknown, from: HubKey = key, epoch = 'e1'): Promise<Answered> {
    const path = presencePath('sh-01', epoch);
    const body = new Uint8Array(Buffer.from(JSON.stringify(content)));
    return post(office.url, {
      path,
      body,
      headers: {
        'content-type': 'application/json',
        [HEADERS.protocol]: '1',
        [HEADERS.publicKey]: Buffer.from(from.publicKey).toString('base64'),
        [HEADERS.signature]: Buffer.from(from.sign(signedBytes(path, body))).toString('base64'),
      },
    });
  }
  const here = { name: null, waiting: 17, oldestWaiting: 1_795_000_000_000, lastSeq: 3, clock: 1_795_000_000_000 };

  test('it is signed, counts as contact and confirms what is held', async () => {
    const clock = new HandClock();
    await office.close();
    await open({ clock });
    const batch = make(key, eventsFrom(1, 3));
    await post(office.url, batch);
    clock.advance(90_000);
    expect(await present(here)).toMatchObject({
      status: 200,
      body: { acked: { acked_seq: 3, acked_hash: batch.hashes[2] } },
    });
    expect(await rows('select last_contact, waiting, oldest_waiting from branch')).toEqual([
      { last_contact: clock.wall(), waiting: 17, oldest_waiting: 1_795_000_000_000 },
    ]);
    expect(await present(here, newKey())).toMatchObject({ status: 401, body: { code: 'sync.other-key' } });
  });

  test('of an epoch that is not known it confirms nothing', async () => {
    expect(await present(here)).toMatchObject({ status: 200, body: { acked: null } });
    expect(await rows('select branch, epoch from branch')).toEqual([{ branch: 'sh-01', epoch: null }]);
  });

  test('a hub that has less than head office holds is an old copy', async () => {
    await post(office.url, make(key, eventsFrom(1, 5)));
    expect(await present(here)).toMatchObject({ status: 409, body: { code: 'sync.fork' } });
    expect(await trouble()).toBe('sync.fork');
  });

  test('an old box of a branch that has opened a new epoch is refused', async () => {
    await post(office.url, make(key, eventsFrom(1, 3)));
    await post(office.url, make(key, eventsFrom(1, 1, { epoch: 'e2' }), { epoch: 'e2' }));
    expect(await present(here)).toMatchObject({ status: 409, body: { code: 'sync.epoch-closed' } });
    expect(await present({ ...here, lastSeq: 1 }, key, 'e2')).toMatchObject({ status: 200 });
  });

  test('anything else is not a presence', async () => {
    expect(await present({ ...here, waiting: -1 })).toMatchObject({ status: 400 });
    expect(await present('hello')).toMatchObject({ status: 400 });
    expect(await present({ ...here, name: 'x'.repeat(5000) })).toMatchObject({ status: 413 });
  });
});
