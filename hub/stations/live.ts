import type { DeviceEvent, FrameEvent, ScannedEvent } from '../../devices/device.ts';
import type { LoadCycle } from '../../devices/scales/load-cycle.ts';
import { fromMicrograms, type WeightReading } from '../../devices/scales/weight.ts';
import type { ZeroState } from '../../devices/scales/zero-drift.ts';
import type { Clock } from '../kernel/clock.ts';

/** What a device said last; in memory only, the frame log keeps the rest. */
export type LiveView = {
  readonly frame: FrameEvent | null;
  readonly weight: WeightReading | null;
  /** Which load that weight is of. */
  readonly load: LoadCycle | null;
  /** The empty scale does not show zero. */
  readonly drift: { readonly kind: string; readonly size: string } | null;
  /** Newest first. */
  readonly scans: readonly ScannedEvent[];
};

const NOTHING: LiveView = { frame: null, weight: null, load: null, drift: null, scans: [] };
const NEWEST_SCANS = 5;
/** A scale that streams fifty times a second moves the screen four times a second: faster is not read. */
const ANNOUNCE_EVERY_MS = 250;

export type LiveOptions = {
  readonly clock: Clock;
  readonly announce: (kind: string) => void;
};

/** What every device said last, for the screens. Frames and weights are announced a few times a second, all else at once. */
export class DeviceLive {
  readonly #options: LiveOptions;
  readonly #views = new Map<string, LiveView>();
  #isAnnounced = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  of(device: string): LiveView {
    return this.#views.get(device) ?? NOTHING;
  }

  readonly take = (event: DeviceEvent): void => {
    const view = this.of(event.device);
    switch (event.kind) {
      case 'frame':
        this.#views.set(event.device, { ...view, frame: event });
        this.#announceSoon();
        return;
      case 'weight':
        this.#views.set(event.device, { ...view, weight: event.reading, load: event.load });
        this.#announceSoon();
        return;
      case 'zero':
        this.#views.set(event.device, { ...view, drift: driftOf(event.zero) });
        break;
      case 'scanned':
        this.#views.set(event.device, { ...view, scans: [event, ...view.scans].slice(0, NEWEST_SCANS) });
        break;
      case 'state':
        // What lay on the pan before the line was lost is not known any more.
        if (event.state.state !== 'ready')
          this.#views.set(event.device, { ...view, weight: null, load: null, drift: null });
        break;
    }
    this.#options.announce(`device.${event.kind}`);
  };

  /** Devices that are no more are forgotten. */
  keepOnly(devices: ReadonlySet<string>): void {
    for (const device of this.#views.keys()) if (!devices.has(device)) this.#views.delete(device);
  }

  #announceSoon(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    const { clock, announce } = this.#options;
    clock.after(ANNOUNCE_EVERY_MS, () => {
      this.#isAnnounced = false;
      announce('devices.said');
    });
  }
}

const GRAM_DECIMALS = 2;

function driftOf({ kind, size_ug }: ZeroState): LiveView['drift'] {
  return kind === 'good' ? null : { kind, size: `${fromMicrograms(size_ug, 'g', GRAM_DECIMALS) ?? '?'} g` };
}
