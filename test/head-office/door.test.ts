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
