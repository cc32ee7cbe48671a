import type { Clock } from '../kernel/clock.ts';
import { acknowledge, type Branch, readBranch, type StoredEvent } from '../store/changes.ts';
import { NO_HASH } from '../store/hash.ts';
import type { Store } from '../store/open.ts';
import { operationLogHead } from '../store/operation-log.ts';
import type { Reader } from '../store/sql.ts';
import { HEADERS, type LineCode, MOST_BATCH_BYTES, MOST_EVENTS } from './contract.ts';
import { type Envelope, packEvents, packPresence } from './envelope.ts';
import type { HubKey } from './keys.ts';
import { type Meaning, meaningOf, type Reply } from './reply.ts';
import { type Backlog, backlogAfter, eventHash, wholeOperationsAfter } from './store.ts';

export type UplinkOptions = {
  readonly store: Store;
  readonly key: HubKey;
  /** Where head office is: "https://head-office.example" or "http://127.0.0.1:8090". */
  readonly url: string;
  /** Shown to head office when it asks who this is, and never before. */
  readonly enrolmentCode: string | null;
  /** Name of the branch as people say it. */
  readonly name: string | null;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** How long an answer may take, beside the time that the body needs on the slowest line. */
  readonly timeout_ms?: number;
};

/** How one exchange ended. */
export type Outcome =
  | { readonly outcome: 'moved' }
  /** Nothing was to be sent, and head office knows that we are here. */
  | { readonly outcome: 'idle'; readonly confirmed: boolean }
  /** Head office lacks earlier events; the next exchange begins there. */
  | { readonly outcome: 'rewound' }
  | { readonly outcome: 'halved' }
  /** The enrolment code goes with the next exchange. */
  | { readonly outcome: 'enrolling' }
  | { readonly outcome: 'busy'; readonly after_ms: number | null }
  | { readonly outcome: 'offline'; readonly code: LineCode; readonly answered: boolean }
  | { readonly outcome: 'refused'; readonly code: LineCode; readonly final: boolean };

type Plan = {
  readonly branch: Branch;
  readonly events: readonly StoredEvent[];
  readonly cursor: number;
  readonly backlog: Backlog;
  readonly after: Backlog;
  readonly logHead: Uint8Array;
};

const FIRST_BATCH = 200;
const BATCH_STEP = 200;
const TIMEOUT_MS = 60_000;
/** 64 kbit/s: whatever is slower than this counts as no line. */
const SLOWEST_BYTES_PER_MS = 8;
/** No honest answer is longer. */
const MOST_REPLY_BYTES = 64 * 1024;
const FORKED: Outcome = { outcome: 'refused', code: 'sync.fork', final: true };

