import { v7 } from 'uuid';
import type { DeviceClock } from '../device.ts';
import { DeviceCore } from '../device-core.ts';
import type { Port } from '../ports/port.ts';
import { toPortError } from '../ports/port-error.ts';
import type { ScannerProfile } from '../profile.ts';
import type { Supervisable } from '../supervise.ts';
import { Framer, type FramerEvent } from './framing.ts';

export type SerialScannerOptions = {
  /** The device's name in the hub; every event carries it. */
  readonly name: string;
  readonly profile: ScannerProfile;
  readonly port: Port;
  readonly clock: DeviceClock;
  /** Makes scan ids; UUIDv7 by default. */
  readonly newId?: () => string;
};

/** A scanner on a line of bytes (serial, USB virtual COM port). A scan is complete, timed and has its id before anybody is told. */
export class SerialScanner extends DeviceCore implements Supervisable {
  readonly family = 'scanner';
  readonly profile: ScannerProfile;
  readonly #port: Port;
  readonly #framer: Framer;
  readonly #newId: () => string;
  /** Grows with each start and stop, so that what belongs to an earlier opening is ignored. */
  #opening = 0;
  #pendingOpen: Promise<void> = Promise.resolve();
  #cancelIdle = (): void => {};
  #lastHeard_ms: number | null = null;

  constructor({ name, profile, port, clock, newId = v7 }: SerialScannerOptions) {
    super(name, port.address, clock);
    this.profile = profile;
    this.#port = port;
    this.#framer = new Framer(profile);
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
    this.#tell(this.#framer.feed(bytes, now_ms));
    this.#awaitSilence();
  }

  /** The framer knows no timer: it is asked again once the line has been quiet for long enough. */
  #awaitSilence(): void {
    const { idleFlush_ms } = this.profile.framing;
    this.#cancelIdle();
    if (idleFlush_ms === 0 || !this.#framer.pending) return;
    this.#cancelIdle = this.clock.after(idleFlush_ms, () => {
      this.#tell(this.#framer.idle(this.clock.monotonic()));
      // A timer may fire a fraction early; then the bytes are still there.
      this.#awaitSilence();
    });
  }

  #dropHalfFrame(): void {
    this.#cancelIdle();
    this.#tell(this.#framer.reset());
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
