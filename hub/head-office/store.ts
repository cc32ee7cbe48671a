import type { Reader, Tx } from '../store/sql.ts';

/**
 * All SQL of head office. Every statement names the branch first, except the feed, which reads by the order of application:
 * one writer gives the numbers inside its transaction, so that a reader who polls never overtakes an open one.
 */
export type BranchRow = {
  readonly branch: string;
  readonly name: string | null;
  readonly public_key: Uint8Array;
  readonly enrolled_at: number;
  readonly epoch: string | null;
  readonly last_contact: number;
  readonly waiting: number;
  readonly oldest_waiting: number | null;
  readonly clock_ahead_ms: number | null;
  readonly trouble: string | null;
  readonly trouble_at: number | null;
};

export type EpochRow = {
  readonly branch: string;
  readonly epoch: string;
  readonly closed_at: number | null;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly last_hash: Uint8Array;
};

export type EventRow = {
  readonly branch: string;
  readonly epoch: string;
  readonly seq: number;
  readonly ho_seq: number;
  readonly operation_id: string;
  readonly tx_end: number;
  readonly kind: string;
  readonly schema_version: number;
  readonly payload: string;
  readonly at_wall: number;
  readonly hash: Uint8Array;
  readonly received_at: number;
};

export type Enrolment = {
  readonly branch: string;
  readonly publicKey: Uint8Array;
  readonly by: 'first-key' | 'code';
  readonly now: number;
};

export type Contact = {
  readonly branch: string;
  readonly now: number;
  readonly waiting: number;
  readonly oldestWaiting: number | null;
};

export function branchRow(reader: Reader, branch: string): BranchRow | undefined {
  return reader.one<BranchRow>('select * from branch where branch = ?', branch);
}

export function enrol(tx: Tx, enrolment: Enrolment): void {
  const { branch, publicKey, by, now } = enrolment;
  tx.run(
    `insert into branch (branch, public_key, enrolled_by, enrolled_at, last_contact) values (?, ?, ?, ?, ?)
     on conflict (branch) do nothing`,
    branch,
    publicKey,
    by,
    now,
    now,
  );
}

export function noteContact(tx: Tx, contact: Contact): void {
  const { branch, now, waiting, oldestWaiting } = contact;
  tx.run(
    'update branch set last_contact = ?, waiting = ?, oldest_waiting = ? where branch = ?',
    now,
    waiting,
    oldestWaiting,
    branch,
  );
}

export function notePresence(tx: Tx, branch: string, name: string | null, clockAhead_ms: number): void {
  tx.run(
    'update branch set name = coalesce(?, name), clock_ahead_ms = ? where branch = ?',
    name,
    clockAhead_ms,
    branch,
  );
}

export function noteTrouble(tx: Tx, branch: string, code: string | null, now: number): void {
  tx.run('update branch set trouble = ?, trouble_at = ? where branch = ?', code, code === null ? null : now, branch);
}

export function epochRow(reader: Reader, branch: string, epoch: string): EpochRow | undefined {
  return reader.one<EpochRow>('select * from branch_epoch where branch = ? and epoch = ?', branch, epoch);
}

export function openEpoch(tx: Tx, opened: EpochRow, now: number): void {
  const { branch, epoch, first_seq, last_seq, last_hash } = opened;
  tx.run('update branch_epoch set closed_at = ? where branch = ? and closed_at is null', now, branch);
  tx.run(
    `insert into branch_epoch (branch, epoch, opened_at, first_seq, last_seq, last_hash, applied_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    branch,
    epoch,
    now,
    first_seq,
    last_seq,
    last_hash,
    now,
  );
  tx.run('update branch set epoch = ? where branch = ?', epoch, branch);
}

export function advanceEpoch(tx: Tx, branch: string, epoch: string, seq: number, hash: Uint8Array, now: number): void {
  tx.run(
    'update branch_epoch set last_seq = ?, last_hash = ?, applied_at = ? where branch = ? and epoch = ?',
    seq,
    hash,
    now,
    branch,
    epoch,
  );
}

/** Hashes of what is known of an epoch from `from` to `to`, applied or put aside, in order. */
export function knownHashes(
  reader: Reader,
  branch: string,
  epoch: string,
  from: number,
  to: number,
): { readonly seq: number; readonly hash: Uint8Array }[] {
  return reader.all<{ seq: number; hash: Uint8Array }>(
    `select seq, hash from event where branch = ? and epoch = ? and seq between ? and ?
     union all
     select seq, hash from quarantine where branch = ? and epoch = ? and seq between ? and ?
     order by seq`,
    branch,
    epoch,
    from,
    to,
    branch,
    epoch,
    from,
    to,
  );
}

/** true when some epoch of the branch has event `seq` with this very hash. */
export function branchHas(reader: Reader, branch: string, seq: number, hash: Uint8Array): boolean {
  return (
    reader.one(
      `select 1 from branch_epoch k
       join event e on e.branch = k.branch and e.epoch = k.epoch and e.seq = ?
       where k.branch = ? and e.hash = ?
       union all
       select 1 from branch_epoch k
       join quarantine q on q.branch = k.branch and q.epoch = k.epoch and q.seq = ?
       where k.branch = ? and q.hash = ? limit 1`,
      seq,
      branch,
      hash,
      seq,
      branch,
      hash,
    ) !== undefined
  );
}

export function lastHoSeq(reader: Reader): number {
  return reader.one<{ ho_seq: number }>('select ho_seq from event order by ho_seq desc limit 1')?.ho_seq ?? 0;
}

export function insertEvent(tx: Tx, event: EventRow): void {
  tx.run(
    `insert into event (branch, epoch, seq, ho_seq, operation_id, tx_end, kind, schema_version, payload, at_wall, hash, received_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.branch,
    event.epoch,
    event.seq,
    event.ho_seq,
    event.operation_id,
    event.tx_end,
    event.kind,
    event.schema_version,
    event.payload,
    event.at_wall,
    event.hash,
    event.received_at,
  );
}

export type Poison = {
  readonly branch: string;
  readonly epoch: string;
  readonly seq: number;
  readonly reason: string;
  readonly raw: string;
  readonly hash: Uint8Array;
  readonly now: number;
};

export function putAside(tx: Tx, poison: Poison): void {
  const { branch, epoch, seq, reason, raw, hash, now } = poison;
  tx.run(
    'insert into quarantine (branch, epoch, seq, reason, raw, hash, received_at) values (?, ?, ?, ?, ?, ?, ?)',
    branch,
    epoch,
    seq,
    reason,
    raw,
    hash,
    now,
  );
}

export function keepLogHead(tx: Tx, branch: string, epoch: string, seq: number, head: Uint8Array, now: number): void {
  tx.run(
    'insert into operation_log_head (branch, epoch, seq, head, received_at) values (?, ?, ?, ?, ?)',
    branch,
    epoch,
    seq,
    head,
    now,
  );
}

export function appliedAfter(reader: Reader, hoSeq: number, limit: number): EventRow[] {
  return reader.all<EventRow>('select * from event where ho_seq > ? order by ho_seq limit ?', hoSeq, limit);
}
