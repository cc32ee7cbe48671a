import type { DeviceClock } from '../device.ts';
import { loadProfile } from '../load-profile.ts';
import { createMemoryPort, type MemoryFarEnd } from '../ports/memory.ts';
import type { Port } from '../ports/port.ts';
import { SerialLine } from '../ports/serial.ts';
import { markerBytes } from '../profile.ts';
import type { ScaleProfile } from '../profile-scale.ts';
import { toMicrograms, type Unit } from '../scales/weight.ts';
import { type Shown, scaleFrameBytes } from './scale-frames.ts';
import { Pan } from './scale-pan.ts';

export type ScaleEmulatorOptions = {
  /** Name of a file in `firmware-profiles/scale/`, or the profile itself. */
  readonly profile: string | ScaleProfile;
  readonly clock: DeviceClock;
  /** The scale's end of a PTY pair; without it the emulator makes a line inside the process (see `port`). */
  readonly pty?: string;
  /** What a person would recognise as its socket, for the line inside the process. */
  readonly address?: string;
  /** 0 ≤ random() < 1. */
  readonly random?: () => number;
  /** Between two frames of a scale that streams. */
  readonly every_ms?: number;
  /** How long the display moves after a load came or went. */
  readonly settle_ms?: number;
  /** Writes every byte by itself, as a slow line delivers them. */
  readonly byteAtATime?: boolean;
};

export type ScaleEmulatorChange =
  | { readonly kind: 'display'; readonly shown: Shown }
  | { readonly kind: 'plugged'; readonly plugged: boolean };

export type ScaleConditions = {
  readonly hand: boolean;
  readonly unstable: boolean;
  readonly drifting: boolean;
  readonly frozen: boolean;
};

/** A scale that sends exactly what its profile says, while a hand (bench page, test) puts things on it and takes them off. */
export class ScaleEmulator {
  readonly profile: ScaleProfile;
  /** What the hub opens instead of a serial device; null when the emulator holds the other end of a PTY. */
  readonly port: Port | null;
  byteAtATime: boolean;
  readonly #clock: DeviceClock;
  readonly #pan: Pan;
  readonly #every_ms: number;
  readonly #far: MemoryFarEnd | null;
  readonly #line: SerialLine | null;
  readonly #request: Uint8Array;
  readonly #listeners = new Set<(change: ScaleEmulatorChange) => void>();
  #heard: number[] = [];
  /** What the display stood at when it froze; null while it works. */
  #frozen: Shown | null = null;
  #lastSent = '';
  #cancel = (): void => {};
  #running = false;
  #stopListening = (): void => {};

  constructor(options: ScaleEmulatorOptions) {
    const { profile, clock, pty, address = 'memory:scale', random = Math.random, every_ms = 100 } = options;
    this.profile = typeof profile === 'string' ? loadProfile('scale', profile) : profile;
    this.byteAtATime = options.byteAtATime ?? false;
    this.#clock = clock;
    this.#pan = new Pan({ metrology: this.profile.metrology, clock, random, settle_ms: options.settle_ms ?? 600 });
    this.#every_ms = every_ms;
    const line = pty === undefined ? createMemoryPort(address) : null;
    this.port = line?.port ?? null;
    this.#far = line?.far ?? null;
    this.#line = pty === undefined ? null : new SerialLine(pty, this.profile.transport, clock);
    this.#request = markerBytes(this.profile.poll?.request ?? this.profile.onOpen);
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#stopListening = this.#far?.onData((bytes) => this.#hear(bytes)) ?? (() => {});
    await this.#line?.open({ data: (bytes) => this.#hear(bytes), lost: () => {} });
    this.#beat();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    this.#stopListening();
    await this.#line?.close();
  }

  /** Adds to what lies on the pan: "0.250", "kg". The unit of the profile where none is named. */
  put(weight: string, unit: Unit = this.profile.metrology.unit): void {
    this.#pan.add(toMicrograms(weight, unit) ?? 0n);
    this.#tell();
  }

  /** Takes everything off, the drawer too. */
  remove(): void {
    this.#pan.clear();
    this.#tell();
  }

  /** A drawer or bin with pieces that differ: `cv` 0.01 is 1 %. Its own weight is `bin`. */
  fill(pieces: number, piece: string, options: { unit?: Unit; cv?: number; bin?: string } = {}): void {
    const { unit = this.profile.metrology.unit, cv = 0.01, bin = '0' } = options;
    this.#pan.fill(pieces, toMicrograms(piece, unit) ?? 0n, cv);
    this.put(bin, unit);
  }

