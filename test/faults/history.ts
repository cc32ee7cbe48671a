import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';

export type FeedRow = {
  readonly seq: number;
  readonly operation_id: string;
  readonly tx_end: number;
  readonly kind: string;
  readonly schema_version: number;
  readonly payload: string;
  readonly at_wall: number;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
};
type LogRow = {
  readonly n: number;
  readonly operation_id: string;
  readonly name: string;
  readonly actor: string;
  readonly request: string;
  readonly outcome: string;
  readonly reply: string;
  readonly at_wall: number;
  readonly at_monotonic: number;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
};
export type Logged = { readonly name: string; readonly outcome: string; readonly reply: string };

export const CLAIMS_OF_HISTORY = {
  gapFree: 'the feed has no gap and no row is taken twice',
  chain: 'every link of the feed is the hash of what it says',
  log: 'every link of the operation log is the hash of what it says',
  whole: "an operation's events stand together, the last one closes it",
} as const;

const NO_HASH = Buffer.alloc(32);

function link(previous: Buffer, entry: object): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(canonicalize(entry) ?? '')
    .digest();
}

/**
 * What the append-only tables have said so far, read once and never believed again: every look goes on where the last one
 * ended and fails when what lay before has changed or gone. Written on its own, so that it does not trust the hub's own proof.
 */
export class History {
  /** Kinds of an operation's events, in their order. */
  readonly eventsOf = new Map<string, string[]>();
  readonly loggedAs = new Map<string, Logged>();
  readonly hashes: string[] = [];
  seq = 0;
  #hash: Buffer = NO_HASH;
  #n = 0;
  #logHash: Buffer = NO_HASH;

  /** Reads on; returns the new events. */
  readOn(reader: Reader, claims: Claims): FeedRow[] {
    const branch = reader.one<{ branch_id: string; epoch: string }>('select branch_id, epoch from branch');
    const rows = reader.all<FeedRow>('select * from change_feed where seq > ? order by seq', this.seq);
    const before =
      reader.one<{ hash: Buffer }>('select hash from change_feed where seq = ?', this.seq)?.hash ?? NO_HASH;
    claims.check(CLAIMS_OF_HISTORY.gapFree, before.equals(this.#hash), () => `seq ${this.seq} is not what it was`);
    let open = false;
    for (const row of rows) {
      claims.check(CLAIMS_OF_HISTORY.gapFree, row.seq === this.seq + 1, () => `${this.seq} is followed by ${row.seq}`);
      claims.check(CLAIMS_OF_HISTORY.chain, this.#followsOn(row, branch), () => `seq ${row.seq}`);
      const kinds = this.eventsOf.get(row.operation_id);
      claims.check(
        CLAIMS_OF_HISTORY.whole,
        open === (kinds !== undefined),
        () => `seq ${row.seq}: ${row.operation_id}`,
      );
      if (kinds === undefined) this.eventsOf.set(row.operation_id, [row.kind]);
      else kinds.push(row.kind);
      open = row.tx_end === 0;
      this.seq = row.seq;
      this.#hash = row.hash;
      this.hashes.push(row.hash.toString('hex'));
    }
    claims.check(CLAIMS_OF_HISTORY.whole, !open, () => `seq ${this.seq} leaves its operation open`);
    this.#readLog(reader, claims);
    return rows;
  }

  #followsOn(row: FeedRow, branch: { branch_id: string; epoch: string } | undefined): boolean {
    const event = {
      branch: branch?.branch_id,
      epoch: branch?.epoch,
      seq: row.seq,
      operationId: row.operation_id,
      txEnd: row.tx_end === 1,
      kind: row.kind,
      schemaVersion: row.schema_version,
      payload: JSON.parse(row.payload) as unknown,
      at: row.at_wall,
    };
    return row.prev_hash.equals(this.#hash) && row.hash.equals(link(this.#hash, event));
  }

  #readLog(reader: Reader, claims: Claims): void {
    const rows = reader.all<LogRow>('select * from operation_log where n > ? order by n', this.#n);
    for (const row of rows) {
      const { operation_id: operationId, name, actor, request, outcome, reply, at_wall: at } = row;
      const entry = { operationId, name, actor, request, outcome, reply, at, monotonic_ms: row.at_monotonic };
      const sound = row.prev_hash.equals(this.#logHash) && row.hash.equals(link(this.#logHash, entry));
      claims.check(CLAIMS_OF_HISTORY.log, sound, () => `entry ${row.n}`);
      this.loggedAs.set(operationId, { name, outcome, reply });
      this.#n = row.n;
      this.#logHash = row.hash;
    }
  }
}
