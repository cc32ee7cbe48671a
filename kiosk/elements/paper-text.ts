import type { Sheet } from '../hub/contracts.ts';

/** Glyphs of one line, size and weight, drawn with one SVG text. `stretch` is 1 for letters of their natural width. */
export type PaperRun = {
  readonly text: string;
  readonly xs_mm: readonly number[];
  readonly y_mm: number;
  readonly height_mm: number;
  readonly stretch: number;
  readonly bold: boolean;
};

function isWide(char: string): boolean {
  const point = char.codePointAt(0) ?? 0;
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe4f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    point > 0xffff
  );
}

/** How wide a letter is in a monospaced font of height 1. */
export function widthInMono(char: string): number {
  return isWide(char) ? 1 : 0.5;
}

/** Twice as wide is drawn twice as wide; a little more room than a letter needs is air, as heads of forms set it; less squeezes the letter. */
function stretchOf(ratio: number): number {
  return ratio < 1 ? Math.round(ratio * 20) / 20 : Math.floor(ratio + 0.05);
}

/** Joins glyphs that a single SVG text can draw. `natural` is the width that the font gives a letter at height 1. */
export function paperRuns(sheet: Sheet, natural: (char: string) => number = widthInMono): PaperRun[] {
  const runs = new Map<string, { run: PaperRun; xs: number[]; chars: string[] }>();
  for (const glyph of sheet.glyphs) {
    if (glyph.char.trim() === '') continue;
    const stretch = stretchOf(glyph.width_mm / (natural(glyph.char) * glyph.height_mm));
    const lone = glyph.char.length > 1 ? `/${glyph.x_mm}` : '';
    const key = `${glyph.y_mm}/${glyph.height_mm}/${stretch}/${glyph.bold}${lone}`;
    const found = runs.get(key);
    if (found !== undefined) {
      found.xs.push(glyph.x_mm);
      found.chars.push(glyph.char);
      continue;
    }
    const run = { text: '', xs_mm: [], y_mm: glyph.y_mm, height_mm: glyph.height_mm, stretch, bold: glyph.bold };
    runs.set(key, { run, xs: [glyph.x_mm], chars: [glyph.char] });
  }
  return [...runs.values()].map(({ run, xs, chars }) => ({ ...run, text: chars.join(''), xs_mm: xs }));
}

/** What stands on the paper, line by line: for screen readers and for tests. */
export function paperText(sheet: Sheet): string {
  const lines = new Map<number, { x_mm: number; end_mm: number; char: string }[]>();
  for (const glyph of sheet.glyphs) {
    const line = lines.get(glyph.y_mm) ?? [];
    line.push({ x_mm: glyph.x_mm, end_mm: glyph.x_mm + glyph.width_mm, char: glyph.char });
    lines.set(glyph.y_mm, line);
  }
  return [...lines]
    .sort(([above], [below]) => above - below)
    .map(([, glyphs]) => {
      let text = '';
      let end_mm = Number.POSITIVE_INFINITY;
      for (const glyph of glyphs.sort((left, right) => left.x_mm - right.x_mm)) {
        if (glyph.x_mm - end_mm > 0.2) text += ' ';
        text += glyph.char;
        end_mm = glyph.end_mm;
      }
      return text.trim();
    })
    .filter((line) => line !== '')
    .join('\n');
}
