import { setImmediate, setTimeout } from 'node:timers/promises';
import type { DeviceClock } from '../../devices/device.ts';

/** Time that stands still until a test moves it. */
export class ManualClock implements DeviceClock {
  #now_ms = 0;
  #timers: { readonly at_ms: number; readonly callback: () => void }[] = [];

  wall(): number {
    return 1_700_000_000_000 + this.#now_ms;
  }

  monotonic(): number {
    return this.#now_ms;
  }

  after(delay_ms: number, callback: () => void): () => void {
    const timer = { at_ms: this.#now_ms + delay_ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Delays of all timers that are set, shortest first. */
  get waiting_ms(): number[] {
    return this.#timers.map(({ at_ms }) => at_ms - this.#now_ms).sort((a, b) => a - b);
  }

  /** Moves on, firing what falls due in its order. */
  advance(by_ms: number): void {
    const end_ms = this.#now_ms + by_ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at_ms }) => at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now_ms = Math.max(this.#now_ms, next.at_ms);
      next.callback();
    }
    this.#now_ms = end_ms;
  }
}

/**
 * Lets real sockets, files and other processes work until something is so; the test's own time limit is the only one. After a while it looks less
 * often, so that it does not take the processor from those it waits for.
 */
export async function until(isSo: () => boolean): Promise<void> {
  for (let look = 0; !isSo(); look++) await (look < 200 ? setImmediate() : setTimeout(1));
}

/**
 * Lets sockets work and time pass until a promise is settled. Time passes slowly against the event loop, so that whatever answers at all, answers
 * before its time is over.
 */
export async function finish<T>(promise: Promise<T>, clock: ManualClock): Promise<T> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  promise.then(done, done);
  while (!settled) {
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    clock.advance(10);
  }
  return promise;
}

/** Lets everything that is ready to run, run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}
