import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';
import type { FeedRow } from './history.ts';
import type { PaperTrail } from './paper.ts';

export const CLAIMS_OF_PAPER = {
  one: 'every approved slip was queued for paper exactly once as an original',
  originals: 'no document is on paper twice as an original, no copy twice under one number',
  resent: 'a job that was being sent at the kill is uncertain afterwards and is never sent again by itself',
  before: 'nothing is on paper that the journal had not begun to send',
  confirmed: 'what the journal says is on paper is on paper',
  own: 'every slip is on a piece of paper of its own',
  defects: 'a head that saw the hub die prints no rubbish',
} as const;

type Job = { readonly id: string; readonly number: string; readonly copy: number; readonly state: string };

const JOBS = 'select id, document_number as number, copy, state, attempts from print_job';

/** After these nothing of a job has left yet. */
const MAY_PRECEDE_SENDING: ReadonlySet<string> = new Set([
  'print.queued',
  'print.failed',
  'print.moved',
  'print.wanted',
]);

/** Follows every job through the feed and over every kill. */
export class PaperCheck {
  readonly #paper: PaperTrail;
  /** The last thing that the feed said of a job. */
  readonly #last = new Map<string, string>();
  /** SENDING when the hub died. */
  #interrupted = new Set<string>();
  interrupted = 0;

  constructor(paper: PaperTrail) {
    this.#paper = paper;
  }

  /** After a kill. A hub that died before it was ready need not have marked anything yet. */
  afterKill(reader: Reader, events: readonly FeedRow[], wasReady: boolean, claims: Claims): void {
    for (const { kind, payload } of events) {
      if (!kind.startsWith('print.')) continue;
      const { job } = JSON.parse(payload) as { job: string };
      const before = this.#last.get(job);
      const wrong = kind === 'print.sending' && !MAY_PRECEDE_SENDING.has(before ?? '');
      claims.check(CLAIMS_OF_PAPER.resent, !wrong, () => `job ${job}: ${before}, then ${kind}`);
      // What a hub was sending when it died ends as uncertain; nothing else may be said of it first.
      const cutOff = this.#interrupted.has(job) && before === 'print.sending';
      claims.check(CLAIMS_OF_PAPER.resent, !cutOff || kind === 'print.uncertain', () => `job ${job}: ${kind} later`);
      this.#last.set(job, kind);
    }
    const sending = reader.all<{ id: string }>(`${JOBS} where state = 'SENDING'`).map(({ id }) => id);
    if (wasReady) {
      const still = sending.filter((id) => this.#interrupted.has(id));
      claims.none(CLAIMS_OF_PAPER.resent, still);
      this.#interrupted = new Set();
    }
    for (const id of sending) {
      if (!this.#interrupted.has(id)) this.interrupted += 1;
      this.#interrupted.add(id);
    }
    this.#checkOriginals(reader, claims);
  }

  #checkOriginals(reader: Reader, claims: Claims): void {
    claims.none(
      CLAIMS_OF_PAPER.one,
      reader.all(
        `select r.number, count(p.id) as originals from requisition r
         left join print_job p on p.document_id = r.id and p.copy = 0
         group by r.id having originals <> (r.approval = 'APPROVED')`,
      ),
    );
    const seen = new Map<string, number>();
    for (const { documents } of this.#paper.all()) {
      for (const { number, copy } of documents) {
        const name = `${number} copy ${copy}`;
        if (copy >= 0) seen.set(name, (seen.get(name) ?? 0) + 1);
      }
    }
    claims.none(
      CLAIMS_OF_PAPER.originals,
      [...seen].filter(([, times]) => times > 1),
    );
    const unsent = new Set(
      reader.all<Job>(`${JOBS} where attempts = 0`).map(({ number, copy }) => `${number} copy ${copy}`),
    );
    claims.none(
      CLAIMS_OF_PAPER.before,
      [...seen.keys()].filter((name) => unsent.has(name)),
    );
    claims.none(
      CLAIMS_OF_PAPER.own,
      this.#paper.all().filter(({ documents }) => documents.length > 1),
    );
    claims.none(CLAIMS_OF_PAPER.defects, this.#paper.defects());
  }

  /** When all paper has come out. */
  atTheEnd(reader: Reader, claims: Claims): void {
    const onPaper = new Set(
      this.#paper.pieces.flatMap(({ documents }) => documents.map(({ number, copy }) => `${number} copy ${copy}`)),
    );
    const said = reader.all<Job>(`${JOBS} where state = 'CONFIRMED'`);
    // What a person said is on paper is the person's word, not the head's.
    const byHead = said.filter(({ id }) => this.#last.get(id) === 'print.confirmed');
    claims.none(
      CLAIMS_OF_PAPER.confirmed,
      byHead.filter(({ number, copy }) => !onPaper.has(`${number} copy ${copy}`)),
    );
    claims.none(CLAIMS_OF_PAPER.resent, reader.all(`${JOBS} where state in ('QUEUED', 'SENDING', 'FAILED')`));
  }
}
