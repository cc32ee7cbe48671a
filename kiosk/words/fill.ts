import type { Facts } from './facts.ts';

/**
 * Puts facts where a sentence names them: "{part}" becomes the part. A fact that did not come stays visible as "…".
 * "[lines:line|lines]" is the word for one, or for any other number, of `lines`.
 */
export function fill(sentence: string, facts: Facts): string {
  return sentence
    .replace(/\[(\w+):([^|\]]*)\|([^\]]*)\]/g, (_, name: string, one: string, other: string) =>
      String(facts[name]) === '1' ? one : other,
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name];
      return fact === undefined || fact === null ? '…' : String(fact);
    });
}
