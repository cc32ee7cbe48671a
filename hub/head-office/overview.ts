import type { Json } from '../kernel/event.ts';
import type { Reader } from '../store/sql.ts';
import type { BranchRow } from './store.ts';

/** What the page shows of one branch. */
export type BranchView = BranchRow & {
  readonly last_seq: number | null;
  readonly put_aside: number;
  readonly epochs: number;
  readonly last: EventView | null;
};

export type EventView = {
  readonly seq: number;
  readonly at: number | null;
  /** null when even the kind could not be read. */
  readonly kind: string | null;
  readonly payload: Json;
  /** Why it was put aside, or null when it was applied. */
  readonly aside: string | null;
};

type ListedRow = { seq: number; at_wall: number | null; kind: string | null; payload: string; aside: string | null };

/** A company has more branches than a screen has room; the quietest come first, because they are the news. */
const MOST_BRANCHES = 200;
const LISTED = 20;

export function branchViews(reader: Reader): BranchView[] {
  return reader
    .all<Omit<BranchView, 'last'>>(
      `select b.*, k.last_seq,
         (select count(*) from quarantine q where q.branch = b.branch) as put_aside,
         (select count(*) from branch_epoch o where o.branch = b.branch) as epochs
       from branch b left join branch_epoch k on k.branch = b.branch and k.epoch = b.epoch
       order by b.trouble is null, b.last_contact, b.branch limit ?`,
      MOST_BRANCHES,
    )
    .map((row) => ({ ...row, last: newestEvents(reader, row.branch, row.epoch, 1)[0] ?? null }));
}

/** The newest events of the branch's epoch, applied or put aside, newest first. */
export function newestEvents(
  reader: Reader,
  branch: string,
  epoch: string | null,
  limit: number = LISTED,
): EventView[] {
  if (epoch === null) return [];
  return reader
    .all<ListedRow>(
      `select * from (select seq, at_wall, kind, payload, null as aside from event
         where branch = ? and epoch = ? order by seq desc limit ?)
       union all
       select * from (select seq, null, null, raw, reason from quarantine
         where branch = ? and epoch = ? order by seq desc limit ?)
       order by 1 desc limit ?`,
      branch,
      epoch,
      limit,
      branch,
      epoch,
      limit,
      limit,
    )
    .map(viewOf);
}

function viewOf(row: ListedRow): EventView {
  const content = JSON.parse(row.payload) as Json;
  if (row.aside === null) return { seq: row.seq, at: row.at_wall, kind: row.kind, payload: content, aside: null };
  const field = (name: string): Json =>
    typeof content === 'object' && content !== null && name in content
      ? ((content as { readonly [key: string]: Json })[name] ?? null)
      : null;
  const at = field('at');
  const kind = field('kind');
  return {
    seq: row.seq,
    // A time that Intl cannot show is no time.
    at: typeof at === 'number' && Math.abs(at) < 8.64e15 ? at : null,
    kind: typeof kind === 'string' ? kind : null,
    payload: field('payload'),
    aside: row.aside,
  };
}
