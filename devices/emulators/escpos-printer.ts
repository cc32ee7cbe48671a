import { createServer, type Server, type Socket } from 'node:net';
import { loadPrinter } from '../load-profile.ts';
import { clearBuffers } from '../printers/escpos/commands.ts';
import type { Sheet } from '../printers/page.ts';
import type { EscposProfile } from '../profile-printer.ts';
import { EscposInterpreter } from './escpos-interpreter.ts';

export type PrinterEmulatorOptions = {
  /** Name of a file in `firmware-profiles/printer/`, or the profile itself. */
  readonly profile: string | EscposProfile;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** How many finished sheets are kept. */
  readonly keep?: number;
  /** Connections at a time; more are closed as soon as they are made. Many cheap heads take one. */
  readonly maxSessions?: number;
  /** Simplified-Chinese models power up in Kanji mode; a DIP switch can turn that off. */
  readonly kanjiAtPowerUp?: boolean;
};

export type PrinterEmulatorChange =
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'paper' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'defect'; readonly what: string };

export type PrinterConditions = {
  readonly paperOut: boolean;
  readonly nearEnd: boolean;
  readonly coverOpen: boolean;
  readonly offline: boolean;
  readonly frozen: boolean;
};
const ALL_WELL: PrinterConditions = {
  paperOut: false,
  nearEnd: false,
  coverOpen: false,
  offline: false,
  frozen: false,
};

type Accident = { bytes: number; readonly happen: () => void };
type Piece = { readonly socket: Socket; readonly bytes: Uint8Array };

const CLEAR_BUFFERS = Buffer.from(clearBuffers());
/** What a head buffers while it cannot print; then it stops reading, and the sender feels it. */
const BUFFER_BYTES = 16_384;
const STATUS_QUERY = Buffer.of(0x10, 0x04);
const OK = 0x12;

/**
 * A thermal printer on TCP 9100: interprets what it gets, burns it on paper, answers DLE EOT and process ids, and breaks in all the ways that
 * printers break. While paper is out, the cover open or the head offline, it prints nothing, buffers a little, and still answers DLE EOT.
 */
export class EscposPrinterEmulator {
  readonly profile: EscposProfile;
  /** Cut sheets, oldest first. */
  readonly sheets: Sheet[] = [];
  /** Everything that a real head would have printed as rubbish or ignored. */
  readonly defects: string[] = [];
  drawerPulses = 0;
  /** Bytes that were interpreted or buffered, without status queries. */
  receivedBytes = 0;
  readonly #options: Required<Omit<PrinterEmulatorOptions, 'profile'>>;
  readonly #interpreter: EscposInterpreter;
  readonly #listeners = new Set<(change: PrinterEmulatorChange) => void>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port: number;
  #speaker: Socket | null = null;
  #queue: Piece[] = [];
  #accident: Accident | null = null;
  #conditions: PrinterConditions = ALL_WELL;

