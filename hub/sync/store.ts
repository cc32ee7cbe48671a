import { type Branch, eventsAfter, type StoredEvent } from '../store/changes.ts';
import type { Reader } from '../store/sql.ts';

/** What head office has not confirmed. `lastSeq` is the newest event of the branch. */
export type Backlog = { readonly waiting: number; readonly oldestWaiting: number | null; readonly lastSeq: number };

/** The sequence has no gaps, so the number that waits is a difference and needs no count. */
export function backlogAfter(reader: Reader, seq: number): Backlog {
  const newest = reader.one<{ seq: number }>('select seq from change_feed order by seq desc limit 1')?.seq ?? seq;
  const oldest = reader.one<{ at_wall: number }>(
    'select at_wall from change_feed where seq > ? order by seq limit 1',
    seq,
  );
  return { waiting: Math.max(0, newest - seq), oldestWaiting: oldest?.at_wall ?? null, lastSeq: newest };
}

export function eventHash(reader: Reader, seq: number): Uint8Array | null {
  return reader.one<{ hash: Uint8Array }>('select hash from change_feed where seq = ?', seq)?.hash ?? null;
}

/**
 * The next whole operations after `seq`: at most `most` events, or exactly one operation when that alone is longer.
 * Empty when there is nothing.
 */
export function wholeOperationsAfter(reader: Reader, branch: Branch, seq: number, most: number): StoredEvent[] {
  const events = eventsAfter(reader, branch, seq, most);
  const end = events.findLastIndex((event) => event.txEnd);
  if (end >= 0) return events.slice(0, end + 1);
  while (events.length > 0) {
    const more = eventsAfter(reader, branch, events.at(-1)?.seq ?? seq, most);
    if (more.length === 0) return [];
    const close = more.findIndex((event) => event.txEnd);
    events.push(...(close >= 0 ? more.slice(0, close + 1) : more));
    if (close >= 0) return events;
  }
  return [];
}
