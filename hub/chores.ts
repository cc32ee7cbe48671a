import type { Core, HubDeps } from './core.ts';
import { systemActor } from './kernel/actor.ts';
import { businessDay } from './kernel/clock.ts';
import { closeIdle } from './stations/contract.ts';
import { idleDesks, idleStations } from './stations/interpret.ts';
import { holdingDiscrepancies } from './stock/holding-store.ts';
import { findDiscrepancies } from './stock/proof.ts';
import { findBrokenLink, readBranch } from './store/changes.ts';

const EVERY_MS = 60_000;

/** What the last proof of the books found. */
export type Books = { state: 'not-proved-yet' | 'sound' | 'broken'; at: number | null };

export type Chores = { readonly books: Books; start(): void; stop(): void };

/**
 * What a hub does by itself from minute to minute: it closes counters and desks that nobody used for long, and once a business day it
 * proves that every balance is the sum of its movements and that no event of the feed was altered.
 */
export function makeChores({ clock, config, newId, log }: HubDeps, core: Core): Chores {
  const { store, executor, settings } = core;
  const books: Books = { state: 'not-proved-yet', at: null };
  let day = businessDay(clock.wall(), config.timeZone);
  let cancel = (): void => {};

  const closeCounters = async (): Promise<void> => {
    const idle = await store.read((reader) => {
      const [now, idle_ms] = [clock.wall(), settings.stationIdle_ms];
      return idleStations(reader, now, idle_ms).length + idleDesks(reader, now, idle_ms).length;
    });
    if (idle === 0) return;
    await executor.run({ operationId: newId(), name: closeIdle.name, request: {}, actor: systemActor('stations') });
  };

  const proveBooks = async (): Promise<void> => {
    const today = businessDay(clock.wall(), config.timeZone);
    if (today === day) return;
    day = today;
    const found = await store.read((reader) => {
      const branch = readBranch(reader);
      return {
        discrepancies: findDiscrepancies(reader).length + holdingDiscrepancies(reader).length,
        brokenAt: branch === undefined ? null : findBrokenLink(reader, branch),
      };
    });
    const sound = found.discrepancies === 0 && found.brokenAt === null;
    Object.assign(books, { state: sound ? 'sound' : 'broken', at: clock.wall() });
    if (sound) log.info('the books were proved');
    else log.error(found, 'the books do not prove: something outside the hub has changed the store');
  };

  const turn = (): void => {
    Promise.all([closeCounters(), proveBooks()])
      .catch((error: unknown) => log.error({ err: error }, 'a chore could not be done'))
      .finally(() => {
        cancel = clock.after(EVERY_MS, turn);
      });
  };
  return {
    books,
    start: () => {
      cancel = clock.after(EVERY_MS, turn);
    },
    stop: () => cancel(),
  };
}
