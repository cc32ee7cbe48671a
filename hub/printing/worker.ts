import type { DeviceState, PrinterStatus } from '../../devices/device.ts';
import type { Printer } from '../../devices/printers/printer.ts';
import type { Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../store/open.ts';
import { beginJob, finishJob } from './contract.ts';
import { layOut } from './layout.ts';
import { type Marks, withMarks } from './marks.ts';
import { jobsInState, nextJob, type PrintJob } from './store.ts';

const ACTOR = systemActor('printing');

/** A head that refused without saying why is asked again after this long. */
const RETRY_MS = 5_000;

type JobEnd = { readonly job: string; readonly outcome: string; readonly code: string; readonly bytes: number };

export type PrintWorkerOptions = {
  readonly printer: Printer;
  readonly store: Store;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly marks: Omit<Marks, 'copy'>;
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

  #retryLater(): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => this.wake());
  }

  async #sendAll(): Promise<void> {
    const { printer, store } = this.#options;
    if (this.#untold !== null) await this.#tell(this.#untold);
    while (!this.#stopped && canPrint(printer.state, printer.status)) {
      const job = await store.read((reader) => nextJob(reader, printer.name));
      if (job === undefined) return;
      const went = await this.#send(job);
      if (!went) {
        // Nothing left the hub: go on when the printer says that something changed, or after a while.
        this.#retryLater();
        return;
      }
    }
  }

  async #send(job: PrintJob): Promise<boolean> {
    const { printer, marks } = this.#options;
    const document = withMarks(job.content, { ...marks, copy: job.copy });
    const pages = layOut(document, printer.media);
    const began = await this.#run(beginJob.name, { job: job.id });
    if (!began) return true;
    const outcome = await printer.print({ jobId: job.id, processId: job.processId, pages, cut: true });
    const { outcome: word, code, bytes } = outcome;
    await this.#tell({ job: job.id, outcome: word, code, bytes });
    return word !== 'failed';
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

/** Whether it is worth trying: a head without a back-channel is always worth it. */
export function canPrint(state: DeviceState, status: PrinterStatus): boolean {
  if (state.state !== 'ready') return false;
  if (!status.known) return true;
  return status.online && !status.coverOpen && status.paper !== 'out';
}

/** Jobs that were being sent when the power went: nobody knows what is on the paper, so a person is asked. */
export async function markInterruptedJobs(store: Store, executor: Executor, newId: () => string): Promise<number> {
  const jobs = await store.read((reader) => jobsInState(reader, 'SENDING'));
  for (const job of jobs) {
    const request = { job: job.id, outcome: 'uncertain', code: 'restart', bytes: 0 };
    await executor.run({ operationId: newId(), name: finishJob.name, request, actor: ACTOR });
  }
  return jobs.length;
}
