import { createServer, type Server, type Socket } from 'node:net';
import { loadProfile } from '../load-profile.ts';
import type { Sheet } from '../printers/page.ts';
import type { PrinterProfile } from '../profile-printer.ts';
import { EscpInterpreter } from './escp-interpreter.ts';
import { TsplInterpreter } from './tspl-interpreter.ts';
import { ZplInterpreter } from './zpl-interpreter.ts';

/** What a head that prints pages tells the world. */
export type PageEvents = {
  /** A form or label came out. */
  sheet(sheet: Sheet): void;
  /** Something that a real head would print as rubbish, ignore or misunderstand. */
  defect(what: string): void;
};

/** Makes pages of the bytes of one dialect, which come in any pieces. */
export interface PageInterpreter {
  feed(bytes: Uint8Array): void;
  /** Nothing is half read. */
  readonly isBetweenCommands: boolean;
  /** Nothing was put on a page that has not come out yet. */
  readonly isPageBlank: boolean;
}

/** The emulated head for a profile. */
export function interpreterFor(profile: PrinterProfile, events: PageEvents): PageInterpreter {
  if (profile.dialect === 'esc-p') return new EscpInterpreter(profile, events);
  if (profile.dialect === 'tspl') return new TsplInterpreter(profile, events);
  if (profile.dialect === 'zpl') return new ZplInterpreter(profile, events);
  throw new TypeError(`${profile.id} prints no pages`);
}

export type PagePrinterOptions = {
  /** Name of a file in `firmware-profiles/printer/`, or the profile itself. */
  readonly profile: string | PrinterProfile;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** How many sheets are kept. */
  readonly keep?: number;
};

export type PagePrinterChange =
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'defect'; readonly what: string };

/** A printer of forms or labels on TCP 9100, as behind a print server box: it takes bytes and says nothing. */
export class PagePrinterEmulator {
  readonly profile: PrinterProfile;
  /** Forms or labels that came out, oldest first. */
  readonly sheets: Sheet[] = [];
  readonly defects: string[] = [];
  receivedBytes = 0;
  readonly #keep: number;
  readonly #interpreter: PageInterpreter;
  readonly #listeners = new Set<(change: PagePrinterChange) => void>();
  readonly #sockets = new Set<Socket>();
  #port: number;
  #server: Server | null = null;
  #frozen = false;
  #accident: { bytes: number; readonly happen: (socket: Socket) => void } | null = null;

  constructor({ profile, port = 0, keep = 20 }: PagePrinterOptions) {
    this.profile = typeof profile === 'string' ? loadProfile('printer', profile) : profile;
    this.#port = port;
    this.#keep = keep;
    this.#interpreter = interpreterFor(this.profile, {
      sheet: (sheet) => {
        this.sheets.push(sheet);
        if (this.sheets.length > this.#keep) this.sheets.shift();
        this.#tell({ kind: 'sheet', sheet });
      },
      defect: (what) => {
        this.defects.push(what);
        this.#tell({ kind: 'defect', what });
      },
    });
  }

  /** Switches the printer on. The port stays the same when it is switched on again. */
  async start(): Promise<{ readonly port: number; readonly address: string }> {
    if (this.#server === null) {
      const server = createServer((socket) => this.#accept(socket));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(this.#port, '127.0.0.1', resolve);
      });
      const bound = server.address();
      if (bound !== null && typeof bound === 'object') this.#port = bound.port;
      this.#server = server;
    }
    return { port: this.#port, address: `tcp://127.0.0.1:${this.#port}` };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Nothing stands on the form or label that is in the printer now. */
  get isPageBlank(): boolean {
    return this.#interpreter.isPageBlank && this.#interpreter.isBetweenCommands;
  }

  /** Stops reading without a word: connects still succeed. */
  set frozen(value: boolean) {
    this.#frozen = value;
    this.#serve();
  }

  /** The connection breaks after that many more bytes; those behind are lost. */
  hangUpAfter(bytes: number): void {
    this.#accident = { bytes, happen: (socket) => socket.resetAndDestroy() };
  }

  freezeAfter(bytes: number): void {
    this.#accident = {
      bytes,
      happen: () => {
        this.frozen = true;
      },
    };
  }

  onChange(listener: (change: PagePrinterChange) => void): () => void {
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
      this.#serve();
    });
    socket.on('data', (bytes) => this.#print(socket, bytes));
    this.#serve();
  }

  /** One connection after another, in the order in which they came: the others wait, and their bytes with them. */
  #serve(): void {
    for (const [index, socket] of [...this.#sockets].entries()) {
      if (index === 0 && !this.#frozen) socket.resume();
      else socket.pause();
    }
  }

  #print(socket: Socket, bytes: Uint8Array): void {
    const accident = this.#accident;
    const now = accident === null ? bytes : bytes.subarray(0, accident.bytes);
    this.receivedBytes += now.length;
    this.#interpreter.feed(now);
    if (accident === null) return;
    accident.bytes -= now.length;
    if (accident.bytes > 0) return;
    this.#accident = null;
    accident.happen(socket);
    // A frozen head takes up later what it has in its buffer.
    const later = bytes.subarray(now.length);
    if (later.length > 0 && !socket.destroyed) socket.unshift(Buffer.from(later));
  }

  #tell(change: PagePrinterChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
