import type { DeviceClock } from '../device.ts';
import type { Port } from '../ports/port.ts';
import { PortError, toPortError } from '../ports/port-error.ts';

/** Small enough that a stuck head shows within one piece, large enough not to slow a slip down. */
const PIECE_BYTES = 1024;

/** One conversation with a head over one opened port. Every wait has an end. Rejects with PortErrors; after one, only `close` makes sense. */
export class PrinterSession {
  protected readonly port: Port;
  protected readonly clock: DeviceClock;
  #lost: PortError | null = null;

  constructor(port: Port, clock: DeviceClock) {
    this.port = port;
    this.clock = clock;
  }

  get lost(): PortError | null {
    return this.#lost;
  }

  open(): Promise<void> {
    return this.port.open({
      data: (bytes) => this.heard(bytes),
      lost: (error) => {
        this.#lost = error;
        this.onLost(error);
      },
    });
  }

  /** Sends all bytes; each piece must be taken within `progress_ms`. `sent` is told before a piece goes out. */
  async send(bytes: Uint8Array, progress_ms: number, sent: (count: number) => void = () => {}): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      sent(at + piece.length);
      await this.within(progress_ms, this.port.write(piece));
    }
  }

  /** Waits until the medium has taken all that was sent, where it can say so. */
  async finish(progress_ms: number): Promise<void> {
    if (this.port.finish !== undefined) await this.within(progress_ms, this.port.finish());
  }

  lineStatus(): ReturnType<NonNullable<Port['lineStatus']>> {
    return this.port.lineStatus?.() ?? Promise.resolve(null);
  }

  close(): Promise<void> {
    return this.port.close();
  }

  /** What the head says by itself; most say nothing that anybody here understands. */
  protected heard(_bytes: Uint8Array): void {}

  protected onLost(_error: PortError): void {}

  protected async within(limit_ms: number, work: Promise<void>): Promise<void> {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.clock.after(limit_ms, () =>
        reject(new PortError('silent', `nothing was taken for ${limit_ms} ms`)),
      );
    });
    try {
      await Promise.race([work, late]);
    } catch (error) {
      // The write that is given up may still fail later, when the port is closed under it.
      work.catch(() => {});
      throw toPortError(error);
    } finally {
      cancel();
    }
  }
}
