import type { Fnc3 } from '../printers/page.ts';
import { code128Modules, qrModules } from '../printers/symbols.ts';
import type { TsplProfile } from '../profile-printer.ts';
import { PageInk } from './page-ink.ts';
import type { PageEvents, PageInterpreter } from './page-printer.ts';

/** A parameter: text in quotes, or a number or word. */
type Parameter = { readonly quoted: boolean; readonly bytes: Buffer };

const DOTS_PER_MM: Readonly<Record<number, number>> = { 203: 8, 300: 300 / 25.4 };
const LEVELS = ['L', 'M', 'Q', 'H'] as const;
const LARGEST_COMMAND = 400_000;

/** Interprets TSPL line by line, as a label head does: into an image, which PRINT puts on a label. Independent of the encoder. */
export class TsplInterpreter implements PageInterpreter {
  readonly #profile: TsplProfile;
  readonly #events: PageEvents;
  readonly #dotsPerMm: number;
  #held = Buffer.alloc(0);
  #width = 0;
  #height = 0;
  #ink = new PageInk(0);
  #isClear = false;

  constructor(profile: TsplProfile, events: PageEvents) {
    this.#profile = profile;
    this.#events = events;
    this.#dotsPerMm = DOTS_PER_MM[profile.media.dpi] ?? 8;
  }

  get isBetweenCommands(): boolean {
    return this.#held.length === 0;
  }

  get isPageBlank(): boolean {
    return this.#ink.isBlank;
  }

  feed(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const taken = this.#step();
      if (taken === 0) break;
      this.#held = this.#held.subarray(taken);
    }
    if (this.#held.length > LARGEST_COMMAND) this.#events.defect('a command that never ends');
  }

  /** Does the first line; returns its length, 0 when its end has not come yet. */
  #step(): number {
    const picture = /^BITMAP (\d+),(\d+),(\d+),(\d+),(\d),/.exec(this.#held.subarray(0, 60).toString('latin1'));
    if (picture !== null) {
      const [head, x, y, width, height, mode] = [picture[0], ...picture.slice(1).map(Number)] as [string, ...number[]];
      const size = (width ?? 0) * (height ?? 0);
      const end = head.length + size + 2;
      if (this.#held.length < end) return 0;
      this.#bitmap(x ?? 0, y ?? 0, width ?? 0, mode ?? 0, this.#held.subarray(head.length, head.length + size));
      if (this.#held.subarray(end - 2, end).toString('latin1') !== '\r\n')
        this.#events.defect('BITMAP of another size');
      return end;
    }
    const end = this.#held.indexOf('\r\n');
    if (end < 0) return 0;
    this.#run(this.#held.subarray(0, end));
    return end + 2;
  }

  #run(command: Buffer): void {
    const at = command.indexOf(' ');
    const name = command.subarray(0, at < 0 ? command.length : at).toString('latin1');
    const parameters = at < 0 ? [] : parametersIn(command.subarray(at + 1));
    const numbers = parameters.map(({ bytes }) => Number.parseFloat(bytes.toString('latin1')));
    const [a = 0, b = 0] = numbers;
    if (name === 'SIZE') this.#size(a, b);
    else if (name === 'CLS') this.#clear();
    else if (name === 'TEXT') this.#text(parameters, numbers);
    else if (name === 'BARCODE') this.#barcode(parameters, numbers);
    else if (name === 'QRCODE') this.#qr(parameters, numbers);
    else if (name === 'PRINT') this.#print();
    else if (!['GAP', 'DIRECTION', 'REFERENCE'].includes(name)) this.#events.defect(`unknown command ${name}`);
  }

  #size(width_mm: number, height_mm: number): void {
    this.#width = Math.floor(width_mm * this.#dotsPerMm);
    this.#height = Math.floor(height_mm * this.#dotsPerMm);
    this.#isClear = false;
  }

