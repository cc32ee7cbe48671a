import type { EscpProfile } from '../../profile-printer.ts';
import { encodeText } from '../glyphs.ts';
import { formOf, type Head, type HeadOptions, headOf } from '../head.ts';
import type { EncodedJob } from '../job.ts';
import type { Page } from '../page.ts';
import { codeDots, type Placed, placePage } from '../placement.ts';
import { type Piece, runsOf } from '../spans.ts';
import type { ModuleGrid } from '../symbols.ts';
import * as command from './commands.ts';

/** Rows of pins. */
const BAND_DOTS = 24;
/** What `ESC $` counts. */
const STEP_DOTS = 3;

/**
 * Pages as the bytes that put each on a form of its own. Pure.
 *
 * The paper moves forward only, so a page becomes passes of the head from top to bottom: text that stands on one line, and bands of 24 rows of what is
 * drawn. Rules are drawn, too: box characters exist only in hanzi mode, have gaps at most spacings, and cannot be put on any dot. Every run of glyphs of
 * one width has its own `ESC $`, never blanks before it, so that whatever a head makes of its spacing, columns stay columns.
 */
export function encodeForms(pages: readonly Page[], profile: EscpProfile, options: HeadOptions = {}): EncodedJob {
  const head = headOf(profile, options);
  const writer = new FormWriter(profile, head, formOf(profile, options.form).lines);
  for (const page of pages) {
    for (const pass of passesOf(placePage(page, head).items, profile)) writer.pass(pass);
    writer.endForm();
  }
  return { bytes: writer.bytes, longestCommand: writer.longestCommand };
}

/** What is left of a broken job goes out with its form; the next one begins behind the fold. */
export const encodeFormRecovery = (): Uint8Array => command.formFeed();

type Picture = { readonly x_dots: number; readonly rows: ModuleGrid; readonly isPart: boolean };
type Pass = {
  /** Where the head's first pin is, from the top of the form. */
  readonly y_dots: number;
  /** It holds doubled hanzi, whose line moves by itself (`FS W`), and nothing else. */
  readonly isShifted: boolean;
  readonly pieces: Piece[];
  readonly pictures: Picture[];
};

function passesOf(items: readonly Placed[], profile: EscpProfile): Pass[] {
  const passes = new Map<string, Pass>();
  const passAt = (y_dots: number, isShifted: boolean): Pass => {
    const key = `${y_dots} ${isShifted}`;
    const pass = passes.get(key) ?? { y_dots, isShifted, pieces: [], pictures: [] };
    passes.set(key, pass);
    return pass;
  };
  for (const item of items) {
    if (item.kind === 'piece' && item.piece.picture === null) {
      const { piece, top_dots } = item;
      const isShifted = piece.scaleY > 1 && profile.chinese.select === 'hanzi-mode';
      // Doubled plain text grows upwards from the line that normal text stands on.
      passAt(isShifted ? top_dots : top_dots + piece.height_dots - BAND_DOTS, isShifted).pieces.push(piece);
      continue;
    }
    const { x_dots, rows } = drawingOf(item);
    for (let from = 0; from < rows.length; from += BAND_DOTS) {
      const isPart = rows.length > BAND_DOTS;
      passAt(item.top_dots + from, false).pictures.push({ x_dots, rows: rows.slice(from, from + BAND_DOTS), isPart });
    }
  }
  return [...passes.values()].sort((a, b) => a.y_dots - b.y_dots || Number(a.isShifted) - Number(b.isShifted));
}

function drawingOf(item: Placed): { readonly x_dots: number; readonly rows: ModuleGrid } {
  if (item.kind === 'code') return { x_dots: item.code.left_dots, rows: codeDots(item.code) };
  if (item.kind === 'rule') return { x_dots: 0, rows: [item.dots, item.dots] };
  if (item.kind === 'picture') return { x_dots: item.picture.left_dots, rows: item.picture.dots };
  return { x_dots: item.piece.x_dots, rows: item.piece.picture ?? [] };
}

