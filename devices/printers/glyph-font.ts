import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { isAssigned } from './glyphs.ts';
import { fillOutline, outlineOf, type Point } from './outline.ts';
import type { ModuleGrid } from './symbols.ts';

/**
 * A scalable font that draws what a head has no glyph for.
 *
 * fontkit 2.0.4 (December 2024, what pdfkit draws with; 10 MB of plain JavaScript with its nine packages, no install script): opentype.js 2.0.0 cannot
 * read collections (`Unsupported OpenType signature ttcf`), and Noto CJK comes as one; @napi-rs/canvas 1.1.1 is quicker, but 35 MB of native code that
 * takes another font by itself when this one lacks a glyph.
 */
export type GlyphFont = {
  readonly path: string;
  /** Black dots of a glyph in a box of that size; null when the font lacks it. */
  draw(char: string, width_dots: number, height_dots: number): ModuleGrid | null;
};

/** Where Debian (fonts-noto-cjk), Fedora and Arch put it; fontconfig is asked for what lies elsewhere. */
const KNOWN_PATHS = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
];

let found: GlyphFont | null | undefined;

/** The machine's Chinese font, looked for once; null: it has none. Nothing is read before something must be drawn. */
export function systemFont(): GlyphFont | null {
  if (found === undefined) {
    const path = KNOWN_PATHS.find((known) => existsSync(known)) ?? matchedByFontconfig();
    found = path === null ? null : fontAt(path);
  }
  return found;
}

/** fontconfig always names some font; only one that says it has Chinese counts. */
function matchedByFontconfig(): string | null {
  try {
    const [path, languages] = execFileSync('fc-match', ['-f', '%{file}\n%{lang}', ':lang=zh-cn'], {
      encoding: 'utf8',
    }).split('\n');
    return path !== undefined && /(^|\|)zh-cn(\||$)/.test(languages ?? '') ? path : null;
  } catch {
    return null;
  }
}

/** A slip asks for the same few glyphs three times: preview, bytes, and the copy. */
const KEPT_GLYPHS = 2000;

/**
 * The font in a file (TTF, OTF or a collection, then the one for simplified Chinese). Opened when the first glyph is asked for; a file that is none
 * draws nothing, since a slip with a 〓 is better than no slip.
 */
export function fontAt(path: string): GlyphFont {
  let font: Font | null | undefined;
  const kept = new Map<string, ModuleGrid | null>();
  return {
    path,
    draw(char, width_dots, height_dots) {
      const key = `${char} ${width_dots} ${height_dots}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (font === undefined) font = openFont(path);
      const drawn = font === null ? null : drawGlyph(font, char, width_dots, height_dots);
      if (kept.size >= KEPT_GLYPHS) kept.clear();
      kept.set(key, drawn);
      return drawn;
    },
  };
}

/** Loaded with the first glyph and never by most: it costs 120 ms and 27 MB. */
const loadFontkit = (): typeof import('fontkit') => createRequire(import.meta.url)('fontkit');

function openFont(path: string): Font | null {
  try {
    const opened = loadFontkit().openSync(path);
    if (!('fonts' in opened)) return opened;
    const [first = null] = opened.fonts;
    return opened.fonts.find(({ postscriptName }) => /sc-/i.test(postscriptName ?? '')) ?? first;
  } catch {
    return null;
  }
}

/** The em square fills the box; a glyph narrower than that stands in its middle. */
function drawGlyph(font: Font, char: string, width_dots: number, height_dots: number): ModuleGrid | null {
  const point = char.codePointAt(0) ?? 0;
  if (!isAssigned(char) || !font.hasGlyphForCodePoint(point)) return null;
  const glyph = font.glyphForCodePoint(point);
  const top = font['OS/2'].typoAscender;
  const em = font.unitsPerEm;
  const indent = Math.max(0, (em - glyph.advanceWidth) / 2);
  const place = (x: number, y: number): Point => ({
    x: ((x + indent) * width_dots) / em,
    y: ((top - y) * height_dots) / em,
  });
  return fillOutline(outlineOf(glyph.path.commands, place), width_dots, height_dots);
}
