import { CATALOGUES } from './catalogues.ts';
import { type Facts, readable } from './facts.ts';
import { fill } from './fill.ts';

export type Key = keyof typeof CATALOGUES.zh;

export function isKey(text: string): text is Key {
  return Object.hasOwn(CATALOGUES.zh, text);
}

/** Answers whose sentence depends on what became of the slip. */
const BY_APPROVAL: Readonly<Record<string, string>> = {
  'requisitions.already-decided': 'decided',
  'requisitions.not-a-draft': 'settled',
};

/** The key of the sentence for a code of the hub; null when this page is older than the code. */
export function sentenceKey(code: string, facts: Facts): Key | null {
  const kind = BY_APPROVAL[code];
  if (kind !== undefined) {
    const key = `${kind}.${facts.approval}`;
    const byName = `${key}-by`;
    if (facts.by !== '' && facts.by !== undefined && isKey(byName)) return byName;
    if (isKey(key)) return key;
  }
  return isKey(code) ? code : null;
}

/** Facts that are words of the hub's own become words of a person. */
function inWords(facts: Facts, text: (key: Key) => string): Facts {
  const role = `role.${facts.role}`;
  return facts.role === undefined || !isKey(role) ? facts : { ...facts, role: text(role) };
}

/** The sentence of a code with its facts, with the texts of one language. No code ever reaches the screen. */
export function sentenceIn(text: (key: Key) => string, code: string, facts: Facts): string {
  const key = sentenceKey(code, facts);
  return key === null ? text('answer.unknown-code') : fill(text(key), inWords(readable(facts), text));
}
