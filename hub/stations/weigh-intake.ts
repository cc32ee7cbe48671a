import type { DeviceEvent, WeightEvent } from '../../devices/device.ts';
import { toMicrograms } from '../../devices/scales/weight.ts';
import type { Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { interpretWeighing, journalWeighing } from './weighing-contract.ts';

/** A frame of a scale is a line of text. */
const MOST_RAW_BYTES = 512;
/** What could not be kept lies there still: it is tried again, but not with each of fifty frames a second. */
const RETRY_MS = 1_000;
/** A drawer that creeps is not a drawer from which something was taken. */
const CREEP_DIVISIONS = 2;

export type WeighIntakeOptions = {
  readonly executor: Executor;
  readonly newId: () => string;
  readonly clock: Clock;
  /** A weighing could not be kept: the disk is full, or a bug. */
  readonly onLost: (error: unknown, weighing: { readonly value: string }) => void;
};

export type WeighedPlace = {
  readonly station: string;
  readonly device: string;
  /** The drawer that stands on the scale; null: an open pan. */
  readonly bin: string | null;
  /** One division of the scale, micrograms. */
  readonly division_ug: number;
};

type Still = { readonly cycle: number; readonly step: number; readonly value_ug: number };

/**
 * Takes what comes to rest on a scale of a counter. A load counts once, and an equal one after it counts again: the driver counts loads and their steps.
 * What moves, is out of range or below zero is never taken; when the scale is lost, nothing is known of what happens on it. Each weighing is committed
 * before anything is decided about it.
 */
export class WeighIntake {
  readonly #place: WeighedPlace;
  readonly #options: WeighIntakeOptions;
  /** What was taken last, and still stands there. */
  #last: Still | null = null;
  #notBefore_ms = Number.NEGATIVE_INFINITY;
  #line: Promise<void> = Promise.resolve();

  constructor(place: WeighedPlace, options: WeighIntakeOptions) {
    this.#place = place;
    this.#options = options;
  }

  readonly take = (event: DeviceEvent): void => {
    if (event.kind === 'state' && event.state.state !== 'ready') this.#last = null;
    if (event.kind !== 'weight' || this.#options.clock.monotonic() < this.#notBefore_ms) return;
    const still = stillLoad(event, this.#place.bin !== null);
    if (still === null) return;
    const before = this.#last;
    if (before !== null && before.cycle === still.cycle && before.step === still.step) return;
    this.#last = still;
    const change = this.#changeSince(before, still);
    if (this.#place.bin !== null && change !== null && isCreep(change, this.#place)) return;
    const enqueued = { weighing: this.#options.newId(), event, still, change };
    this.#line = this.#line.then(() => this.#keepAndRead(enqueued));
  };

  /** A pan that was cleared begins at nothing; a drawer never does. */
  #changeSince(before: Still | null, still: Still): number | null {
    if (before === null) return this.#place.bin === null ? still.value_ug : null;
    const isSame = this.#place.bin !== null || before.cycle === still.cycle;
    return isSame ? still.value_ug - before.value_ug : still.value_ug;
  }

  /** Resolves when every weighing so far has been read. */
  async idle(): Promise<void> {
    await this.#line;
  }

  async stop(): Promise<void> {
    await this.#line;
  }

  async #keepAndRead({ weighing, event: { reading }, still, change }: Taken): Promise<void> {
    const { station, device, bin } = this.#place;
    const { cycle, step, value_ug } = still;
    try {
      await this.#run(this.#options.newId(), journalWeighing.name, {
        ...{ station, device, weighing, cycle, step, value: value_ug, change, bin, at: reading.at },
        ...{ source: reading.source, tared: reading.net === true },
        raw: Buffer.from(reading.raw.subarray(0, MOST_RAW_BYTES)).toString('hex'),
      });
      await this.#run(weighing, interpretWeighing.name, { weighing });
    } catch (error) {
      if (this.#last === still) this.#last = null;
      this.#notBefore_ms = this.#options.clock.monotonic() + RETRY_MS;
      this.#options.onLost(error, { value: `${reading.value} ${reading.unit}` });
    }
  }

  async #run(operationId: string, name: string, request: object): Promise<void> {
    const actor = { ...systemActor('stations'), station: this.#place.station };
    await this.#options.executor.run({ operationId, name, request, actor });
  }
}

type Taken = {
  readonly weighing: string;
  readonly event: WeightEvent;
  readonly still: Still;
  readonly change: number | null;
};

/** What stands still on a scale; null: nothing that may be taken for a weight. An empty drawer is one too. */
function stillLoad({ reading, load }: WeightEvent, isDrawer: boolean): Still | null {
  const { value, unit, stable, overload, underload, negative } = reading;
  if (stable !== true || overload || underload || value === null || unit === null) return null;
  const isEmpty = load.phase === 'empty';
  if (load.phase !== 'settled' && !(isDrawer && isEmpty)) return null;
  if (negative && !isEmpty) return null;
  const micrograms = toMicrograms(value, unit);
  if (micrograms === null) return null;
  return { cycle: load.cycle, step: load.step, value_ug: Number(micrograms) };
}

const isCreep = (change_ug: number, { division_ug }: WeighedPlace): boolean =>
  Math.abs(change_ug) <= CREEP_DIVISIONS * division_ug;
