import type { Clock } from '../../hub/kernel/clock.ts';

type Timer = { readonly due: number; readonly callback: () => void };

/** A clock that stands still until a test moves it. Wall and monotonic time can be moved apart. */
export class ManualClock implements Clock {
  #wall: number;
  #monotonic = 1_000;
  #timers: Timer[] = [];

  /** 2026-11-22 10:42 in Shanghai unless told otherwise. */
  constructor(wall: number = Date.UTC(2026, 10, 22, 2, 42)) {
    this.#wall = wall;
  }

  readonly wall = (): number => this.#wall;
  readonly monotonic = (): number => this.#monotonic;

  readonly after = (delay_ms: number, callback: () => void): (() => void) => {
    const timer = { due: this.#monotonic + delay_ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Time passes; timers that fall due are called in order. */
  advance(ms: number): void {
    const end = this.#monotonic + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#wall += Math.max(0, next.due - this.#monotonic);
      this.#monotonic = Math.max(this.#monotonic, next.due);
      next.callback();
    }
    this.#wall += end - this.#monotonic;
    this.#monotonic = end;
  }

  /** Somebody, or NTP, sets the wall clock; monotonic time does not notice. */
  setWall(wall: number): void {
    this.#wall = wall;
  }
}
