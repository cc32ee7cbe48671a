/** The part of npm `escpos` 2.5.2 that is used here; the package ships no types. */
declare module 'escpos/printer.js' {
  export default class Printer {
    constructor(adapter: { write(bytes: Uint8Array, done?: () => void): void }, options: { encoding: string });
    /** `ESC @` for 'init'. */
    hardware(what: 'init'): this;
    /** `ESC 3 n`, in motion units. */
    lineSpace(n: number): this;
    /** Line feeds; at least one. */
    feed(lines: number): this;
    /** Bytes as they are. */
    print(bytes: Buffer): this;
    flush(done?: () => void): this;
  }
}
