import type { FrameRefusal } from '../device.ts';
import type { FrameReading } from './weight.ts';

/** What a whole frame means. A `reply` is an answer without a weight that is not a fault: done, busy, a tare. */
export type Meaning =
  | { readonly kind: 'reading'; readonly reading: FrameReading }
  | { readonly kind: 'reply'; readonly says: 'done' | 'busy' | 'not-understood' | 'tare' }
  | { readonly kind: 'refused'; readonly code: FrameRefusal };

/** What stands at the head of the bytes that have come. */
export type Found =
  /** It may become a frame. */
  | { readonly kind: 'more' }
  /** It begins no frame. */
  | { readonly kind: 'noise'; readonly length: number }
  /** Between frames: the rest of a run of CR and LF. */
  | { readonly kind: 'gap'; readonly length: number }
  /** `length` counts from the head; the first `before` bytes of it do not belong to the frame. */
  | { readonly kind: 'frame'; readonly before: number; readonly length: number; readonly meaning: Meaning };

/** One protocol: pure, it only looks. */
export type FrameReader = {
  /** Most bytes of a frame with its terminator. */
  readonly longest: number;
  find(bytes: Uint8Array): Found;
};

export type ScaleFrame = Meaning & { readonly raw: Uint8Array };

const KEPT_NOISE = 256;

/**
 * Cuts a stream into the frames of one protocol. Pure: no clock and no port. Whatever fits no frame is skipped byte by byte until one
 * begins, and told once as `bad-prefix` before the next frame, or when it fills its buffer. Memory is bounded by both buffers.
 */
export class ScaleFramer {
  readonly #reader: FrameReader;
  readonly #buffer: Uint8Array;
  readonly #noise = new Uint8Array(KEPT_NOISE);
  #length = 0;
  #noiseLength = 0;

  constructor(reader: FrameReader) {
    this.#reader = reader;
    this.#buffer = new Uint8Array(2 * reader.longest);
  }

  feed(bytes: Uint8Array): ScaleFrame[] {
    const frames: ScaleFrame[] = [];
    for (let at = 0; at < bytes.length; ) {
      const room = Math.min(this.#buffer.length - this.#length, bytes.length - at);
      this.#buffer.set(bytes.subarray(at, at + room), this.#length);
      this.#length += room;
      at += room;
      this.#cut(frames);
    }
    return frames;
  }

  /** Bytes that have come since the last frame and begin none, told without waiting for the next one. */
  noise(): ScaleFrame[] {
    const frames: ScaleFrame[] = [];
    this.#tellNoise(frames);
    return frames;
  }

  /** The port was lost, reopened or asked anew: half a frame will never be whole. */
  reset(): ScaleFrame[] {
    const frames = this.noise();
    if (this.#length > 0)
      frames.push({ kind: 'refused', code: 'incomplete', raw: this.#buffer.slice(0, this.#length) });
    this.#length = 0;
    return frames;
  }

  #cut(frames: ScaleFrame[]): void {
    let at = 0;
    while (at < this.#length) {
      const found = this.#reader.find(this.#buffer.subarray(at, this.#length));
      if (found.kind === 'more') {
        // Nothing of this protocol is that long: the oldest bytes cannot begin a frame.
        if (this.#length - at < this.#buffer.length) break;
        at = this.#skip(at, this.#reader.longest, frames);
      } else if (found.kind === 'noise') at = this.#skip(at, found.length, frames);
      else if (found.kind === 'gap') at += found.length;
      else {
        const from = this.#skip(at, found.before, frames);
        at += found.length;
        this.#tellNoise(frames);
        frames.push({ ...found.meaning, raw: this.#buffer.slice(from, at) });
      }
    }
    this.#buffer.copyWithin(0, at, this.#length);
    this.#length -= at;
  }

  #skip(at: number, count: number, frames: ScaleFrame[]): number {
    for (let index = at; index < at + count; index++) {
      if (this.#noiseLength === KEPT_NOISE) this.#tellNoise(frames);
      this.#noise[this.#noiseLength++] = this.#buffer[index] ?? 0;
    }
    return at + count;
  }

  #tellNoise(frames: ScaleFrame[]): void {
    if (this.#noiseLength > 0) {
      frames.push({ kind: 'refused', code: 'bad-prefix', raw: this.#noise.slice(0, this.#noiseLength) });
    }
    this.#noiseLength = 0;
  }
}

export const MORE: Found = { kind: 'more' };
export const refused = (code: FrameRefusal): Meaning => ({ kind: 'refused', code });

/** Noise up to the next byte that may begin a frame. */
export function noiseUntil(bytes: Uint8Array, start: number): Found {
  const next = bytes.indexOf(start, 1);
  return { kind: 'noise', length: next < 0 ? bytes.length : next };
}

export const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
