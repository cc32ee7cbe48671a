import type { TSchema } from 'typebox';
import type { Role } from './actor.ts';

/** A question: like an operation, but without an id, on the reader pool, always GET. */
export type QueryContract<Request extends TSchema = TSchema, Reply extends TSchema = TSchema> = {
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  readonly who: readonly Role[];
  readonly request: Request;
  readonly reply: Reply;
};

export function defineQuery<Request extends TSchema, Reply extends TSchema>(
  contract: QueryContract<Request, Reply>,
): QueryContract<Request, Reply> {
  return contract;
}
