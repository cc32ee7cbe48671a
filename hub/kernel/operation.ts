import type { Static, TSchema } from 'typebox';
import type { Role } from './actor.ts';

/**
 * One definition of a thing that can be done: from it come the REST route, the WebSocket call, the OpenAPI document and the
 * kiosk's types. The handler is bound to it in `operations.ts` of the room.
 */
export type OperationContract<Request extends TSchema = TSchema, Reply extends TSchema = TSchema> = {
  readonly name: string;
  readonly summary: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, with `:names` that are keys of the request. */
  readonly path: string;
  /** Who may: any one of these roles. 'visitor' means everybody. An empty list means only the hub itself. */
  readonly who: readonly Role[];
  /** A sensitive act: the PIN must have been given within the last minutes. */
  readonly freshPin?: boolean;
  readonly request: Request;
  readonly reply: Reply;
  /** Every refusal code that the rules may answer. */
  readonly refusals: readonly string[];
  /** Keys of the request that never reach the operation log. */
  readonly secret?: readonly string[];
};

export function defineOperation<Request extends TSchema, Reply extends TSchema>(
  contract: OperationContract<Request, Reply>,
): OperationContract<Request, Reply> {
  return contract;
}

export type RequestOf<C> = C extends OperationContract<infer Request, TSchema> ? Static<Request> : never;
export type ReplyOf<C> = C extends OperationContract<TSchema, infer Reply> ? Static<Reply> : never;
