import type { DeviceEvent, FrameRefusedEvent, ScannedEvent } from '../../devices/device.ts';
import { StoreFault } from '../executor/errors.ts';
import type { Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { interpretScan, journalScan } from './contract.ts';
import { type PreviousScan, repeatsAfter } from './rules.ts';

/** A frame as it is kept: a scan, or bytes that were none but for which the scanner beeped all the same. */
export type KeptFrame = Pick<ScannedEvent, 'scanId' | 'text' | 'symbology' | 'raw' | 'at'> & {
  readonly defect: string | null;
};

/** As much of a frame as a journal entry needs to show what it was. */
const MOST_RAW_BYTES = 8_192;

const RETRY_MS = 1_000;
/** A quarter of an hour of a full disk; after that people have been counting by hand for long. */
const MOST_TRIES = 900;
/** A scan that could be kept only so much later is offered and not acted on: the hand has moved on. */
const LATE_MS = 5_000;

export type IntakeOptions = {
  readonly executor: Executor;
  readonly newId: () => string;
  readonly clock: Clock;
  /** The scan could not be kept at once: the disk is full, or a bug. The scanner has beeped, so people must be told. */
  readonly onLost: (error: unknown, scan: KeptFrame) => void;
};

/**
 * Takes the scans of one station's scanner in the order in which they came. Each is committed with its raw bytes before
 * anything is decided about it, whether a page is open or not; only then is it read, under its own id, so that it acts once.
 */
export class ScanIntake {
  readonly #options: IntakeOptions;
  readonly #station: string;
  readonly #device: string;
  #previous: PreviousScan | undefined;
  #line: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(station: string, device: string, options: IntakeOptions) {
    this.#station = station;
    this.#device = device;
    this.#options = options;
  }

  readonly take = (event: DeviceEvent): void => {
    if (event.kind === 'scanned') {
      const repeatsAfter_ms = repeatsAfter(this.#previous, event);
      this.#previous = event;
      this.#enqueue({ ...event, defect: null }, repeatsAfter_ms);
    } else if (event.kind === 'frame-refused') {
      this.#enqueue(this.#refused(event), null);
    }
  };

  #enqueue(frame: KeptFrame, repeatsAfter_ms: number | null): void {
    // Its age counts from here: behind a scan that the disk does not take, its turn comes much later.
    const beeped_ms = this.#options.clock.monotonic();
    this.#line = this.#line.then(() => this.#keepAndRead(frame, repeatsAfter_ms, beeped_ms));
  }

  #refused(event: FrameRefusedEvent): KeptFrame {
    const text = Buffer.from(event.raw.subarray(0, 40)).toString('latin1');
    const scanId = this.#options.newId();
    return { scanId, text, symbology: null, raw: event.raw, at: event.at, defect: event.code };
  }

  /** Resolves when every scan so far has been read. */
  async idle(): Promise<void> {
    await this.#line;
  }

  /** What cannot be kept now will not be waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#line;
  }

  async #keepAndRead(frame: KeptFrame, repeatsAfter_ms: number | null, beeped_ms: number): Promise<void> {
    const { onLost } = this.#options;
    try {
      const late = await this.#keepWhenItCan(frame, repeatsAfter_ms, beeped_ms);
      if (!late) await this.#run(frame.scanId, interpretScan.name, { scan: frame.scanId });
    } catch (error) {
      onLost(error, frame);
    }
  }

  /** Tries until the store has room; the scans behind this one wait too, because their order is what they mean. */
  async #keepWhenItCan(frame: KeptFrame, repeatsAfter_ms: number | null, beeped_ms: number): Promise<boolean> {
    const { clock, onLost } = this.#options;
    for (let tries = 0; ; tries += 1) {
      const late = clock.monotonic() - beeped_ms > LATE_MS;
      try {
        await this.#keep(frame, repeatsAfter_ms, late);
        return late;
      } catch (error) {
        if (!(error instanceof StoreFault) || this.#stopped || tries >= MOST_TRIES) throw error;
        if (tries === 0) onLost(error, frame);
        await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve));
      }
    }
  }

  async #keep(frame: KeptFrame, repeatsAfter_ms: number | null, late: boolean): Promise<void> {
    await this.#run(this.#options.newId(), journalScan.name, {
      station: this.#station,
      device: this.#device,
      scan: frame.scanId,
      text: frame.text,
      symbology: frame.symbology,
      raw: Buffer.from(frame.raw.subarray(0, MOST_RAW_BYTES)).toString('hex'),
      at: frame.at,
      late,
      defect: frame.defect,
      repeatsAfter_ms,
    });
  }

  async #run(operationId: string, name: string, request: object): Promise<void> {
    const actor = { ...systemActor('stations'), station: this.#station };
    await this.#options.executor.run({ operationId, name, request, actor });
  }
}
