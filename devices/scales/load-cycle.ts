/**
 * Which load a reading belongs to. A load ends when the scale is back near zero; the next one is another load, even if it weighs the same. A
 * load that lay there before anybody listened is a load. Within one load, pieces added or taken settle anew.
 */

export type LoadCycle = {
  /** Counts the loads since the driver was opened; 0 before the first. */
  readonly cycle: number;
  /** `unknown`: no stable value has come yet. */
  readonly phase: 'unknown' | 'empty' | 'moving' | 'settled';
  /** Counts how often this load has settled at another weight; the pair of cycle and step names one weighing. */
  readonly step: number;
};

export type LoadRule = {
  /** Up to here, on both sides, the scale counts as empty. */
  readonly nearZero_ug: bigint;
  /** A settled value that differs by more is another step of the same load. */
  readonly division_ug: bigint;
};

export type LoadInput = {
  /** null: no weight (status, overload). */
  readonly value_ug: bigint | null;
  readonly stable: boolean | 'unknown';
  /** Overload and underload are loads too; a mere status is nothing. */
  readonly outOfRange: boolean;
  /** The scale's own zero lamp: some send it without a weight. */
  readonly atZero: boolean;
};

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

export class LoadCycles {
  readonly #rule: LoadRule;
  #state: LoadCycle = { cycle: 0, phase: 'unknown', step: 0 };
  #settled_ug: bigint | null = null;
  /** Whether the present cycle has seen a load that is not yet taken away. */
  #loaded = false;

  constructor(rule: LoadRule) {
    this.#rule = rule;
  }

  get now(): LoadCycle {
    return this.#state;
  }

  take({ value_ug, stable, outOfRange, atZero }: LoadInput): LoadCycle {
    if (value_ug === null) {
      if (outOfRange) this.#begin();
      else if (atZero) this.#end(stable === true);
      // A status that says "in motion": the load is being changed.
      else if (stable === false && this.#loaded) this.#state = { ...this.#state, phase: 'moving' };
      return this.#state;
    }
    if (magnitude(value_ug) <= this.#rule.nearZero_ug) {
      // Whoever changes one part for an equal one is quick: the scale need not come to rest at zero in between.
      this.#end(stable === true);
      return this.#state;
    }
    // Nobody knows yet whether the first value stands: a load is only begun by a stable value or by movement.
    if (stable === 'unknown' && !this.#loaded) return this.#state;
    this.#begin();
    if (stable === true) this.#settle(value_ug);
    return this.#state;
  }

  reset(): void {
    this.#state = { cycle: 0, phase: 'unknown', step: 0 };
    this.#settled_ug = null;
    this.#loaded = false;
  }

  #begin(): void {
    if (this.#loaded) {
      this.#state = { ...this.#state, phase: 'moving' };
      return;
    }
    this.#loaded = true;
    this.#settled_ug = null;
    this.#state = { cycle: this.#state.cycle + 1, phase: 'moving', step: 0 };
  }

  #settle(value_ug: bigint): void {
    const isOther = this.#settled_ug === null || magnitude(value_ug - this.#settled_ug) > this.#rule.division_ug;
    if (isOther) this.#settled_ug = value_ug;
    this.#state = { ...this.#state, phase: 'settled', step: this.#state.step + (isOther ? 1 : 0) };
  }

  #end(atRest: boolean): void {
    const wasUnknown = this.#state.phase === 'unknown';
    this.#loaded = false;
    this.#settled_ug = null;
    this.#state = { cycle: this.#state.cycle, phase: atRest ? 'empty' : wasUnknown ? 'unknown' : 'moving', step: 0 };
  }
}