  #clear(): void {
    this.#ink = new PageInk(this.#width);
    this.#isClear = true;
  }

  #print(): void {
    // What the last program drew is still there.
    if (!this.#isClear) this.#events.defect('PRINT without CLS');
    if (this.#ink.lowest > this.#height) this.#events.defect('printed over the end of the label');
    this.#events.sheet(this.#ink.sheet(this.#height, this.#dotsPerMm));
    this.#clear();
  }

  #text([, , font, , , , content]: Parameter[], [x = 0, y = 0, , rotation, scaleX = 1, scaleY = 1]: number[]): void {
    if (font?.bytes.toString('latin1') !== this.#profile.font || rotation !== 0 || content?.quoted !== true) {
      this.#events.defect('TEXT with another font, turned, or without quotes');
      return;
    }
    let at = x;
    const text = new TextDecoder('gb18030').decode(content.bytes).replaceAll('\\["]', '"');
    for (const char of text) {
      const width = (char < '\u0080' ? 12 : 24) * scaleX;
      if (char < ' ' || char === '\ufffd') this.#events.defect('a control character in TEXT');
      const isBold = this.#ink.strikeTwice({ x: at, y, width, height: 24 * scaleY, char });
      if (!isBold && at + width > this.#width) this.#events.defect('text over the right edge');
      at += width;
    }
  }

  /** A bit that is 0 is black. */
  #bitmap(x: number, y: number, width: number, mode: number, data: Buffer): void {
    if (mode !== 1) this.#events.defect(`BITMAP of mode ${mode}`);
    const rows = Array.from({ length: width === 0 ? 0 : data.length / width }, (_, down) =>
      Array.from(
        { length: width * 8 },
        (_, across) => ((data[down * width + (across >> 3)] ?? 0) & (0x80 >> (across & 7))) === 0,
      ),
    );
    if (!this.#ink.stamp(rows, x, y)) this.#events.defect('picture over the right edge');
  }

  #barcode(
    [, , kind, , , , , , content]: Parameter[],
    [x = 0, y = 0, , height = 0, readable, , narrow = 0]: number[],
  ): void {
    const data = content?.bytes.toString('latin1') ?? '';
    const parts = /^!104(!096)?([^!"]+?)(!096)?$/.exec(data);
    const [, first, text = '', last] = parts ?? [];
    const fnc3: Fnc3 | null = first !== undefined ? 'first' : last !== undefined ? 'last' : null;
    const modules = code128Modules(text, fnc3);
    if (kind?.bytes.toString('latin1') !== '128M' || readable !== 0 || parts === null || modules === null) {
      this.#events.defect(`barcode "${data}"`);
      return;
    }
    this.#ink.code('code128', text, fnc3, y);
    if (!this.#ink.stamp([modules], x, y, narrow, height)) this.#events.defect('barcode over the right edge');
  }

  #qr(parameters: Parameter[], [x = 0, y = 0, , cell = 0]: number[]): void {
    const [, , ecc, , mode, , model] = parameters.map(({ bytes }) => bytes.toString('latin1'));
    const text = parameters.at(-1)?.bytes.toString('utf8') ?? '';
    const level = LEVELS.find((one) => one === ecc);
    // Model 1, which is the default, is what few scanners read.
    const grid = level === undefined || mode !== 'A' || model !== 'M2' ? null : qrModules(text, level);
    if (grid === null) {
      this.#events.defect(`QR code "${text}"`);
      return;
    }
    this.#ink.code('qr', text, null, y);
    if (!this.#ink.stamp(grid, x, y, cell, cell)) this.#events.defect('QR code over the right edge');
  }
}

/** Parameters between commas; one in quotes may hold commas, and quotation marks spelt `\["]`. */
function parametersIn(bytes: Buffer): Parameter[] {
  const parameters: Parameter[] = [];
  let at = 0;
  while (at <= bytes.length) {
    if (bytes[at] === 0x22) {
      let end = bytes.indexOf('"', at + 1);
      while (end >= 0 && bytes.subarray(end - 2, end + 2).toString('latin1') === '\\["]')
        end = bytes.indexOf('"', end + 1);
      parameters.push({ quoted: end >= 0, bytes: bytes.subarray(at + 1, end < 0 ? undefined : end) });
      at = (end < 0 ? bytes.length : end + 1) + 1;
    } else {
      const comma = bytes.indexOf(',', at);
      const end = comma < 0 ? bytes.length : comma;
      parameters.push({ quoted: false, bytes: bytes.subarray(at, end) });
      at = end + 1;
    }
  }
  return parameters;
}
