import { CATALOGUES } from '../words/catalogues.ts';
import { type Key, say } from '../words/say.ts';

const KEYS = [
  'reject.reserved',
  'reject.wrong-part',
  'reject.wrong-quantity',
  'reject.twice',
] as const satisfies readonly Key[];
const SHORT_KEYS = ['short.out-of-stock', 'short.not-good', 'short.enough'] as const satisfies readonly Key[];

type Reason = { readonly key: Key; readonly text: string; readonly word: string };
const reasonOf = (key: Key): Reason => ({ key, text: CATALOGUES.zh[key], word: say(key) });

/** Reasons at a touch. What is kept is `text`, the same in every language of the page; `word` is what this page says. */
export const rejectReasons = (): Reason[] => KEYS.map(reasonOf);
/** The same for a line of which less is issued. */
export const shortReasons = (): Reason[] => SHORT_KEYS.map(reasonOf);

/** A kept reason in the page's language; what a person typed stays as it was typed. */
export function reasonWord(reason: string): string {
  const key = [...KEYS, ...SHORT_KEYS].find((each) => CATALOGUES.zh[each] === reason);
  return key === undefined ? reason : say(key);
}
