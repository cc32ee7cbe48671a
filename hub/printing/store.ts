import type { PrintedDocument } from '../kernel/document.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { PrintJobSummary, PrintState } from './contract.ts';

export type PrintJob = PrintJobSummary & {
  readonly processId: number;
  readonly documentKind: string;
  readonly attempts: number;
  readonly content: PrintedDocument;
};

type JobRow = Omit<PrintJob, 'content'> & { readonly content: string };

const SUMMARY = `id, document_number as document, document_id as documentId, template, copy, copy_name as copyName, printer,
  moved_from as movedFrom, state, code, created_at as createdAt, wanted_at as wantedAt, changed_at as changedAt`;
const JOB = `select ${SUMMARY}, process_id as processId, document_kind as documentKind, attempts, document as content
  from print_job`;
/** As the index of the few that are not over says it, word for word: the planner compares the words. */
const LIVE = "state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'FAILED')";
const STALE = "state = 'EXPIRED' and code = 'stale'";
/** The rows that are not over: each waits, is under way, or a person has to say something about it. They are found first, however many are over. */
const OPEN = `select rowid from print_job where ${LIVE} union all select rowid from print_job where ${STALE}`;
const WAITING = `rowid in (${OPEN}) and state in ('QUEUED', 'FAILED')`;

function jobOf(row: JobRow): PrintJob {
  return { ...row, content: JSON.parse(row.content) as PrintedDocument };
}

export function findJob(reader: Reader, id: string): PrintJob | undefined {
  const row = reader.one<JobRow>(`${JOB} where id = ?`, id);
  return row && jobOf(row);
}

/** The next job of a printer from which no byte has left, oldest first. */
export function nextJob(reader: Reader, printer: string): PrintJob | undefined {
  const row = reader.one<JobRow>(`${JOB} where printer = ? and ${WAITING} order by rowid limit 1`, printer);
  return row && jobOf(row);
}

/** Jobs whose bytes were under way when the hub stopped. */
export function jobsUnderWay(reader: Reader): PrintJob[] {
  return reader.all<JobRow>(`${JOB} where rowid in (${OPEN}) and state = 'SENDING' order by rowid`).map(jobOf);
}

/** Jobs of a printer from which no byte has left, oldest first. */
export function waitingJobs(reader: Reader, printer: string): PrintJobSummary[] {
  return reader.all<PrintJobSummary>(
    `select ${SUMMARY} from print_job where printer = ? and ${WAITING} order by rowid`,
    printer,
  );
}

/** Everything that is not over, and the newest that is; newest first. */
export function jobsOfQueue(reader: Reader, limit: number): PrintJobSummary[] {
  return reader.all<PrintJobSummary>(
    `select ${SUMMARY} from print_job
     where rowid in (${OPEN} union all select rowid from print_job where rowid > (select coalesce(max(rowid), 0) from print_job) - ?) order by rowid desc`,
    limit,
  );
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
       document, state, created_at, wanted_at, changed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    job.wantedAt,
    job.changedAt,
  );
}

/** The job waits again, as if it had just been asked for. */
export function wantAgain(tx: Tx, id: string, at: number): void {
  tx.run(
    "update print_job set state = 'QUEUED', code = '', attempts = 0, wanted_at = ?, changed_at = ? where id = ?",
    at,
    at,
    id,
  );
}

/** Another printer has it now. It remembers whose it was, until that one has it back. */
export function giveTo(tx: Tx, id: string, printer: string, at: number): void {
  tx.run(
    `update print_job set state = 'QUEUED', code = '', attempts = 0, changed_at = :at, printer = :printer,
       moved_from = case when moved_from = :printer then null else coalesce(moved_from, printer) end where id = :id`,
    { id, printer, at },
  );
}

/** Which printer stands in for this one; null: none. */
export function standInOf(reader: Reader, printer: string): string | null {
  return (
    reader.one<{ fallback: string }>('select fallback from print_rule where printer = ?', printer)?.fallback ?? null
  );
}

export function setStandIn(tx: Tx, printer: string, fallback: string | null): void {
  tx.run('delete from print_rule where printer = ?', printer);
  if (fallback !== null) tx.run('insert into print_rule (printer, fallback) values (?, ?)', printer, fallback);
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
  const open = `select rowid from print_job where (printer = :printer or moved_from = :printer) and rowid in (${OPEN})
    order by rowid desc limit 20`;
  const done = `select rowid from print_job where printer = :printer
    and not (${LIVE} or (${STALE})) order by rowid desc limit 1`;
  const ofDocument = 'select rowid from print_job where document_id = :documentId order by rowid desc limit 1';
  return reader.all<PrintJobSummary>(
    `select ${SUMMARY} from print_job
     where rowid in (select * from (${open}) union all select * from (${done}) union all select * from (${ofDocument}))
     order by rowid desc`,
    { printer, documentId },
  );
}

/** Of each paper and copy of a document the newest job; the paper that was printed first comes first. */
export function papersOf(reader: Reader, documentId: string): PrintJobSummary[] {
  return reader.all<PrintJobSummary>(
    `select ${SUMMARY} from print_job join (
       select max(rowid) as newest, min(rowid) as oldest from print_job where document_id = ? group by template, copy_name
     ) on print_job.rowid = newest order by oldest`,
    documentId,
  );
}

/** Jobs of a printer that are not done with. */
export function unfinishedJobs(reader: Reader, printer: string): number {
  const row = reader.one<{ n: number }>(
    `select count(*) as n from print_job where rowid in (${OPEN}) and printer = ? and ${LIVE}`,
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
