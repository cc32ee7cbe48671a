import { type BoundOperation, bindOperation } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { answerJob, beginJob, finishJob } from './contract.ts';
import { enqueuePrint } from './queue.ts';
import { maySend, stateAfter } from './rules.ts';
import { ANSWERED, findJob, setJobState } from './store.ts';

/** What becomes of a job while it is printed, and what a person says of paper that nobody is sure of. */
export const printingOperations: readonly BoundOperation[] = [
  bindOperation(beginJob, ({ tx, at, emit }, request) => {
    const job = findJob(tx, request.job);
    // Another printer may have been given it since this one looked.
    if (job === undefined || job.printer !== request.printer || !maySend(job.state)) {
      return refuse('printing.not-queued');
    }
    setJobState(tx, job.id, { state: 'SENDING', code: '', bytes: 0, attempted: true, at });
    emit('print.sending', { job: job.id, document: job.document, copy: job.copy, printer: job.printer });
    return {};
  }),

  bindOperation(finishJob, ({ tx, at, emit }, request) => {
    const job = findJob(tx, request.job);
    if (job?.state !== 'SENDING') return refuse('printing.not-sending');
    const state = stateAfter(request.outcome, job.attempts, request.code);
    const code = request.outcome === 'confirmed' || request.outcome === 'sent' ? '' : request.code;
    setJobState(tx, job.id, { state, code, bytes: request.bytes, attempted: false, at });
    emit(`print.${request.outcome}`, {
      job: job.id,
      document: job.document,
      copy: job.copy,
      printer: job.printer,
      code,
    });
    return {};
  }),

  bindOperation(answerJob, (context, request) => {
    const { tx, at, actor, emit } = context;
    const job = findJob(tx, request.job);
    if (job === undefined) return refuse('printing.no-such-job');
    if (job.state !== 'UNCERTAIN') return refuse('printing.not-uncertain', { number: job.document });
    // Asked once: whatever the answer, this job is over. A wanted copy is a job of its own and says so on its paper.
    const state = request.printed ? 'CONFIRMED' : 'EXPIRED';
    setJobState(tx, job.id, { state, code: ANSWERED, bytes: 0, attempted: false, at });
    emit('print.answered', { job: job.id, document: job.document, printed: request.printed, by: actor.person });
    if (request.printed) return { copy: null };
    const { job: copy } = enqueuePrint(context, {
      documentKind: job.documentKind,
      documentId: job.documentId,
      number: job.document,
      printer: job.printer,
      copyName: job.copyName,
      content: job.content,
    });
    return { copy };
  }),
];
