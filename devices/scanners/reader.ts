import type { FrameRefusal } from '../device.ts';

type Told =
  | { readonly kind: 'frame'; readonly text: string; readonly symbology: string | null }
  | { readonly kind: 'refused'; readonly code: FrameRefusal }
  | { readonly kind: 'reply' };

export type FramerEvent = Told & {
  readonly raw: Uint8Array;
  /** The reports or key events that it was made of, as the port delivered them. A line has none: its bytes are `raw`. */
  readonly chunks?: readonly Uint8Array[];
};

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
