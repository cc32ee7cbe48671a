/** A key that went down: its HID usage on the keyboard page, and the modifiers that were held. */
export type KeyPress = { readonly usage: number; readonly modifiers: number };

/** Keys were lost on the way (rollover error, kernel buffer full): what is being typed is not whole. */
export const LOST_KEYS: KeyPress = { usage: -1, modifiers: 0 };

/** Turns what a port delivers into presses; releases and repeats give none. */
export interface KeySource {
  /** The whole reports or events in a chunk; of what is cut off the rest is awaited. */
  cut(chunk: Uint8Array): Uint8Array[];
  /** The keys that one of them pressed. */
  take(report: Uint8Array): KeyPress[];
  /** The events that are not over: what they hold down changes what the next key types. A report says by itself what is held. */
  readonly held: readonly Uint8Array[];
  /** The port was lost or reopened: nothing is held any more. */
  reset(): void;
}

/** Bits of the first byte of a boot report (HID 1.11, appendix B.1). */
export const CONTROL = 0x11;
export const SHIFT = 0x22;
export const ALT = 0x44;
export const META = 0x88;
