/**
 * What the empty scale shows. Creeping away from zero, a little each time, is drift: warmth, a counter that gives, dust. A jump is something left
 * on the pan. Both falsify every weighing until the scale is set to zero, so both are told with their size.
 */

export type ZeroState = {
  readonly kind: 'good' | 'drift' | 'left-on-pan';
  /** What the empty scale shows, micrograms. */
  readonly size_ug: bigint;
  /** Monotonic milliseconds when this kind began. */
  readonly since_ms: number;
};

export type ZeroRule = {
  /** An empty reading that is further off than this is told. */
  readonly tolerance_ug: bigint;
  /** The most that zero moves by itself between two looks. */
  readonly creep_ug: bigint;
};

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

export class ZeroDrift {
  readonly #rule: ZeroRule;
  #state: ZeroState = { kind: 'good', size_ug: 0n, since_ms: 0 };
  #last_ug: bigint | null = null;
  /** Set by a jump, cleared when the scale is back at a good zero. */
  #jumped = false;

  constructor(rule: ZeroRule) {
    this.#rule = rule;
  }

  get now(): ZeroState {
    return this.#state;
  }

  /** A stable reading of the empty scale. Answers with the state if it began, ended or grew by more than a creep; null otherwise. */
  empty(value_ug: bigint, now_ms: number): ZeroState | null {
    const step = this.#last_ug === null ? 0n : magnitude(value_ug - this.#last_ug);
    this.#last_ug = value_ug;
    const isGood = magnitude(value_ug) <= this.#rule.tolerance_ug;
    if (isGood) this.#jumped = false;
    else if (step > this.#rule.creep_ug) this.#jumped = true;
    const kind = isGood ? 'good' : this.#jumped ? 'left-on-pan' : 'drift';
    const before = this.#state;
    const isNews = kind !== before.kind || (!isGood && magnitude(value_ug - before.size_ug) > this.#rule.creep_ug);
    if (kind !== before.kind) this.#state = { kind, size_ug: value_ug, since_ms: now_ms };
    else if (isNews) this.#state = { ...before, size_ug: value_ug };
    return isNews ? this.#state : null;
  }

  reset(): void {
    this.#state = { kind: 'good', size_ug: 0n, since_ms: 0 };
    this.#last_ug = null;
    this.#jumped = false;
  }
}
