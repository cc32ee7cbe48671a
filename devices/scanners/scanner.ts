import { v7 } from 'uuid';
import type { DeviceClock, FrameMeaning } from '../device.ts';
import { PortDevice } from '../port-device.ts';
import type { Port } from '../ports/port.ts';
import type { ScannerProfile } from '../profile-scanner.ts';
import type { FramerEvent, ScanReader } from './reader.ts';

export type ScannerOptions = {
  /** The device's name in the hub; every event carries it. */
  readonly name: string;
  readonly profile: ScannerProfile;
  readonly port: Port;
  /** Makes scans of what the port delivers. */
  readonly reader: ScanReader;
  readonly clock: DeviceClock;
  /** Makes scan ids; UUIDv7 by default. */
  readonly newId?: () => string;
};

/** So many frames in a row that are none of its model are no chance any more: another model, other settings, another speed. */
const GARBLED_FRAMES = 3;

/** A scanner on any port: a line of bytes, HID reports, keys. A scan is complete, timed and has its id before anybody is told. */
export class Scanner extends PortDevice {
  readonly family = 'scanner';
  readonly profile: ScannerProfile;
  readonly #reader: ScanReader;
  readonly #newId: () => string;
  #cancelIdle = (): void => {};
  /** Since the last frame that fitted. */
  #refused = 0;

  constructor({ name, profile, port, reader, clock, newId = v7 }: ScannerOptions) {
    super(name, port, clock);
    this.profile = profile;
    this.#reader = reader;
    this.#newId = newId;
  }

  protected take(bytes: Uint8Array, now_ms: number): void {
    this.#tell(this.#reader.feed(bytes, now_ms));
    this.#awaitSilence();
  }

  /** The reader knows no timer: it is asked again once the line has been quiet for long enough. */
  #awaitSilence(): void {
    const { idleFlush_ms } = this.profile.framing;
    this.#cancelIdle();
    if (idleFlush_ms === 0 || !this.#reader.pending) return;
    this.#cancelIdle = this.clock.after(idleFlush_ms, () => {
      this.#tell(this.#reader.idle(this.clock.monotonic()));
      // A timer may fire a fraction early; then the bytes are still there.
      this.#awaitSilence();
    });
  }

  protected forget(): void {
    this.#cancelIdle();
    this.#refused = 0;
    this.#tell(this.#reader.reset());
    this.#refused = 0;
  }

  #tell(events: readonly FramerEvent[]): void {
    for (const event of events) {
      const at = this.clock.wall();
      this.emitFrame('in', event.chunks ?? [event.raw], meaningOf(event));
      if (event.kind === 'frame') {
        const { text, symbology, raw } = event;
        const monotonic_ms = this.clock.monotonic();
        this.emit({
          kind: 'scanned',
          scanId: this.#newId(),
          device: this.name,
          text,
          symbology,
          raw,
          at,
          monotonic_ms,
        });
      } else if (event.kind === 'refused') {
        this.emit({ kind: 'frame-refused', device: this.name, code: event.code, raw: event.raw, at });
      }
      this.#judgeModel(event);
    }
  }

  #judgeModel(event: FramerEvent): void {
    if (event.kind !== 'refused') {
      this.#refused = 0;
      this.mend();
      return;
    }
    this.#refused += 1;
    if (this.#refused < GARBLED_FRAMES) return;
    this.garble(`${this.#refused} frames in a row and none of ${this.profile.id} (${event.code})`);
  }
}

function meaningOf(event: FramerEvent): FrameMeaning {
  switch (event.kind) {
    case 'frame':
      return { is: 'scan', text: event.text, symbology: event.symbology };
    case 'refused':
      return { is: 'refused', code: event.code };
    case 'reply':
      return { is: 'reply' };
  }
}
