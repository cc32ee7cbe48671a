import type { Page } from '../../devices/printers/page.ts';
import { type Printer, type PrintOutcome, UNPRINTABLE } from '../../devices/printers/printer.ts';
import type { Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../store/open.ts';
import { beginJob, finishJob } from './contract.ts';
import { layOut } from './layout.ts';
import { type HouseMarks, withMarks } from './marks.ts';
import { canPrint, type Printers } from './printers.ts';
import { setAsideStale, standIn } from './queue-contract.ts';
import { isStale, STAND_IN_AFTER_MS } from './rules.ts';
import { jobsUnderWay, nextJob, type PrintJob, standInOf } from './store.ts';

const ACTOR = systemActor('printing');

/** A head that refused without saying why is asked again after this long. */
const RETRY_MS = 5_000;

type JobEnd = { readonly job: string; readonly outcome: string; readonly code: string; readonly bytes: number };

export type PrintWorkerOptions = {
  readonly printer: Printer;
  /** All of them: another one may stand in. */
  readonly printers: Printers;
  readonly store: Store;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly marks: HouseMarks;
  readonly onBug: (error: unknown) => void;
};

/**
 * Sends the jobs of one printer, one after the other, oldest first. Each printer has a worker of its own: a hung head delays
 * nobody else. SENDING is committed before the first byte leaves, so that no crash can make a job print twice by itself.
 */
export class PrintWorker {
  readonly #options: PrintWorkerOptions;
  #working: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #untold: JobEnd | null = null;
  #unlisten: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  /** Monotonic time since which the printer cannot print. */
  #unableSince: number | null = null;

  constructor(options: PrintWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    // A printer that comes back, or gets paper, goes on where it stopped.
    this.#unlisten = this.#options.printer.listen((event) => {
      if (event.kind === 'state' || event.kind === 'printer-status') this.wake();
    });
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten();
    this.#cancelRetry();
    await this.idle();
  }

  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#working ??= this.#work();
  }

  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#sendAll();
      }
    } catch (error) {
      // The store could not keep what happened: try again later, never sooner than it can be kept.
      this.#options.onBug(error);
      this.#retryLater();
    } finally {
      this.#working = null;
    }
  }

  #retryLater(delay_ms = RETRY_MS): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(delay_ms, () => this.wake());
  }

  async #sendAll(): Promise<void> {
    const { printer, store, clock } = this.#options;
    if (this.#untold !== null) await this.#tell(this.#untold);
    while (!this.#stopped && canPrint(printer)) {
      this.#unableSince = null;
      const job = await store.read((reader) => nextJob(reader, printer.name));
      if (job === undefined) return;
      if (isStale(job.wantedAt, clock.wall())) {
        await this.#run(setAsideStale.name, { printer: printer.name });
        continue;
      }
      const went = await this.#send(job);
      if (!went) {
        // Nothing left the hub: go on when the printer says that something changed, or after a while.
        this.#retryLater();
        return;
      }
    }
    if (!this.#stopped) await this.#askForStandIn();
  }

  /** A printer that cannot print for long gives what waits to the one that stands in for it, if that one can. */
  async #askForStandIn(): Promise<void> {
    const { printer, printers, store, clock } = this.#options;
    const now = clock.monotonic();
    this.#unableSince ??= now;
    const { waiting, by } = await store.read((reader) => ({
      waiting: nextJob(reader, printer.name),
      by: standInOf(reader, printer.name),
    }));
    if (waiting === undefined || by === null) return;
    const left_ms = STAND_IN_AFTER_MS - (now - this.#unableSince);
    if (left_ms > 0 || !printers.canPrint(by)) {
      this.#retryLater(Math.max(left_ms, RETRY_MS));
      return;
    }
    await this.#run(setAsideStale.name, { printer: printer.name });
    await this.#run(standIn.name, { printer: printer.name, by });
  }

  async #send(job: PrintJob): Promise<boolean> {
    const { printer } = this.#options;
    const pages = this.#pagesOf(job);
    const began = await this.#run(beginJob.name, { job: job.id, printer: printer.name });
    if (!began) return true;
    const { outcome, code, bytes } = pages === null ? UNPRINTABLE : await this.#print(job, pages);
    await this.#tell({ job: job.id, outcome, code, bytes });
    return outcome !== 'failed' || code === UNPRINTABLE.code;
  }

  /** Null for a document that cannot be laid out, such as one of a newer hub: it must not hold up what waits behind it. */
  #pagesOf({ content, copy, copyName, movedFrom }: PrintJob): Page[] | null {
    const { printer, marks, onBug } = this.#options;
    try {
      return layOut(withMarks(content, { ...marks, copy, copyName, movedFrom }), printer.media);
    } catch (error) {
      onBug(error);
      return null;
    }
  }

  async #print({ id: jobId, processId }: PrintJob, pages: readonly Page[]): Promise<PrintOutcome> {
    const { printer, onBug } = this.#options;
    try {
      return await printer.print({ jobId, processId, pages, cut: true });
    } catch (error) {
      // No driver should; nobody knows then what is on the paper.
      onBug(error);
      return { outcome: 'uncertain', code: 'error', bytes: 0 };
    }
  }

  /** What became of a job is told until it could be kept: a job must not stay SENDING when its paper is out. */
  async #tell(end: JobEnd): Promise<void> {
    this.#untold = end;
    await this.#run(finishJob.name, end);
    this.#untold = null;
  }

  async #run(name: string, request: object): Promise<boolean> {
    const { executor, newId } = this.#options;
    const answer = await executor.run({ operationId: newId(), name, request, actor: ACTOR });
    return answer.outcome === 'accepted';
  }
}

/** Jobs that were being sent when the power went: nobody knows what is on the paper, so a person is asked. */
export async function markInterruptedJobs(store: Store, executor: Executor, newId: () => string): Promise<number> {
  const jobs = await store.read((reader) => jobsUnderWay(reader));
  for (const job of jobs) {
    const request = { job: job.id, outcome: 'uncertain', code: 'restart', bytes: 0 };
    await executor.run({ operationId: newId(), name: finishJob.name, request, actor: ACTOR });
  }
  return jobs.length;
}
