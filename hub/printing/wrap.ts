import { columnsOf, glyphsIn, isAssigned, MISSING_GLYPH } from '../../devices/printers/glyphs.ts';

/** How wide a text is, in half-width glyphs: the same rule as the heads'. */
export function textUnits(text: string): number {
  let units = 0;
  for (const char of text) units += columnsOf(char);
  return units;
}

/** What must not begin a line, and what must not end one (避头尾). */
const CLOSING = '，。、；：？！）》〉」』】〕”’…～·％℃';
const OPENING = '（《〈「『【〔“‘￥';
/** What a line is not broken inside: a word of ASCII, or one wide glyph, with the punctuation that clings to it. A blank stands alone. */
const PIECE = new RegExp(`[${OPENING}]*(?:[!-~]+|[^ ])[${CLOSING}]*| `, 'gu');
const BREAKS = /\r\n|[\n\r\u2028\u2029]/u;

/**
 * Breaks text into lines of at most `units` half-widths, at blanks and between wide glyphs, and at every line break of its own. The text is as a
 * head would print it: invisible characters are gone and control characters are blanks, so that both count the same widths.
 */
export function wrap(text: string, units: number): string[] {
  return text
    .split(BREAKS)
    .flatMap((paragraph) => wrapParagraph(legible(paragraph), Math.max(2, units)))
    .map(inPrintedOrder);
}

const RIGHT_TO_LEFT = '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
/** Words that are read from right to left, with what stands between them. */
const READ_BACKWARDS = new RegExp(`[${RIGHT_TO_LEFT}]+(?:[^\\p{L}\\p{N}]+[${RIGHT_TO_LEFT}]+)*`, 'gu');

/** Heads print from left to right, so what is read the other way is turned around; letters are not joined. The rest of a mixed line keeps its order. */
const inPrintedOrder = (line: string): string => line.replace(READ_BACKWARDS, (words) => [...words].reverse().join(''));

/** What no head and no font can have a glyph for is shown to be missing. */
const legible = (text: string): string =>
  glyphsIn(text)
    .map((char) => (isAssigned(char) ? char : MISSING_GLYPH))
    .join('');

function wrapParagraph(paragraph: string, units: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = (): void => {
    lines.push(line.replace(/ +$/, ''));
    line = '';
    used = 0;
  };
  for (const [piece] of paragraph.matchAll(PIECE)) {
    const width = textUnits(piece);
    if (used + width <= units) {
      line += piece;
      used += width;
      continue;
    }
    if (used > 0) end();
    if (piece === ' ') continue;
    for (const char of piece) {
      const cell = columnsOf(char);
      if (used + cell > units) end();
      line += char;
      used += cell;
    }
  }
  if (line !== '' || lines.length === 0) end();
  return lines;
}
