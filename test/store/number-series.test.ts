import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { formatNumber } from '../../hub/kernel/numbering.ts';
import { passNumber, takeNumber } from '../../hub/store/number-series.ts';
import { openStore, type Store } from '../../hub/store/open.ts';
import { MIGRATIONS, testStore } from '../support/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DAYS = ['20261126', '20261127', '20261128', '20261129', '20261130'] as const;

test('a series steps over every number that came from elsewhere, also of days that were still to come', async () => {
  const store = await testStore();
  await store.write((tx) => {
    for (const counter of [1, 2, 4]) passNumber(tx, 'LY', formatNumber('LY', { day: '20261129', counter }), '20261128');
    passNumber(tx, 'LY', 'LY-20261128-0041', '20261128');
    expect(takeNumber(tx, 'LY', '20261128')).toBe('LY-20261128-0042');
    expect(takeNumber(tx, 'LY', '20261129')).toBe('LY-20261129-0003');
    expect(takeNumber(tx, 'LY', '20261129')).toBe('LY-20261129-0005');
    expect(takeNumber(tx, 'DH', '20261129')).toBe('DH-20261129-0001');
  });
});

test.each(['LY-20261128-99999999999999999999', 'LY-20261128-100000', 'LY-20261128-0000', 'LY-2026-1', ''])(
  'a number that is none of a day moves nothing: %j',
  async (number) => {
    const store = await testStore();
    await store.write((tx) => {
      passNumber(tx, 'LY', number, '20261128');
      expect(takeNumber(tx, 'LY', '20261128')).toBe('LY-20261128-0001');
    });
  },
);

test('whatever comes from elsewhere and wherever the clock stands, no number is there twice', async () => {
  const store = await testStore();
  const today = fc.constantFrom(...DAYS);
  const step = fc.oneof(
    fc.record({ today }),
    fc.record({ today, day: fc.constantFrom(...DAYS), counter: fc.integer({ min: 1, max: 9 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), (steps) =>
      store.write((tx) => {
        tx.run('delete from number_series');
        tx.run('delete from number_from_elsewhere');
        const [ours, theirs] = [new Set<string>(), new Set<string>()];
        for (const one of steps) {
          if ('day' in one) {
            const number = formatNumber('LY', one);
            // Whoever brings a number of ours is refused before.
            if (ours.has(number)) continue;
            theirs.add(number);
            passNumber(tx, 'LY', number, one.today);
          } else {
            const number = takeNumber(tx, 'LY', one.today);
            expect([number, ours.has(number), theirs.has(number)]).toEqual([number, false, false]);
            ours.add(number);
          }
        }
      }),
    ),
    { numRuns: 200 },
  );
});

test('slips that came before are stepped over as well', async () => {
  const folder = tempFolder();
  const older = join(folder, 'migrations');
  mkdirSync(older);
  for (const file of readdirSync(MIGRATIONS).filter((name) => /^00(0\d|1[0-3])-.*\.sql$/.test(name)))
    copyFileSync(join(MIGRATIONS, file), join(older, file));
  const open = (migrations: string): Promise<Store> => openStore(join(folder, 'hub.db'), { migrations, now: 0 });
  const before = await open(older);
  await before.write((tx) => {
    for (const number of ['LY-20261129-0001', '2023/7'])
      tx.run("insert into slip_archive values (?, '', '', '', '', '', '', 0)", number);
  });
  await before.close();
  const store = await open(MIGRATIONS);
  onTestFinished(() => store.close());
  expect(await store.write((tx) => takeNumber(tx, 'LY', '20261129'))).toBe('LY-20261129-0002');
});
