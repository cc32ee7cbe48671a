import type { OperationContext } from '../executor/binding.ts';
import type { PrintedDocument } from '../kernel/document.ts';
import { countJobs, insertJob, lastCopy } from './store.ts';

export type ToPrint = {
  readonly documentKind: string;
  readonly documentId: string;
  readonly number: string;
  readonly printer: string;
  /** 存根, 客户, 财务; the plain slip has one copy, called 存根. */
  readonly copyName: string;
  readonly content: PrintedDocument;
};

/**
 * Puts a document into the print journal inside the transaction of what it documents, so that neither can exist without the
 * other. The first time it is the original (copy 0); every further time it is marked 补打 n.
 */
export function enqueuePrint(context: OperationContext, what: ToPrint): { job: string; copy: number } {
  const { tx, at } = context;
  const before = lastCopy(tx, what.documentId, what.content.template, what.copyName);
  const copy = before === undefined ? 0 : before + 1;
  const job = context.newId();
  insertJob(tx, {
    id: job,
    processId: (countJobs(tx) + 1) % 10_000,
    documentKind: what.documentKind,
    documentId: what.documentId,
    document: what.number,
    template: what.content.template,
    copyName: what.copyName,
    copy,
    printer: what.printer,
    movedFrom: null,
    content: what.content,
    state: 'QUEUED',
    code: '',
    attempts: 0,
    createdAt: at,
    wantedAt: at,
    changedAt: at,
  });
  context.emit('print.queued', {
    job,
    document: what.number,
    template: what.content.template,
    copy,
    printer: what.printer,
  });
  return { job, copy };
}

/** Every copy that the document wants, each a job of its own, and the first of them. */
export function enqueueCopies(
  context: OperationContext,
  what: Omit<ToPrint, 'copyName'>,
): { job: string; copy: number } {
  const [first = '存根', ...others] = what.content.copies ?? [];
  const queued = enqueuePrint(context, { ...what, copyName: first });
  for (const copyName of others) enqueuePrint(context, { ...what, copyName });
  return queued;
}
