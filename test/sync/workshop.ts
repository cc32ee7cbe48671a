import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { buildHeadOffice, type HeadOfficeDeps } from '../../hub/head-office/app.ts';
import type { Clock } from '../../hub/kernel/clock.ts';
import type { EmittedEvent, JsonObject } from '../../hub/kernel/event.ts';
import {
  appendEvents,
  eventsAfter,
  feedHead,
  foundBranch,
  readBranch,
  type StoredEvent,
} from '../../hub/store/changes.ts';
import { openStore, type Store } from '../../hub/store/open.ts';
import { type HubKey, hubKeyFrom } from '../../hub/sync/keys.ts';
import { Uplink, type UplinkOptions } from '../../hub/sync/uplink.ts';

export const quietLogger: Logger = pino({ level: 'silent' });
export const START = Date.UTC(2026, 10, 22, 1, 0, 0);

export function tempFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'hub-sync-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Time that moves only when a test says so. */
export class HandClock implements Clock {
  #now = 0;
  #timers: { at: number; callback: () => void }[] = [];
  wallOffset = START;

  wall(): number {
    return this.wallOffset + this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(delay_ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + delay_ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Milliseconds until each pending timer, soonest first. */
  pending(): number[] {
    return this.#timers.map(({ at }) => at - this.#now).sort((one, other) => one - other);
  }

  advance(by_ms: number): void {
    const until = this.#now + by_ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = until;
  }
}

/** Long enough for the slowest machine; it only keeps a test that can never pass from failing without words. */
const PATIENCE_MS = 30_000;

/** Turns of the event loop until it holds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`It never came to this: ${what}`);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

export function newKey(): HubKey {
  return hubKeyFrom(generateKeyPairSync('ed25519').privateKey);
}

export type BranchSide = { store: Store; readonly file: string; readonly key: HubKey };

export async function openBranch(file: string, key: HubKey, branchId = 'sh-01', epoch = 'e1'): Promise<BranchSide> {
  const store = await openStore(file, { migrations: 'migrations', now: START });
  await store.write((tx) => {
    if (readBranch(tx) === undefined) foundBranch(tx, { branchId, epoch, now: START });
  });
  return { store, file, key };
}

export function event(kind: string, payload: JsonObject): EmittedEvent {
  return { kind, payload, schemaVersion: 1 };
}

/** One operation with these events, in one transaction, as the executor does it. */
export async function commit(store: Store, events: readonly EmittedEvent[], operationId?: string): Promise<void> {
  await store.write((tx) => {
    const branch = readBranch(tx);
    if (branch === undefined) throw new Error('not founded');
    const head = feedHead(tx);
    appendEvents(tx, branch, head, { operationId: operationId ?? `op-${head.seq + 1}`, at: START + head.seq }, events);
  });
}

/** `count` operations of one event each, in one transaction. */
export async function commitMany(store: Store, count: number, eventsEach = 1): Promise<void> {
  await store.write((tx) => {
    const branch = readBranch(tx);
    if (branch === undefined) throw new Error('not founded');
    let head = feedHead(tx);
    for (let n = 0; n < count; n += 1) {
      const events = Array.from({ length: eventsEach }, (_, i) =>
        event('stock.moved', { partNumber: `04152-${head.seq}`, quantity: 1000 + i, 备注: '犇' }),
      );
      head = appendEvents(tx, branch, head, { operationId: `op-${head.seq + 1}`, at: START + head.seq }, events);
    }
  });
}

export async function branchEvents(store: Store): Promise<StoredEvent[]> {
  return store.read((reader) => {
    const branch = readBranch(reader);
    return branch === undefined ? [] : eventsAfter(reader, branch, 0, 1_000_000);
  });
}

export async function ackedSeq(store: Store): Promise<number> {
  return store.read((reader) => readBranch(reader)?.ackedSeq ?? -1);
}

export type HeadOfficeSide = {
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly url: string;
  close(): Promise<void>;
};

export async function startHeadOffice(
  file: string,
  options: Partial<HeadOfficeDeps> & { readonly port?: number } = {},
): Promise<HeadOfficeSide> {
  const store = await openStore(file, { migrations: 'migrations/head-office', now: START });
  const app = buildHeadOffice({
    store,
    clock: new HandClock(),
    logger: quietLogger,
    trustFirstKey: true,
    enrolmentCode: null,
    ...options,
  });
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    store,
    app,
    url,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await store.close();
    },
  };
}

export type Held = { seq: number; kind: string; payload: string; hash: string; operationId: string };

/** What head office holds of a branch's epoch, in its order, whether applied or put aside. */
export async function heldEvents(store: Store, branch = 'sh-01', epoch = 'e1'): Promise<Held[]> {
  return store.read((reader) =>
    reader.all<Held>(
      `select seq, kind, payload, lower(hex(hash)) as hash, operation_id as operationId from event where branch = ? and epoch = ?
       union all
       select seq, json_extract(raw, '$.kind'), json_extract(raw, '$.payload'), lower(hex(hash)), json_extract(raw, '$.operationId')
       from quarantine where branch = ? and epoch = ? order by seq`,
      branch,
      epoch,
      branch,
      epoch,
    ),
  );
}

export function asHeld(events: readonly StoredEvent[]): Held[] {
  return events.map(({ seq, kind, payload, hash, operationId }) => ({
    seq,
    kind,
    payload: JSON.stringify(payload),
    hash: Buffer.from(hash).toString('hex'),
    operationId,
  }));
}

export function uplinkOf(side: BranchSide, url: string, options: Partial<UplinkOptions> = {}): Uplink {
  return new Uplink({
    store: side.store,
    key: side.key,
    url,
    enrolmentCode: null,
    name: null,
    clock: new HandClock(),
    fetch,
    ...options,
  });
}

/** Exchanges until there is nothing to send; the number of exchanges is bounded. */
export async function drain(uplink: Uplink, most = 200): Promise<void> {
  for (let n = 0; n < most; n += 1) {
    const { outcome } = await uplink.exchange();
    if (outcome === 'idle') return;
    if (outcome === 'refused') throw new Error('head office refuses');
  }
  throw new Error(`Not drained after ${most} exchanges.`);
}

/** A line that can be cut: it forwards TCP, and may swallow the answers of head office or refuse everybody. */
export type CutLine = {
  readonly url: string;
  /** 'whole' forwards both ways; 'no-replies' delivers requests, waits for the reply and hangs up without it; 'cut' hangs up at once. */
  mode: 'whole' | 'no-replies' | 'cut';
  swallowed: number;
  close(): Promise<void>;
};

export async function cutLine(target: string): Promise<CutLine> {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  const state = { mode: 'whole' as CutLine['mode'], swallowed: 0 };
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => near.destroy());
    near.on('close', () => sockets.delete(near));
    if (state.mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    sockets.add(far);
    far.on('error', () => near.destroy());
    far.on('close', () => {
      sockets.delete(far);
      near.destroy();
    });
    near.on('close', () => far.destroy());
    near.on('data', (bytes) => {
      if (state.mode === 'cut') near.destroy();
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (state.mode === 'whole') {
        near.write(bytes);
        return;
      }
      state.swallowed += 1;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(state, {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