  constructor({ profile, ...options }: PrinterEmulatorOptions) {
    this.profile = typeof profile === 'string' ? loadPrinter('esc-pos', profile) : profile;
    const ordinary = { port: 0, host: '127.0.0.1', keep: 20, maxSessions: 16, kanjiAtPowerUp: true };
    this.#options = { ...ordinary, ...options };
    this.#port = this.#options.port;
    this.#interpreter = new EscposInterpreter(
      this.profile,
      {
        reply: (bytes) => this.#speaker?.write(bytes),
        status: (n) => this.#statusByte(n),
        cut: (sheet) => this.#finish(sheet),
        drawer: () => {
          this.drawerPulses += 1;
          this.#tell({ kind: 'drawer' });
        },
        defect: (what) => {
          this.defects.push(what);
          this.#tell({ kind: 'defect', what });
        },
      },
      this.#options.kanjiAtPowerUp,
    );
  }

  /** Switches the printer on. The port stays the same when it is switched on again. */
  async start(): Promise<{ readonly port: number; readonly address: string }> {
    const { host, maxSessions } = this.#options;
    if (this.#server === null) {
      const server = createServer((socket) => this.#accept(socket));
      server.maxConnections = maxSessions;
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(this.#port, host, resolve);
      });
      const bound = server.address();
      if (bound !== null && typeof bound === 'object') this.#port = bound.port;
      this.#server = server;
    }
    return { port: this.#port, address: `tcp://${host}:${this.#port}` };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** The plug is pulled: connections die, what was not burnt yet is forgotten, the port is closed. `start` switches it on again. */
  powerCut(): Promise<void> {
    this.#queue = [];
    this.#interpreter.forget();
    return this.stop();
  }

  /** Connections that are open now. */
  get sessions(): number {
    return this.#sockets.size;
  }

  /** What is on the paper since the last cut. */
  get paper(): Sheet {
    return this.#interpreter.paper.sheet;
  }

  get isPaperBlank(): boolean {
    return this.#interpreter.paper.isBlank;
  }

  /** A person tears the paper off, for heads without a cutter. */
  tearOff(): void {
    if (!this.isPaperBlank) this.#finish(this.#interpreter.paper.cut());
  }

  get conditions(): PrinterConditions {
    return this.#conditions;
  }

  set paperOut(value: boolean) {
    this.#change({ paperOut: value });
  }
  set nearEnd(value: boolean) {
    this.#change({ nearEnd: value });
  }
  set coverOpen(value: boolean) {
    this.#change({ coverOpen: value });
  }
  set offline(value: boolean) {
    this.#change({ offline: value });
  }
  /** Stops reading without a word, like a process under SIGSTOP: connects still succeed, nothing is answered. */
  set frozen(value: boolean) {
    this.#change({ frozen: value });
  }

  /** The connection breaks after that many more bytes of print data; status queries do not count. */
  hangUpAfter(bytes: number): void {
    this.#accident = { bytes, happen: () => this.#speaker?.resetAndDestroy() };
  }
  freezeAfter(bytes: number): void {
    this.#accident = { bytes, happen: () => this.#change({ frozen: true }) };
  }
  paperOutAfter(bytes: number): void {
    this.#accident = { bytes, happen: () => this.#change({ paperOut: true }) };
  }
  powerCutAfter(bytes: number): void {
    this.#accident = { bytes, happen: () => void this.powerCut() };
  }

  onChange(listener: (change: PrinterEmulatorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#speaker === socket) this.#speaker = null;
    });
    socket.on('data', (bytes) => {
      this.#queue.push({ socket, bytes });
      this.#work();
    });
    if (this.#conditions.frozen) socket.pause();
  }

  get #cannotPrint(): boolean {
    const { paperOut, coverOpen, offline } = this.#conditions;
    return paperOut || coverOpen || offline;
  }

  /** Does what has come, piece by piece; what may not be printed now stays in the queue. */
  #work(): void {
    const waiting: Piece[] = [];
    const before = this.receivedBytes;
    while (!this.#conditions.frozen) {
      const piece = this.#queue.shift();
      if (piece === undefined) break;
      const rest = this.#realTime(piece);
      if (rest.length === 0) continue;
      if (this.#cannotPrint) waiting.push({ socket: piece.socket, bytes: rest });
      else this.#print(piece.socket, rest);
    }
    this.#queue.unshift(...waiting);
    const queued = this.#queue.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const socket of this.#sockets) {
      if (this.#conditions.frozen || queued > BUFFER_BYTES) socket.pause();
      else socket.resume();
    }
    if (this.receivedBytes !== before) this.#tell({ kind: 'paper' });
  }

  /**
   * What a head answers the moment it arrives: DLE EOT in front of everything else, or anywhere while it cannot print; DLE DC4 function 8 anywhere.
   * Between, DLE EOT is a command in its turn; inside the parameters of another command it is data (RP-330 manual).
   */
  #realTime({ socket, bytes }: Piece): Uint8Array {
    let rest = Buffer.from(bytes);
    const clear = this.profile.commands.abort === 'dle-dc4' ? rest.indexOf(CLEAR_BUFFERS) : -1;
    if (clear >= 0) {
      this.#queue = [];
      this.#interpreter.forget();
      rest = rest.subarray(clear + CLEAR_BUFFERS.length);
    }
    // A head that cannot print looks through what arrives; a working one comes to the question in its turn.
    for (;;) {
      const at = this.#cannotPrint ? rest.indexOf(STATUS_QUERY) : this.#interpreter.isBetweenCommands ? 0 : -1;
      const isQuery = at >= 0 && rest.length >= at + 3 && rest.indexOf(STATUS_QUERY, at) === at;
      if (!isQuery) break;
      if (this.profile.commands.status === 'dle-eot') socket.write(Uint8Array.of(this.#statusByte(rest[at + 2] ?? 0)));
      rest = Buffer.concat([rest.subarray(0, at), rest.subarray(at + 3)]);
    }
    return rest;
  }

  #print(socket: Socket, bytes: Uint8Array): void {
    this.#speaker = socket;
    const accident = this.#accident;
    const now = accident === null ? bytes : bytes.subarray(0, accident.bytes);
    this.receivedBytes += now.length;
    this.#interpreter.feed(now);
    if (accident === null) return;
    accident.bytes -= now.length;
    if (accident.bytes > 0) return;
    this.#accident = null;
    const later = bytes.subarray(now.length);
    accident.happen();
    if (later.length > 0 && !socket.destroyed) this.#queue.unshift({ socket, bytes: later });
  }

  #statusByte(n: number): number {
    const { paperOut, nearEnd, coverOpen } = this.#conditions;
    if (n === 1) return OK | (this.#cannotPrint ? 0x08 : 0);
    if (n === 2) return OK | (coverOpen ? 0x04 : 0) | (paperOut ? 0x20 : 0);
    if (n === 4) return OK | (nearEnd || paperOut ? 0x0c : 0) | (paperOut ? 0x60 : 0);
    return OK;
  }

  #finish(sheet: Sheet): void {
    this.sheets.push(sheet);
    if (this.sheets.length > this.#options.keep) this.sheets.shift();
    this.#tell({ kind: 'sheet', sheet });
  }

  #change(conditions: Partial<PrinterConditions>): void {
    this.#conditions = { ...this.#conditions, ...conditions };
    this.#tell({ kind: 'condition' });
    this.#work();
  }

  #tell(change: PrinterEmulatorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
