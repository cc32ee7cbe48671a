import { Compile } from 'typebox/compile';
import { NO_HASH } from '../store/hash.ts';
import type { Tx } from '../store/sql.ts';
import { EventContent } from '../sync/contract.ts';
import type { Link, Links } from './intake.ts';
import type { Understand } from './kinds.ts';
import {
  advanceEpoch,
  branchHas,
  branchRow,
  type EpochRow,
  epochRow,
  insertEvent,
  keepLogHead,
  knownHashes,
  lastHoSeq,
  noteContact,
  noteTrouble,
  openEpoch,
  putAside,
} from './store.ts';

export type SignedBatch = {
  readonly branch: string;
  readonly epoch: string;
  readonly previousHash: Uint8Array;
  readonly logHead: Uint8Array;
  readonly waiting: number;
  readonly oldestWaiting: number | null;
  readonly links: Links;
};

export type Verdict =
  | {
      readonly verdict: 'acked';
      readonly seq: number;
      readonly hash: Uint8Array;
      readonly applied: number;
      readonly aside: number;
    }
  | { readonly verdict: 'gap'; readonly need: number }
  | { readonly verdict: 'history'; readonly code: 'sync.fork' | 'sync.epoch-closed'; readonly seq: number };

const isContent = Compile(EventContent);

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/**
 * Applies one signed batch inside the caller's transaction: what is known is compared and dropped, what follows is inserted,
 * and the branch's place moves with it. Repeating it changes nothing.
 */
export function applyBatch(tx: Tx, batch: SignedBatch, now: number, understand: Understand): Verdict {
  const { branch, epoch } = batch;
  noteContact(tx, { ...batch, now });
  const place = placeOf(tx, batch, now);
  if ('verdict' in place) {
    if (place.verdict === 'history') noteTrouble(tx, branch, place.code, now);
    return place;
  }
  const fresh = batch.links.filter((link) => link.seq > place.last_seq);
  const last = fresh.at(-1);
  if (last === undefined) return { verdict: 'acked', seq: place.last_seq, hash: place.last_hash, applied: 0, aside: 0 };
  const aside = insertAll(tx, batch, fresh, now, understand);
  advanceEpoch(tx, branch, epoch, last.seq, last.hash, now);
  keepLogHead(tx, branch, epoch, last.seq, batch.logHead, now);
  noteTrouble(tx, branch, null, now);
  return { verdict: 'acked', seq: last.seq, hash: last.hash, applied: fresh.length - aside, aside };
}

/** Where the epoch stands when the batch joins its history, or why it does not. */
function placeOf(tx: Tx, batch: SignedBatch, now: number): EpochRow | Verdict {
  const { branch, epoch, links, previousHash } = batch;
  const first = links[0];
  const known = epochRow(tx, branch, epoch);
  if (known === undefined) return newEpoch(tx, batch, now);
  if (branchRow(tx, branch)?.epoch !== epoch) return { verdict: 'history', code: 'sync.epoch-closed', seq: first.seq };
  if (first.seq > known.last_seq + 1) return { verdict: 'gap', need: known.last_seq + 1 };
  const claimed: readonly Pick<Link, 'seq' | 'hash'>[] = [{ seq: first.seq - 1, hash: previousHash }, ...links];
  const to = Math.min(known.last_seq, first.seq + links.length - 1);
  const stored = new Map(knownHashes(tx, branch, epoch, first.seq - 1, to).map((row) => [row.seq, row.hash]));
  if (first.seq === 1) stored.set(0, NO_HASH);
  if (first.seq === known.last_seq + 1) stored.set(known.last_seq, known.last_hash);
  const differs = claimed.find(({ seq, hash }) => {
    const ours = stored.get(seq);
    return ours !== undefined && !same(ours, hash);
  });
  return differs === undefined ? known : { verdict: 'history', code: 'sync.fork', seq: differs.seq };
}

/** A new epoch begins at 1, or goes on where an earlier one of the same branch provably was (a restored copy). */
function newEpoch(tx: Tx, batch: SignedBatch, now: number): EpochRow | Verdict {
  const { branch, epoch, links, previousHash } = batch;
  const before = links[0].seq - 1;
  if (before === 0 && !same(previousHash, NO_HASH)) return { verdict: 'history', code: 'sync.fork', seq: 0 };
  if (before > 0 && !branchHas(tx, branch, before, previousHash)) return { verdict: 'gap', need: 1 };
  const opened: EpochRow = {
    branch,
    epoch,
    closed_at: null,
    first_seq: before + 1,
    last_seq: before,
    last_hash: previousHash,
  };
  openEpoch(tx, opened, now);
  return opened;
}

/** Returns how many were put aside. */
function insertAll(tx: Tx, batch: SignedBatch, links: readonly Link[], now: number, understand: Understand): number {
  const { branch, epoch } = batch;
  let hoSeq = lastHoSeq(tx);
  let aside = 0;
  for (const { seq, txEnd, raw, event, hash } of links) {
    const content: unknown = event;
    const reason = isContent.Check(content) ? understand(content) : 'event.bad-shape';
    if (reason !== null || !isContent.Check(content)) {
      putAside(tx, { branch, epoch, seq, reason: reason ?? 'event.bad-shape', raw, hash, now });
      aside += 1;
      continue;
    }
    hoSeq += 1;
    insertEvent(tx, {
      branch,
      epoch,
      seq,
      ho_seq: hoSeq,
      operation_id: content.operationId,
      tx_end: txEnd ? 1 : 0,
      kind: content.kind,
      schema_version: content.schemaVersion,
      payload: JSON.stringify(content.payload),
      at_wall: content.at,
      hash,
      received_at: now,
    });
  }
  return aside;
}
