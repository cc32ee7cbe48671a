import type { DeviceClock, PrinterStatus } from '../device.ts';
import { DeviceCore } from '../device-core.ts';
import type { Port } from '../ports/port.ts';
import { toPortError } from '../ports/port-error.ts';
import type { Supervisable } from '../supervise.ts';
import { type Head, mediaOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { Media } from './page.ts';
import { type Printer, type PrintOutcome, type PrintRequest, UNPRINTABLE } from './printer.ts';
import type { PrinterSession } from './printer-session.ts';
import { hindrance, statusOfLines, unknownStatus } from './printer-status.ts';

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

export type PrinterCoreOptions = {
  readonly name: string;
  /** A fresh or reusable port to the head; it is opened for each conversation and closed after it. */
  readonly port: Port;
  readonly clock: DeviceClock;
  readonly timing?: Partial<PrinterTiming> | undefined;
  /** The head may hold what is left of a job of an earlier process (the hub found one that it never finished). */
  readonly expectLeftovers?: boolean | undefined;
};

/** An outcome before the number of bytes is known. */
export type Verdict = Omit<PrintOutcome, 'bytes'>;

/**
 * What all printers share. Connects per job and per look at the status: idle sockets are closed by many printers, and many take one connection at a
 * time. One job at a time; a look never interrupts a job.
 *
 * `ready` means: the last look was answered. It looks no more once it is lost; `supervise` starts it again.
 */
export abstract class PrinterCore<Session extends PrinterSession> extends DeviceCore implements Printer, Supervisable {
  readonly family = 'printer';
  readonly media: Media;
  readonly font: string | null;
  protected readonly port: Port;
  protected readonly timing: PrinterTiming;
  #status: PrinterStatus;
  #running = false;
  #cancelLook = (): void => {};
  #turn: Promise<unknown> = Promise.resolve();
  #lastHeard_ms: number | null = null;
  /**
   * Not null after a job that ended uncertain, until what is left of it is off the paper: length of the longest command that the head may still wait
   * for the end of, 0 when it surely waits for none.
   */
  #leftover: number | null;

  /** `longestCommand`: of any job that an earlier process may have sent. */
  constructor({ name, port, clock, timing, expectLeftovers }: PrinterCoreOptions, head: Head, longestCommand: number) {
    super(name, port.address, clock);
    this.media = mediaOf(head);
    this.font = head.font?.path ?? null;
    this.port = port;
    this.timing = { ...ORDINARY_TIMING, ...timing };
    this.#status = unknownStatus(clock.wall());
    this.#leftover = expectLeftovers === true ? longestCommand : null;
  }

  /** A conversation that is not opened yet. */
  protected abstract newSession(): Session;

  protected abstract encode(request: PrintRequest): EncodedJob;

  /** Throws away at once what the head holds of a broken job, where it has a command for that. */
  protected abstract clearing(): Uint8Array;

  /** Gets what is left of a broken job off the paper, so that the next one begins on its own. */
  protected abstract recovery(): Uint8Array;

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
      const session = this.newSession();
      try {
        await session.open();
        await this.#freeHead(session);
        if (await this.readStatus(session)) this.#reached();
        else this.#lose('silent', 'no answer to the status query');
      } catch (error) {
        const { fault, message } = toPortError(error);
        this.#lose(fault, message);
      }
      await session.close();
    });
    if (!this.#running) return;
    this.#cancelLook = this.clock.after(this.timing.poll_ms, () => void this.#look());
  }

  #reached(): void {
    this.#lastHeard_ms = this.clock.monotonic();
    if (this.state.state === 'opening') this.enter('ready');
  }

  #lose(...[state, detail]: Parameters<DeviceCore['enter']>): void {
    this.#running = false;
    this.setStatus(unknownStatus(this.clock.wall()));
    this.enter(state, detail);
  }

  /**
   * A head that waits for the rest of a command takes a status query for its parameters. NULs fill the command up and mean nothing otherwise; once
   * is enough, and more would only fill the buffer of a head that has no paper.
   */
  async #freeHead(session: Session): Promise<void> {
    if (this.#leftover === null || this.#leftover === 0) return;
    await session.send(new Uint8Array(this.#leftover), this.timing.progress_ms);
    this.#leftover = 0;
  }

  /** Reads what the head can tell, here what the status lines of its cable say; false when it should have answered and did not. */
  protected async readStatus(session: Session): Promise<boolean> {
    const lines = await session.lineStatus();
    const at = this.clock.wall();
    this.setStatus(lines === null ? unknownStatus(at) : statusOfLines(lines, at));
    return true;
  }

  protected setStatus(status: PrinterStatus): void {
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
    let job: EncodedJob;
    try {
      job = this.encode(request);
    } catch (error) {
      return { ...UNPRINTABLE, detail: String(error) };
    }
    const session = this.newSession();
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
    session: Session,
    job: EncodedJob,
    request: PrintRequest,
    sent: (count: number) => void,
  ): Promise<Verdict> {
    const { progress_ms } = this.timing;
    await session.open();
    if (this.#leftover !== null) await session.send(this.clearing(), progress_ms);
    await this.#freeHead(session);
    if (!(await this.readStatus(session))) {
      return { outcome: 'failed', code: 'timeout', detail: 'no answer to the status query' };
    }
    const hindered = hindrance(this.#status);
    if (hindered !== null) return { outcome: 'failed', code: hindered };
    if (this.#leftover !== null) {
      await session.send(this.recovery(), progress_ms);
      this.#leftover = null;
    }
    await session.send(job.bytes, progress_ms, sent);
    return this.verdictAfter(session, request);
  }

  /** All bytes left: a head that shows no error afterwards has most likely printed them, but did not say so. */
  protected async verdictAfter(session: Session, _request: PrintRequest): Promise<Verdict> {
    if (!(await this.readStatus(session))) {
      return { outcome: 'uncertain', code: 'timeout', detail: 'no answer after the job' };
    }
    if (session.lost !== null) throw session.lost;
    const hindered = hindrance(this.#status);
    return hindered === null
      ? { outcome: 'sent', code: 'no-acknowledgement' }
      : { outcome: 'uncertain', code: hindered };
  }
}
