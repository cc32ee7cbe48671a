import { configureLocalization, msg } from '@lit/localize';
import { en } from './en.ts';
import { enAnswers } from './en-answers.ts';
import { enDesk } from './en-desk.ts';
import { enFlow } from './en-flow.ts';
import { enImport } from './en-import.ts';
import { enLists } from './en-lists.ts';
import { enParts } from './en-parts.ts';
import { enPartsFlow } from './en-parts-flow.ts';
import { enPrint } from './en-print.ts';
import { enWeighing } from './en-weighing.ts';
import { type Facts, inMoney } from './facts.ts';
import { fill } from './fill.ts';
import { isKey, type Key, sentenceIn } from './sentences.ts';
import { zh } from './zh.ts';
import { zhAnswers } from './zh-answers.ts';
import { zhDesk } from './zh-desk.ts';
import { zhFlow } from './zh-flow.ts';
import { zhImport } from './zh-import.ts';
import { zhLists } from './zh-lists.ts';
import { zhParts } from './zh-parts.ts';
import { zhPartsFlow } from './zh-parts-flow.ts';
import { zhPrint } from './zh-print.ts';
import { zhWeighing } from './zh-weighing.ts';

export type { Key } from './sentences.ts';
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES = {
  zh: {
    ...zh,
    ...zhAnswers,
    ...zhDesk,
    ...zhFlow,
    ...zhImport,
    ...zhPartsFlow,
    ...zhLists,
    ...zhParts,
    ...zhPrint,
    ...zhWeighing,
  },
  en: {
    ...en,
    ...enAnswers,
    ...enDesk,
    ...enFlow,
    ...enImport,
    ...enPartsFlow,
    ...enLists,
    ...enParts,
    ...enPrint,
    ...enWeighing,
  },
} as const;

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
