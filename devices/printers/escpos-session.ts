import type { DeviceClock } from '../device.ts';
import type { Port } from '../ports/port.ts';
import { PortError, toPortError } from '../ports/port-error.ts';
import { statusQuery } from './escpos/commands.ts';
import { type Reply, ReplyParser } from './escpos/replies.ts';
import type { StatusAnswers } from './escpos/status.ts';

/** Small enough that a stuck head shows within one piece, large enough not to slow a slip down. */
const PIECE_BYTES = 1024;

/**
 * One conversation with a head over one opened port: questions, answers, bytes. Every wait has an end. Rejects with PortErrors; after one, only
 * `close` makes sense.
 */
export class EscposSession {
  readonly #port: Port;
  readonly #clock: DeviceClock;
  readonly #parser = new ReplyParser();
  readonly #heard: (reply: Reply) => void;
  readonly #processIds = new Set<string>();
  #onReply: (reply: Reply) => void = () => {};
  #onLost: (error: PortError) => void = () => {};
  #lost: PortError | null = null;

  /** `heard` is told every reply of the head, whether anybody awaits it or not. */
  constructor(port: Port, clock: DeviceClock, heard: (reply: Reply) => void) {
    this.#port = port;
    this.#clock = clock;
    this.#heard = heard;
  }

  get lost(): PortError | null {
    return this.#lost;
  }

  open(): Promise<void> {
    return this.#port.open({
      data: (bytes) => {
        for (const reply of this.#parser.feed(bytes)) {
          this.#heard(reply);
          if (reply.kind === 'process-id') this.#processIds.add(reply.digits);
          this.#onReply(reply);
        }
      },
      lost: (error) => {
        this.#lost = error;
        this.#onLost(error);
      },
    });
  }

  /** Asks DLE EOT 1 to 4, one after another, since the answers do not say which is which. Null when one does not come. */
  async askStatus(reply_ms: number): Promise<StatusAnswers | null> {
    const answers: number[] = [];
    for (const n of [1, 2, 3, 4] as const) {
      const answered = this.#await(reply_ms, (reply) => (reply.kind === 'status' ? reply.byte : undefined));
      // The answer is awaited before the question is sent, so that a rejection of both cannot go unheard.
      const [byte] = await Promise.all([answered, this.#within(reply_ms, this.#port.write(statusQuery(n)))]);
      if (byte === null) return null;
      answers.push(byte);
    }
    const [printer = 0, offline = 0, error = 0, paper = 0] = answers;
    return { printer, offline, error, paper };
  }

  /** Whether the head has said that everything before this process id is on paper. */
  hasHeard(digits: string): boolean {
    return this.#processIds.has(digits);
  }

  /** The same, but gives it that time to say so. */
  async awaitProcessId(digits: string, within_ms: number): Promise<boolean> {
    if (this.hasHeard(digits)) return true;
    const heard = await this.#await(within_ms, (reply) =>
      reply.kind === 'process-id' && reply.digits === digits ? true : undefined,
    );
    return heard ?? false;
  }

  /** Sends all bytes; each piece must be taken within `progress_ms`. `sent` is told before a piece goes out. */
  async send(bytes: Uint8Array, progress_ms: number, sent: (count: number) => void = () => {}): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      sent(at + piece.length);
      await this.#within(progress_ms, this.#port.write(piece));
    }
  }

  lineStatus(): ReturnType<NonNullable<Port['lineStatus']>> {
    return this.#port.lineStatus?.() ?? Promise.resolve(null);
  }

  close(): Promise<void> {
    return this.#port.close();
  }

  /** Waits for the first reply that `pick` wants; null after `within_ms`; rejects when the port is lost. */
  #await<T>(within_ms: number, pick: (reply: Reply) => T | undefined): Promise<T | null> {
    return new Promise<T | null>((resolve, reject) => {
      if (this.#lost !== null) {
        reject(this.#lost);
        return;
      }
      const settle = (): void => {
        cancel();
        this.#onReply = () => {};
        this.#onLost = () => {};
      };
      const cancel = this.#clock.after(within_ms, () => {
        settle();
        resolve(null);
      });
      this.#onReply = (reply) => {
        const picked = pick(reply);
        if (picked === undefined) return;
        settle();
        resolve(picked);
      };
      this.#onLost = (error) => {
        settle();
        reject(error);
      };
    });
  }

  async #within(limit_ms: number, work: Promise<void>): Promise<void> {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.#clock.after(limit_ms, () =>
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
