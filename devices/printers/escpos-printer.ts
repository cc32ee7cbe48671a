import type { DeviceClock, PrinterStatus } from '../device.ts';
import { DeviceCore } from '../device-core.ts';
import type { Port } from '../ports/port.ts';
import { toPortError } from '../ports/port-error.ts';
import type { EscposProfile } from '../profile-printer.ts';
import type { Supervisable } from '../supervise.ts';
import { processIdDigits } from './escpos/commands.ts';
import { encodeClear, encodeJob, encodeRecovery } from './escpos/encode.ts';
import { hindrance, statusOf, statusOfLines, unknownStatus } from './escpos/status.ts';
import { EscposSession } from './escpos-session.ts';
import { HALF_GLYPH_DOTS, headOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { Printer, PrintOutcome, PrintRequest } from './printer.ts';

export type PrinterTiming = {
  /** Between two looks at the status; a slip that waits for paper shows within this plus one answer. */
  readonly poll_ms: number;
  /** How long an answer to DLE EOT may take. */
  readonly reply_ms: number;
  /** How long the head may take nothing while a job is sent. */
  readonly progress_ms: number;
  /** How long a head that answers and shows no error may take until it says that the job is on paper. */
  readonly acknowledge_ms: number;
};
const ORDINARY_TIMING: PrinterTiming = { poll_ms: 2000, reply_ms: 1500, progress_ms: 10_000, acknowledge_ms: 60_000 };

/** A full raster slice on 80 mm paper: no command of ours is longer. */
const LONGEST_COMMAND = 8 + 255 * 72;

export type EscposPrinterOptions = {
  readonly name: string;
  readonly profile: EscposProfile;
  /** A fresh or reusable port to the head; it is opened for each conversation and closed after it. */
  readonly port: Port;
  readonly clock: DeviceClock;
  readonly timing?: Partial<PrinterTiming>;
  /** The head may hold what is left of a job of an earlier process (the hub found one that it never finished). */
  readonly expectLeftovers?: boolean;
};

/** An outcome before the number of bytes is known. */
type Verdict = Omit<PrintOutcome, 'bytes'>;

/**
 * An ESC/POS head over TCP 9100 or a USB printer file. Connects per job and per look at the status: idle sockets are closed by many printers,
 * and many take one connection at a time. One job at a time; a look never interrupts a job.
 *
 * `ready` means: the last look was answered. It looks no more once it is lost; `supervise` starts it again.
 */
export class EscposPrinter extends DeviceCore implements Printer, Supervisable {
  readonly family = 'printer';
  readonly profile: EscposProfile;
  readonly media: Printer['media'];
  readonly #port: Port;
  readonly #timing: PrinterTiming;
  #status: PrinterStatus;
  #running = false;
  #cancelLook = (): void => {};
  #turn: Promise<unknown> = Promise.resolve();
  #lastHeard_ms: number | null = null;
  /**
   * Not null after a job that ended uncertain, until the next job has cut off what is on the paper: length of the longest command that the head
   * may still wait for the end of, 0 when it surely waits for none.
   */
  #leftover: number | null;

  constructor({ name, profile, port, clock, timing, expectLeftovers = false }: EscposPrinterOptions) {
    super(name, port.address, clock);
    this.profile = profile;
    const head = headOf(profile);
    const column_mm = HALF_GLYPH_DOTS.width / head.dotsPerMm;
    this.media = { kind: 'roll', width_mm: profile.media.printable_mm, column_mm };
    this.#port = port;
    this.#timing = { ...ORDINARY_TIMING, ...timing };
    this.#status = unknownStatus(clock.wall());
    this.#leftover = expectLeftovers ? LONGEST_COMMAND : null;
  }

  get status(): PrinterStatus {
    return this.#status;
  }

  get lastHeard_ms(): number | null {
    return this.#lastHeard_ms;
  }

  start(): void {
    if (this.state.state === 'opening' || this.state.state === 'ready') return;
    this.#running = true;
    this.#lastHeard_ms = null;
    this.enter('opening');
    void this.#look();
  }

  async stop(): Promise<void> {
    await this.#leave();
    this.enter('stopped');
  }

  async giveUp(detail: string): Promise<void> {
    await this.#leave();
    this.enter('silent', detail);
  }

  print(request: PrintRequest): Promise<PrintOutcome> {
    return this.#inTurn(() => this.#print(request));
  }

  async #leave(): Promise<void> {
    this.#running = false;
    this.#cancelLook();
    await this.#turn;
  }

  /** Jobs and looks one after another, in the order in which they were asked for. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #look(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#running) return;
      const session = this.#newSession();
      try {
        await session.open();
        await this.#freeHead(session);
        if (await this.#readStatus(session)) this.#reached();
        else this.#lose('silent', 'no answer to the status query');
      } catch (error) {
        const { fault, message } = toPortError(error);
        this.#lose(fault, message);
      }
      await session.close();
    });
    if (!this.#running) return;
    this.#cancelLook = this.clock.after(this.#timing.poll_ms, () => void this.#look());
  }

  /** What the head answers is told as it came; a job is not, it has a journal of its own. */
  #newSession(): EscposSession {
    return new EscposSession(this.#port, this.clock, ({ bytes }) => this.emitFrame('in', [bytes], { is: 'status' }));
  }

  #reached(): void {
    this.#lastHeard_ms = this.clock.monotonic();
    if (this.state.state === 'opening') this.enter('ready');
  }

  #lose(...[state, detail]: Parameters<DeviceCore['enter']>): void {
    this.#running = false;
    this.#setStatus(unknownStatus(this.clock.wall()));
    this.enter(state, detail);
  }

  /**
   * A head that waits for the rest of a command takes a status query for its parameters. NULs fill the command up and mean nothing otherwise; once
   * is enough, and more would only fill the buffer of a head that has no paper.
   */
  async #freeHead(session: EscposSession): Promise<void> {
    if (this.#leftover === null || this.#leftover === 0) return;
    await session.send(new Uint8Array(this.#leftover), this.#timing.progress_ms);
    this.#leftover = 0;
  }

  /** Reads what the head can tell; false when it should have answered and did not. */
  async #readStatus(session: EscposSession): Promise<boolean> {
    const at = (): number => this.clock.wall();
    if (this.profile.commands.status === 'dle-eot') {
      const answers = await session.askStatus(this.#timing.reply_ms);
      if (answers === null) return false;
      this.#setStatus(statusOf(answers, at()));
      return true;
    }
    const lines = await session.lineStatus();
    this.#setStatus(lines === null ? unknownStatus(at()) : statusOfLines(lines, at()));
    return true;
  }

  #setStatus(status: PrinterStatus): void {
    const { at: _, ...before } = this.#status;
    const { at: __, ...now } = status;
    this.#status = status;
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    this.emit({ kind: 'printer-status', device: this.name, status });
  }

  async #print(request: PrintRequest): Promise<PrintOutcome> {
    if (this.state.state === 'stopped') {
      return { outcome: 'failed', code: 'unreachable', detail: 'the printer is stopped', bytes: 0 };
    }
    const job = encodeJob(request, this.profile);
    const session = this.#newSession();
    let bytes = 0;
    let verdict: Verdict;
    try {
      verdict = await this.#converse(session, job, request, (count) => {
        bytes = count;
      });
    } catch (error) {
      const { fault, message } = toPortError(error);
      const code = fault === 'silent' ? 'timeout' : bytes === 0 ? 'unreachable' : 'disconnected';
      verdict = { outcome: bytes === 0 ? 'failed' : 'uncertain', code, detail: message };
    }
    if (verdict.outcome === 'uncertain') this.#leftover = job.longestCommand;
    await session.close();
    return { ...verdict, bytes };
  }

  /** The job itself. Everything that it throws before `sent` was called is a failure, everything after it is uncertain. */
  async #converse(
    session: EscposSession,
    job: EncodedJob,
    { processId }: PrintRequest,
    sent: (count: number) => void,
  ): Promise<Verdict> {
    const { progress_ms } = this.#timing;
    await session.open();
    if (this.#leftover !== null) await session.send(encodeClear(this.profile), progress_ms);
    await this.#freeHead(session);
    if (!(await this.#readStatus(session))) {
      return { outcome: 'failed', code: 'timeout', detail: 'no answer to the status query' };
    }
    const hindered = hindrance(this.#status);
    if (hindered !== null) return { outcome: 'failed', code: hindered };
    if (this.#leftover !== null) {
      await session.send(encodeRecovery(this.profile), progress_ms);
      this.#leftover = null;
    }
    await session.send(job.bytes, progress_ms, sent);
    if (this.profile.commands.processId) return this.#awaitPaper(session, processIdDigits(processId));
    return this.#lookAfter(session);
  }

  /** Waits for the head's own word. Between, it is asked how it is, so that a slip stuck without paper is known at once. */
  async #awaitPaper(session: EscposSession, digits: string): Promise<Verdict> {
    const { reply_ms, acknowledge_ms } = this.#timing;
    const until_ms = this.clock.monotonic() + acknowledge_ms;
    while (!(await session.awaitProcessId(digits, reply_ms))) {
      const verdict = await this.#lookAfter(session);
      if (verdict.outcome === 'uncertain') {
        // The word may have come while the status was asked, e.g. when the paper ended with this very slip.
        if (!session.hasHeard(digits)) return verdict;
        break;
      }
      if (this.clock.monotonic() >= until_ms) {
        return { outcome: 'uncertain', code: 'no-acknowledgement', detail: `no process id in ${acknowledge_ms} ms` };
      }
    }
    return { outcome: 'confirmed', code: 'ok' };
  }

  /** All bytes left: a head that shows no error afterwards has most likely printed them, but did not say so. */
  async #lookAfter(session: EscposSession): Promise<Verdict> {
    if (!(await this.#readStatus(session))) {
      return { outcome: 'uncertain', code: 'timeout', detail: 'no answer after the job' };
    }
    if (session.lost !== null) throw session.lost;
    const hindered = hindrance(this.#status);
    return hindered === null
      ? { outcome: 'sent', code: 'no-acknowledgement' }
      : { outcome: 'uncertain', code: hindered };
  }
}
