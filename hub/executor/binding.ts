import type { Static, TSchema } from 'typebox';
import type { Actor } from '../kernel/actor.ts';
import type { FeedEvent, JsonObject } from '../kernel/event.ts';
import type { DocumentPrefix } from '../kernel/numbering.ts';
import type { OperationContract } from '../kernel/operation.ts';
import type { QueryContract } from '../kernel/query.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { TopicContract } from '../kernel/topic.ts';
import type { Reader, Tx } from '../store/sql.ts';

/** Everything a handler may use. Time, ids and numbers arrive here; nothing is asked of the world. */
export type OperationContext = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly operationId: string;
  /** Wall clock when the operation was taken up, UTC milliseconds. */
  readonly at: number;
  readonly monotonic_ms: number;
  /** Business day of `at`, "20261122". */
  readonly today: string;
  newId(): string;
  takeNumber(prefix: DocumentPrefix): string;
  emit(kind: string, payload: JsonObject): void;
  /** Runs `work` so that a refusal undoes only what `work` did, rows and events, and comes back as a value. */
  attempt<Result>(work: () => Result | Refusal): Result | Refusal;
};

type MaybePromise<Value> = Value | Promise<Value>;

export type BoundOperation = {
  readonly contract: OperationContract;
  handle(context: OperationContext, request: unknown): MaybePromise<unknown>;
};

export function bindOperation<Request extends TSchema, Reply extends TSchema>(
  contract: OperationContract<Request, Reply>,
  handle: (context: OperationContext, request: Static<Request>) => MaybePromise<Static<Reply> | Refusal>,
): BoundOperation {
  return { contract, handle: (context, request) => handle(context, request as Static<Request>) };
}

export type BoundQuery = {
  readonly contract: QueryContract;
  answer(reader: Reader, request: unknown, actor: Actor): MaybePromise<unknown>;
};

export function bindQuery<Request extends TSchema, Reply extends TSchema>(
  contract: QueryContract<Request, Reply>,
  answer: (reader: Reader, request: Static<Request>, actor: Actor) => MaybePromise<Static<Reply>>,
): BoundQuery {
  return { contract, answer: (reader, request, actor) => answer(reader, request as Static<Request>, actor) };
}

export type BoundTopic = {
  readonly contract: TopicContract;
  fetch(reader: Reader, params: unknown): MaybePromise<unknown>;
};

export function bindTopic<Params extends TSchema, State extends TSchema>(
  contract: TopicContract<Params, State>,
  fetch: (reader: Reader, params: Static<Params>) => MaybePromise<Static<State>>,
): BoundTopic {
  return { contract, fetch: (reader, params) => fetch(reader, params as Static<Params>) };
}

/**
 * What a later room does after an earlier room's event: after commit, in feed order, from a durable cursor. It never vetoes.
 * What it changes is seen by whoever watches only if it emits something: its own commit comes later than the event's.
 */
export type Reaction = {
  /** "<room>.<what it does>"; the cursor is kept under this name. */
  readonly name: string;
  /** Event kinds, or beginnings of kinds that end in ".". */
  readonly on: readonly string[];
  handle(context: OperationContext, event: FeedEvent): void;
};
