import { setTimeout as rest } from 'node:timers/promises';
import { Type } from 'typebox';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { TcpPort } from '../../devices/ports/tcp.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { type Supervision, supervise } from '../../devices/supervise.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { bindOperation } from '../../hub/executor/binding.ts';
import { Executor } from '../../hub/executor/executor.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { defineOperation } from '../../hub/kernel/operation.ts';
import { answerJob, type PrintState } from '../../hub/printing/contract.ts';
import { printingOperations } from '../../hub/printing/operations.ts';
import { Printers } from '../../hub/printing/printers.ts';
import { enqueuePrint } from '../../hub/printing/queue.ts';
import { mayHoldLeftovers } from '../../hub/printing/store.ts';
import { markInterruptedJobs, PrintWorker } from '../../hub/printing/worker.ts';
import type { Store } from '../../hub/store/open.ts';
import { Life, MortalPort, mortalExecutor, mortalStore } from './mortal.ts';
import { documentsOn, PaperTrail } from './paper.ts';

/** Short, so that ten thousand faults take minutes; a late answer is one fault more. */
const TIMING = { poll_ms: 15, reply_ms: 150, progress_ms: 120, acknowledge_ms: 300 };
const PATIENCE = { first_ms: 5, cap_ms: 20 };
const LONGEST_WAIT_MS = 30_000;

const PrintRequest = Type.Object({ number: Type.String(), printer: Type.String(), lines: Type.Integer() });
const print = defineOperation({
  name: 'faults.print',
  summary: 'A document for the faults run',
  method: 'POST',
  path: '/faults/print',
  who: [],
  request: PrintRequest,
  reply: Type.Object({ job: Type.String() }),
  refusals: [],
});

const lineText = (line: number): string => `第 ${line + 1} 行 机油滤清器`;

const bound = bindOperation(print, (context, { number, printer, lines }) => {
  const text = Array.from({ length: lines }, (_, line) => ({
    ...({ block: 'text', text: lineText(line), align: 'left' } as const),
  }));
  const blocks = [{ block: 'barcode', text: number } as const, ...text];
  const content = { template: 'faults', title: number, blocks };
  const { job } = enqueuePrint(context, {
    ...{ documentKind: 'faults', documentId: newId(), number, printer, copyName: '存根', content },
  });
  return { job };
});

/** When this hub dies: at an operation of its journal, or so many bytes into what it sends. */
export type Death = { readonly name: string; readonly moment: 'before' | 'after' } | { readonly bytes: number } | null;

type Side = { readonly worker: PrintWorker; readonly supervision: Supervision; readonly port: MortalPort };
type Job = { readonly id: string; readonly number: string; readonly copy: number; readonly state: PrintState };

/** One workshop with two heads, whose hub can die and come back: the one head has the accidents, the other shows that they are its own. */
export class PrintLane {
  readonly sick: EscposPrinterEmulator;
  readonly well: EscposPrinterEmulator;
  readonly paper: PaperTrail;
  readonly store: Store;
  /** Every number that was ordered, and how often each came out as an original. */
  readonly ordered = new Map<string, number>();
  readonly originals = new Map<string, number>();
  readonly #executor: Executor;
  readonly #profile: string;
  /** What stands on each slip, by number and copy. */
  readonly #texts = new Map<string, string>();
  readonly #atMend: (() => void)[] = [];
  #life = new Life();
  #sides: Side[] = [];

