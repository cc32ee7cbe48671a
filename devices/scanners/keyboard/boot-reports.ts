import { type KeyPress, type KeySource, LOST_KEYS } from './key-press.ts';

const ROLLOVER_ERROR = 0x01;
const LAST_ERROR = 0x03;

/**
 * Boot reports of a keyboard (HID 1.11, appendix B.1): modifiers, a reserved byte, six keys that are down. A key counts when it was not down in the
 * report before, because some scanners send the same report twice and others let no empty report pass between two keys.
 */
export class BootReports implements KeySource {
  readonly held = [];
  #down: ReadonlySet<number> = new Set();

  cut(report: Uint8Array): Uint8Array[] {
    return [new Uint8Array(report)];
  }

  take(report: Uint8Array): KeyPress[] {
    if (report.length !== 8) return [LOST_KEYS];
    const modifiers = report[0] ?? 0;
    const keys = [...report.subarray(2)].filter((usage) => usage !== 0);
    if (keys.some((usage) => usage >= ROLLOVER_ERROR && usage <= LAST_ERROR)) return [LOST_KEYS];
    const pressed = [...new Set(keys)].filter((usage) => !this.#down.has(usage));
    this.#down = new Set(keys);
    return pressed.map((usage) => ({ usage, modifiers }));
  }

  reset(): void {
    this.#down = new Set();
  }
}
