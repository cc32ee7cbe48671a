import type { ScannerProfile } from '../../profile-scanner.ts';
import { Framer } from '../framing.ts';
import type { FramerEvent, ScanReader } from '../reader.ts';
import { BootReports } from './boot-reports.ts';
import { InputEvents } from './input-events.ts';
import type { KeySource } from './key-press.ts';
import { typedByte } from './us-layout.ts';

/** A shifted character is twelve kernel events: scan code, key and SYN, for both keys, down and up. */
const REPORTS_PER_CHARACTER = 16;

/** A keyboard-wedge scanner: its keys become characters, and from there on it is a line like any other. `raw` of its events is what was typed. */
export class KeyReader implements ScanReader {
  readonly #keys: KeySource;
  readonly #framer: Framer;
  readonly #mostHeard: number;
  /**
   * The reports of the code that is being typed. It begins with its first key and with what is held by then; what comes between two codes types
   * nothing, releases after a terminator above all, and is part of none.
   */
  #heard: Uint8Array[] = [];

  constructor(profile: Pick<ScannerProfile, 'framing' | 'encoding'>, source: 'hid-keyboard' | 'evdev') {
    this.#keys = source === 'evdev' ? new InputEvents() : new BootReports();
    this.#framer = new Framer(profile);
    this.#mostHeard = REPORTS_PER_CHARACTER * profile.framing.maxLength;
  }

  get pending(): boolean {
    return this.#framer.pending;
  }

  feed(chunk: Uint8Array, now_ms: number): FramerEvent[] {
    const events = this.idle(now_ms);
    for (const report of this.#keys.cut(chunk)) {
      this.#remember(report);
      const typed = this.#keys
        .take(report)
        .map(typedByte)
        .filter((byte) => byte !== null);
      if (typed.length === 0) continue;
      const told = this.#withReports(this.#framer.feed(Uint8Array.from(typed), now_ms));
      events.push(...told);
      // Keys behind the terminator in the same report begin the next code.
      if (told.length > 0) this.#heard = [report];
    }
    return events;
  }

  idle(now_ms: number): FramerEvent[] {
    return this.#withReports(this.#framer.idle(now_ms));
  }

  reset(): FramerEvent[] {
    this.#keys.reset();
    return this.#withReports(this.#framer.reset());
  }

  #remember(report: Uint8Array): void {
    if (!this.#framer.pending) this.#heard = [...this.#keys.held];
    // Only a device that sends and sends without typing comes here; its code is told with what came last.
    if (this.#heard.length >= this.#mostHeard) this.#heard = [];
    this.#heard.push(report);
  }

  #withReports(events: readonly FramerEvent[]): FramerEvent[] {
    const chunks = this.#heard;
    return events.map((event) => ({ ...event, chunks }));
  }
}
