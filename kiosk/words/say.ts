import { configureLocalization, msg } from '@lit/localize';
import { en } from './en.ts';
import { enAnswers } from './en-answers.ts';
import { type Facts, readable } from './facts.ts';
import { fill } from './fill.ts';
import { type WordKey, zh } from './zh.ts';
import { type AnswerKey, zhAnswers } from './zh-answers.ts';

export type Key = WordKey | AnswerKey;
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES = { zh: { ...zh, ...zhAnswers }, en: { ...en, ...enAnswers } } as const;

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

export function say(key: Key, facts: Facts = {}): string {
  return fill(msg(key, { id: key }), facts);
}

export function isKey(text: string): text is Key {
  return Object.hasOwn(CATALOGUES.zh, text);
}

/** The sentence of a code that the hub sent, with its facts. A code of a newer hub is shown as it is rather than hidden. */
export function sentence(code: string, facts: Facts = {}): string {
  if (!isKey(code)) return say('answer.unknown-code', { code });
  return say(
    code,
    readable(facts, (state) => wordFor('approval', state)),
  );
}

/** The word of a state, e.g. ('device', 'ready'). */
export function wordFor(family: string, state: string): string {
  const key = `${family}.${state}`;
  return isKey(key) ? say(key) : state;
}
