import type { ModuleGrid } from '../printers/symbols.ts';
import type { EscpProfile } from '../profile-printer.ts';
import { ESCP_COMMANDS, type EscpCommand, HANZI_COMMANDS } from './escp-commands.ts';
import { PageInk } from './page-ink.ts';
import type { PageEvents, PageInterpreter } from './page-printer.ts';

/** The modes of a head; `ESC @` restores them. In dots of 1/180 inch. */
export type EscpModes = {
  hanzi: boolean;
  bold: boolean;
  /** ESC W and ESC w, for half-width text outside hanzi mode. */
  wide: boolean;
  tall: boolean;
  /** FS W, for everything in hanzi mode; ends with the line. */
  quadruple: boolean;
  pitch: number;
  fullSpace: number;
  halfSpace: number;
  lineSpacing: number;
  country: number;
  proportional: boolean;
};

type InLine =
  | {
      readonly x: number;
      readonly char: string;
      readonly width: number;
      readonly high: boolean;
      readonly bold: boolean;
    }
  | { readonly x: number; readonly grid: ModuleGrid };

/** Nothing that waits for its end may be longer: a band over the widest paper. */
const LARGEST_COMMAND = 5 + 3 * 2500;
/** As it comes from the factory: a fold of 11 inches. */
const FOLD = 1980;

/**
 * Interprets ESC/P and ESC/P-K as a 24-pin head does, form by form. Deliberately independent of the encoder, down to the decoder of the Chinese text.
 * Where the manuals leave something open it does what would hurt: the panel's own settings are on after `ESC @`, double height grows upwards over the
 * fold, what runs over the fold is counted.
 */
export class EscpInterpreter implements PageInterpreter {
  readonly profile: EscpProfile;
  readonly events: PageEvents;
  modes: EscpModes;
  #ink: PageInk;
  #held: Uint8Array = new Uint8Array();
  #line: InLine[] = [];
  #isShifted = false;
  #x = 0;
  #y = 0;
  #length = FOLD;

  constructor(profile: EscpProfile, events: PageEvents) {
    this.profile = profile;
    this.events = events;
    this.modes = this.#powerUpModes();
    this.#ink = this.#newInk();
  }

  get isBetweenCommands(): boolean {
    return this.#held.length === 0;
  }

  get isPageBlank(): boolean {
    return this.#ink.isBlank && this.#line.length === 0;
  }

