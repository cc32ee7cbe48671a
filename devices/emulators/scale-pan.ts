import type { DeviceClock } from '../device.ts';
import type { ScaleProfile } from '../profile-scale.ts';
import { toMicrograms, withPoint } from '../scales/weight.ts';
import type { Shown } from './scale-frames.ts';

export type PanOptions = {
  readonly metrology: ScaleProfile['metrology'];
  readonly clock: DeviceClock;
  readonly random: () => number;
  readonly settle_ms: number;
};

/** Displays go nine divisions over capacity before they give up, and twenty below zero. */
const OVER_DIVISIONS = 9n;
const UNDER_DIVISIONS = 20n;
const MINUTE_MS = 60_000n;

/** What lies on an emulated pan, and what the display makes of it. Whole micrograms; time comes from the clock. */
export class Pan {
  unstable = false;
  hand = false;
  readonly #clock: DeviceClock;
  readonly #random: () => number;
  readonly #settle_ms: number;
  readonly #metrology: ScaleProfile['metrology'];
  readonly #division_ug: bigint;
  readonly #capacity_ug: bigint;
  #loose_ug = 0n;
  #pieces_ug: bigint[] = [];
  #zero_ug = 0n;
  #tare_ug = 0n;
  /** Where the display came from when the load last changed. */
  #moved = { from_ug: 0n, at_ms: Number.NEGATIVE_INFINITY };
  #creep = { perMinute_ug: 0n, since_ms: 0, before_ug: 0n };

  constructor({ metrology, clock, random, settle_ms }: PanOptions) {
    this.#metrology = metrology;
    this.#clock = clock;
    this.#random = random;
    this.#settle_ms = settle_ms;
    this.#division_ug = toMicrograms(metrology.division, metrology.unit) ?? 1n;
    this.#capacity_ug = toMicrograms(metrology.capacity, metrology.unit) ?? 1n;
  }

  get drifting(): boolean {
    return this.#creep.perMinute_ug !== 0n;
  }

  get pieces(): number {
    return this.#pieces_ug.length;
  }

  add(load_ug: bigint): void {
    this.#move();
    this.#loose_ug += load_ug;
  }

  clear(): void {
    this.#move();
    this.#loose_ug = 0n;
    this.#pieces_ug = [];
  }

  /** Pieces of a normal distribution around their average. */
  fill(pieces: number, average_ug: bigint, cv: number): void {
    this.#move();
    for (let index = 0; index < pieces; index++) {
      const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - this.#random())), 2 * Math.PI * this.#random()];
      this.#pieces_ug.push(BigInt(Math.round(Number(average_ug) * (1 + cv * radius * Math.cos(angle)))));
    }
  }

  /** The last ones first. */
  take(pieces: number): number {
    this.#move();
    return this.#pieces_ug.splice(Math.max(0, this.#pieces_ug.length - pieces)).length;
  }

  /** Takes what lies there for the container. Nothing happens while it moves or cannot weigh, as on a real scale. */
  tare(): void {
    if (!this.#canSetZero()) return;
    this.#tare_ug = this.#gross_ug() > 0n ? this.#gross_ug() : 0n;
  }

  zero(): void {
    if (!this.#canSetZero()) return;
    this.#zero_ug += this.#gross_ug();
    this.#tare_ug = 0n;
  }

  drift(perMinute_ug: bigint): void {
    this.#creep = { perMinute_ug, since_ms: this.#clock.monotonic(), before_ug: this.#crept_ug() };
  }

  shown(): Shown {
    const { unit } = this.#metrology;
    const gross_ug = this.#gross_ug() + this.#disturbance_ug();
    const overload = this.#isOver(gross_ug);
    const underload = gross_ug < -UNDER_DIVISIONS * this.#division_ug;
    const net = this.#tare_ug > 0n;
    const value = this.#display(gross_ug - this.#tare_ug);
    const stable = this.#isStill() && !this.unstable && !this.hand;
    const zero = stable && !net && !/[1-9]/.test(value);
    return { value, unit, stable, net, tare: this.#display(this.#tare_ug), zero, overload, underload };
  }

  #gross_ug(): bigint {
    return this.#ramp_ug() + this.#crept_ug() - this.#zero_ug;
  }

  #load_ug(): bigint {
    return this.#pieces_ug.reduce((sum, piece) => sum + piece, this.#loose_ug);
  }

  /** On its way from the old load to the new one. */
  #ramp_ug(): bigint {
    const to_ug = this.#load_ug();
    const passed_ms = this.#clock.monotonic() - this.#moved.at_ms;
    if (passed_ms >= this.#settle_ms) return to_ug;
    const share = BigInt(Math.round((1000 * passed_ms) / this.#settle_ms));
    return this.#moved.from_ug + ((to_ug - this.#moved.from_ug) * share) / 1000n;
  }

  #crept_ug(): bigint {
    const { perMinute_ug, since_ms, before_ug } = this.#creep;
    const passed_ms = BigInt(Math.round(this.#clock.monotonic() - since_ms));
    return before_ug + (perMinute_ug * passed_ms) / MINUTE_MS;
  }

  #move(): void {
    this.#moved = { from_ug: this.#ramp_ug(), at_ms: this.#clock.monotonic() };
  }

  #isStill(): boolean {
    return this.#clock.monotonic() - this.#moved.at_ms >= this.#settle_ms;
  }

  #isOver(gross_ug: bigint): boolean {
    return gross_ug > this.#capacity_ug + OVER_DIVISIONS * this.#division_ug;
  }

  #canSetZero(): boolean {
    return this.#isStill() && !this.#isOver(this.#gross_ug());
  }

  /** Up to five divisions for a swing, up to a tenth of the capacity for a hand. */
  #disturbance_ug(): bigint {
    const swing = this.unstable ? Number(this.#division_ug) * 10 * (this.#random() - 0.5) : 0;
    const hand = this.hand ? (Number(this.#capacity_ug) / 10) * this.#random() : 0;
    return BigInt(Math.round(swing + hand));
  }

  #display(weight_ug: bigint): string {
    const magnitude = weight_ug < 0n ? -weight_ug : weight_ug;
    const divisions = (magnitude + this.#division_ug / 2n) / this.#division_ug;
    const decimals = this.#metrology.division.split('.')[1]?.length ?? 0;
    const digits = String(divisions * BigInt(this.#metrology.division.replace('.', '')));
    const value = withPoint(digits, decimals) ?? '0';
    return weight_ug < 0n && divisions > 0n ? `-${value}` : value;
  }
}
