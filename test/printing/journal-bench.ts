import { onTestFinished } from 'vitest';
import type { DeviceListener, PrinterStatus } from '../../devices/device.ts';
import type { Media, Page } from '../../devices/printers/page.ts';
import type { Printer, PrintOutcome, PrintRequest } from '../../devices/printers/printer.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { PrintJobSummary } from '../../hub/printing/contract.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { Printers } from '../../hub/printing/printers.ts';
import { jobsOfQueue } from '../../hub/printing/store.ts';
import { PrintWorker } from '../../hub/printing/worker.ts';
import { openShop, SETTINGS, type Shop } from '../support/shop.ts';

/** A printer with paper, without, or hung; what it was given is kept. */
export class PaperStub implements Printer {
  readonly family = 'printer';
  readonly font = null;
  readonly name: string;
  readonly media: Media;
  readonly jobs: { readonly job: string; readonly pages: readonly Page[] }[] = [];
  /** What the next jobs end as; confirmed when nothing is said. */
  readonly outcomes: PrintOutcome['outcome'][] = [];
  isHung = false;
  readonly #listeners = new Set<DeviceListener>();
  #paper: PrinterStatus['paper'] = 'ok';

  constructor(name: string, media: Media) {
    this.name = name;
    this.media = media;
  }

  get state(): Printer['state'] {
    return { state: 'ready', address: '', attempts: 0, since: 0 };
  }
  get status(): PrinterStatus {
    return { known: true, online: true, coverOpen: false, paper: this.#paper, error: 'none', at: 0 };
  }
  set paper(paper: PrinterStatus['paper']) {
    this.#paper = paper;
    for (const listen of this.#listeners) listen({ kind: 'printer-status', device: this.name, status: this.status });
  }

  start(): void {}
  async stop(): Promise<void> {}
  listen(listener: DeviceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async print({ jobId, pages }: PrintRequest): Promise<PrintOutcome> {
    if (this.isHung) return new Promise(() => undefined);
    const outcome = this.outcomes.shift() ?? 'confirmed';
    if (outcome !== 'failed') this.jobs.push({ job: jobId, pages });
    return { outcome, code: outcome === 'confirmed' ? 'ok' : 'error', bytes: outcome === 'failed' ? 0 : 9 };
  }

  /** What stands on the paper of a job. */
  textOf(job: string): string {
    const rows = this.jobs.find((printed) => printed.job === job)?.pages.flatMap((page) => page.rows) ?? [];
    return rows.flatMap((row) => (row.kind === 'text' ? row.spans.map(({ text }) => text) : [])).join('\n');
  }
}

export type JournalBench = Shop & {
  readonly roll: PaperStub;
  readonly form: PaperStub;
  /** Queues a slip and says which job it is. */
  queue(printer: PaperStub): Promise<string>;
  jobs(): Promise<PrintJobSummary[]>;
  job(id: string): Promise<PrintJobSummary | undefined>;
  /** Nothing is under way any more. */
  settled(): Promise<void>;
};

/** Two printers with a worker each over a real journal: a roll, and a form that may stand in for it. */
export async function openJournal(): Promise<JournalBench> {
  const roll = new PaperStub('roll', MEDIA['roll-80']);
  const form = new PaperStub('form', MEDIA['form-241-half']);
  const shop = await openShop({ ...SETTINGS, hasPrinter: (_reader, name) => name === 'roll' || name === 'form' });
  const printers = new Printers();
  const workers = [roll, form].map((printer) => {
    printers.add(printer);
    return new PrintWorker({
      printer,
      printers,
      store: shop.store,
      executor: shop.executor,
      clock: shop.clock,
      newId,
      marks: { demo: false, language: 'zh' },
      onBug: (error) => shop.bugs.push(error),
    });
  });
  for (const worker of workers) worker.start();
  onTestFinished(async () => {
    if (!roll.isHung && !form.isHung) for (const worker of workers) await worker.stop();
  });
  shop.executor.onCommitted(() => {
    for (const worker of workers) worker.wake();
  });
  const jobs = () => shop.store.read((reader) => jobsOfQueue(reader, 100));
  return {
    ...shop,
    roll,
    form,
    jobs,
    job: async (id) => (await jobs()).find((job) => job.id === id),
    queue: async (printer) => (await shop.done<{ job: string }>('printing.self-test', { printer: printer.name })).job,
    async settled() {
      for (const [index, worker] of workers.entries()) {
        if (![roll, form][index]?.isHung) await worker.idle();
      }
      await shop.executor.idle();
    },
  };
}
