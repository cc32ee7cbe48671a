import type { Logger } from 'pino';
import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import type { StateOf } from '../kernel/topic.ts';
import { readBranch } from '../store/changes.ts';
import { backOff_ms, MOST_MS, MOST_WHILE_UNREACHABLE_MS } from './back-off.ts';
import type { LineCode } from './contract.ts';
import { backlogAfter } from './store.ts';
import { lineTopic } from './topic-contract.ts';
import { type Outcome, Uplink, type UplinkOptions } from './uplink.ts';

export type Line = Omit<StateOf<typeof lineTopic>, 'code'> & { readonly code: LineCode };

export type SenderOptions = Omit<UplinkOptions, 'url'> & {
  /** null: no head office is configured, and nothing is done. */
  readonly url: string | null;
  /** In [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
};

/** Head office calls a branch silent after a minute; two of these fit into it. */
const PRESENCE_MS = 25_000;
const STUCK_MS = 10 * 60_000;
const WATCH_MS = 60_000;

type Pause = { readonly for_ms: number; readonly endsOnCommit: boolean };

/**
 * Drains the change feed to head office, one request at a time, for as long as the hub runs. Nothing in the workshop waits
 * for it. Woken by commits; after a failure it waits longer each time, and commits do not hasten it then.
 */
export class Sender {
  readonly #options: SenderOptions;
  #uplink: Uplink | null = null;
  readonly #listeners = new Set<(line: Line) => void>();
  #line: Line;
  #loop: Promise<void> | null = null;
  #stopping = false;
  #woken = false;
  #endPause: ((onCommit: boolean) => void) | null = null;
  #cancelWatch: () => void = () => {};
  #refreshing: Promise<void> | null = null;
  #stale = false;
  #failures = 0;
  #rewinds = 0;
  /** Monotonic time since which nothing has moved although head office answers. */
  #stillSince_ms = 0;
  #answered = false;
  #alarmed = false;

  constructor(options: SenderOptions) {
    const { url } = options;
    this.#options = options;
    this.#line = {
      line: url === null ? 'off' : 'offline',
      code: url === null ? '' : 'sync.not-yet-tried',
      waiting: 0,
      oldestWaiting: null,
      lastAcknowledged: null,
    };
  }

  start(): void {
    const { url } = this.#options;
    if (url === null || this.#loop !== null) return;
    this.#uplink = new Uplink({ ...this.#options, url });
    this.#stopping = false;
    this.#stillSince_ms = this.#options.clock.monotonic();
    this.#loop = this.#run(this.#uplink);
    this.#watch();
  }

  /** Gives up the request under way; what it carried is sent again at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelWatch();
    this.#uplink?.close();
    this.#endPause?.(false);
    await this.#loop;
    this.#loop = null;
    await this.#refreshing;
  }

  /** Something was committed. */
  wake(): void {
    if (this.#loop === null) return;
    this.#woken = true;
    this.#endPause?.(true);
    this.#refresh();
  }

  /** The line was mended, or a person asks to try now: ends whatever pause there is. */
  retryNow(): void {
    this.#failures = 0;
    this.#endPause?.(false);
  }

  line(): Line {
    return this.#line;
  }

  onChange(listener: (line: Line) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run(uplink: Uplink): Promise<void> {
    while (!this.#stopping) {
      const pause = await this.#round(uplink);
      await this.#readBacklog();
      if (pause === null) return;
      if (pause.for_ms > 0) await this.#pause(pause);
    }
  }

  async #round(uplink: Uplink): Promise<Pause | null> {
    this.#woken = false;
    try {
      return this.#after(await uplink.exchange());
    } catch (error) {
      // A full disk or a bug of ours must not end the sending for good.
      if (!this.#stopping) this.#options.logger.error({ err: error }, 'sending to head office failed inside the hub');
      this.#change({ line: 'offline', code: 'sync.fault' });
      return this.#failed(MOST_MS);
    }
  }

  /** What the line shows after an exchange, and how long to rest; null means never again. */
  #after(outcome: Outcome): Pause | null {
    if (this.#stopping) return null;
    const now = this.#options.clock.wall();
    this.#answer(outcome.outcome !== 'offline' || outcome.answered);
    if (outcome.outcome !== 'rewound') this.#rewinds = 0;
    switch (outcome.outcome) {
      case 'moved':
        this.#moved();
        this.#change({ line: 'online', code: '', lastAcknowledged: now });
        return { for_ms: 0, endsOnCommit: true };
      case 'idle':
        this.#moved();
        this.#change({ line: 'online', code: '', ...(outcome.confirmed ? { lastAcknowledged: now } : {}) });
        return { for_ms: PRESENCE_MS, endsOnCommit: true };
      case 'rewound':
        this.#rewinds += 1;
        // Asked twice for the same with nothing moved in between: it is confused, and must not keep us spinning.
        return this.#rewinds === 1 ? { for_ms: 0, endsOnCommit: true } : this.#failed(MOST_MS);
      case 'halved':
      case 'enrolling':
        return { for_ms: 0, endsOnCommit: true };
      case 'busy':
        this.#change({ line: 'online', code: this.#alarmed ? 'sync.stuck' : 'sync.busy' });
        return outcome.after_ms === null ? this.#failed(MOST_MS) : { for_ms: outcome.after_ms, endsOnCommit: false };
      case 'offline':
        this.#change({ line: 'offline', code: outcome.code });
        return this.#failed(outcome.answered ? MOST_MS : MOST_WHILE_UNREACHABLE_MS);
      case 'refused':
        return this.#refused(outcome);
    }
  }

  #refused(outcome: { readonly code: LineCode; readonly final: boolean }): Pause | null {
    const { code, final } = outcome;
    if (this.#line.code !== code) this.#options.logger.error({ code, final }, 'head office refuses this hub');
    this.#change({ line: 'refused', code });
    // Only a restart begins again after a history that does not fit: somebody has to look at it first.
    return final ? null : { for_ms: backOff_ms(20, this.#options.random(), MOST_MS), endsOnCommit: false };
  }

  #failed(most_ms: number): Pause {
    this.#failures += 1;
    return { for_ms: backOff_ms(this.#failures, this.#options.random(), most_ms), endsOnCommit: false };
  }

  #moved(): void {
    this.#failures = 0;
    this.#stillSince_ms = this.#options.clock.monotonic();
    this.#alarmed = false;
  }

  #answer(answered: boolean): void {
    if (answered && !this.#answered) this.#stillSince_ms = this.#options.clock.monotonic();
    this.#answered = answered;
  }

  async #pause(pause: Pause): Promise<void> {
    if (this.#stopping || (pause.endsOnCommit && this.#woken)) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        this.#endPause = null;
        resolve();
      };
      const cancel = this.#options.clock.after(pause.for_ms, end);
      this.#endPause = (onCommit) => {
        if (!onCommit || pause.endsOnCommit) end();
      };
    });
  }

  /** Looks from outside: whatever keeps the loop from moving is noticed, also when the loop itself does not know. */
  #watch(): void {
    this.#cancelWatch = this.#options.clock.after(WATCH_MS, () => {
      const still_ms = this.#options.clock.monotonic() - this.#stillSince_ms;
      if (this.#answered && this.#line.waiting > 0 && still_ms >= STUCK_MS && !this.#alarmed) {
        this.#alarmed = true;
        this.#options.logger.error(
          { still_ms, waiting: this.#line.waiting, code: this.#line.code },
          'head office answers, but nothing moves',
        );
        if (this.#line.line === 'online') this.#change({ code: 'sync.stuck' });
      }
      this.#watch();
    });
  }

  /** Commits that arrive while the backlog is being read are seen by one more reading. */
  #refresh(): void {
    this.#stale = true;
    this.#refreshing ??= (async () => {
      while (this.#stale && !this.#stopping) {
        this.#stale = false;
        await this.#readBacklog();
      }
      this.#refreshing = null;
    })();
  }

  async #readBacklog(): Promise<void> {
    try {
      const { waiting, oldestWaiting } = await this.#options.store.read((reader) =>
        backlogAfter(reader, readBranch(reader)?.ackedSeq ?? 0),
      );
      this.#change({ waiting, oldestWaiting });
    } catch (error) {
      if (!this.#stopping) this.#options.logger.error({ err: error }, 'the backlog could not be read');
    }
  }

  #change(part: Partial<Line>): void {
    const line = { ...this.#line, ...part };
    if ((Object.keys(line) as (keyof Line)[]).every((key) => line[key] === this.#line[key])) return;
    this.#line = line;
    for (const listener of this.#listeners) listener(line);
  }
}

/** The topic `sync.line`. Announce it stale from `sender.onChange`. */
export function lineTopicSource(sender: Sender): BoundTopic {
  return bindTopic(lineTopic, () => sender.line());
}