  /** Takes that many pieces out of the drawer, those that were put in last; answers with how many there were to take. */
  take(pieces: number): number {
    const taken = this.#pan.take(pieces);
    this.#tell();
    return taken;
  }

  /** Pieces that are in the drawer. */
  get pieces(): number {
    return this.#pan.pieces;
  }

  /** More than it can carry. */
  overload(): void {
    this.put(String(2 * Number(this.profile.metrology.capacity)));
  }

  /** The scale's own keys. */
  tare(): void {
    this.#pan.tare();
    this.#tell();
  }

  zero(): void {
    this.#pan.zero();
    this.#tell();
  }

  /** A load that never comes to rest: a swinging part, wind, a running engine. */
  unstable(on: boolean): void {
    this.#pan.unstable = on;
    this.#tell();
  }

  /** A hand that leans on the pan: heavy, slow, and never the same. */
  hand(on: boolean): void {
    this.#pan.hand = on;
    this.#tell();
  }

  /** How far zero creeps in a minute; "0" ends it where it is. */
  drift(perMinute: string, unit: Unit = this.profile.metrology.unit): void {
    this.#pan.drift(toMicrograms(perMinute, unit) ?? 0n);
  }

  /** The display stands and nothing is sent or answered: a wedged device. */
  freeze(on: boolean): void {
    this.#frozen = on ? this.shown : null;
  }

  get shown(): Shown {
    return this.#frozen ?? this.#pan.shown();
  }

  /** What is being done to it by hand, until it is undone. */
  get conditions(): ScaleConditions {
    const { hand, unstable, drifting } = this.#pan;
    return { hand, unstable, drifting, frozen: this.#frozen !== null };
  }

  /** Sends the display now, as the print key does. */
  async print(): Promise<void> {
    await this.send(scaleFrameBytes(this.profile, this.shown));
  }

  /** Bytes as they are: noise, half a frame, captured samples. */
  async send(bytes: Uint8Array): Promise<void> {
    const pieces = this.byteAtATime ? [...bytes].map((byte) => Uint8Array.of(byte)) : [bytes];
    for (const piece of pieces) {
      this.#far?.write(piece);
      // A PTY whose other end is gone takes no bytes; a real scale does not notice either.
      await this.#line?.write(piece).catch(() => {});
    }
  }

  /** Noise on the line, or a device that speaks another protocol. */
  async garbage(length = 32): Promise<void> {
    await this.send(Uint8Array.from({ length }, (_, index) => 0x80 + ((index * 37) % 0x7f)));
  }

  get plugged(): boolean {
    return this.#far?.plugged ?? this.#running;
  }

  /** Pulls the plug of the line inside the process; a PTY is unplugged by ending the process that holds it. */
  unplug(): void {
    this.#far?.unplug();
    for (const listener of [...this.#listeners]) listener({ kind: 'plugged', plugged: this.plugged });
  }

  replug(): void {
    this.#far?.replug();
    for (const listener of [...this.#listeners]) listener({ kind: 'plugged', plugged: this.plugged });
  }

  onChange(listener: (change: ScaleEmulatorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener({ kind: 'display', shown: this.shown });
  }

  /** Streams, or tells a weight that has settled anew, until it is stopped. */
  #beat(): void {
    if (this.profile.asks === 'poll') return;
    this.#cancel = this.#clock.after(this.#every_ms, () => {
      if (!this.#running) return;
      const shown = this.shown;
      const isNews = shown.stable && JSON.stringify(shown) !== this.#lastSent;
      if (this.#frozen === null && (this.profile.asks === 'stream' || isNews)) {
        this.#lastSent = JSON.stringify(shown);
        void this.send(scaleFrameBytes(this.profile, shown));
      }
      this.#beat();
    });
  }

  #hear(bytes: Uint8Array): void {
    this.#heard.push(...bytes);
    const length = this.#request.length;
    if (length === 0) this.#heard = [];
    while (length > 0 && this.#heard.length >= length) {
      if (this.#request.every((byte, index) => this.#heard[index] === byte)) {
        this.#heard.splice(0, length);
        if (this.#frozen === null) void this.print();
      } else this.#heard.shift();
    }
  }
}
