import { pinyin, polyphonic } from 'pinyin-pro';

/**
 * What a part is found by. Texts are compared by their letters and digits alone: "OF-B8L", "of b8l" and "ofb8l" are the same, and so is full width.
 * Hanzi are found by themselves, by the first letters of their pinyin and by all of it; a hanzi of several readings by each of them.
 */
const GRAM = 3;
/** Readings of one text that are kept: names have one or two such hanzi. */
const MOST_READINGS = 8;
const HANZI = /\p{Script=Han}/u;

export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Every combination of one of each, as far as they are kept; the first of each comes first. */
function combinations(choices: readonly (readonly string[])[]): string[] {
  return choices.reduce<string[]>(
    (texts, readings) => readings.flatMap((reading) => texts.map((text) => text + reading)).slice(0, MOST_READINGS),
    [''],
  );
}

/** "机油滤清器" → "jylqq" and "jiyoulvqingqi"; a text without hanzi has neither. */
export function pinyinKeys(text: string): string[] {
  const key = searchKey(text);
  if (!HANZI.test(key)) return [];
  const read = pinyin(key, { toneType: 'none', type: 'array', v: true });
  const others = polyphonic(key, { toneType: 'none', type: 'array' });
  const readings = read.map((reading, index) => {
    const all = (others[index] ?? []).map((other) => other.replaceAll('ü', 'v'));
    return [...new Set([reading, ...all])];
  });
  const initials = readings.map((all) => [...new Set(all.map((reading) => reading.slice(0, 1)))]);
  return [...new Set([...combinations(initials), ...combinations(readings)])];
}

/** The text that a part is looked up in: one field a line, so that no fragment reaches from one into the next. */
export function searchText(fields: readonly string[], pinyinOf: readonly string[]): string {
  const keys = [...fields.map(searchKey), ...pinyinOf.flatMap(pinyinKeys)];
  return [...new Set(keys)].filter((key) => key !== '').join('\n');
}

/** Every three characters that follow each other, and what is shorter at the ends: a fragment of one or two is the beginning of one of them. */
export function gramsOf(text: string): string {
  const grams = new Set<string>();
  for (const field of text.split('\n')) {
    const characters = [...field];
    for (let at = 0; at < characters.length; at += 1) grams.add(characters.slice(at, at + GRAM).join(''));
  }
  return [...grams].join(' ');
}

export type Search = {
  /** For the index. */
  readonly match: string;
  readonly fragments: readonly string[];
  /** Those that the index alone does not prove: all of their grams may stand apart from each other. */
  readonly unproved: readonly string[];
};

/** Words are separated by spaces and all of them must be there. Null: nothing is searched for. */
export function searchOf(typed: string): Search | null {
  const fragments = [...new Set(typed.split(/\s+/).map(searchKey))].filter((fragment) => fragment !== '');
  if (fragments.length === 0) return null;
  const unproved = fragments.filter((fragment) => [...fragment].length > GRAM);
  return { match: fragments.map(matchOf).join(' AND '), fragments, unproved };
}

function matchOf(fragment: string): string {
  const characters = [...fragment];
  if (characters.length < GRAM) return `"${fragment}"*`;
  const grams = characters.slice(GRAM - 1).map((_, at) => characters.slice(at, at + GRAM).join(''));
  return [...new Set(grams)].map((gram) => `"${gram}"`).join(' AND ');
}