class FormWriter {
  readonly #profile: EscpProfile;
  readonly #head: Head;
  readonly #chunks: Uint8Array[] = [];
  #isFresh = true;
  #y_dots = 0;
  #isShifted = false;
  #hanzi = false;
  #bold = false;
  #oneWay = false;
  longestCommand = 0;

  constructor(profile: EscpProfile, head: Head, lines: number) {
    this.#profile = profile;
    this.#head = head;
    const { half_dots, full_dots } = head.glyph;
    this.#put(command.initialize(), command.formLength(lines));
    if (profile.chinese.select === 'none') this.#put(command.plainText(profile.pitch_cpi));
    else {
      this.#put(command.hanziMode(true), command.hanziSpacing(full_dots - 24, half_dots - 12));
      this.#hanzi = true;
    }
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(Buffer.concat(this.#chunks));
  }

  pass({ y_dots, isShifted, pieces, pictures }: Pass): void {
    this.#moveTo(y_dots);
    this.#isShifted = isShifted;
    const parts = [...pieces, ...pictures].sort((a, b) => a.x_dots - b.x_dots);
    for (const part of parts) {
      if ('rows' in part) this.#draw(part);
      else this.#write(part);
    }
    if (isShifted) this.#put(command.doubledHanzi(false));
  }

  endForm(): void {
    this.#put(command.formFeed());
    this.#isFresh = true;
    this.#y_dots = 0;
    this.#isShifted = false;
  }

  /** Nothing is fed before the first pass of a form that begins at its top, nor behind its last one: at the next fold FF would eject another form. */
  #moveTo(y_dots: number): void {
    const feed_dots = y_dots - this.#y_dots - (this.#isShifted ? BAND_DOTS : 0);
    if (feed_dots > 0 || !this.#isFresh) this.#put(command.lineFeed(feed_dots));
    this.#isFresh = false;
    this.#y_dots = y_dots;
  }

  #write(piece: Piece): void {
    const { scaleX, bold } = piece;
    const hasHanziMode = this.#profile.chinese.select === 'hanzi-mode';
    const isDoubled = scaleX > 1;
    if (hasHanziMode) this.#setHanzi(true);
    if (bold !== this.#bold) this.#put(command.bold(bold));
    this.#bold = bold;
    if (isDoubled) this.#put(hasHanziMode ? command.doubledHanzi(true) : command.doubledText(true));
    for (const run of runsOf(piece, this.#head)) {
      this.#put(command.absolutePosition(run.x_dots / STEP_DOTS), encodeText(run.text, this.#encoding));
    }
    if (isDoubled && !hasHanziMode) this.#put(command.doubledText(false));
  }

  get #encoding(): Parameters<typeof encodeText>[1] {
    const { chinese } = this.#profile;
    return chinese.select === 'none' ? 'gb2312' : chinese.encoding;
  }

  /** `ESC $` reaches every third dot; what is missing is white columns. */
  #draw({ x_dots, rows, isPart }: Picture): void {
    this.#setHanzi(false);
    if (isPart !== this.#oneWay) this.#put(command.oneWay(isPart));
    this.#oneWay = isPart;
    const indent = new Array<boolean>(x_dots % STEP_DOTS).fill(false);
    const drawn = command.band(rows.map((row) => [...indent, ...row]));
    this.longestCommand = Math.max(this.longestCommand, drawn.length);
    this.#put(command.absolutePosition(Math.floor(x_dots / STEP_DOTS)), drawn);
  }

  /** Pictures are sent outside hanzi mode, where nobody can take their bytes for a pair. */
  #setHanzi(on: boolean): void {
    if (this.#profile.chinese.select === 'none' || this.#hanzi === on) return;
    this.#put(command.hanziMode(on));
    this.#hanzi = on;
  }

  #put(...chunks: Uint8Array[]): void {
    this.#chunks.push(...chunks);
  }
}
