import type { Fnc3 } from '../printers/page.ts';
import { code128Modules, qrModules } from '../printers/symbols.ts';
import type { ZplProfile } from '../profile-printer.ts';
import { PageInk } from './page-ink.ts';
import type { PageEvents, PageInterpreter } from './page-printer.ts';

const DOTS_PER_MM: Readonly<Record<number, number>> = { 203: 8, 300: 300 / 25.4 };
const LEVELS = ['L', 'M', 'Q', 'H'] as const;
const LARGEST_LABEL = 2_000_000;

/** What ^FS ends. */
type Field = {
  x: number;
  y: number;
  font: { readonly name: string; readonly height: number; readonly width: number } | null;
  barcode: { readonly height: number } | null;
  qr: { readonly cell: number } | null;
  hex: string | null;
  data: string | null;
};
const blankField = (): Field => ({ x: 0, y: 0, font: null, barcode: null, qr: null, hex: null, data: null });

/** Interprets ZPL II label by label, from ^XA to ^XZ. Independent of the encoder. */
export class ZplInterpreter implements PageInterpreter {
  readonly #profile: ZplProfile;
  readonly #events: PageEvents;
  readonly #dotsPerMm: number;
  #held = Buffer.alloc(0);
  #ink = new PageInk(0);
  #length = 0;
  #module = 2;
  /** Of ^BY; a QR code stands lower by it. */
  #barHeight = 10;
  #isUnicode = false;
  #field = blankField();

  constructor(profile: ZplProfile, events: PageEvents) {
    this.#profile = profile;
    this.#events = events;
    this.#dotsPerMm = DOTS_PER_MM[profile.media.dpi] ?? 8;
  }

  get isBetweenCommands(): boolean {
    return this.#held.toString('latin1').trim() === '';
  }

  /** A label is drawn when its ^XZ has come. */
  get isPageBlank(): boolean {
    return true;
  }

  feed(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const cancel = this.#held.lastIndexOf('~JA');
      if (cancel >= 0) this.#held = this.#held.subarray(cancel + 3);
      const end = this.#held.indexOf('^XZ');
      if (end < 0) break;
      this.#label(this.#held.subarray(0, end));
      this.#held = this.#held.subarray(end + 3);
    }
    if (this.#held.length > LARGEST_LABEL) this.#events.defect('a label that never ends');
  }

  #label(bytes: Buffer): void {
    const begin = bytes.lastIndexOf('^XA');
    if (begin < 0 || bytes.subarray(0, begin).toString('latin1').trim() !== '')
      this.#events.defect('something before ^XA');
    this.#isUnicode = false;
    this.#field = blankField();
    const [, ...commands] = bytes
      .subarray(begin + 3)
      .toString('utf8')
      .split('^');
    for (const command of commands) this.#run(command.replace(/\n$/, ''));
    if (this.#ink.lowest > this.#length) this.#events.defect('printed over the end of the label');
    this.#events.sheet(this.#ink.sheet(this.#length, this.#dotsPerMm));
  }

  #run(command: string): void {
    const [name, rest] = [command.slice(0, 2), command.slice(2)];
    const words = rest.split(',');
    const [a = 0, b = 0] = words.map(Number);
    if (name === 'FD') this.#field.data = rest;
    else if (name === 'FS') this.#endField();
    else if (name === 'FO') Object.assign(this.#field, { x: a, y: b });
    else if (name === 'FH') this.#field.hex = rest || '_';
    else if (name === 'GF') this.#picture(words);
    else if (name === 'BY') this.#defaults(words);
    else if (name === 'BC') this.#field.barcode = this.#barcodeOf(words);
    else if (name === 'BQ') this.#field.qr = { cell: Number(words[2]) };
    else if (name === 'PW') this.#ink = new PageInk(a);
    else if (name === 'LL') this.#length = a;
    else if (name === 'CI') this.#isUnicode = a === 28;
    else if (name.startsWith('A')) this.#font(command);
    else if (!['LH', 'PQ'].includes(name)) this.#events.defect(`unknown command ^${name}`);
  }

