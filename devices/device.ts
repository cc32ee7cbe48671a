import type { LoadCycle } from './scales/load-cycle.ts';
import type { Unit, WeightReading } from './scales/weight.ts';
import type { ZeroState } from './scales/zero-drift.ts';

/**
 * What every device is to the rest of the hub: something with a name, a state and events.
 * A driver is `(profile, port) → Device`. Its constructor does nothing; `start` opens, `stop` closes. It never reconnects
 * by itself: `supervise.ts` does, for every family.
 */

/** Why a device is not ready, as a code with facts; the sentence lives in the screens' catalogues. */
export const DEVICE_STATES = [
  'stopped',
  'opening',
  'ready',
  'absent', // nothing at that address (unplugged, switched off, cable)
  'taken', // another process holds the port
  'forbidden', // the operating system refuses us
  'silent', // open, but nothing has come for longer than the profile allows, or a half-open TCP peer
  'garbled', // open, and bytes keep coming, but none of them is of the profile's protocol
  'failed', // anything else; `detail` carries the system's own words
] as const;
export type DeviceStateName = (typeof DEVICE_STATES)[number];

export type DeviceState = {
  readonly state: DeviceStateName;
  /** Address as the person who plugs it in would recognise it: a path or host:port. */
  readonly address: string;
  readonly detail?: string;
  /** Consecutive failed attempts to open; 0 when ready. */
  readonly attempts: number;
  /** Wall clock, UTC milliseconds, when this state began. */
  readonly since: number;
};

export type ScannedEvent = {
  readonly kind: 'scanned';
  /** UUIDv7 made the moment the frame was complete. It is the id of everything that the scan causes. */
  readonly scanId: string;
  readonly device: string;
  /** The code without prefix, suffix, AIM id and code id. */
  readonly text: string;
  /** AIM symbology id without the bracket ("E0", "C1", "Q3") or null when the scanner sends none. */
  readonly symbology: string | null;
  /** The bytes of the whole frame as they came, terminator included; of HID-POS the whole reports, of a keyboard what it typed. */
  readonly raw: Uint8Array;
  /** Wall clock, UTC milliseconds. */
  readonly at: number;
  /** Monotonic clock, milliseconds; only differences mean anything. */
  readonly monotonic_ms: number;
};

/**
 * - `too-long`: more bytes than the profile allows before a terminator; `raw` holds the first ones.
 * - `bad-prefix`: the configured prefix, AIM id or code id is missing, or these bytes came before it.
 * - `bad-suffix`: the configured suffix is missing.
 * - `bad-checksum`: the BCC does not fit.
 * - `bad-encoding`: the payload is not text in the profile's encoding.
 * - `bad-layout`: a whole frame that is none of the protocol's.
 * - `incomplete`: the bytes stopped before the terminator (unplugged, interrupted) or nothing but an AIM id came.
 */
export const FRAME_REFUSALS = [
  'too-long',
  'bad-prefix',
  'bad-suffix',
  'bad-checksum',
  'bad-encoding',
  'bad-layout',
  'incomplete',
] as const;
export type FrameRefusal = (typeof FRAME_REFUSALS)[number];

/** Bytes that were not a scan or a weight. They are kept, never guessed at. */
export type FrameRefusedEvent = {
  readonly kind: 'frame-refused';
  readonly device: string;
  readonly code: FrameRefusal;
  readonly raw: Uint8Array;
  readonly at: number;
};

export type StateEvent = { readonly kind: 'state'; readonly device: string; readonly state: DeviceState };

export type PrinterStatus = {
  /** false when the printer has no back-channel: nothing below is known then. */
  readonly known: boolean;
  readonly online: boolean;
  readonly coverOpen: boolean;
  readonly paper: 'ok' | 'near-end' | 'out';
  readonly error: 'none' | 'recoverable' | 'unrecoverable' | 'cutter';
  readonly at: number;
};

export type PrinterStatusEvent = {
  readonly kind: 'printer-status';
  readonly device: string;
  readonly status: PrinterStatus;
};

/** One for every frame of a scale, also when nothing changed: whoever shows it decides how often. */
export type WeightEvent = {
  readonly kind: 'weight';
  readonly device: string;
  readonly reading: WeightReading;
  /** Which load this is, and whether it has settled: two equal weighings are two loads. */
  readonly load: LoadCycle;
};

/** The empty scale does not show zero any more: it crept away, or something was left on the pan. Told when that begins, grows or ends. */
export type ZeroEvent = {
  readonly kind: 'zero';
  readonly device: string;
  readonly zero: ZeroState;
  readonly at: number;
};

/** What a frame on the wire was. */
export type FrameMeaning =
  | { readonly is: 'scan'; readonly text: string; readonly symbology: string | null }
  /** What this one frame says: a scale without a flag has `stable: 'unknown'` here, whatever its frames mean together. */
  | {
      readonly is: 'weight';
      readonly value: string | null;
      readonly unit: Unit | null;
      readonly stable: boolean | 'unknown';
    }
  /** An answer that is neither a scan nor a weight: done, busy, a tare, a command's echo, what came when nothing was asked any more. */
  | { readonly is: 'reply' }
  /** A printer's answer about itself. */
  | { readonly is: 'status' }
  | { readonly is: 'refused'; readonly code: FrameRefusal }
  /** Bytes of a line that is garbled: none of them fits the profile. */
  | { readonly is: 'undecoded' }
  /** Ours: a poll, a command. Told when it is handed to the port, so before its answer. */
  | { readonly is: 'sent' };

/** A frame as it came over the wire, for whoever keeps or shows the raw line. It is told right before the event that it caused. */
export type FrameEvent = {
  readonly kind: 'frame';
  readonly device: string;
  readonly direction: 'in' | 'out';
  /**
   * The bytes as they came: one chunk for a line, one per report (or kernel event) for HID and keyboards, so that they can become a profile's sample
   * as they are. The rest of a run of CR and LF comes after its frame was told and is part of none.
   */
  readonly chunks: readonly Uint8Array[];
  readonly meaning: FrameMeaning;
  /** Wall clock, UTC milliseconds. */
  readonly at: number;
};

export type DeviceEvent =
  | ScannedEvent
  | FrameRefusedEvent
  | StateEvent
  | PrinterStatusEvent
  | WeightEvent
  | ZeroEvent
  | FrameEvent;
export type DeviceListener = (event: DeviceEvent) => void;

/** The clock and the ids are handed in, so that a test can hold them still. */
export type DeviceClock = {
  /** UTC milliseconds. */
  wall(): number;
  /** Milliseconds from an arbitrary start, never backwards. */
  monotonic(): number;
  /** Calls back once after that many milliseconds; the returned function cancels. */
  after(delay_ms: number, callback: () => void): () => void;
};

export const DEVICE_FAMILIES = ['scanner', 'printer', 'scale'] as const;
export type DeviceFamily = (typeof DEVICE_FAMILIES)[number];

export interface Device {
  readonly name: string;
  readonly family: DeviceFamily;
  readonly state: DeviceState;
  start(): void;
  stop(): Promise<void>;
  /** Returns the function that ends the subscription. */
  listen(listener: DeviceListener): () => void;
}
