import type { CounterState } from '../hub/contracts.ts';

type Asked = NonNullable<CounterState['awaitingPin']>;

/** What a hand wanted to do, and whose PIN it needs first. */
export type ProofAsked = { readonly asked: Asked; readonly again: () => void };

/** Answers of the hub that the keeper's PIN can cure. */
export const NEEDS_PIN: ReadonlySet<string> = new Set(['auth.fresh-pin', 'auth.sign-in-first']);

/** Asks for the PIN of the keeper who has the counter open; a closed counter has nobody to ask. */
export function askKeeper(keeper: CounterState['keeper']): Asked | null {
  return keeper === null ? null : { person: keeper, scan: 'asked-by-hand' };
}
