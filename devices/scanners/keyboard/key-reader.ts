import type { ScannerProfile } from '../../profile-scanner.ts';
import { Framer } from '../framing.ts';
import type { FramerEvent, ScanReader } from '../reader.ts';
import { BootReports } from './boot-reports.ts';
import { InputEvents } from './input-events.ts';
import type { KeySource } from './key-press.ts';
import { typedByte } from './us-layout.ts';

/** A keyboard-wedge scanner: its keys become characters, and from there on it is a line like any other. `raw` of its events is what was typed. */
export class KeyReader implements ScanReader {
  readonly #keys: KeySource;
  readonly #framer: Framer;

  constructor(profile: Pick<ScannerProfile, 'framing' | 'encoding'>, source: 'hid-keyboard' | 'evdev') {
    this.#keys = source === 'evdev' ? new InputEvents() : new BootReports();
    this.#framer = new Framer(profile);
  }

  get pending(): boolean {
    return this.#framer.pending;
  }

  feed(chunk: Uint8Array, now_ms: number): FramerEvent[] {
    const typed = this.#keys
      .take(chunk)
      .map(typedByte)
      .filter((byte) => byte !== null);
    return typed.length === 0 ? this.idle(now_ms) : this.#framer.feed(Uint8Array.from(typed), now_ms);
  }

  idle(now_ms: number): FramerEvent[] {
    return this.#framer.idle(now_ms);
  }

  reset(): FramerEvent[] {
    this.#keys.reset();
    return this.#framer.reset();
  }
}
