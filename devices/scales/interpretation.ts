import type { ScaleProfile } from '../profile-scale.ts';
import { type LoadCycle, LoadCycles } from './load-cycle.ts';
import { Stability } from './stability.ts';
import { type FrameReading, toMicrograms, type WeightReading } from './weight.ts';
import { ZeroDrift, type ZeroState } from './zero-drift.ts';

/** Up to so many divisions the scale counts as empty; half of the least load where the plate names one, if that is less. */
const NEAR_ZERO_DIVISIONS = 10n;
/** An empty scale that shows more than this is told. */
const ZERO_TOLERANCE_DIVISIONS = 2n;

export type Interpreted = {
  readonly reading: WeightReading;
  readonly load: LoadCycle;
  /** Only when it began, grew or ended. */
  readonly zero: ZeroState | null;
};

/** What the frames of one scale mean together: stability where no flag says it, loads, and the state of zero. Pure; time is an argument. */
export class Interpretation {
  readonly #stability: Stability;
  readonly #loads: LoadCycles;
  readonly #zero: ZeroDrift;

  constructor({ metrology, stability }: Pick<ScaleProfile, 'metrology' | 'stability'>) {
    const { unit, division, minimum } = metrology;
    const division_ug = toMicrograms(division, unit) ?? 1n;
    const minimum_ug = (minimum === undefined ? null : toMicrograms(minimum, unit)) ?? 0n;
    const tenDivisions_ug = NEAR_ZERO_DIVISIONS * division_ug;
    const nearZero_ug = minimum_ug > 0n && minimum_ug / 2n < tenDivisions_ug ? minimum_ug / 2n : tenDivisions_ug;
    this.#stability = new Stability({ ...stability, division_ug });
    this.#loads = new LoadCycles({ nearZero_ug, division_ug });
    this.#zero = new ZeroDrift({ tolerance_ug: ZERO_TOLERANCE_DIVISIONS * division_ug, creep_ug: division_ug });
  }

  take(frame: FrameReading, raw: Uint8Array, at: number, monotonic_ms: number): Interpreted {
    const { value, unit, overload, underload } = frame;
    const value_ug = value === null || unit === null ? null : toMicrograms(value, unit);
    const judged = this.#stability.judge(value_ug, monotonic_ms);
    const isFlag = frame.stable !== 'unknown';
    const stable = isFlag ? frame.stable : judged;
    const reading: WeightReading = { ...frame, stable, raw, at, monotonic_ms, source: isFlag ? 'flag' : 'derived' };
    const load = this.#loads.take({ value_ug, stable, outOfRange: overload || underload, atZero: frame.zero === true });
    const isEmpty = value_ug !== null && stable === true && load.phase === 'empty' && frame.net !== true;
    return { reading, load, zero: isEmpty ? this.#zero.empty(value_ug, monotonic_ms) : null };
  }

  /** The port was lost: nobody saw what happened on the pan since. */
  reset(): void {
    this.#stability.reset();
    this.#loads.reset();
    this.#zero.reset();
  }
}
