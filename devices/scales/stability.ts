/**
 * Whether a value stands still, for protocols without a flag. It is stable once it stood within one division for `hold_ms` of monotonic time:
 * time and not samples, because a scale sends two frames a second or fifty, and a polled one as many as it is asked for.
 */

export type StabilityRule = {
  readonly hold_ms: number;
  /** A longer pause between two readings hides what happened in it: the wait begins anew. */
  readonly gap_ms: number;
  /** One division of the display, in micrograms. */
  readonly division_ug: bigint;
};

export class Stability {
  readonly #rule: StabilityRule;
  /** The value that the others are compared with, so that a slow creep is movement too. */
  #anchor: { readonly value_ug: bigint; readonly since_ms: number; readonly afterMovement: boolean } | null = null;
  #last_ms = Number.NEGATIVE_INFINITY;

  constructor(rule: StabilityRule) {
    this.#rule = rule;
  }

  /** A value at a monotonic time; null for a frame without one. `unknown` while nothing moved and the time is not over yet. */
  judge(value_ug: bigint | null, now_ms: number): boolean | 'unknown' {
    const paused = now_ms - this.#last_ms > this.#rule.gap_ms;
    this.#last_ms = now_ms;
    if (value_ug === null) {
      this.#anchor = null;
      return false;
    }
    if (this.#anchor === null || paused) {
      this.#anchor = { value_ug, since_ms: now_ms, afterMovement: false };
      return 'unknown';
    }
    const distance = value_ug - this.#anchor.value_ug;
    if (distance > this.#rule.division_ug || -distance > this.#rule.division_ug) {
      this.#anchor = { value_ug, since_ms: now_ms, afterMovement: true };
      return false;
    }
    if (now_ms - this.#anchor.since_ms >= this.#rule.hold_ms) return true;
    return this.#anchor.afterMovement ? false : 'unknown';
  }

  reset(): void {
    this.#anchor = null;
    this.#last_ms = Number.NEGATIVE_INFINITY;
  }
}