  constructor(store: Store, profile: string) {
    this.store = store;
    this.#profile = profile;
    this.sick = new EscposPrinterEmulator({ profile, keep: 4 });
    this.well = new EscposPrinterEmulator({ profile, keep: 4 });
    this.paper = new PaperTrail([
      { id: 'sick', head: this.sick },
      { id: 'well', head: this.well },
    ]);
    for (const head of [this.sick, this.well]) {
      head.onChange((change) => {
        if (change.kind !== 'sheet') return;
        for (const { number, copy } of documentsOn(change.sheet)) {
          this.#texts.set(`${number} ${copy}`, sheetLines(change.sheet).join('\n'));
        }
      });
    }
    this.#executor = new Executor({
      ...{ store, operations: [...printingOperations, bound], timeZone: 'Asia/Shanghai', newId },
      clock: systemClock,
      onBug: (error) => {
        throw error;
      },
    });
  }

  /** Whether that slip came out with all its lines. */
  isWhole(number: string, copy: number): boolean {
    const lines = this.ordered.get(number) ?? 0;
    const text = this.#texts.get(`${number} ${copy}`) ?? '';
    return Array.from({ length: lines }, (_, line) => lineText(line)).every((one) => text.includes(one));
  }

  get isDead(): boolean {
    return this.#life.isOver;
  }

  /** What has to be done when the head is mended. */
  onMend(listener: () => void): void {
    this.#atMend.push(listener);
  }

  mended(): void {
    for (const listener of this.#atMend.splice(0)) listener();
  }

  /** The hub starts: it asks about what a death left in doubt, then opens its printers. */
  async rise(death: Death = null): Promise<void> {
    this.#life = new Life();
    await markInterruptedJobs(this.store, this.#executor, newId);
    this.#sides = [await this.#open('sick', this.sick, death), await this.#open('well', this.well, null)];
  }

  /** A polite end: what is under way is finished. */
  async rest(): Promise<void> {
    for (const { worker, supervision } of this.#sides) {
      if (!this.#life.isOver) await worker.stop();
      if (!this.#life.isOver) await supervision.stop();
    }
    this.#life.end();
    this.#sides = [];
  }

  async #open(name: string, head: EscposPrinterEmulator, death: Death): Promise<Side> {
    const life = this.#life;
    const expectLeftovers = await this.store.read((reader) => mayHoldLeftovers(reader, name));
    const { port: tcp } = await head.start();
    const port = new MortalPort(new TcpPort('127.0.0.1', tcp, systemClock, { connect_ms: 500, close_ms: 100 }), life);
    const options = {
      name,
      profile: this.#profile,
      address: port,
      clock: systemClock,
      timing: TIMING,
      expectLeftovers,
    };
    const printer = createPrinter(options);
    const supervision = supervise(printer, { clock: systemClock, patience: PATIENCE });
    const printers = new Printers();
    printers.add(printer);
    const operation = death !== null && 'name' in death ? death : null;
    const executor = mortalExecutor(this.#executor, life, operation);
    if (death !== null && 'bytes' in death) port.dieAfterBytes = death.bytes;
    const worker = new PrintWorker({
      ...{
        printer,
        printers,
        store: mortalStore(this.store, life),
        executor,
        clock: systemClock,
        newId,
        marks: { demo: false, language: 'zh' },
      },
      onBug: (error) => {
        if (!life.isOver) throw error;
      },
    });
    life.onDeath(() => void supervision.stop());
    supervision.start();
    worker.start();
    return { worker, supervision, port };
  }

  async order(number: string, printer: 'sick' | 'well', lines: number): Promise<string> {
    this.ordered.set(number, lines);
    const job = await this.#run(print.name, { number, printer, lines });
    for (const { worker } of this.#sides) worker.wake();
    return String((job as { job: string }).job);
  }

  /** A person looked at the paper. */
  async answer(job: string, printed: boolean): Promise<void> {
    await this.#run(answerJob.name, { job, printed });
    for (const { worker } of this.#sides) worker.wake();
  }

  jobs(): Promise<Job[]> {
    const select = 'select id, document_number as number, copy, state from print_job order by rowid desc limit 12';
    return this.store.read((reader) => reader.all<Job>(select));
  }

  async until(holds: (jobs: readonly Job[]) => boolean, most_ms = LONGEST_WAIT_MS): Promise<boolean> {
    for (const end = performance.now() + most_ms; performance.now() < end; await rest(2)) {
      if (holds(await this.jobs())) return true;
    }
    return false;
  }

  async #run(name: string, request: object): Promise<unknown> {
    const answer = await this.#executor.run({ operationId: newId(), name, request, actor: systemActor('faults') });
    if (answer.outcome === 'refused') throw new Error(`${name} was refused: ${answer.code}`);
    return answer.reply;
  }
}
