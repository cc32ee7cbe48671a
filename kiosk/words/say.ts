import { configureLocalization, msg } from '@lit/localize';
import { CATALOGUES } from './catalogues.ts';
import { type Facts, inMoney } from './facts.ts';
import { fill } from './fill.ts';
import { isKey, type Key, sentenceIn } from './sentences.ts';

export type { Key } from './sentences.ts';
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The source language is the keys themselves, so that every sentence, the Chinese ones too, stands in a catalogue. */
const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'keys',
  targetLocales: LANGUAGES,
  loadLocale: (language) => Promise.resolve({ templates: language === 'en' ? CATALOGUES.en : CATALOGUES.zh }),
});

export function language(): Language {
  return getLocale() === 'en' ? 'en' : 'zh';
}

/** The device remembers its language; a device that never chose speaks Chinese. */
export async function startLanguage(): Promise<void> {
  await useLanguage(localStorage.getItem('language') === 'en' ? 'en' : 'zh');
}

export async function useLanguage(chosen: Language): Promise<void> {
  localStorage.setItem('language', chosen);
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  await setLocale(chosen);
}

function text(key: Key): string {
  return msg(key, { id: key });
}

/** A text of the screens. States of the contracts are said by key, e.g. `print.${job.state}`: the compiler knows them all. */
export function say(key: Key, facts: Facts = {}): string {
  return fill(text(key), inMoney(facts));
}

/** The sentence of a code that the hub sent, with its facts. */
export function sentence(code: string, facts: Facts = {}): string {
  return sentenceIn(text, code, facts);
}

/** Why a print is where it is. The codes of drivers are open-ended, so that an unknown one needs words too. */
export function printCause(code: string): string {
  const key = `print-code.${code}`;
  return say(isKey(key) ? key : 'paper.cause-unknown');
}

/** What proved a quantity. */
export function evidenceWord(evidence: string): string {
  const key = `evidence.${evidence}`;
  return say(isKey(key) ? key : 'evidence.other');
}

/** What to do about a printer that stands still for `cause`. */
export function printRemedy(cause: string): string {
  const key = `strip.do-${cause}`;
  return say(isKey(key) ? key : 'strip.do-check');
}
