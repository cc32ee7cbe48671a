import type { DeviceClock, DeviceFamily } from './device.ts';
import { DeviceCore } from './device-core.ts';
import type { Port } from './ports/port.ts';
import { toPortError } from './ports/port-error.ts';
import type { Supervisable } from './supervise.ts';

/** A driver that holds one port open: how it is opened, lost and left is the same for all of them; what its bytes mean is each one's own. */
export abstract class PortDevice extends DeviceCore implements Supervisable {
  abstract readonly family: DeviceFamily;
  readonly #port: Port;
  /** Grows with each start and stop, so that what belongs to an earlier opening is ignored. */
  #opening = 0;
  #pendingOpen: Promise<void> = Promise.resolve();
  #lastHeard_ms: number | null = null;

  constructor(name: string, port: Port, clock: DeviceClock) {
    super(name, port.address, clock);
    this.#port = port;
  }

  get lastHeard_ms(): number | null {
    return this.#lastHeard_ms;
  }

  /** Of a HID device that is open; null where there is none. */
  get reportDescriptor(): Uint8Array | null {
    return this.#port.reportDescriptor?.() ?? null;
  }

  start(): void {
    // Open, or being opened: opening it anew would change nothing.
    if (this.isGarbled || this.state.state === 'opening' || this.state.state === 'ready') return;
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

  /** `before_ms` is when bytes came before these; null when none have since it was opened. */
  protected abstract take(bytes: Uint8Array, now_ms: number, before_ms: number | null): void;

  /** The line is lost or left: half a frame will never be whole, and no timer may outlive it. */
  protected abstract forget(): void;

  /** The device has become `ready`. Whoever was told may have stopped it since: then `opening` is not the present one any more. */
  protected opened(_opening: number): void {}

  /** Bytes keep coming and none of them is of this profile. */
  get isGarbled(): boolean {
    return this.state.state === 'garbled';
  }

  /** What comes is of another model, protocol or speed. The port stays open and is listened to: what fits mends it. */
  protected garble(detail: string): void {
    if (this.state.state === 'ready') this.enter('garbled', detail);
  }

  protected mend(): void {
    if (this.isGarbled) this.enter('ready');
  }

  protected get opening(): number {
    return this.#opening;
  }

  /** A port that takes nothing any more is left. */
  protected write(bytes: Uint8Array): void {
    const opening = this.#opening;
    // Before it goes out: a line without delay brings the answer while it is being written.
    this.emitFrame('out', [bytes], { is: 'sent' });
    this.#port.write(bytes).catch((error: unknown) => {
      if (opening !== this.#opening) return;
      const { fault, message } = toPortError(error);
      void this.#leave().then(() => this.enter(fault, message));
    });
  }

  async #leave(): Promise<void> {
    this.#opening += 1;
    await this.#pendingOpen;
    this.forget();
    await this.#port.close();
  }

  async #open(opening: number): Promise<void> {
    if (opening !== this.#opening) return;
    try {
      await this.#port.open({
        data: (bytes) => {
          if (opening === this.#opening) this.#hear(bytes);
        },
        lost: (error) => {
          if (opening !== this.#opening) return;
          this.forget();
          this.enter(error.fault, error.message);
        },
      });
    } catch (error) {
      const { fault, message } = toPortError(error);
      if (opening === this.#opening) this.enter(fault, message);
      return;
    }
    if (opening !== this.#opening) return;
    this.enter('ready');
    this.opened(opening);
  }

  #hear(bytes: Uint8Array): void {
    const [now_ms, before_ms] = [this.clock.monotonic(), this.#lastHeard_ms];
    this.#lastHeard_ms = now_ms;
    this.take(bytes, now_ms, before_ms);
  }
}
