import type { EmittedEvent, FeedEvent, JsonObject } from '../kernel/event.ts';
import { chainHash, NO_HASH } from './hash.ts';
import type { Reader, Tx } from './sql.ts';

/** The branch as the feed knows it. */
export type Branch = { readonly branchId: string; readonly epoch: string; readonly ackedSeq: number };

type BranchRow = { branch_id: string; epoch: string; acked_seq: number };
type FeedRow = {
  seq: number;
  operation_id: string;
  tx_end: number;
  kind: string;
  schema_version: number;
  payload: string;
  at_wall: number;
  hash: Uint8Array;
  prev_hash: Uint8Array;
};
export type StoredEvent = FeedEvent & { readonly hash: Uint8Array; readonly previousHash: Uint8Array };

export function readBranch(reader: Reader): Branch | undefined {
  const row = reader.one<BranchRow>('select branch_id, epoch, acked_seq from branch where one = 1');
  return row && { branchId: row.branch_id, epoch: row.epoch, ackedSeq: row.acked_seq };
}

export function foundBranch(tx: Tx, branch: { branchId: string; epoch: string; now: number }): void {
  tx.run(
    'insert into branch (one, branch_id, epoch, acked_hash, created_at) values (1, ?, ?, ?, ?)',
    branch.branchId,
    branch.epoch,
    NO_HASH,
    branch.now,
  );
}

/** Head office has everything up to `seq`. Never goes back. */
export function acknowledge(tx: Tx, seq: number, hash: Uint8Array): void {
  tx.run('update branch set acked_seq = ?, acked_hash = ? where one = 1 and acked_seq < ?', seq, hash, seq);
}

/** Where the chain stands. Held by the executor through a batch and dropped when its commit fails. */
export type FeedHead = { readonly seq: number; readonly hash: Uint8Array };

export function feedHead(reader: Reader): FeedHead {
  const row = reader.one<{ seq: number; hash: Uint8Array }>(
    'select seq, hash from change_feed order by seq desc limit 1',
  );
  return row ?? { seq: 0, hash: NO_HASH };
}

function hashOf(previous: Uint8Array, event: FeedEvent): Uint8Array {
  return chainHash(previous, { ...event, payload: event.payload });
}

/** Appends an operation's events, the last one closing it, and returns the new head with the sequence of each. */
export function appendEvents(
  tx: Tx,
  branch: Branch,
  head: FeedHead,
  operation: { readonly operationId: string; readonly at: number },
  events: readonly EmittedEvent[],
): FeedHead {
  let { seq, hash } = head;
  events.forEach((emitted, index) => {
    const event: FeedEvent = {
      branch: branch.branchId,
      epoch: branch.epoch,
      seq: seq + 1,
      operationId: operation.operationId,
      txEnd: index === events.length - 1,
      kind: emitted.kind,
      schemaVersion: emitted.schemaVersion,
      payload: emitted.payload,
      at: operation.at,
    };
    const next = hashOf(hash, event);
    tx.run(
      `insert into change_feed (seq, operation_id, tx_end, kind, schema_version, payload, at_wall, prev_hash, hash)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      event.seq,
      event.operationId,
      event.txEnd ? 1 : 0,
      event.kind,
      event.schemaVersion,
      JSON.stringify(event.payload),
      event.at,
      hash,
      next,
    );
    seq = event.seq;
    hash = next;
  });
  return { seq, hash };
}

/** Events after `seq`, in order, at most `limit`. */
export function eventsAfter(reader: Reader, branch: Branch, seq: number, limit: number): StoredEvent[] {
  return reader.all<FeedRow>('select * from change_feed where seq > ? order by seq limit ?', seq, limit).map((row) => ({
    branch: branch.branchId,
    epoch: branch.epoch,
    seq: row.seq,
    operationId: row.operation_id,
    txEnd: row.tx_end === 1,
    kind: row.kind,
    schemaVersion: row.schema_version,
    payload: JSON.parse(row.payload) as JsonObject,
    at: row.at_wall,
    hash: row.hash,
    previousHash: row.prev_hash,
  }));
}

/** The first event whose link does not hold, or null when the whole chain is sound. */
export function findBrokenLink(reader: Reader, branch: Branch): number | null {
  let head: FeedHead = { seq: 0, hash: NO_HASH };
  for (;;) {
    const events = eventsAfter(reader, branch, head.seq, 1000);
    const last = events.at(-1);
    if (last === undefined) return null;
    for (const { hash, previousHash, ...event } of events) {
      const sound =
        event.seq === head.seq + 1 &&
        Buffer.compare(previousHash, head.hash) === 0 &&
        Buffer.compare(hash, hashOf(head.hash, event)) === 0;
      if (!sound) return event.seq;
      head = { seq: event.seq, hash };
    }
  }
}
