import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { Sender, type SenderOptions } from '../../hub/sync/sender.ts';
import {
  type BranchSide,
  HandClock,
  type HeadOfficeSide,
  newKey,
  openBranch,
  quietLogger,
  startHeadOffice,
  tempFolder,
} from './workshop.ts';

/** Told apart from every pause by its length. */
const TIMEOUT_MS = 1_000_000_000;

/** A branch, a clock that stands still and whatever senders and head offices a test makes; all of it new for each test. */
export class SenderBench {
  folder!: ReturnType<typeof tempFolder>;
  side!: BranchSide;
  clock!: HandClock;
  #stopping: (() => Promise<unknown>)[] = [];

  constructor() {
    beforeEach(async () => {
      this.folder = tempFolder();
      this.side = await openBranch(join(this.folder.path, 'hub.sqlite'), newKey());
      this.clock = new HandClock();
      this.#stopping = [];
    });
    afterEach(async () => {
      for (const stop of this.#stopping.toReversed()) await stop();
      await this.side.store.close();
      this.folder.remove();
    });
  }

  readonly sender = (options: Partial<SenderOptions> = {}): Sender => {
    const made = new Sender({
      store: this.side.store,
      key: this.side.key,
      url: 'http://head-office',
      enrolmentCode: null,
      name: null,
      clock: this.clock,
      fetch: () => Promise.reject(new TypeError('no route')),
      random: () => 1 - Number.EPSILON,
      logger: quietLogger,
      timeout_ms: TIMEOUT_MS,
      ...options,
    });
    this.#stopping.push(() => made.stop());
    return made;
  };

  readonly headOffice = async (): Promise<HeadOfficeSide> => {
    const office = await startHeadOffice(join(this.folder.path, 'office.sqlite'));
    this.#stopping.push(() => office.close());
    return office;
  };

  /** true while the sender pauses: its watchdog has a timer too, and a request under way has a very long one. */
  readonly resting = (): boolean => {
    const pending = this.clock.pending();
    return pending.length === 2 && pending.every((timer) => timer < TIMEOUT_MS / 2);
  };
}

/** A head office that gives the same reply to everything, and counts. */
export function always(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen = { requests: 0 };
  const answers: typeof fetch = async () => {
    seen.requests += 1;
    return new Response(JSON.stringify(body), { status, headers });
  };
  return { seen, fetch: answers };
}
