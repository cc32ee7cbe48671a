import type { DeviceClock } from '../device.ts';
import type { Port } from '../ports/port.ts';
import type { PortError } from '../ports/port-error.ts';
import { statusQuery } from './escpos/commands.ts';
import { type Reply, ReplyParser } from './escpos/replies.ts';
import type { StatusAnswers } from './escpos/status.ts';
import { PrinterSession } from './printer-session.ts';

/** A conversation with an ESC/POS head: questions and answers, beside the bytes. */
export class EscposSession extends PrinterSession {
  readonly #parser = new ReplyParser();
  readonly #told: (reply: Reply) => void;
  readonly #processIds = new Set<string>();
  #onReply: (reply: Reply) => void = () => {};
  #onLost: (error: PortError) => void = () => {};

  /** `told` hears every reply of the head, whether anybody awaits it or not. */
  constructor(port: Port, clock: DeviceClock, told: (reply: Reply) => void) {
    super(port, clock);
    this.#told = told;
  }

  protected override heard(bytes: Uint8Array): void {
    for (const reply of this.#parser.feed(bytes)) {
      this.#told(reply);
      if (reply.kind === 'process-id') this.#processIds.add(reply.digits);
      this.#onReply(reply);
    }
  }

  protected override onLost(error: PortError): void {
    this.#onLost(error);
  }

  /** Asks DLE EOT 1 to 4, one after another, since the answers do not say which is which. Null when one does not come. */
  async askStatus(reply_ms: number): Promise<StatusAnswers | null> {
    const answers: number[] = [];
    for (const n of [1, 2, 3, 4] as const) {
      const answered = this.#await(reply_ms, (reply) => (reply.kind === 'status' ? reply.byte : undefined));
      // The answer is awaited before the question is sent, so that a rejection of both cannot go unheard.
      const [byte] = await Promise.all([answered, this.within(reply_ms, this.port.write(statusQuery(n)))]);
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

  /** Waits for the first reply that `pick` wants; null after `within_ms`; rejects when the port is lost. */
  #await<T>(within_ms: number, pick: (reply: Reply) => T | undefined): Promise<T | null> {
    return new Promise<T | null>((resolve, reject) => {
      if (this.lost !== null) {
        reject(this.lost);
        return;
      }
      const settle = (): void => {
        cancel();
        this.#onReply = () => {};
        this.#onLost = () => {};
      };
      const cancel = this.clock.after(within_ms, () => {
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
}
