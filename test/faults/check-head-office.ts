import type { Claims } from './claims.ts';
import type { History } from './history.ts';

export const CLAIMS_OF_HEAD_OFFICE = {
  equal: "head office has exactly the branch's feed: every event once, in order, hash by hash",
  cursor: 'its feed read page by page ends where the branch ends',
} as const;

type Page = { readonly events: readonly { readonly seq: number; readonly hash: string }[]; readonly cursor: string };

export async function checkHeadOffice(origin: string, history: History, claims: Claims): Promise<number> {
  let cursor = '';
  let expected = 1;
  for (;;) {
    const response = await fetch(`${origin}/v1/feed?limit=500&cursor=${cursor}`);
    const page = (await response.json()) as Page;
    if (page.events.length === 0) break;
    for (const { seq, hash } of page.events) {
      const same = seq === expected && hash === history.hashes[seq - 1];
      claims.check(CLAIMS_OF_HEAD_OFFICE.equal, same, () => `seq ${seq} where ${expected} should stand`);
      expected = seq + 1;
    }
    cursor = page.cursor;
  }
  const events = expected - 1;
  claims.check(CLAIMS_OF_HEAD_OFFICE.cursor, events === history.seq, () => `${events} there, ${history.seq} here`);
  return events;
}
