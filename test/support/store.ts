import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BoundOperation } from '../../hub/executor/binding.ts';
import { Executor } from '../../hub/executor/executor.ts';
import { type Actor, systemActor } from '../../hub/kernel/actor.ts';
import type { Clock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { foundBranch } from '../../hub/store/changes.ts';
import { openStore, type Store } from '../../hub/store/open.ts';
import { ManualClock } from './clock.ts';
import { tempFolder } from './temp-folder.ts';

export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');
export const SYSTEM: Actor = systemActor('test');

/** A real store in a file of the test's own, with the branch founded. */
export async function testStore(folder: string = tempFolder()): Promise<Store> {
  const store = await openStore(join(folder, 'hub.db'), { migrations: MIGRATIONS, now: 0 });
  onTestFinished(() => store.close());
  await store.write((tx) => foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now: 0 }));
  return store;
}

export type Bench = {
  readonly store: Store;
  readonly executor: Executor;
  readonly clock: ManualClock;
  readonly bugs: unknown[];
};

/** An executor over a real store, with a clock that stands still. */
export async function testExecutor(operations: readonly BoundOperation[], store?: Store): Promise<Bench> {
  const opened = store ?? (await testStore());
  const clock = new ManualClock();
  const bugs: unknown[] = [];
  const executor = new Executor({
    store: opened,
    operations,
    clock: clock satisfies Clock,
    timeZone: 'Asia/Shanghai',
    newId,
    onBug: (error) => bugs.push(error),
  });
  return { store: opened, executor, clock, bugs };
}
