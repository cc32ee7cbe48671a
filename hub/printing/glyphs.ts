/** Width of a half-width glyph of font A at 203 dpi: 12 dots. A hanzi is 24. */
export const HALF_MM = 1.5;

/**
 * Half-width glyphs are what a head prints from its own code page; all else comes from its hanzi font and is twice as wide.
 * Unicode's East Asian Width says "ambiguous" for many of them (·, “, ①): in a hanzi font they are full-width.
 */
export function glyphUnits(char: string): 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x20 && code <= 0x7e ? 1 : 2;
}

export function textUnits(text: string): number {
  let units = 0;
  for (const char of text) units += glyphUnits(char);
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
    const width = glyphUnits(char);
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
