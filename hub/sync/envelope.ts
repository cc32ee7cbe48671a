import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import canonicalize from 'canonicalize';
import type { FeedEvent } from '../kernel/event.ts';
import type { Branch, StoredEvent } from '../store/changes.ts';
import { eventsPath, HEADERS, NDJSON, PROTOCOL_VERSION, type Presence, presencePath, signedBytes } from './contract.ts';
import type { HubKey } from './keys.ts';
import type { Backlog } from './store.ts';

/** A request as it goes on the wire, signed. */
export type Envelope = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
};

const compress = promisify(gzip);

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The event as head office hashes it: without what only this store knows about it. */
export function eventLine({ hash: _hash, previousHash: _previous, ...event }: StoredEvent): string {
  const line = canonicalize(event satisfies FeedEvent);
  if (line === undefined) throw new TypeError('An event must be JSON.');
  return line;
}

function sealed(
  key: HubKey,
  path: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Envelope {
  return {
    path,
    body,
    headers: {
      [HEADERS.protocol]: String(PROTOCOL_VERSION),
      [HEADERS.publicKey]: base64(key.publicKey),
      [HEADERS.signature]: base64(key.sign(signedBytes(path, body))),
      ...headers,
    },
  };
}

/** Packs whole operations. `after` is what waits behind them. */
export async function packEvents(
  key: HubKey,
  branch: Branch,
  events: readonly [StoredEvent, ...StoredEvent[]],
  after: Omit<Backlog, 'lastSeq'> & { readonly logHead: Uint8Array },
): Promise<Envelope> {
  const text = `${events.map(eventLine).join('\n')}\n`;
  const body = new Uint8Array(await compress(text));
  const last = events.at(-1) ?? events[0];
  return sealed(key, eventsPath(branch.branchId, branch.epoch), body, {
    'content-type': NDJSON,
    'content-encoding': 'gzip',
    [HEADERS.previousHash]: hex(events[0].previousHash),
    [HEADERS.lastHash]: hex(last.hash),
    [HEADERS.logHead]: hex(after.logHead),
    [HEADERS.waiting]: String(after.waiting),
    ...(after.oldestWaiting === null ? {} : { [HEADERS.oldestWaiting]: String(after.oldestWaiting) }),
  });
}

export function packPresence(key: HubKey, branch: Branch, presence: Presence): Envelope {
  const body = new Uint8Array(Buffer.from(JSON.stringify(presence)));
  return sealed(key, presencePath(branch.branchId, branch.epoch), body, { 'content-type': 'application/json' });
}
