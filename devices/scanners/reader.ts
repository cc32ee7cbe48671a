import type { FrameRefusal } from '../device.ts';

export type FramerEvent =
  | { readonly kind: 'frame'; readonly text: string; readonly symbology: string | null; readonly raw: Uint8Array }
  | { readonly kind: 'refused'; readonly code: FrameRefusal; readonly raw: Uint8Array }
  | { readonly kind: 'reply'; readonly raw: Uint8Array };

/**
 * Makes scans of what a port delivers: a line's bytes, HID reports (one a chunk) or keys. Pure: no clock and no port, time is an argument
 * (monotonic milliseconds). What it keeps is bounded by the profile.
 */
export interface ScanReader {
  /** Something waits for its end or for silence: call `idle` when the profile's `idleFlush_ms` have passed. */
  readonly pending: boolean;
  feed(chunk: Uint8Array, now_ms: number): FramerEvent[];
  /** What silence says: nothing unless `idleFlush_ms` have passed since the last chunk. */
  idle(now_ms: number): FramerEvent[];
  /** The port was lost or reopened: half a code will never be whole. */
  reset(): FramerEvent[];
}
