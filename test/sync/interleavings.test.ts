import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ackedSeq,
  asHeld,
  branchEvents,
  commit,
  drain,
  event,
  heldEvents,
  newKey,
  openBranch,
  startHeadOffice,
  tempFolder,
  uplinkOf,
} from './workshop.ts';

/** What may befall a line between a hub and head office, in any order. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('commit' as const), events: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.constant({ does: 'exchange' as const }) },
  { weight: 2, arbitrary: fc.constant({ does: 'lose the request' as const }) },
  { weight: 3, arbitrary: fc.constant({ does: 'lose the reply' as const }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('deliver an old request again' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.constant({ does: 'restart the hub' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'restart head office' as const }) },
);

type Sent = { readonly path: string; readonly init: RequestInit };

test('however commits, losses, repeats and restarts interleave, head office ends with the branch, in order, once', async () => {
  const key = newKey();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const folder = tempFolder();
      const hubFile = join(folder.path, 'hub.sqlite');
      const officeFile = join(folder.path, 'office.sqlite');
      let side = await openBranch(hubFile, key);
      let office = await startHeadOffice(officeFile);
      const sent: Sent[] = [];
      let fault: 'none' | 'request' | 'reply' = 'none';
      const line: typeof fetch = async (target, init) => {
        const path = new URL(String(target)).pathname;
        sent.push({ path, init: { ...init, signal: null } });
        if (fault === 'request') throw new TypeError('lost on the way there');
        const response = await fetch(`${office.url}${path}`, init);
        if (fault === 'none') return response;
        await response.text();
        throw new TypeError('lost on the way back');
      };
      let uplink = uplinkOf(side, 'http://head-office', { fetch: line });
      try {
        for (const now of steps) {
          fault = now.does === 'lose the request' ? 'request' : now.does === 'lose the reply' ? 'reply' : 'none';
          if (now.does === 'commit') {
            await commit(
              side.store,
              Array.from({ length: now.events }, (_, n) => event('stock.moved', { n })),
            );
          } else if (now.does === 'restart the hub') {
            await side.store.close();
            side = await openBranch(hubFile, key);
            uplink = uplinkOf(side, 'http://head-office', { fetch: line });
          } else if (now.does === 'restart head office') {
            await office.close();
            office = await startHeadOffice(officeFile);
          } else if (now.does === 'deliver an old request again') {
            const again = sent[now.which % Math.max(1, sent.length)];
            if (again !== undefined) await fetch(`${office.url}${again.path}`, again.init);
          } else {
            await uplink.exchange();
          }
        }
        fault = 'none';
        await drain(uplink);
        const mine = asHeld(await branchEvents(side.store));
        expect(await heldEvents(office.store)).toEqual(mine);
        expect(await ackedSeq(side.store)).toBe(mine.length);
        const order = await office.store.read((reader) =>
          reader.all<{ ho_seq: number; seq: number }>('select ho_seq, seq from event order by ho_seq'),
        );
        expect(order).toEqual(mine.map(({ seq }) => ({ ho_seq: seq, seq })));
      } finally {
        await office.close();
        await side.store.close();
        folder.remove();
      }
    }),
    { numRuns: 40 },
  );
});
