import type { Static, TSchema } from 'typebox';
import type { Role } from './actor.ts';

/** State that screens watch. It is recomputed once after a commit (or a device's change) and pushed whole: no patches, no drift. */
export type TopicContract<Params extends TSchema = TSchema, State extends TSchema = TSchema> = {
  readonly name: string;
  readonly summary: string;
  readonly who: readonly Role[];
  readonly params: Params;
  readonly state: State;
  /** Event kinds, or beginnings of kinds that end in ".", that make the state stale. */
  readonly staleOn: readonly string[];
};

export function defineTopic<Params extends TSchema, State extends TSchema>(
  contract: TopicContract<Params, State>,
): TopicContract<Params, State> {
  return contract;
}

export type StateOf<C> = C extends TopicContract<TSchema, infer State> ? Static<State> : never;

export function isStaleBy(staleOn: readonly string[], kind: string): boolean {
  return staleOn.some((stale) => (stale.endsWith('.') ? kind.startsWith(stale) : kind === stale));
}
