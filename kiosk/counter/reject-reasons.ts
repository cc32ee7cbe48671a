import { type Key, say } from '../words/say.ts';
import { zh } from '../words/zh.ts';

const KEYS = [
  'reject.reserved',
  'reject.wrong-part',
  'reject.wrong-quantity',
  'reject.twice',
] as const satisfies readonly Key[];

/** Reasons at a touch. What is kept is `text`, the same in every language of the page; `word` is what this page says. */
export function rejectReasons(): { readonly key: Key; readonly text: string; readonly word: string }[] {
  return KEYS.map((key) => ({ key, text: zh[key], word: say(key) }));
}

/** A kept reason in the page's language; what a person typed stays as it was typed. */
export function reasonWord(reason: string): string {
  const key = KEYS.find((each) => zh[each] === reason);
  return key === undefined ? reason : say(key);
}
