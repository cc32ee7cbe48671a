import type { CounterState } from '../hub/contracts.ts';

type Asked = NonNullable<CounterState['awaitingPin']>;

/** What a hand wanted to do, and whose PIN it needs first. */
export type ProofAsked = { readonly asked: Asked; readonly again: () => void };

/** Answers of the hub that the keeper's PIN can cure. */
export const NEEDS_PIN: ReadonlySet<string> = new Set(['auth.fresh-pin', 'auth.sign-in-first']);

const PLACE = 'keeper-badge';

/** Keeps the badge that opened this page, so that a fresh PIN can be asked without another scan. A badge is no secret, a PIN is. */
export function rememberBadge(asked: Asked): void {
  sessionStorage.setItem(PLACE, JSON.stringify({ person: asked.person.id, badge: asked.badge }));
}

/** The badge of the keeper who has the counter open now, when it was scanned at this page. */
export function rememberedBadge(keeper: CounterState['keeper']): Asked | null {
  const kept = sessionStorage.getItem(PLACE);
  if (kept === null || keeper === null) return null;
  const { person, badge } = JSON.parse(kept) as { person: string; badge: string };
  return person === keeper.id ? { person: keeper, badge, scan: PLACE } : null;
}
