import type { Fnc3 } from '../printers/page.ts';
import type { ModuleGrid } from '../printers/symbols.ts';
import { code128Modules, qrModules } from '../printers/symbols.ts';
import type { EscposInterpreter } from './escpos-interpreter.ts';

export type Command = {
  /** Number of parameter bytes, or how to find it from those that have come; null when more must come first. */
  readonly length: number | ((parameters: Uint8Array) => number | null);
  run(head: EscposInterpreter, parameters: Uint8Array): void;
};

/** Nothing that waits for its end may be longer (a full raster slice has 255 rows of 72 bytes). */
export const LARGEST_COMMAND = 70_000;

const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
const withLength = (bytes: Uint8Array): number | null => (bytes.length < 2 ? null : 2 + word(bytes, 0));
const nothing = (): void => {};
const LEVELS = ['L', 'M', 'Q', 'H'] as const;

/** Heads print barcodes, QR symbols and pictures only at the head of a line, and mix them up with hanzi in Kanji mode. */
function checkBinary(head: EscposInterpreter, what: string): void {
  if (head.modes.kanji) head.events.defect(`${what} in Kanji mode`);
  if (!head.paper.isLineEmpty) head.events.defect(`${what} inside a line`);
}

function draw(head: EscposInterpreter, grid: ModuleGrid, width: number, height: number, what: string): void {
  if (!head.paper.grid(grid, width, height)) head.events.defect(`${what} is wider than the paper`);
}

/** What stands behind `{B`: `{{` is a brace, `{S` begins a control character, `{3` is FNC3, at one end only. Null when it is not that. */
function readSetB(data: string): { text: string; fnc3: Fnc3 | null } | null {
  let text = '';
  let fnc3: Fnc3 | null = null;
  let at = 0;
  while (at < data.length) {
    const pair = data.slice(at, at + 2);
    if (fnc3 === 'last' || (fnc3 === 'first' && pair === '{3')) return null;
    if (pair === '{3') {
      fnc3 = at === 0 ? 'first' : 'last';
      at += 2;
      continue;
    }
    const isShifted = pair === '{S';
    if (isShifted) at += 2;
    else if (pair === '{{') at += 1;
    else if (pair.startsWith('{')) return null;
    const char = data.slice(at, at + 1);
    if (char === '' || char < ' ' !== isShifted) return null;
    text += char;
    at += 1;
  }
  return { text, fnc3 };
}

/** `GS k m n d…` with m = 73: code set prefix `{B`. */
function barcode(head: EscposInterpreter, parameters: Uint8Array): void {
  checkBinary(head, 'barcode');
  const data = Buffer.from(parameters.subarray(2)).toString('latin1');
  if (parameters[0] !== 73 || !data.startsWith('{B')) {
    head.events.defect(`barcode system ${parameters[0]} with "${data.slice(0, 2)}"`);
    return;
  }
  const code = readSetB(data.slice(2));
  const modules = code === null ? null : code128Modules(code.text, code.fnc3);
  if (code === null || modules === null) {
    head.events.defect('CODE128 with bytes that code set B has not');
    return;
  }
  head.paper.code('code128', code.text, code.fnc3);
  draw(head, [modules], head.modes.barcodeModule, head.modes.barcodeHeight, 'barcode');
}

/** `GS ( k`: cn 49 is QR; functions 65 model, 67 module, 69 level, 80 store, 81 print. */
function symbol2d(head: EscposInterpreter, parameters: Uint8Array): void {
  checkBinary(head, 'QR');
  const [cn, fn, value = 0] = parameters.subarray(2);
  const { modes } = head;
  if (cn !== 49) head.events.defect(`2D symbol ${cn}`);
  else if (fn === 65) {
    if (value !== 50) head.events.defect(`QR model ${value}`);
  } else if (fn === 67) modes.qrModule = value;
  else if (fn === 69) modes.qrLevel = LEVELS[value - 48] ?? 'L';
  else if (fn === 80) modes.qrData = Buffer.from(parameters.subarray(5)).toString('utf8');
  else if (fn === 81) {
    const grid = qrModules(modes.qrData, modes.qrLevel);
    if (grid === null) {
      head.events.defect('QR without data');
      return;
    }
    head.paper.code('qr', modes.qrData, null);
    draw(head, grid, modes.qrModule, modes.qrModule, 'QR');
  } else head.events.defect(`QR function ${fn}`);
}

/** `GS v 0 m xL xH yL yH d…` */
const rasterLength = (bytes: Uint8Array): number | null =>
  bytes.length < 6 ? null : 6 + word(bytes, 2) * word(bytes, 4);
