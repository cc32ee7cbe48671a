import type { Actor } from '../kernel/actor.ts';
import type { EmittedEvent } from '../kernel/event.ts';
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { appendEvents, type Branch, type FeedHead, feedHead } from '../store/changes.ts';
import { takeNumber } from '../store/number-series.ts';
import { appendToLog, operationLogHead, storedReply } from '../store/operation-log.ts';
import type { Tx } from '../store/sql.ts';
import type { BoundOperation, OperationContext } from './binding.ts';
import { isStoreFault, OperationIdReused, StoreFault } from './errors.ts';
import type { Answer, Committed } from './executor.ts';

export type Call = {
  readonly operation: BoundOperation;
  readonly operationId: string;
  readonly request: unknown;
  readonly actor: Actor;
  readonly at: number;
  readonly monotonic_ms: number;
};

export type Done = { readonly answer: Answer } | { readonly error: unknown; readonly bug: boolean };

/** The request as the operation log may keep it. */
function withoutSecrets(call: Call): string {
  const secrets = call.operation.contract.secret ?? [];
  if (secrets.length === 0) return JSON.stringify(call.request);
  return JSON.stringify(call.request, (key, value) => (secrets.includes(key) ? undefined : value));
}

/** The operations of one commit. Each runs in a savepoint: one that is refused or breaks takes nothing with it. */
export class Batch {
  readonly #tx: Tx;
  readonly #branch: Branch;
  readonly #newId: () => string;
  readonly #businessDay: (at: number) => string;
  readonly #kinds = new Set<string>();
  #feed: FeedHead;
  #log: Uint8Array;

  constructor(tx: Tx, branch: Branch, newId: () => string, day: (at: number) => string) {
    this.#tx = tx;
    this.#branch = branch;
    this.#newId = newId;
    this.#businessDay = day;
    this.#feed = feedHead(tx);
    this.#log = operationLogHead(tx);
  }

  committed(): Committed {
    return { kinds: this.#kinds };
  }

  async run(call: Call): Promise<Done> {
    const requestText = withoutSecrets(call);
    const earlier = this.#repeat(call, requestText);
    if (earlier !== null) return earlier;
    const tx = this.#tx;
    const events: EmittedEvent[] = [];
    tx.run('savepoint operation');
    try {
      const result = await call.operation.handle(this.#contextFor(call, events), call.request);
      const refusal = isRefusal(result) ? result : null;
      if (refusal !== null) {
        tx.run('rollback to operation');
        events.length = 0;
      }
      this.#keep(call, requestText, events, refusal, result);
      tx.run('release operation');
      for (const event of events) this.#kinds.add(event.kind);
      return { answer: answerOf(refusal, result) };
    } catch (error) {
      this.#undoOperation(error);
      const fault = isStoreFault(error);
      return { error: fault ? new StoreFault(error) : error, bug: !fault };
    }
  }

  /** When SQLite itself gave the whole transaction up (disk full), there is no savepoint left and the commit fails as one. */
  #undoOperation(cause: unknown): void {
    try {
      this.#tx.run('rollback to operation');
      this.#tx.run('release operation');
    } catch {
      throw cause;
    }
  }

  /** The stored reply of an id that was seen before, also by an earlier call of this very batch. */
  #repeat(call: Call, requestText: string): Done | null {
    const stored = storedReply(this.#tx, call.operationId);
    if (stored === undefined) return null;
    const sameActor = (JSON.parse(stored.actor) as Actor).person === call.actor.person;
    if (stored.name !== call.operation.contract.name || stored.request !== requestText || !sameActor) {
      return { error: new OperationIdReused(call.operationId), bug: false };
    }
    const reply: unknown = JSON.parse(stored.reply);
    const answer = answerOf(isRefusal(reply) ? reply : null, reply);
    return { answer: { ...answer, repeated: true } };
  }

  #keep(call: Call, requestText: string, events: EmittedEvent[], refusal: Refusal | null, result: unknown): void {
    const feed = appendEvents(this.#tx, this.#branch, this.#feed, call, events);
    this.#log = appendToLog(this.#tx, this.#log, {
      operationId: call.operationId,
      name: call.operation.contract.name,
      actor: call.actor,
      request: requestText,
      outcome: refusal === null ? 'accepted' : 'refused',
      reply: JSON.stringify(result),
      at: call.at,
      monotonic_ms: call.monotonic_ms,
    });
    this.#feed = feed;
  }

  #contextFor(call: Call, events: EmittedEvent[]): OperationContext {
    const tx = this.#tx;
    const today = this.#businessDay(call.at);
    return {
      tx,
      actor: call.actor,
      operationId: call.operationId,
      at: call.at,
      monotonic_ms: call.monotonic_ms,
      today,
      newId: this.#newId,
      takeNumber: (prefix) => takeNumber(tx, prefix, today),
      emit: (kind, payload) => events.push({ kind, payload, schemaVersion: 1 }),
      attempt(work) {
        const emitted = events.length;
        tx.run('savepoint attempt');
        const result = work();
        if (isRefusal(result)) {
          tx.run('rollback to attempt');
          events.length = emitted;
        }
        tx.run('release attempt');
        return result;
      },
    };
  }
}

function answerOf(refusal: Refusal | null, reply: unknown): Answer {
  if (refusal === null) return { outcome: 'accepted', reply, repeated: false };
  return { outcome: 'refused', code: refusal.refused, facts: refusal.facts, repeated: false };
}
