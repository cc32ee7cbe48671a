import EscposPrinter from 'escpos/printer.js';
import type { EscposProfile } from '../../profile-printer.ts';
import type { FittedCode } from '../codes.ts';
import { columnsOf, encodeText } from '../glyphs.ts';
import type { Piece } from '../spans.ts';
import * as command from './commands.ts';

/**
 * Writes commands one after another and remembers the modes that the head is in, so that none is sent twice and Kanji mode is always left
 * before a binary command (escpos-php #941: Chinese and QR code do not print together otherwise). Nothing is sent anywhere: `bytes` gives it all.
 */
export class JobWriter {
  readonly #profile: EscposProfile;
  readonly #dpi: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #escpos: EscposPrinter;
  #kanji = false;
  #scale = '1x1';
  #bold = false;
  #lineSpace = -1;
  #longestCommand = 0;

  constructor(profile: EscposProfile) {
    this.#profile = profile;
    this.#dpi = profile.media.dpi;
    const keep = { write: (bytes: Uint8Array) => void this.#chunks.push(bytes) };
    this.#escpos = new EscposPrinter(keep, { encoding: 'GB18030' });
    this.#escpos.hardware('init');
    if (profile.motion.command === 'gs-p') {
      this.#put(command.motionUnits(profile.motion.horizontal, profile.motion.vertical));
    }
    // After ESC @ a Chinese model may be in Kanji mode or not (a DIP switch decides); from here on it is not.
    if (profile.chinese.select === 'kanji-mode') this.#put(command.kanjiMode(false));
  }

  /** Everything so far. */
  get bytes(): Uint8Array {
    this.#escpos.flush();
    return Uint8Array.from(Buffer.concat(this.#chunks));
  }

  /** Length of the longest command: so many NULs free a head that still waits for the rest of one. */
  get longestCommand(): number {
    return this.#longestCommand;
  }

  /** Text of the head's own glyphs, or a glyph drawn into the line. */
  piece({ x_dots, text, scaleX, scaleY, bold, picture }: Piece): void {
    this.#put(command.absolutePosition(this.#horizontal(x_dots)));
    if (picture !== null) {
      this.binary(command.linePicture(picture));
      return;
    }
    if (this.#scale !== `${scaleX}x${scaleY}`) {
      this.#put(command.glyphScale(scaleX, scaleY));
      this.#scale = `${scaleX}x${scaleY}`;
    }
    if (this.#bold !== bold) this.#put(command.bold(bold));
    this.#bold = bold;
    if ([...text].some((char) => columnsOf(char) === 2)) this.#setKanji(true);
    this.#put(encodeText(text, this.#profile.chinese.encoding));
  }

  /** Prints the line and moves on by so many dots, or by the height of its highest glyph where that is more. */
  endLine(advance_dots: number, highest_dots: number): void {
    const units = Math.min(255, this.#vertical(advance_dots));
    if (units !== this.#lineSpace) this.#escpos.lineSpace(units);
    this.#lineSpace = units;
    this.#escpos.feed(1);
    const done_dots = Math.max(units / this.#vertical(1), highest_dots);
    this.feed(advance_dots - done_dots);
  }

  feed(dots: number): void {
    for (let units = this.#vertical(dots); units > 0; units -= 255) {
      this.#put(command.feedUnits(Math.min(255, units)));
    }
  }

  code128({ left_dots, text, height_dots, module_dots, fnc3 }: FittedCode): void {
    this.#atMargin(left_dots, command.code128(text, height_dots, module_dots, fnc3));
  }

  qr(left_dots: number, text: string, level: 'L' | 'M' | 'Q' | 'H', module_dots: number): void {
    this.#atMargin(left_dots, command.qr(text, level, module_dots));
  }

  raster(rows: readonly (readonly boolean[])[]): void {
    for (let from = 0; from < rows.length; from += command.MOST_RASTER_ROWS) {
      this.binary(command.raster(rows.slice(from, from + command.MOST_RASTER_ROWS)));
    }
  }

  /** A command whose parameters are bytes: only outside Kanji mode. */
  binary(bytes: Uint8Array): void {
    this.#setKanji(false);
    this.#longestCommand = Math.max(this.#longestCommand, bytes.length);
    this.#put(bytes);
  }

  /** escpos writes a plain Uint8Array as the text of its numbers, so it gets Buffers only. */
  #put(bytes: Uint8Array): void {
    this.#escpos.print(Buffer.from(bytes));
  }

  #atMargin(left_dots: number, bytes: Uint8Array): void {
    this.#setKanji(false);
    if (left_dots > 0) this.#put(command.leftMargin(this.#horizontal(left_dots)));
    this.binary(bytes);
    if (left_dots > 0) this.#put(command.leftMargin(0));
  }

  #setKanji(on: boolean): void {
    if (this.#profile.chinese.select === 'none' || this.#kanji === on) return;
    this.#put(command.kanjiMode(on));
    this.#kanji = on;
  }

  #horizontal(dots: number): number {
    return (dots * this.#profile.motion.horizontal) / this.#dpi;
  }

  #vertical(dots: number): number {
    return (dots * this.#profile.motion.vertical) / this.#dpi;
  }
}
