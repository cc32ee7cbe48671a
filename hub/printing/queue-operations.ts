import { type BoundOperation, type BoundQuery, bindOperation, bindQuery } from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import type { Reader } from '../store/open.ts';
import { withMarks } from './marks.ts';
import { type Head, type Media, previewFor } from './preview.ts';
import { enqueuePrint } from './queue.ts';
import {
  answerStale,
  cancelJob,
  listPapers,
  moveJob,
  previewJob,
  printSelfTest,
  reprintJob,
  setAsideStale,
  setPrintRule,
  standIn,
} from './queue-contract.ts';
import { decideBeforeSending, decideReprint, decideStaleAnswer, isStale } from './rules.ts';
import { selfTestDocument } from './self-test.ts';
import { findJob, giveTo, type PrintJob, papersOf, setJobState, setStandIn, waitingJobs, wantAgain } from './store.ts';
import type { PaperLanguage } from './words.ts';

/** What the composition root knows of printers, which stand behind this room. */
export type PrintSettings = {
  readonly paperLanguage: PaperLanguage;
  /** A demo workshop says so on every paper. */
  readonly demo: boolean;
  /** Whether the hub has a printer of that name. */
  readonly hasPrinter: (reader: Reader, printer: string) => boolean;
  /** Geometry of a printer's head, for the preview; an ordinary 80 mm head when the printer is not known. */
  readonly headOf: (printer: string | null) => Head;
  /** What a printer is loaded with; ordinary 80 mm paper when it is not known. */
  readonly mediaOf: (printer: string | null) => Media;
};

/** The job, if there is one and the rule has nothing against it. */
function jobIf(reader: Reader, id: string, decide: (job: PrintJob) => Refusal | null): PrintJob | Refusal {
  const job = findJob(reader, id);
  if (job === undefined) return refuse('printing.no-such-job');
  return decide(job) ?? job;
}

const factsOf = ({ id, document, copy, printer }: PrintJob) => ({ job: id, document, copy, printer });

export function printQueueOperations(settings: PrintSettings): BoundOperation[] {
  return [
    bindOperation(setAsideStale, ({ tx, at, emit }, { printer }) => {
      const stale = waitingJobs(tx, printer).filter(({ wantedAt }) => isStale(wantedAt, at));
      for (const { id, document, copy } of stale) {
        setJobState(tx, id, { state: 'EXPIRED', code: 'stale', bytes: 0, attempted: false, at });
        emit('print.stale', { job: id, document, copy, printer });
      }
      return { jobs: stale.length };
    }),

    bindOperation(standIn, ({ tx, at, emit }, { printer, by }) => {
      const jobs = waitingJobs(tx, printer);
      for (const { id, document, copy } of jobs) {
        giveTo(tx, id, by, at);
        emit('print.moved', { job: id, document, copy, from: printer, printer: by });
      }
      return { jobs: jobs.length };
    }),

    bindOperation(answerStale, ({ tx, at, actor, emit }, { job: id, print }) => {
      const job = jobIf(tx, id, decideStaleAnswer);
      if (isRefusal(job)) return job;
      if (print) wantAgain(tx, id, at);
      else setJobState(tx, id, { state: 'EXPIRED', code: 'let-go', bytes: 0, attempted: false, at });
      emit(print ? 'print.wanted' : 'print.let-go', { ...factsOf(job), by: actor.person });
      return {};
    }),

    bindOperation(cancelJob, ({ tx, at, actor, emit }, { job: id }) => {
      const job = jobIf(tx, id, decideBeforeSending);
      if (isRefusal(job)) return job;
      setJobState(tx, id, { state: 'EXPIRED', code: 'cancelled', bytes: 0, attempted: false, at });
      emit('print.cancelled', { ...factsOf(job), by: actor.person });
      return {};
    }),

    bindOperation(moveJob, ({ tx, at, actor, emit }, { job: id, printer }) => {
      if (!settings.hasPrinter(tx, printer)) return refuse('printing.no-such-printer', { printer });
      const job = jobIf(tx, id, decideBeforeSending);
      if (isRefusal(job)) return job;
      if (job.printer === printer) return {};
      giveTo(tx, id, printer, at);
      emit('print.moved', { ...factsOf(job), from: job.printer, printer, by: actor.person });
      return {};
    }),

    bindOperation(reprintJob, (context, { job: id, printer, times }) => {
      const { tx } = context;
      if (!settings.hasPrinter(tx, printer)) return refuse('printing.no-such-printer', { printer });
      const job = jobIf(tx, id, decideReprint);
      if (isRefusal(job)) return job;
      const { documentKind, documentId, document: number, copyName, content } = job;
      const what = { documentKind, documentId, number, printer, copyName, content };
      return { jobs: Array.from({ length: times }, () => enqueuePrint(context, what).job) };
    }),

    bindOperation(setPrintRule, ({ tx, emit }, { printer, fallback }) => {
      const unknown = [printer, fallback].find((name) => name !== null && !settings.hasPrinter(tx, name));
      if (unknown) return refuse('printing.no-such-printer', { printer: unknown });
      if (printer === fallback) return refuse('printing.stands-in-for-itself', { printer });
      setStandIn(tx, printer, fallback);
      emit('print.rule-set', { printer, fallback });
      return {};
    }),

    bindOperation(printSelfTest, (context, { printer }) => {
      if (!settings.hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      const { job } = enqueuePrint(context, {
        documentKind: 'self-test',
        // Every test is a paper of its own, never a copy of an earlier one.
        documentId: context.newId(),
        number: printer,
        printer,
        copyName: '存根',
        content: selfTestDocument(printer, settings.paperLanguage),
      });
      return { job };
    }),
  ];
}

export function printQueueQueries(settings: PrintSettings): BoundQuery[] {
  const { demo, paperLanguage: language } = settings;
  return [
    bindQuery(previewJob, (reader, { job: id, medium }) => {
      const job = findJob(reader, id);
      if (job === undefined) return { title: '', sheets: [] };
      const { copy, copyName, movedFrom, printer, content } = job;
      const document = withMarks(content, { copy, copyName, movedFrom, demo, language });
      return { title: content.title, sheets: previewFor(document, medium, printer, settings) };
    }),
    bindQuery(listPapers, (reader, { document }) => ({ jobs: papersOf(reader, document) })),
  ];
}
