import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cursorAt, readCursor } from '../../hub/head-office/feed.ts';
import { type HeadOfficeSide, newKey, startHeadOffice, tempFolder } from '../sync/workshop.ts';
import { eventsFrom, make, post } from './post.ts';

let folder: ReturnType<typeof tempFolder>;
let office: HeadOfficeSide;
beforeEach(async () => {
  folder = tempFolder();
  office = await startHeadOffice(join(folder.path, 'office.sqlite'));
});
afterEach(async () => {
  await office.close();
  folder.remove();
});

type Page = {
  readonly events: readonly { branch: string; seq: number; kind: string; hash: string }[];
  readonly cursor: string;
};

async function read(cursor: string, limit: number): Promise<Page> {
  return (await (await fetch(`${office.url}/v1/feed?cursor=${cursor}&limit=${limit}`)).json()) as Page;
}

test('a reader who polls while two branches write sees everything once, in the order of application', async () => {
  const branches = ['sh-01', 'sh-02'].map((branch) => ({ branch, key: newKey(), sent: 0, previous: '0'.repeat(64) }));
  const seen: string[] = [];
  let cursor = '';
  let writing = true;
  const reader = (async () => {
    for (;;) {
      const last = !writing;
      const page = await read(cursor, 7);
      seen.push(...page.events.map(({ branch, seq }) => `${branch}/${seq}`));
      cursor = page.cursor;
      if (last && page.events.length === 0) return;
    }
  })();
  await Promise.all(
    branches.map(async (side) => {
      for (let n = 0; n < 12; n += 1) {
        const batch = make(side.key, eventsFrom(side.sent + 1, side.sent + 5, { branch: side.branch }), side);
        expect((await post(office.url, batch)).status).toBe(200);
        side.sent += 5;
        side.previous = batch.hashes[4] ?? '';
      }
    }),
  );
  writing = false;
  await reader;
  const applied = await office.store.read((from) =>
    from.all<{ place: string }>(`select branch || '/' || seq as place from event order by ho_seq`),
  );
  expect(seen).toEqual(applied.map(({ place }) => place));
  expect(new Set(seen).size).toBe(120);
});

test('the cursor is returned unchanged when there is nothing new', async () => {
  await post(office.url, make(newKey(), eventsFrom(1, 3)));
  const page = await read('', 100);
  expect(page.events).toHaveLength(3);
  expect(await read(page.cursor, 100)).toEqual({ events: [], cursor: page.cursor });
});

test.each(['cursor=hello', `cursor=${Buffer.from('f1:-4').toString('base64url')}`, 'limit=0', 'limit=1001', 'limit=x'])(
  'what is not a cursor or a limit is refused: %s',
  async (query) => {
    expect((await fetch(`${office.url}/v1/feed?${query}`)).status).toBe(400);
  },
);

test('a cursor leads back to its place', () => {
  expect(readCursor(cursorAt(42))).toBe(42);
  expect(readCursor(undefined)).toBe(0);
});
