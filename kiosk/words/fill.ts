import type { Facts } from './facts.ts';

/** Puts facts where a sentence names them: "{part}" becomes the part. A fact that did not come stays visible as "…". */
export function fill(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    return fact === undefined || fact === null ? '…' : String(fact);
  });
}