function raster(head: EscposInterpreter, parameters: Uint8Array): void {
  checkBinary(head, 'raster');
  if (head.profile.commands.raster === 'none') head.events.defect('raster, which this head has not');
  if (parameters[0] !== 0x30 || parameters[1] !== 0) head.events.defect(`raster mode ${parameters[1]}`);
  const width_bytes = word(parameters, 2);
  const data = parameters.subarray(6);
  const grid = Array.from({ length: word(parameters, 4) }, (_, y) =>
    Array.from(
      { length: width_bytes * 8 },
      (_, x) => ((data[y * width_bytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0,
    ),
  );
  // Dots beyond the edge are cut off, as heads do; the last byte of a row may well stand over it.
  const widest = Math.max(0, ...grid.map((row) => row.lastIndexOf(true) + 1));
  draw(
    head,
    grid.map((row) => row.slice(0, widest)),
    1,
    1,
    'raster',
  );
}

/** `ESC * m nL nH d…`: 33 is 24 rows at the full density, three bytes a column. It stands in the line like a glyph. */
const linePictureLength = (bytes: Uint8Array): number | null => (bytes.length < 3 ? null : 3 + word(bytes, 1) * 3);
function linePicture(head: EscposInterpreter, parameters: Uint8Array): void {
  if (head.modes.kanji) head.events.defect('picture in Kanji mode');
  if (parameters[0] !== 33) head.events.defect(`picture of mode ${parameters[0]}`);
  const data = parameters.subarray(3);
  const grid = Array.from({ length: 24 }, (_, y) =>
    Array.from({ length: word(parameters, 1) }, (_, x) => ((data[x * 3 + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) !== 0),
  );
  if (!head.paper.linePicture(grid)) head.events.defect('picture over the right edge');
}

/** `GS ( H` function 48, only on heads that have it. */
function processId(head: EscposInterpreter, parameters: Uint8Array): void {
  checkBinary(head, 'process id');
  if (!head.profile.commands.processId) {
    head.events.defect('process id on a head without it');
    return;
  }
  head.events.reply(Uint8Array.from([0x37, 0x22, ...parameters.subarray(4, 8), 0]));
}

/** `GS V m [n]`: 65 and 66 feed to the cutter first. */
const cutLength = (bytes: Uint8Array): number | null =>
  bytes[0] === undefined ? null : bytes[0] === 65 || bytes[0] === 66 ? 2 : 1;
function cut(head: EscposInterpreter): void {
  if (!head.paper.isLineEmpty) head.events.defect('cut inside a line');
  if (head.profile.commands.cutter === 'none') head.events.defect('cut on a head without cutter');
  else head.events.cut(head.paper.cut());
}

const one =
  (run: (head: EscposInterpreter, n: number) => void): Command['run'] =>
  (head, parameters) =>
    run(head, parameters[0] ?? 0);

/** By the hex of their first bytes. What is not here is a defect: the encoder has no reason to send it. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  '00': { length: 0, run: nothing },
  '0a': { length: 0, run: (head) => head.endLine() },
  '1004': { length: 1, run: one((head, n) => head.events.reply(Uint8Array.of(head.events.status(n)))) },
  '1b24': {
    length: 2,
    run: (head, bytes) => {
      head.paper.x_dots = head.paper.leftMargin_dots + word(bytes, 0) / head.modes.unitsPerDotX;
    },
  },
  '1b2a': { length: linePictureLength, run: linePicture },
  '1b33': { length: 1, run: one(({ modes }, n) => Object.assign(modes, { lineSpacing: n / modes.unitsPerDotY })) },
  '1b40': { length: 0, run: (head) => head.initialize() },
  '1b45': { length: 1, run: one(({ modes }, n) => Object.assign(modes, { bold: (n & 1) === 1 })) },
  '1b4a': { length: 1, run: one((head, n) => head.paper.endLine(n / head.modes.unitsPerDotY)) },
  '1b70': { length: 3, run: (head) => head.events.drawer() },
  '1c26': { length: 0, run: ({ modes }) => Object.assign(modes, { kanji: true }) },
  '1c2e': { length: 0, run: ({ modes }) => Object.assign(modes, { kanji: false }) },
  '1d21': {
    length: 1,
    run: one(({ modes }, n) => Object.assign(modes, { scaleX: (n >> 4) + 1, scaleY: (n & 7) + 1 })),
  },
  '1d28': {
    length: (bytes) => {
      const rest = bytes.length < 1 ? null : withLength(bytes.subarray(1));
      return rest === null ? null : 1 + rest;
    },
    run: (head, bytes) => {
      if (bytes[0] === 0x6b) symbol2d(head, bytes.subarray(1));
      else if (bytes[0] === 0x48) processId(head, bytes.subarray(1));
      else head.events.defect(`unknown command 1d28${bytes[0]?.toString(16)}`);
    },
  },
  '1d48': { length: 1, run: nothing },
  '1d4c': {
    length: 2,
    run: (head, bytes) => {
      if (!head.paper.isLineEmpty) head.events.defect('left margin inside a line');
      head.paper.leftMargin_dots = word(bytes, 0) / head.modes.unitsPerDotX;
      head.paper.x_dots = head.paper.leftMargin_dots;
    },
  },
  '1d50': {
    length: 2,
    run: ({ modes, profile }, [x = 0, y = 0]) => {
      const { dpi } = profile.media;
      Object.assign(modes, { unitsPerDotX: x / dpi, unitsPerDotY: y / dpi });
    },
  },
  '1d56': { length: cutLength, run: cut },
  '1d68': { length: 1, run: one(({ modes }, n) => Object.assign(modes, { barcodeHeight: n })) },
  '1d6b': {
    length: (bytes) => {
      if (bytes[0] === undefined) return null;
      // Function A (m up to 6) ends with NUL, function B counts.
      if (bytes[0] <= 6) return bytes.includes(0) ? bytes.indexOf(0) + 1 : null;
      return bytes[1] === undefined ? null : 2 + bytes[1];
    },
    run: barcode,
  },
  '1d76': { length: rasterLength, run: raster },
  '1d77': { length: 1, run: one(({ modes }, n) => Object.assign(modes, { barcodeModule: n })) },
};
