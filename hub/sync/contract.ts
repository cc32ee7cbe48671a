import { type Static, Type } from 'typebox';

/**
 * What a hub and head office say to each other. Nothing else is shared between them.
 *
 * `POST /v1/branches/{branch}/{epoch}/events` carries whole operations as gzipped NDJSON, one `FeedEvent` per line in its
 * RFC 8785 form. At-least-once on the wire, applied once: head office keeps the place, the hub asks only "have you got it?".
 */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_RANGE = { min: 1, max: 1 } as const;

/** A batch ends at the end of an operation; only one single operation may be larger than this. */
export const MOST_EVENTS = 2000;
export const MOST_BATCH_BYTES = 1024 * 1024;
/** Compressed size of one operation that alone is larger than a batch, such as an import of a whole catalogue. */
export const MOST_OPERATION_BYTES = 8 * 1024 * 1024;
/** Nothing is decompressed beyond this, whoever signed it. */
export const MOST_PLAIN_BYTES = 64 * 1024 * 1024;

export const NDJSON = 'application/x-ndjson';

export const HEADERS = {
  protocol: 'hub-protocol',
  /** Ed25519 over path + "\n" + the body as it is on the wire, base64. */
  signature: 'hub-signature',
  /** The hub's raw Ed25519 public key, base64. Means something at the first contact only. */
  publicKey: 'hub-public-key',
  enrolmentCode: 'hub-enrolment-code',
  /** Hash of the event before the first and of the last event of the batch, hex. */
  previousHash: 'hub-previous-hash',
  lastHash: 'hub-last-hash',
  /** Head of the operation log when the batch was read, hex: a log that is rewritten later no longer leads to it. */
  logHead: 'hub-log-head',
  /** Events that wait after this batch, and the wall time of the oldest of them (absent when there is none). */
  waiting: 'hub-waiting',
  oldestWaiting: 'hub-oldest-waiting',
} as const;

export function eventsPath(branch: string, epoch: string): string {
  return `/v1/branches/${encodeURIComponent(branch)}/${encodeURIComponent(epoch)}/events`;
}

export function presencePath(branch: string, epoch: string): string {
  return `/v1/branches/${encodeURIComponent(branch)}/${encodeURIComponent(epoch)}/presence`;
}

/** What is signed: a body cannot be moved to another branch or epoch, because the path belongs to it. */
export function signedBytes(path: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${path}\n`), body]);
}

/** Without these a line has no place in the chain. */
export const EventPlace = Type.Object({
  branch: Type.String(),
  epoch: Type.String(),
  seq: Type.Integer({ minimum: 1 }),
  txEnd: Type.Boolean(),
});
export type EventPlace = Static<typeof EventPlace>;

/** What an event must be to be understood; a line that has its place but not this is put aside, never refused. */
export const EventContent = Type.Object({
  operationId: Type.String({ minLength: 1, maxLength: 300 }),
  kind: Type.String({ pattern: '^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$', maxLength: 120 }),
  schemaVersion: Type.Integer({ minimum: 1 }),
  payload: Type.Record(Type.String(), Type.Unknown()),
  at: Type.Integer(),
});
export type EventContent = Static<typeof EventContent>;

/** "I am here": sent when there is nothing to send, so that silence always means something. */
export const Presence = Type.Object({
  name: Type.Union([Type.String({ maxLength: 120 }), Type.Null()]),
  waiting: Type.Integer({ minimum: 0 }),
  oldestWaiting: Type.Union([Type.Integer(), Type.Null()]),
  lastSeq: Type.Integer({ minimum: 0 }),
  /** The hub's wall clock, so that a wrong clock is seen from afar. */
  clock: Type.Integer(),
});
export type Presence = Static<typeof Presence>;

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** 200. The hash makes it an agreement about content: a page of a captive portal can never acknowledge anything. */
export const AckReply = Type.Object({ acked_seq: Type.Integer({ minimum: 0 }), acked_hash: Hash });
export type AckReply = Static<typeof AckReply>;

/** 200 to a presence; null while head office holds nothing of this epoch. */
export const PresenceReply = Type.Object({ acked: Type.Union([AckReply, Type.Null()]) });
export type PresenceReply = Static<typeof PresenceReply>;

/** 409 `sync.gap`: send again from `need`. */
export const NeedReply = Type.Object({ code: Type.Literal('sync.gap'), need: Type.Integer({ minimum: 1 }) });
/** 429 and 503: come back after Retry-After seconds, with at most `max_batch` events. */
export const BusyReply = Type.Object({ code: Type.String(), max_batch: Type.Integer({ minimum: 1 }) });
/** 426 carries `min` and `max` of the protocol as well. */
export const ProblemReply = Type.Object({ code: Type.String({ maxLength: 80 }) });

/** Answers of head office that no repetition can cure: the two sides hold different histories. */
export const HISTORY_CODES = ['sync.fork', 'sync.broken-chain', 'sync.epoch-closed'] as const;

/** Every code that `sync.line` can carry; the empty one means that all is well. */
export const LINE_CODES = [
  '',
  'sync.not-yet-tried',
  'sync.unreachable',
  'sync.timeout',
  'sync.strange-reply',
  'sync.server-fault',
  'sync.busy',
  'sync.fault',
  'sync.stuck',
  'sync.too-big',
  'sync.version',
  'sync.not-enrolled',
  'sync.enrolment-code',
  'sync.other-key',
  'sync.bad-signature',
  'sync.bad-batch',
  'sync.cannot-rewind',
  ...HISTORY_CODES,
] as const;
export type LineCode = (typeof LINE_CODES)[number];

export function isLineCode(code: string): code is LineCode {
  return (LINE_CODES as readonly string[]).includes(code);
}
