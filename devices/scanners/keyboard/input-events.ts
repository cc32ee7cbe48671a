import { type KeyPress, type KeySource, LOST_KEYS } from './key-press.ts';

/** `struct input_event` of linux/input.h: two longs of time, then type, code (16 bits each) and value (32 bits). */
const is32Bit = process.arch === 'arm' || process.arch === 'ia32' || process.arch === 'mipsel';
export const INPUT_EVENT_BYTES = is32Bit ? 16 : 24;
const TYPE_AT = INPUT_EVENT_BYTES - 8;

const EV_SYN = 0x00;
const EV_KEY = 0x01;
const SYN_DROPPED = 3;
const RELEASED = 0;
const PRESSED = 1;

/**
 * Key codes of linux/input-event-codes.h and the HID usage that each comes from (drivers/hid/hid-input.c, hid_keyboard): first code, then the
 * usages of the codes from there on.
 */
const ROWS: readonly (readonly [firstCode: number, usages: readonly number[]])[] = [
  [1, [0x29, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e, 0x2a, 0x2b]],
  [16, [0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30, 0x28, 0xe0]],
  [30, [0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x35, 0xe1, 0x31]],
  [44, [0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38, 0xe5, 0x55, 0xe2, 0x2c, 0x39]],
  [69, [0x53, 0x47, 0x5f, 0x60, 0x61, 0x56, 0x5c, 0x5d, 0x5e, 0x57, 0x59, 0x5a, 0x5b, 0x62, 0x63]],
  [96, [0x58, 0xe4, 0x54]],
  [100, [0xe6]],
  [117, [0x67]],
  [125, [0xe3, 0xe7]],
];
const USAGES = new Map(
  ROWS.flatMap(([first, usages]) => usages.map((usage, index) => [first + index, usage] as const)),
);
/** Left control is usage E0 and bit 0, right Windows key is E7 and bit 7. */
const FIRST_MODIFIER = 0xe0;

/** Kernel input events, cut anywhere. Repeats are the kernel's own and not the scanner's. */
export class InputEvents implements KeySource {
  #rest: Uint8Array = new Uint8Array();
  /** The bits of the modifiers that are down, and the event that pressed each. */
  readonly #modifiers = new Map<number, Uint8Array>();

  get held(): Uint8Array[] {
    return [...this.#modifiers.values()];
  }

  cut(chunk: Uint8Array): Uint8Array[] {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const events: Uint8Array[] = [];
    let at = 0;
    for (; at + INPUT_EVENT_BYTES <= bytes.length; at += INPUT_EVENT_BYTES) {
      events.push(bytes.subarray(at, at + INPUT_EVENT_BYTES));
    }
    this.#rest = bytes.subarray(at);
    return events;
  }

  take(event: Uint8Array): KeyPress[] {
    const [type, code] = [wordOf(event, TYPE_AT), wordOf(event, TYPE_AT + 2)];
    if (type === EV_SYN && code === SYN_DROPPED) {
      this.#modifiers.clear();
      return [LOST_KEYS];
    }
    const value = wordOf(event, TYPE_AT + 4) | (wordOf(event, TYPE_AT + 6) << 16);
    return type === EV_KEY ? this.#key(code, value, event) : [];
  }

  reset(): void {
    this.#rest = new Uint8Array();
    this.#modifiers.clear();
  }

  #key(code: number, value: number, event: Uint8Array): KeyPress[] {
    const usage = USAGES.get(code) ?? 0;
    if (usage >= FIRST_MODIFIER) {
      const bit = 1 << (usage - FIRST_MODIFIER);
      if (value === RELEASED) this.#modifiers.delete(bit);
      else this.#modifiers.set(bit, event);
      return [];
    }
    const modifiers = [...this.#modifiers.keys()].reduce((bits, bit) => bits | bit, 0);
    return value === PRESSED ? [{ usage, modifiers }] : [];
  }
}

const wordOf = (event: Uint8Array, at: number): number => (event[at] ?? 0) | ((event[at + 1] ?? 0) << 8);
