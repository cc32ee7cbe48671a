import { v7 } from 'uuid';
import type { DeviceClock } from '../device.ts';
import { DeviceCore } from '../device-core.ts';
import type { Port } from '../ports/port.ts';
import { toPortError } from '../ports/port-error.ts';
import type { ScannerProfile } from '../profile-scanner.ts';
import type { Supervisable } from '../supervise.ts';
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

/** A scanner on any port: a line of bytes, HID reports, keys. A scan is complete, timed and has its id before anybody is told. */
export class Scanner extends DeviceCore implements Supervisable {
  readonly family = 'scanner';
  readonly profile: ScannerProfile;
  readonly #port: Port;
  readonly #reader: ScanReader;
  readonly #newId: () => string;
  /** Grows with each start and stop, so that what belongs to an earlier opening is ignored. */
  #opening = 0;
  #pendingOpen: Promise<void> = Promise.resolve();
  #cancelIdle = (): void => {};
  #lastHeard_ms: number | null = null;

  constructor({ name, profile, port, reader, clock, newId = v7 }: ScannerOptions) {
    super(name, port.address, clock);
    this.profile = profile;
    this.#port = port;
    this.#reader = reader;
    this.#newId = newId;
  }

  get lastHeard_ms(): number | null {
    return this.#lastHeard_ms;
  }

  start(): void {
    if (this.state.state === 'opening' || this.state.state === 'ready') return;
    const opening = ++this.#opening;
    this.#lastHeard_ms = null;
    this.enter('opening');
    this.#pendingOpen = this.#pendingOpen.then(() => this.#open(opening));
  }

  async stop(): Promise<void> {
    await this.#leave();
    this.enter('stopped');
  }

  async giveUp(detail: string): Promise<void> {
    await this.#leave();
    this.enter('silent', detail);
  }

  async #leave(): Promise<void> {
    this.#opening += 1;
    await this.#pendingOpen;
    this.#dropHalfFrame();
    await this.#port.close();
  }

  async #open(opening: number): Promise<void> {
    if (opening !== this.#opening) return;
    try {
      await this.#port.open({
        data: (bytes) => {
          if (opening === this.#opening) this.#take(bytes);
        },
        lost: (error) => {
          if (opening !== this.#opening) return;
          this.#dropHalfFrame();
          this.enter(error.fault, error.message);
        },
      });
    } catch (error) {
      const { fault, message } = toPortError(error);
      if (opening === this.#opening) this.enter(fault, message);
      return;
    }
    if (opening === this.#opening) this.enter('ready');
  }

  #take(bytes: Uint8Array): void {
    const now_ms = this.clock.monotonic();
    this.#lastHeard_ms = now_ms;
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

  #dropHalfFrame(): void {
    this.#cancelIdle();
    this.#tell(this.#reader.reset());
  }

  #tell(events: readonly FramerEvent[]): void {
    for (const event of events) {
      const at = this.clock.wall();
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
    }
  }
}
