import type { Clock } from '../kernel/clock.ts';

/** The demo's clock: the real one, turned back only while the seed lives the hour before the workshop is first looked at. */
export class DemoClock implements Clock {
  readonly #real: Clock;
  #behind_ms = 0;

  constructor(real: Clock) {
    this.#real = real;
  }

  readonly wall = (): number => this.#real.wall() - this.#behind_ms;
  readonly monotonic = (): number => this.#real.monotonic();
  readonly after = (delay_ms: number, callback: () => void): (() => void) => this.#real.after(delay_ms, callback);

  /** Now is so many minutes ago; zero: it is right again. */
  turnBack(minutes: number): void {
    this.#behind_ms = minutes * 60_000;
  }
}
