import { headOf } from '../printers/head.ts';
import type { Sheet } from '../printers/page.ts';
import type { EscposProfile } from '../profile-printer.ts';
import { COMMANDS, type Command, LARGEST_COMMAND } from './escpos-commands.ts';
import { Paper } from './paper.ts';

/** What a head tells the world while it works. */
export type InterpreterEvents = {
  reply(bytes: Uint8Array): void;
  /** Answer to DLE EOT n. */
  status(n: number): number;
  cut(sheet: Sheet): void;
  drawer(): void;
  /** Something that a real head would print as rubbish, ignore or misunderstand. */
  defect(what: string): void;
};

/** The modes of a head; `ESC @` restores them. */
export type Modes = {
  kanji: boolean;
  bold: boolean;
  scaleX: number;
  scaleY: number;
  /** In dots. */
  lineSpacing: number;
  /** Motion units per dot. */
  unitsPerDotX: number;
  unitsPerDotY: number;
  barcodeHeight: number;
  barcodeModule: number;
  qrModule: number;
  qrLevel: 'L' | 'M' | 'Q' | 'H';
  qrData: string;
};

/**
 * Interprets ESC/POS command by command, as a head does: the bytes come in any pieces, an unfinished command waits for its rest. Deliberately
 * independent of the encoder, down to the decoder of the Chinese text, so that the two can prove each other.
 */
export class EscposInterpreter {
  readonly profile: EscposProfile;
  readonly paper: Paper;
  readonly events: InterpreterEvents;
  readonly #kanjiAtPowerUp: boolean;
  modes: Modes;
  #held: Uint8Array = new Uint8Array();

  constructor(profile: EscposProfile, events: InterpreterEvents, kanjiAtPowerUp: boolean) {
    this.profile = profile;
    this.events = events;
    this.paper = new Paper(headOf(profile));
    this.#kanjiAtPowerUp = kanjiAtPowerUp;
    this.modes = this.#powerUpModes();
  }

  /** Nothing is half read. */
  get isBetweenCommands(): boolean {
    return this.#held.length === 0;
  }

  feed(bytes: Uint8Array): void {
    const stream = Uint8Array.from([...this.#held, ...bytes]);
    let at = 0;
    while (at < stream.length) {
      const taken = this.#step(stream.subarray(at));
      if (taken === 0) break;
      at += taken;
    }
    this.#held = stream.slice(at);
    if (this.#held.length > LARGEST_COMMAND) this.events.defect('a command that never ends');
  }

  /** `ESC @`: modes as after power-up, line buffer empty; what is on the paper stays. */
  initialize(): void {
    this.modes = this.#powerUpModes();
    this.paper.leftMargin_dots = 0;
    this.paper.dropLine();
  }

  /** Power cut or a cleared buffer: also what was half read is gone. */
  forget(): void {
    this.#held = new Uint8Array();
    this.initialize();
  }

  endLine(): void {
    this.paper.endLine(this.modes.lineSpacing);
  }

  #powerUpModes(): Modes {
    const { dpi } = this.profile.media;
    const { motion, chinese } = this.profile;
    return {
      kanji: chinese.select === 'kanji-mode' && this.#kanjiAtPowerUp,
      bold: false,
      scaleX: 1,
      scaleY: 1,
      lineSpacing: Math.round(dpi / 6),
      // A head whose units can be set starts with half dots downwards (TM-T88 manual, GS P), so that forgetting GS P shows.
      unitsPerDotX: motion.command === 'gs-p' ? 1 : motion.horizontal / dpi,
      unitsPerDotY: motion.command === 'gs-p' ? 2 : motion.vertical / dpi,
      barcodeHeight: 162,
      barcodeModule: 3,
      qrModule: 3,
      qrLevel: 'L',
      qrData: '',
    };
  }

  /** Does the first command or glyph of the stream; returns its length, 0 when its end has not come yet. */
  #step(stream: Uint8Array): number {
    const [first = 0, second] = stream;
    if (first >= 0x20 && first !== 0x7f) return this.#glyph(stream);
    let name = first.toString(16).padStart(2, '0');
    if (first === 0x1b || first === 0x1c || first === 0x1d || first === 0x10) {
      if (second === undefined) return 0;
      name += second.toString(16).padStart(2, '0');
    }
    const command: Command | undefined = COMMANDS[name];
    const head = name.length / 2;
    if (command === undefined) {
      this.events.defect(`unknown command ${name}`);
      return head;
    }
    const parameters = stream.subarray(head);
    const length = typeof command.length === 'number' ? command.length : command.length(parameters);
    if (length === null || parameters.length < length) return 0;
    command.run(this, parameters.subarray(0, length));
    return head + length;
  }

  #glyph(stream: Uint8Array): number {
    const { encoding, select } = this.profile.chinese;
    const [first = 0, second] = stream;
    if (first < 0x80) return this.#burn(String.fromCharCode(first), 1);
    if (encoding === 'utf8') {
      const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      if (stream.length < length) return 0;
      return this.#burn(new TextDecoder('utf-8').decode(stream.subarray(0, length)), length);
    }
    if (!this.modes.kanji && select === 'kanji-mode') {
      this.events.defect(`byte ${first.toString(16)} outside Kanji mode`);
      return this.#burn('?', 1);
    }
    if (second === undefined) return 0;
    // A second byte that is a digit begins a 4-byte code; a two-byte head takes it for a hanzi that does not exist.
    const length = second >= 0x30 && second <= 0x39 && encoding === 'gb18030' ? 4 : 2;
    if (stream.length < length) return 0;
    const char = new TextDecoder('gb18030').decode(stream.subarray(0, length));
    if (char.includes('\ufffd') || [...char].length !== 1) {
      this.events.defect(`no such glyph ${Buffer.from(stream.subarray(0, length)).toString('hex')}`);
      return this.#burn('\ufffd', length);
    }
    return this.#burn(char, length);
  }

  #burn(char: string, length: number): number {
    const { scaleX, scaleY, bold, lineSpacing } = this.modes;
    const columns = char.charCodeAt(0) < 0x80 ? 1 : 2;
    if (!this.paper.glyph(char, columns, scaleX, scaleY, bold, lineSpacing)) this.events.defect('text wrapped');
    return length;
  }
}
