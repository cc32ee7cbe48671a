import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import type { FeedEvent } from '../../hub/kernel/event.ts';
import { eventsPath, HEADERS, NDJSON, PROTOCOL_VERSION, signedBytes } from '../../hub/sync/contract.ts';
import type { HubKey } from '../../hub/sync/keys.ts';

/**
 * A batch made by hand, from the protocol as it is written down and not through the sender: what a test may bend.
 */
export type Made = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Hash after each event. */
  readonly hashes: readonly string[];
};

export const ZERO = '0'.repeat(64);

export function eventAt(seq: number, change: Partial<Record<keyof FeedEvent, unknown>> = {}): Record<string, unknown> {
  return {
    branch: 'sh-01',
    epoch: 'e1',
    seq,
    operationId: `op-${seq}`,
    txEnd: true,
    kind: 'stock.moved',
    schemaVersion: 1,
    payload: { quantity: 1000 * seq },
    at: 1_795_000_000_000 + seq,
    ...change,
  };
}

export function eventsFrom(first: number, last: number, change: Partial<Record<keyof FeedEvent, unknown>> = {}) {
  return Array.from({ length: last - first + 1 }, (_, n) => eventAt(first + n, change));
}

export function hashesOf(events: readonly unknown[], previous = ZERO): string[] {
  let hash: Buffer = Buffer.from(previous, 'hex');
  return events.map((event) => {
    hash = createHash('sha256')
      .update(hash)
      .update(canonicalize(event) ?? '')
      .digest();
    return hash.toString('hex');
  });
}

export function make(
  key: HubKey,
  events: readonly unknown[],
  change: {
    readonly branch?: string;
    readonly epoch?: string;
    readonly previous?: string;
    readonly lastHash?: string;
    readonly body?: Uint8Array;
    readonly headers?: Record<string, string>;
  } = {},
): Made {
  const path = eventsPath(change.branch ?? 'sh-01', change.epoch ?? 'e1');
  const previous = change.previous ?? ZERO;
  const hashes = hashesOf(events, previous);
  const text = events.map((event) => `${canonicalize(event)}\n`).join('');
  const body = new Uint8Array(change.body ?? gzipSync(text));
  return {
    path,
    hashes,
    body,
    headers: {
      'content-type': NDJSON,
      'content-encoding': 'gzip',
      [HEADERS.protocol]: String(PROTOCOL_VERSION),
      [HEADERS.publicKey]: Buffer.from(key.publicKey).toString('base64'),
      [HEADERS.signature]: Buffer.from(key.sign(signedBytes(path, body))).toString('base64'),
      [HEADERS.previousHash]: previous,
      [HEADERS.lastHash]: change.lastHash ?? hashes.at(-1) ?? previous,
      [HEADERS.logHead]: 'cd'.repeat(32),
      [HEADERS.waiting]: '0',
      ...change.headers,
    },
  };
}

export type Answered = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly retryAfter: string | null;
};

export async function post(url: string, made: Pick<Made, 'path' | 'headers' | 'body'>): Promise<Answered> {
  const response = await fetch(`${url}${made.path}`, { method: 'POST', headers: made.headers, body: made.body });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    retryAfter: response.headers.get('retry-after'),
  };
}