  #defaults([module = '', , height = '']: string[]): void {
    this.#module = Number(module);
    if (height !== '') this.#barHeight = Number(height);
  }

  #font(command: string): void {
    const [, name = '', height = '0', width = '0', file = ''] = /^A(.)N,(\d+),(\d+)(?:,(.+))?$/.exec(command) ?? [];
    const known = name === 'D' ? 'D' : name === '@' && file === this.#profile.chineseFont ? file : null;
    if (known === null) this.#events.defect(`font ^${command}`);
    else this.#field.font = { name: known, height: Number(height), width: Number(width) };
  }

  #barcodeOf([orientation, height, line, above, check, mode]: string[]): Field['barcode'] {
    if ([orientation, line, above, check, mode].join('') !== 'NNNNN')
      this.#events.defect('barcode with more than bars');
    return { height: Number(height) };
  }

  #endField(): void {
    const field = this.#field;
    this.#field = blankField();
    if (field.data === null) return;
    const data = field.hex === null ? field.data : unhexed(field.data, field.hex);
    if (field.barcode !== null) this.#code128(field, field.barcode.height, data);
    else if (field.qr !== null) this.#qr(field, field.qr.cell, data);
    else if (field.font !== null) this.#text(field, field.font, data);
    else this.#events.defect('^FD without anything to make of it');
  }

  #text({ x, y }: Field, { name, height, width }: NonNullable<Field['font']>, text: string): void {
    let at = x;
    for (const char of text) {
      const isAscii = char < '\u0080';
      // Font D has no hanzi: 18 dots in the middle of 24, 10 wide and 2 apart; the other is square.
      if (name === 'D' ? !isAscii : isAscii || !this.#isUnicode) this.#events.defect(`${char} in font ${name}`);
      const scale = name === 'D' ? { x: width / 10, y: height / 18 } : { x: width / 24, y: height / 24 };
      const box = name === 'D' ? { y: y - 3 * scale.y, width: 12 * scale.x } : { y, width: 24 * scale.x };
      const isBold = this.#ink.strikeTwice({ x: at, ...box, height: 24 * scale.y, char });
      if (!isBold && at + box.width > this.#ink.width) this.#events.defect('text over the right edge');
      at += box.width;
    }
  }

  #picture([format, bytes = '', , width = '', hex = '']: string[]): void {
    const { x, y } = this.#field;
    const data = Buffer.from(hex, 'hex');
    const width_bytes = Number(width);
    if (format !== 'A' || data.length !== Number(bytes)) this.#events.defect('^GF of another size');
    const rows = Array.from({ length: data.length / width_bytes }, (_, down) =>
      Array.from(
        { length: width_bytes * 8 },
        (_, across) => ((data[down * width_bytes + (across >> 3)] ?? 0) & (0x80 >> (across & 7))) !== 0,
      ),
    );
    if (!this.#ink.stamp(rows, x, y)) this.#events.defect('picture over the right edge');
  }

  #code128({ x, y }: Field, height: number, data: string): void {
    const parts = /^>:(>2)?((?:[^>]|>[0<=])+?)(>2)?$/.exec(data);
    const [, first, spelt = '', last] = parts ?? [];
    const text = spelt.replace(/>([0<=])/g, (_, code: string) => ({ '0': '>', '<': '^', '=': '~' })[code] ?? '');
    const fnc3: Fnc3 | null = first !== undefined ? 'first' : last !== undefined ? 'last' : null;
    const modules = code128Modules(text, fnc3);
    if (parts === null || modules === null) {
      this.#events.defect(`barcode "${data}"`);
      return;
    }
    this.#ink.code('code128', text, fnc3, y);
    if (!this.#ink.stamp([modules], x, y, this.#module, height)) this.#events.defect('barcode over the right edge');
  }

  #qr({ x, y: origin }: Field, cell: number, data: string): void {
    const y = origin + this.#barHeight;
    const level = LEVELS.find((one) => one === data[0]);
    const text = data.slice(3);
    const grid = level === undefined || data.slice(1, 3) !== 'A,' ? null : qrModules(text, level);
    if (grid === null) {
      this.#events.defect(`QR code "${data}"`);
      return;
    }
    this.#ink.code('qr', text, null, y);
    if (!this.#ink.stamp(grid, x, y, cell, cell)) this.#events.defect('QR code over the right edge');
  }
}

const unhexed = (data: string, mark: string): string =>
  data
    .split(mark)
    .map((part, index) =>
      index === 0 ? part : String.fromCharCode(Number.parseInt(part.slice(0, 2), 16)) + part.slice(2),
    )
    .join('');