/**
 * One exchange with head office at a time: read what waits, send it, believe only what head office proves by hash.
 * Keeps nothing that matters: the cursor is a guess that head office corrects, the acknowledgement lies in the store.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  #cursor: number | null = null;
  #batchSize = FIRST_BATCH;
  #showCode = false;
  #abort: AbortController | null = null;
  #closed = false;

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  /** Events that the next batch may carry: grows by steps while all goes well, halves when it does not. */
  get batchSize(): number {
    return this.#batchSize;
  }

  /** Gives up the request under way and begins no other; repeating it later does no harm. */
  close(): void {
    this.#closed = true;
    this.#abort?.abort();
  }

  async exchange(): Promise<Outcome> {
    const plan = await this.#options.store.read((reader) => this.#plan(reader));
    const first = plan.events[0];
    if (first === undefined) return this.#present(plan);
    if (first.seq !== plan.cursor + 1) return { outcome: 'refused', code: 'sync.cannot-rewind', final: true };
    const envelope = await packEvents(this.#options.key, plan.branch, [first, ...plan.events.slice(1)], {
      ...plan.after,
      logHead: plan.logHead,
    });
    if (envelope.body.byteLength > MOST_BATCH_BYTES && this.#halve(plan)) return { outcome: 'halved' };
    return this.#post(envelope, plan);
  }

  #plan(reader: Reader): Plan {
    const branch = readBranch(reader);
    if (branch === undefined) throw new Error('The branch was never founded.');
    const cursor = this.#cursor ?? branch.ackedSeq;
    const events = wholeOperationsAfter(reader, branch, cursor, this.#batchSize);
    return {
      branch,
      events,
      cursor,
      backlog: backlogAfter(reader, branch.ackedSeq),
      after: backlogAfter(reader, events.at(-1)?.seq ?? cursor),
      logHead: operationLogHead(reader),
    };
  }

  #present(plan: Plan): Promise<Outcome> {
    const { name, key, clock } = this.#options;
    const presence = { name, ...plan.backlog, clock: clock.wall() };
    return this.#post(packPresence(key, plan.branch, presence), plan);
  }

  async #post(envelope: Envelope, plan: Plan): Promise<Outcome> {
    const reply = await this.#request(envelope);
    if (typeof reply === 'string') {
      this.#halve(plan);
      return { outcome: 'offline', code: reply, answered: false };
    }
    return this.#settle(meaningOf(reply), plan);
  }

  async #request(envelope: Envelope): Promise<Reply | LineCode> {
    if (this.#closed) return 'sync.unreachable';
    const { url, fetch, clock, timeout_ms, enrolmentCode } = this.#options;
    const abort = new AbortController();
    let late = false;
    const cancel = clock.after((timeout_ms ?? TIMEOUT_MS) + envelope.body.byteLength / SLOWEST_BYTES_PER_MS, () => {
      late = true;
      abort.abort();
    });
    this.#abort = abort;
    const code = this.#showCode && enrolmentCode !== null ? { [HEADERS.enrolmentCode]: enrolmentCode } : {};
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}${envelope.path}`, {
        method: 'POST',
        headers: { ...envelope.headers, ...code },
        body: envelope.body,
        // A signature belongs to its path: whoever sends us elsewhere is not head office.
        redirect: 'error',
        signal: abort.signal,
      });
      return {
        status: response.status,
        text: await shortText(response),
        retryAfter: response.headers.get('retry-after'),
      };
    } catch {
      return late ? 'sync.timeout' : 'sync.unreachable';
    } finally {
      cancel();
      this.#abort = null;
    }
  }

  async #settle(meaning: Meaning, plan: Plan): Promise<Outcome> {
    switch (meaning.meant) {
      case 'acked':
        return this.#acked(meaning.seq, meaning.hash, plan);
      case 'unknown-epoch':
        this.#showCode = false;
        return plan.events.length === 0
          ? { outcome: 'idle', confirmed: false }
          : { outcome: 'offline', code: 'sync.strange-reply', answered: true };
      case 'need':
        return this.#rewind(meaning.seq, plan);
      case 'busy':
        if (meaning.mostEvents !== null) this.#batchSize = Math.min(this.#batchSize, meaning.mostEvents);
        return { outcome: 'busy', after_ms: meaning.after_ms };
      case 'too-big':
        return this.#halve(plan) ? { outcome: 'halved' } : { outcome: 'refused', code: 'sync.too-big', final: false };
      case 'failed':
        this.#halve(plan);
        return { outcome: 'offline', code: meaning.code, answered: true };
      case 'refused':
        if (meaning.code === 'sync.not-enrolled' && !this.#showCode && this.#options.enrolmentCode !== null) {
          this.#showCode = true;
          return { outcome: 'enrolling' };
        }
        this.#showCode = false;
        return { outcome: 'refused', code: meaning.code, final: meaning.final };
    }
  }

  /** Believes an acknowledgement only when both sides mean the same history; then keeps it, forward only. */
  async #acked(seq: number, hash: string, plan: Plan): Promise<Outcome> {
    const agrees = (reader: Reader): Uint8Array | null => {
      const own = seq === 0 ? NO_HASH : eventHash(reader, seq);
      return own !== null && Buffer.from(own).toString('hex') === hash ? own : null;
    };
    this.#showCode = false;
    const { store } = this.#options;
    const own = await store.read(agrees);
    if (own === null) return FORKED;
    if (seq > plan.branch.ackedSeq) await store.write((tx) => acknowledge(tx, seq, own));
    this.#cursor = seq;
    if (plan.events.length === 0 && seq >= plan.cursor) return { outcome: 'idle', confirmed: true };
    if (seq <= plan.cursor) return { outcome: 'rewound' };
    this.#batchSize = Math.min(MOST_EVENTS, this.#batchSize + BATCH_STEP);
    return { outcome: 'moved' };
  }

  #rewind(need: number, plan: Plan): Outcome {
    // It asks for what we never wrote, so it has a history that this store has not: an old copy went on under its epoch.
    if (need > plan.backlog.lastSeq + 1) return FORKED;
    this.#cursor = need - 1;
    return { outcome: 'rewound' };
  }

  /** false when a single operation is left, which is never cut. */
  #halve(plan: Plan): boolean {
    const operations = plan.events.filter((event) => event.txEnd).length;
    if (operations === 0) return false;
    this.#batchSize = Math.max(1, Math.floor(Math.min(this.#batchSize, plan.events.length) / 2));
    return operations > 1;
  }
}

async function shortText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_REPLY_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
