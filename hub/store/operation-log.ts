import type { Actor } from '../kernel/actor.ts';
import { chainHash, NO_HASH } from './hash.ts';
import type { Reader, Tx } from './sql.ts';

/** What was answered to an operation, kept for ever: a repeat gets the same reply and changes nothing. */
export type StoredReply = {
  readonly name: string;
  readonly actor: string;
  readonly request: string;
  readonly outcome: 'accepted' | 'refused';
  readonly reply: string;
};

export type LogEntry = {
  readonly operationId: string;
  readonly name: string;
  readonly actor: Actor;
  /** JSON of the request without its secrets. */
  readonly request: string;
  readonly outcome: 'accepted' | 'refused';
  /** JSON of the reply or of the refusal. */
  readonly reply: string;
  readonly at: number;
  readonly monotonic_ms: number;
};

export function storedReply(reader: Reader, operationId: string): StoredReply | undefined {
  return reader.one<StoredReply>(
    'select name, actor, request, outcome, reply from operation_log where operation_id = ?',
    operationId,
  );
}

export function operationLogHead(reader: Reader): Uint8Array {
  return reader.one<{ hash: Uint8Array }>('select hash from operation_log order by n desc limit 1')?.hash ?? NO_HASH;
}

/** After so many operations elsewhere nobody stands before what was answered to one. */
const MOST_LOOKED_BACK = 2000;

/** Whether a person did something at a station, and it was accepted, after the operation; also when that is too long ago to look, or none is known. */
export function actedSince(reader: Reader, operationId: string, station: string): boolean {
  const then = reader.one<{ n: number }>('select n from operation_log where operation_id = ?', operationId)?.n;
  if (then === undefined) return true;
  const acted = reader.one<{ n: number }>(
    `select n from operation_log where n > :then and n <= :last
       and (n = :last or (outcome = 'accepted' and json_extract(actor, '$.station') = :station
         and json_extract(actor, '$.person') is not null)) limit 1`,
    { then, last: then + MOST_LOOKED_BACK, station },
  );
  return acted !== undefined;
}

/** Appends one entry to the audit and returns the new head of its chain. */
export function appendToLog(tx: Tx, previous: Uint8Array, entry: LogEntry): Uint8Array {
  const actor = JSON.stringify(entry.actor);
  const monotonic_ms = Math.round(entry.monotonic_ms);
  const { operationId, name, request, outcome, reply, at } = entry;
  const hash = chainHash(previous, { operationId, name, actor, request, outcome, reply, at, monotonic_ms });
  tx.run(
    `insert into operation_log (operation_id, name, actor, request, outcome, reply, at_wall, at_monotonic, prev_hash, hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    operationId,
    name,
    actor,
    request,
    outcome,
    reply,
    at,
    monotonic_ms,
    previous,
    hash,
  );
  return hash;
}
