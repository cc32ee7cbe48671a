import type { DeviceEvent, FrameRefusedEvent, ScannedEvent } from '../../devices/device.ts';
import type { Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import { interpretScan, journalScan } from './contract.ts';
import { type PreviousScan, repeatsAfter } from './rules.ts';

/** A frame as it is kept: a scan, or bytes that were none but for which the scanner beeped all the same. */
export type KeptFrame = Pick<ScannedEvent, 'scanId' | 'text' | 'symbology' | 'raw' | 'at'> & {
  readonly defect: string | null;
};

/** As much of a frame as a journal entry needs to show what it was. */
const MOST_RAW_BYTES = 8_192;

export type IntakeOptions = {
  readonly executor: Executor;
  readonly newId: () => string;
  /** The scan could not be kept or read: disk full, a bug. The scanner has beeped, so it must be told. */
  readonly onLost: (error: unknown, scan: KeptFrame) => void;
};

/**
 * Takes the scans of one station's scanner in the order in which they came. Each is committed with its raw bytes before
 * anything is decided about it, whether a page is open or not; only then is it read.
 */
export class ScanIntake {
  readonly #options: IntakeOptions;
  readonly #station: string;
  readonly #device: string;
  #previous: PreviousScan | undefined;
  #line: Promise<void> = Promise.resolve();

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
    this.#line = this.#line.then(() => this.#keepAndRead(frame, repeatsAfter_ms));
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

  async #keepAndRead(event: KeptFrame, repeatsAfter_ms: number | null): Promise<void> {
    const { executor, newId, onLost } = this.#options;
    const actor = { ...systemActor('stations'), station: this.#station };
    try {
      await executor.run({
        operationId: newId(),
        name: journalScan.name,
        actor,
        request: {
          station: this.#station,
          device: this.#device,
          scan: event.scanId,
          text: event.text,
          symbology: event.symbology,
          raw: Buffer.from(event.raw.subarray(0, MOST_RAW_BYTES)).toString('hex'),
          defect: event.defect,
          at: event.at,
          repeatsAfter_ms,
        },
      });
      // The scan's own id is the operation's id: read twice, it still acts once.
      await executor.run({
        operationId: event.scanId,
        name: interpretScan.name,
        request: { scan: event.scanId },
        actor,
      });
    } catch (error) {
      onLost(error, event);
    }
  }
}
