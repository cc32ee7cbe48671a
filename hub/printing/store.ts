import type { PrintedDocument } from '../kernel/document.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { PrintJobSummary, PrintState } from './contract.ts';

export type PrintJob = PrintJobSummary & {
  readonly processId: number;
  readonly documentKind: string;
  readonly copyName: string;
  readonly attempts: number;
  readonly content: PrintedDocument;
};

type JobRow = Omit<PrintJob, 'content'> & { readonly content: string };

const JOB = `select id, document_number as document, document_id as documentId, template, copy, printer, state, code,
  created_at as createdAt, changed_at as changedAt, process_id as processId, document_kind as documentKind,
  copy_name as copyName, attempts, document as content from print_job`;

function jobOf(row: JobRow): PrintJob {
  return { ...row, content: JSON.parse(row.content) as PrintedDocument };
}

export function findJob(reader: Reader, id: string): PrintJob | undefined {
  const row = reader.one<JobRow>(`${JOB} where id = ?`, id);
  return row && jobOf(row);
}

/** The next job of a printer from which no byte has left, oldest first. */
export function nextJob(reader: Reader, printer: string): PrintJob | undefined {
  const row = reader.one<JobRow>(
    `${JOB} where printer = ? and state in ('QUEUED', 'FAILED') order by rowid limit 1`,
    printer,
  );
  return row && jobOf(row);
}

export function jobsInState(reader: Reader, state: PrintState): PrintJob[] {
  return reader.all<JobRow>(`${JOB} where state = ? order by rowid`, state).map(jobOf);
}

/** The highest copy number of a document so far, or undefined when it was never queued. */
export function lastCopy(reader: Reader, documentId: string, template: string, copyName: string): number | undefined {
  return (
    reader.one<{ copy: number | null }>(
      'select max(copy) as copy from print_job where document_id = ? and template = ? and copy_name = ?',
      documentId,
      template,
      copyName,
    )?.copy ?? undefined
  );
}

export function countJobs(reader: Reader): number {
  return reader.one<{ n: number }>('select coalesce(max(rowid), 0) as n from print_job')?.n ?? 0;
}

export function insertJob(tx: Tx, job: PrintJob): void {
  tx.run(
    `insert into print_job (id, process_id, document_kind, document_id, document_number, template, copy_name, copy, printer,
       document, state, created_at, changed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    job.id,
    job.processId,
    job.documentKind,
    job.documentId,
    job.document,
    job.template,
    job.copyName,
    job.copy,
    job.printer,
    JSON.stringify(job.content),
    job.state,
    job.createdAt,
    job.changedAt,
  );
}

export function setJobState(
  tx: Tx,
  id: string,
  change: { state: PrintState; code: string; bytes: number; attempted: boolean; at: number },
): void {
  tx.run(
    'update print_job set state = ?, code = ?, bytes = bytes + ?, attempts = attempts + ?, changed_at = ? where id = ?',
    change.state,
    change.code,
    change.bytes,
    change.attempted ? 1 : 0,
    change.at,
    id,
  );
}

/** What a station shows: everything unfinished on its printer, its newest finished job, and the newest job of one document. */
export function jobsToShow(reader: Reader, printer: string | null, documentId: string | null): PrintJobSummary[] {
  const columns = `id, document_number as document, document_id as documentId, template, copy, printer, state, code,
    created_at as createdAt, changed_at as changedAt`;
  const open = `select rowid from print_job where printer = :printer
    and state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'FAILED') order by rowid desc limit 20`;
  const done = `select rowid from print_job where printer = :printer
    and state in ('CONFIRMED', 'SENT', 'EXPIRED') order by rowid desc limit 1`;
  const ofDocument = 'select rowid from print_job where document_id = :documentId order by rowid desc limit 1';
  return reader.all<PrintJobSummary>(
    `select ${columns} from print_job
     where rowid in (select * from (${open})) or rowid in (select * from (${done})) or rowid in (select * from (${ofDocument}))
     order by rowid desc`,
    { printer, documentId },
  );
}

/** Jobs of a printer that are not done with. */
export function unfinishedJobs(reader: Reader, printer: string): number {
  const row = reader.one<{ n: number }>(
    "select count(*) as n from print_job where printer = ? and state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'FAILED')",
    printer,
  );
  return row?.n ?? 0;
}

/** The code of a job about which a person was asked: the head never said how it ended. */
export const ANSWERED = 'answered';

/** Whether the head may still hold, or show uncut, a part of the last job that was sent to it: nobody heard the end of that one. */
export function mayHoldLeftovers(reader: Reader, printer: string): boolean {
  const newest = reader.all<{ state: PrintState; code: string; changed_at: number }>(
    'select state, code, changed_at from print_job where printer = ? and attempts > 0 order by rowid desc limit 50',
    printer,
  );
  const last = newest.toSorted((one, other) => other.changed_at - one.changed_at)[0];
  return last !== undefined && (last.state === 'SENDING' || last.state === 'UNCERTAIN' || last.code === ANSWERED);
}
