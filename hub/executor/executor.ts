import { type Actor, hasFreshPin, mayAct } from '../kernel/actor.ts';
import { businessDay, type Clock } from '../kernel/clock.ts';
import { type Branch, readBranch } from '../store/changes.ts';
import type { Store } from '../store/open.ts';
import { Batch, type Call, type Done } from './batch.ts';
import type { BoundOperation } from './binding.ts';
import { isStoreFault, NotAllowed, StoreFault, UnknownName, whyNot } from './errors.ts';
import { refuseBrokenText, validate } from './validation.ts';

export type Request = {
  /** Made at the moment of intent, kept across retries. */
  readonly operationId: string;
  readonly name: string;
  readonly request: unknown;
  readonly actor: Actor;
};

export type Answer =
  | { readonly outcome: 'accepted'; readonly reply: unknown; readonly repeated: boolean }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      readonly facts: { readonly [fact: string]: string | number | boolean | null };
      readonly repeated: boolean;
    };

export type Committed = {
  /** Kinds of everything that was committed together. */
  readonly kinds: ReadonlySet<string>;
};

export type ExecutorOptions = {
  readonly store: Store;
  readonly operations: readonly BoundOperation[];
  readonly clock: Clock;
  readonly timeZone: string;
  readonly newId: () => string;
  /** A handler threw: a bug of ours. The caller gets 500; nothing of the operation was kept. */
  readonly onBug: (error: unknown, call: { name: string; operationId: string }) => void;
  /** After every commit: 'ok', or what the machine refused. */
  readonly onStore?: (state: 'ok' | 'full' | 'fault') => void;
};

type Waiting = Call & { resolve(answer: Answer): void; reject(error: unknown): void };

/** Operations that one commit may carry; beyond it the oldest would wait too long for its answer. */
const MOST_IN_ONE_COMMIT = 64;

/**
 * Runs every write of the hub: authorise → validate → one IMMEDIATE transaction {stored reply, rows, events, log} → commit →
 * announce. Operations that arrive while a commit is under way share the next one, each in its own savepoint.
 */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #operations: ReadonlyMap<string, BoundOperation>;
  readonly #listeners = new Set<(committed: Committed) => void>();
  #queue: Waiting[] = [];
  #working: Promise<void> | null = null;
  #branch: Branch | null = null;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#operations = new Map(options.operations.map((operation) => [operation.contract.name, operation]));
    if (this.#operations.size !== options.operations.length) throw new Error('Two operations have the same name.');
  }

  /**
   * @throws UnknownName, NotAllowed, InvalidRequest, OperationIdReused, StoreFault; anything else is a bug of ours.
   */
  run(request: Request): Promise<Answer> {
    const operation = this.#operations.get(request.name);
    if (operation === undefined) return Promise.reject(new UnknownName(request.name));
    if (!mayAct(request.actor, operation.contract.who)) {
      return Promise.reject(new NotAllowed(whyNot(request.actor)));
    }
    if (operation.contract.freshPin === true && !hasFreshPin(request.actor, this.#options.clock.wall())) {
      return Promise.reject(new NotAllowed('auth.fresh-pin'));
    }
    try {
      validate(operation.contract.request, request.request);
      refuseBrokenText(request.request);
    } catch (error) {
      return Promise.reject(error);
    }
    return this.runBound(operation, request);
  }

  /** Runs an operation that is not in the public list (a reaction); it is logged and answered like any other. */
  runBound(operation: BoundOperation, request: Omit<Request, 'name'>): Promise<Answer> {
    const { clock } = this.#options;
    return new Promise((resolve, reject) => {
      this.#queue.push({
        operation,
        operationId: request.operationId,
        request: request.request,
        actor: request.actor,
        at: clock.wall(),
        monotonic_ms: clock.monotonic(),
        resolve,
        reject,
      });
      this.#working ??= this.#drain();
    });
  }

  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when nothing is waiting. */
  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #drain(): Promise<void> {
    // Requests of one turn of the event loop share a commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const calls = this.#queue.splice(0, MOST_IN_ONE_COMMIT);
      await this.#commitTogether(calls);
    }
    this.#working = null;
  }

  async #commitTogether(calls: readonly Waiting[]): Promise<void> {
    const { store, timeZone, newId } = this.#options;
    const done = new Map<Waiting, Done>();
    let committed: Committed | null = null;
    try {
      committed = await store.write(async (tx) => {
        this.#branch ??= readBranch(tx) ?? null;
        if (this.#branch === null) throw new Error('The branch was never founded.');
        const batch = new Batch(tx, this.#branch, newId, (at) => businessDay(at, timeZone));
        for (const call of calls) done.set(call, await batch.run(call));
        return batch.committed();
      });
    } catch (error) {
      const fault = isStoreFault(error) ? new StoreFault(error) : error;
      if (fault instanceof StoreFault) this.#options.onStore?.(stateOf(fault));
      for (const call of calls) call.reject(fault);
      if (!(fault instanceof StoreFault)) this.#options.onBug(error, { name: 'commit', operationId: '' });
      return;
    }
    const fault = [...done.values()].flatMap((result) =>
      'error' in result && result.error instanceof StoreFault ? [result.error] : [],
    )[0];
    this.#options.onStore?.(fault === undefined ? 'ok' : stateOf(fault));
    for (const [call, result] of done) this.#settle(call, result);
    if (committed.kinds.size > 0) this.#announce(committed);
  }

  /** One listener that breaks must stop neither the others nor the operations that wait. */
  #announce(committed: Committed): void {
    for (const listener of this.#listeners) {
      try {
        listener(committed);
      } catch (error) {
        this.#options.onBug(error, { name: 'announce', operationId: '' });
      }
    }
  }

  #settle(call: Waiting, result: Done): void {
    if ('answer' in result) {
      call.resolve(result.answer);
      return;
    }
    if (result.bug) {
      this.#options.onBug(result.error, { name: call.operation.contract.name, operationId: call.operationId });
    }
    call.reject(result.error);
  }
}

function stateOf(fault: StoreFault): 'full' | 'fault' {
  return fault.code === 'store.full' ? 'full' : 'fault';
}
