import type { DeviceClock, FrameMeaning } from '../device.ts';
import { PortDevice } from '../port-device.ts';
import type { Port } from '../ports/port.ts';
import { markerBytes } from '../profile.ts';
import type { ScaleProfile } from '../profile-scale.ts';
import { type ScaleFrame, ScaleFramer } from './frames.ts';
import { Interpretation } from './interpretation.ts';
import { frameReaderOf } from './protocols.ts';
import type { FrameReading, WeightReading } from './weight.ts';

export type SerialScaleOptions = {
  /** The device's name in the hub; every event carries it. */
  readonly name: string;
  readonly profile: ScaleProfile;
  readonly port: Port;
  readonly clock: DeviceClock;
};

/** A few stray bytes are noise on the line, not another protocol. */
const GARBLED_BYTES = 16;

/**
 * A scale on a line of bytes. Every frame with a reading is an event, also when nothing changed. A scale that is polled is asked as its profile
 * says, never while an answer is due; what comes when nothing was asked belongs to an earlier question and is dropped.
 */
export class SerialScale extends PortDevice {
  readonly family = 'scale';
  readonly profile: ScaleProfile;
  /** For the supervisor's watchdog; undefined where the scale may rightly be silent. */
  readonly silence_ms: number | undefined;
  readonly #framer: ScaleFramer;
  readonly #interpretation: Interpretation;
  #cancelPoll = (): void => {};
  /** Monotonic time of the question whose answer is awaited; null when none is. */
  #asked_ms: number | null = null;
  #latest: WeightReading | null = null;
  /** Bytes since the last frame that meant something, and when they began. */
  #undecoded = { count: 0, since_ms: 0 };

  constructor({ name, profile, port, clock }: SerialScaleOptions) {
    super(name, port, clock);
    this.profile = profile;
    this.silence_ms = profile.silence_ms === 0 ? undefined : profile.silence_ms;
    this.#framer = new ScaleFramer(frameReaderOf(profile.protocol, profile.metrology.unit));
    this.#interpretation = new Interpretation(profile);
  }

  /** The last reading since the port was opened; what lay on the pan before counts. null when nothing is known any more. */
  get latest(): WeightReading | null {
    return this.#latest;
  }

  protected override opened(opening: number): void {
    const { onOpen, poll } = this.profile;
    if (onOpen !== undefined) this.write(markerBytes(onOpen));
    // A scale that speaks on change is asked once: what lay there before was no change.
    if (poll !== undefined) this.#ask(opening);
  }

  /** Flushes what is stale and asks. An answer that is overdue is given up; what comes until the next question is too late. */
  #ask(opening: number): void {
    const { poll, asks } = this.profile;
    if (poll === undefined || opening !== this.opening) return;
    for (const frame of this.#framer.reset()) this.#show(frame);
    this.#asked_ms = this.clock.monotonic();
    // Before the question goes out: a line without delay brings the answer while it is being written.
    if (asks === 'poll') {
      this.#cancelPoll = this.clock.after(poll.reply_ms, () => this.#askLater(opening, poll.interval_ms));
    }
    this.write(markerBytes(poll.request));
  }

  #askLater(opening: number, delay_ms: number): void {
    this.#asked_ms = null;
    this.#cancelPoll();
    this.#cancelPoll = this.clock.after(delay_ms, () => this.#ask(opening));
  }

  protected take(bytes: Uint8Array, now_ms: number, before_ms: number | null): void {
    const paused = before_ms === null || now_ms - before_ms > this.profile.garbled_ms;
    if (paused || this.#undecoded.count === 0) this.#undecoded = { count: 0, since_ms: now_ms };
    this.#undecoded.count += bytes.length;
    for (const frame of this.#framer.feed(bytes)) this.#tell(frame, now_ms);
    this.#noticeGarbled(now_ms);
    // Who looks at such a line wants to see it as it comes, not when a buffer is full or a good frame mends it.
    if (this.isGarbled) for (const frame of this.#framer.noise()) this.#show(frame);
  }

  /** The frame as it came, for whoever looks at the line. */
  #show(frame: ScaleFrame, isWanted = true): void {
    this.emitFrame('in', [frame.raw], this.#meaningOf(frame, isWanted));
  }

  #meaningOf(frame: ScaleFrame, isWanted: boolean): FrameMeaning {
    if (frame.kind === 'refused') return this.isGarbled ? { is: 'undecoded' } : { is: 'refused', code: frame.code };
    if (frame.kind === 'reply' || !isWanted) return { is: 'reply' };
    const { value, unit, stable } = frame.reading;
    return { is: 'weight', value, unit, stable };
  }

  #tell(frame: ScaleFrame, now_ms: number): void {
    const at = this.clock.wall();
    const { poll, asks } = this.profile;
    const isPolled = asks === 'poll' && poll !== undefined;
    const isWanted = !isPolled || this.#asked_ms !== null;
    this.#show(frame, isWanted);
    if (frame.kind === 'refused') {
      // A line in another protocol would be nothing but refusals; the state says it once.
      if (!this.isGarbled)
        this.emit({ kind: 'frame-refused', device: this.name, code: frame.code, raw: frame.raw, at });
      return;
    }
    this.#undecoded.count = 0;
    this.mend();
    if (!isWanted) return;
    if (isPolled && this.#asked_ms !== null) {
      this.#askLater(this.opening, Math.max(0, poll.interval_ms - (now_ms - this.#asked_ms)));
    }
    if (frame.kind === 'reading') this.#weigh(frame.reading, frame.raw, at, now_ms);
  }

  #weigh(frame: FrameReading, raw: Uint8Array, at: number, now_ms: number): void {
    const { reading, load, zero } = this.#interpretation.take(frame, raw, at, now_ms);
    this.#latest = reading;
    this.emit({ kind: 'weight', device: this.name, reading, load });
    if (zero !== null) this.emit({ kind: 'zero', device: this.name, zero, at });
  }

  #noticeGarbled(now_ms: number): void {
    const { count, since_ms } = this.#undecoded;
    if (count < GARBLED_BYTES || now_ms - since_ms < this.profile.garbled_ms) return;
    const { protocol, transport } = this.profile;
    this.garble(`${count} bytes and no frame of ${protocol.name} at ${transport.baudRate} baud`);
  }

  /** What was on the pan and on the line is not known any more. */
  protected forget(): void {
    this.#cancelPoll();
    this.#asked_ms = null;
    this.#latest = null;
    this.#undecoded = { count: 0, since_ms: 0 };
    this.#interpretation.reset();
    for (const frame of this.#framer.reset()) {
      if (frame.kind !== 'refused') continue;
      this.#show(frame);
      this.emit({ kind: 'frame-refused', device: this.name, code: frame.code, raw: frame.raw, at: this.clock.wall() });
    }
  }
}
