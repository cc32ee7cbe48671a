import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import pino from 'pino';
import { buildHeadOffice } from '../../hub/head-office/app.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import {
  appendEvents,
  type Branch,
  eventsAfter,
  type FeedHead,
  foundBranch,
  type StoredEvent,
} from '../../hub/store/changes.ts';
import { NO_HASH } from '../../hub/store/hash.ts';
import { openStore, type Store } from '../../hub/store/open.ts';
import { NDJSON } from '../../hub/sync/contract.ts';
import { type Envelope, packEvents } from '../../hub/sync/envelope.ts';
import { type HubKey, hubKeyFrom } from '../../hub/sync/keys.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = 7;
const BATCHES = 10;
const EVENTS = 2000;

/** A day's work as the hub would have written it, of a branch of its own for each round. */
async function signedBatches(store: Store, key: HubKey, branch: Branch): Promise<Envelope[]> {
  await store.write((tx) => {
    tx.run('delete from change_feed');
    tx.run("delete from sqlite_sequence where name = 'change_feed'");
    let head: FeedHead = { seq: 0, hash: NO_HASH };
    for (let n = 0; n < (BATCHES * EVENTS) / 2; n += 1) {
      head = appendEvents(
        tx,
        branch,
        head,
        { operationId: `018f-${branch.branchId}-${n}`, at: 1_795_000_000_000 + n },
        [
          {
            kind: 'stock.moved',
            schemaVersion: 1,
            payload: {
              movement: `m-${n}`,
              partNumber: '04152-YZZA1',
              from: 'A-01-03',
              to: 'person:1007',
              quantity: 1000,
            },
          },
          {
            kind: 'requisition.approved',
            schemaVersion: 1,
            payload: { requisition: `r-${n}`, number: `LY-20261122-${n}`, receiver: '王师傅', lines: 1 },
          },
        ],
      );
    }
  });
  const envelopes: Envelope[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const [first, ...rest] = await store.read((reader) => eventsAfter(reader, branch, batch * EVENTS, EVENTS));
    if (first === undefined) throw new Error('The feed is empty.');
    const events: readonly [StoredEvent, ...StoredEvent[]] = [first, ...rest];
    envelopes.push(await packEvents(key, branch, events, { waiting: 0, oldestWaiting: null, logHead: NO_HASH }));
  }
  return envelopes;
}

/** Events per second when each batch waits for the answer to the one before, as the sender does. */
async function rate(url: string, envelopes: readonly Envelope[]): Promise<number> {
  const began = performance.now();
  for (const { path, headers, body } of envelopes) {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    await response.text();
    if (response.status !== 200) throw new Error(`Head office answered ${response.status}.`);
  }
  return (BATCHES * EVENTS * 1000) / (performance.now() - began);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

async function discarding(): Promise<{ readonly url: string; close(): Promise<unknown> }> {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(NDJSON, { parseAs: 'buffer', bodyLimit: 8 * 1024 * 1024 }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/v1/branches/:branch/:epoch/events', async () => ({ acked_seq: 0 }));
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

/**
 * Events that head office takes per second through real HTTP (signature, decompression, chain of hashes, one durable
 * transaction per batch), against the same signed batches read and thrown away by the same kind of server.
 */
export async function benchHeadOffice(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-head-office-'));
  const hub = await openStore(join(folder, 'hub.sqlite'), { migrations: 'migrations', now: Date.now() });
  const store = await openStore(join(folder, 'office.sqlite'), {
    migrations: 'migrations/head-office',
    now: Date.now(),
  });
  const logger = pino({ level: 'silent' });
  const app = buildHeadOffice({ store, clock: systemClock, logger, trustFirstKey: true, enrolmentCode: null });
  const office = await app.listen({ host: '127.0.0.1', port: 0 });
  const bin = await discarding();
  const key = hubKeyFrom(generateKeyPairSync('ed25519').privateKey);
  const applied: number[] = [];
  const discarded: number[] = [];
  try {
    await hub.write((tx) => foundBranch(tx, { branchId: 'bench', epoch: 'e1', now: Date.now() }));
    // The first round only warms both up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const branch: Branch = { branchId: `bench-${round}`, epoch: 'e1', ackedSeq: 0 };
      const envelopes = await signedBatches(hub, key, branch);
      const rates = [await rate(bin.url, envelopes), await rate(office, envelopes)];
      if (round > 0) {
        discarded.push(rates[0] ?? 0);
        applied.push(rates[1] ?? 0);
      }
    }
    const held = await store.read((reader) => reader.one<{ n: number }>('select count(*) as n from event')?.n);
    if (held !== (ROUNDS + 1) * BATCHES * EVENTS) throw new Error(`Head office holds ${held} events.`);
  } finally {
    await app.close();
    await bin.close();
    await store.close();
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const ours = median(applied);
  const theirs = median(discarded);
  return [
    {
      what: 'events applied at head office (signed, chained, durable; batches of 2,000)',
      value: `${Math.round(ours).toLocaleString('en')} events/s`,
      against: `${Math.round(theirs).toLocaleString('en')} events/s read and discarded`,
      ratio: (ours / theirs).toFixed(3),
    },
  ];
}
