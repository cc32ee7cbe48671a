import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { type ImportShop, importShop } from '../support/imports.ts';
import { SYSTEM } from '../support/store.ts';

let at: ImportShop;
beforeEach(async () => {
  at = await importShop();
});
const tried = async (name: string): Promise<string> => (await at.dryRun('parts', null, `编号,名称\n${name},甲`)).id;
const parts = (): Promise<string[]> =>
  at.shop.store.read((reader) =>
    reader.all<{ number: string }>('select number from part order by number').map(({ number }) => number),
  );

test('an import whose commit the disk did not take is not called written, and is written when there is room', async () => {
  const file = `编号,名称\n${Array.from({ length: 2000 }, (_, n) => `P${n},${'很长的名称'.repeat(20)}`).join('\n')}`;
  const { id } = await at.dryRun('parts', null, file);
  const pages = (limit: string) => at.shop.store.write((tx) => tx.all(`pragma max_page_count = ${limit}`));
  const used = await at.shop.store.read((reader) =>
    reader.one<{ n: number }>('select page_count as n from pragma_page_count'),
  );
  await pages(String(used?.n));
  await expect(at.commit(id)).rejects.toMatchObject({ code: 'store.full' });
  expect((await at.stateOf(id))?.phase).not.toBe('done');
  expect(await parts()).toEqual([]);
  await pages('1000000');
  expect(await at.commit(id)).toEqual({ created: 2000, updated: 0 });
  expect(await at.stateOf(id)).toMatchObject({ phase: 'done', done: 2000, of: 2000 });
  expect(await at.commit(id)).toBe('import.stale');
});

test('a commit that comes to nothing after the last row is not called written', async () => {
  const id = await tried('A');
  // What takes the whole transaction back at its very end, as a disk does that breaks at the commit.
  await at.shop.store.write((tx) =>
    tx.run(`create table breaks (n integer references part (id) deferrable initially deferred)`),
  );
  await at.shop.store.write((tx) =>
    tx.run(`create trigger breaks_commit after insert on part begin insert into breaks values (-1); end`),
  );
  await expect(at.commit(id)).rejects.toThrow();
  expect((await at.stateOf(id))?.phase).not.toBe('done');
  expect(await parts()).toEqual([]);
  await at.shop.store.write((tx) => tx.run('drop trigger breaks_commit'));
  expect(await at.commit(id)).toEqual({ created: 1, updated: 0 });
  expect((await at.stateOf(id))?.phase).toBe('done');
});

test('two at once: each is its own, the second is asked for again because the catalogue is another now', async () => {
  const [one, other] = [newId(), newId()];
  const run = (id: string, name: string) =>
    at.imports.check(id, 'parts', null, new TextEncoder().encode(`编号,名称\n${name},甲`));
  await Promise.all([run(one, 'A'), run(other, 'B')]);
  expect([(await at.stateOf(one))?.phase, (await at.stateOf(other))?.phase]).toEqual(['checked', 'checked']);
  const answers = await Promise.all([at.commit(one), at.commit(other)]);
  expect(answers).toEqual([{ created: 1, updated: 0 }, 'import.stale']);
  expect(await parts()).toEqual(['A']);
});

test('the same commit twice at once writes once', async () => {
  const id = await tried('A');
  expect(await Promise.all([at.commit(id), at.commit(id)])).toEqual([{ created: 1, updated: 0 }, 'import.stale']);
  const operationId = newId();
  const next = await tried('B');
  const call = { operationId, name: 'tables.commit-import', request: { import: next }, actor: SYSTEM };
  const [first, again] = await Promise.all([at.shop.executor.run(call), at.shop.executor.run(call)]);
  expect([first.outcome, again]).toEqual(['accepted', { ...first, repeated: true }]);
  expect(await parts()).toEqual(['A', 'B']);
});

test('a dry run that others have pushed out, or that a restart has lost, is said to be gone; the one that is written stays', async () => {
  const gone = await tried('A');
  await tried('B');
  await tried('C');
  expect([await at.stateOf(gone), await at.commit(gone)]).toEqual([null, 'import.unknown']);
  expect(await at.commit(newId())).toBe('import.unknown');
  const file = `编号,名称\n${Array.from({ length: 4000 }, (_, n) => `W${n},甲`).join('\n')}`;
  const { id } = await at.dryRun('parts', null, file);
  const writing = at.commit(id);
  await expect.poll(async () => (await at.stateOf(id))?.phase, { interval: 1 }).toBe('writing');
  for (const name of ['X', 'Y', 'Z']) await tried(name);
  expect(await writing).toEqual({ created: 4000, updated: 0 });
  expect((await at.stateOf(id))?.phase).toBe('done');
});