  feed(bytes: Uint8Array): void {
    const stream = Buffer.concat([this.#held, bytes]);
    let at = 0;
    while (at < stream.length) {
      const taken = this.#step(stream.subarray(at));
      if (taken === 0) break;
      at += taken;
    }
    this.#held = Uint8Array.from(stream.subarray(at));
    if (this.#held.length > LARGEST_COMMAND) this.events.defect('a command that never ends');
  }

  initialize(): void {
    if (!this.isPageBlank) this.events.defect('initialised in the middle of a form');
    this.modes = this.#powerUpModes();
    this.#line = [];
    this.#x = 0;
    // The paper is where it is: that is the top of a form from now on.
    this.#y = 0;
    this.#length = FOLD;
  }

  setForm(length: number): void {
    this.#length = length;
  }

  moveTo(x: number): void {
    this.#x = x;
  }

  picture(grid: ModuleGrid): void {
    this.#line.push({ x: this.#x, grid });
    this.#x += grid[0]?.length ?? 0;
  }

  /** Strikes what is in the line. `FS W` moves the foot of the line down, whatever else stands in it. */
  endLine(): void {
    const drop = this.#isShifted ? 24 : 0;
    for (const part of this.#line) {
      if ('grid' in part) {
        if (drop > 0) this.events.defect('picture in a doubled line');
        if (!this.#ink.stamp(part.grid, part.x, this.#y)) this.events.defect('picture over the right edge');
      } else {
        const height = part.high ? 48 : 24;
        const { x, width, char, bold } = part;
        const y = this.#y + drop + 24 - height;
        if (y < 0) this.events.defect('text over the upper fold');
        if (x + width > this.#ink.width) this.events.defect('text over the right edge');
        this.#ink.strike({ x, y, width, height, char, bold });
      }
    }
    this.#line = [];
    this.#x = 0;
    this.modes.quadruple = false;
  }

  lineFeed(): void {
    this.endLine();
    this.#y += this.modes.lineSpacing + (this.#isShifted ? 24 : 0);
    this.#isShifted = false;
    if (this.#y < this.#length) return;
    this.events.defect('fed over the fold');
    this.#eject();
  }

  formFeed(): void {
    this.endLine();
    this.#isShifted = false;
    this.#eject();
  }

  #eject(): void {
    if (this.#ink.lowest > this.#length) this.events.defect('struck over the lower fold');
    this.events.sheet(this.#ink.sheet(this.#length, 180 / 25.4));
    this.#ink = this.#newInk();
    this.#y = 0;
  }

  #newInk(): PageInk {
    return new PageInk(Math.floor((this.profile.media.printable_mm * 180) / 25.4));
  }

  /** What a person may have set at the panel: proportional text, another country's signs. */
  #powerUpModes(): EscpModes {
    const isChinese = this.profile.chinese.select === 'hanzi-mode';
    return {
      ...{ hanzi: isChinese, bold: false, wide: false, tall: false, quadruple: false },
      ...{ pitch: 18, fullSpace: 3, halfSpace: 2, lineSpacing: 30, country: 7, proportional: true },
    };
  }

  #step(stream: Uint8Array): number {
    const [first = 0, second] = stream;
    if (first >= 0x20 && first !== 0x7f) return this.#glyph(stream);
    let name = first.toString(16).padStart(2, '0');
    if (first === 0x1b || first === 0x1c) {
      if (second === undefined) return 0;
      name += second.toString(16).padStart(2, '0');
    }
    const command = this.#commandNamed(name);
    if (command === null) {
      this.events.defect(`unknown command ${name}`);
      return name.length / 2;
    }
    const parameters = stream.subarray(name.length / 2);
    const length = typeof command.length === 'number' ? command.length : command.length(parameters);
    if (length === null || parameters.length < length) return 0;
    command.run(this, parameters.subarray(0, length));
    return name.length / 2 + length;
  }

  #commandNamed(name: string): EscpCommand | null {
    const hanzi = HANZI_COMMANDS[name];
    if (hanzi === undefined) return ESCP_COMMANDS[name] ?? null;
    return this.profile.fs.some((allowed) => allowed === hanzi.name) ? hanzi : null;
  }

  #glyph(stream: Uint8Array): number {
    const [first = 0, second] = stream;
    if (first < 0x80) {
      this.#put(String.fromCharCode(first), false);
      return 1;
    }
    if (!this.modes.hanzi) {
      this.events.defect(`byte ${first.toString(16)} outside hanzi mode`);
      return 1;
    }
    if (second === undefined) return 0;
    const char = new TextDecoder('gb18030').decode(stream.subarray(0, 2));
    if (char.includes('\ufffd') || [...char].length !== 1) {
      this.events.defect(`no such glyph ${Buffer.from(stream.subarray(0, 2)).toString('hex')}`);
    } else this.#put(char, true);
    return 2;
  }

  #put(char: string, isFull: boolean): void {
    const { hanzi, bold, wide, tall, quadruple, pitch, fullSpace, halfSpace, country, proportional } = this.modes;
    // Outside hanzi mode the panel's country and proportional text must have been switched off before.
    if (!hanzi && country !== 0) this.events.defect("another country's signs");
    if (!hanzi && proportional) this.events.defect('proportional text');
    const normal = isFull ? 24 + fullSpace : hanzi ? 12 + halfSpace : pitch;
    const isDoubled = hanzi ? quadruple : wide;
    if (hanzi && quadruple) this.#isShifted = true;
    const width = normal * (isDoubled ? 2 : 1);
    this.#line.push({ x: this.#x, char, width, high: hanzi ? quadruple : tall, bold });
    this.#x += width;
  }
}
