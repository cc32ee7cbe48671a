import { columnsOf } from '../../devices/printers/glyphs.ts';

/** How wide a text is, in half-width glyphs: the same rule as the heads'. */
export function textUnits(text: string): number {
  let units = 0;
  for (const char of text) units += columnsOf(char);
  return units;
}

/** Breaks text into lines of at most `units` half-widths, at spaces where there are some, and at every "\n". */
export function wrap(text: string, units: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(2, units)));
}

function wrapParagraph(paragraph: string, units: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const char of paragraph) {
    const width = columnsOf(char);
    if (used + width > units) {
      const space = char === ' ' ? -1 : line.lastIndexOf(' ');
      const [kept, rest] = space > 0 ? [line.slice(0, space), line.slice(space + 1)] : [line, ''];
      lines.push(kept);
      line = rest;
      used = textUnits(rest);
      if (char === ' ') continue;
    }
    line += char;
    used += width;
  }
  lines.push(line);
  return lines;
}
