import type { Core, HubDeps } from './core.ts';
import { systemActor } from './kernel/actor.ts';
import { businessDay, type Clock } from './kernel/clock.ts';
import { expireRequisitions } from './requisitions/life-contract.ts';
import { expiredSlips } from './requisitions/life-store.ts';
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
 * What a hub does by itself from minute to minute: it closes counters and desks that nobody used for long, lets slips expire that nobody
 * touched for days, and once a business day it proves that every balance is the sum of its movements and that no event of the feed was altered.
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

  const clockIsTrusted = clockWatch(clock);
  const expireSlips = async (): Promise<void> => {
    if (!clockIsTrusted()) return;
    const before = clock.wall() - settings.expireAfter_ms;
    const old = await store.read((reader) => expiredSlips(reader, before, 1).length);
    if (old === 0) return;
    await executor.run({
      ...{ operationId: newId(), name: expireRequisitions.name, request: {}, actor: systemActor('requisitions') },
    });
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
    Promise.all([closeCounters(), expireSlips(), proveBooks()])
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

/** A clock that was set stays where it is for so long before anything expires by it. */
const TRUST_AFTER_MS = 15 * 60_000;
/** Less than this is no setting of the clock but its ordinary drift. */
const JUMP_MS = 30_000;

/**
 * Whether the wall clock has run evenly for a while. A mini-PC may boot two weeks in the future until the network tells it the time: what
 * goes by days waits for that.
 */
export function clockWatch(clock: Pick<Clock, 'wall' | 'monotonic'>): () => boolean {
  let since = clock.monotonic();
  let offset = clock.wall() - since;
  return () => {
    const now = clock.monotonic();
    const offsetNow = clock.wall() - now;
    if (Math.abs(offsetNow - offset) > JUMP_MS) since = now;
    offset = offsetNow;
    return now - since >= TRUST_AFTER_MS;
  };
}
