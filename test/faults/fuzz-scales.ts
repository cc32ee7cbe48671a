import { type Shown, scaleFrameBytes } from '../../devices/emulators/scale-frames.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { hexBytes } from '../../devices/profile.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import { ScaleFramer } from '../../devices/scales/frames.ts';
import { Interpretation } from '../../devices/scales/interpretation.ts';
import { frameReaderOf } from '../../devices/scales/protocols.ts';
import { withPoint } from '../../devices/scales/weight.ts';
import { Random } from './random.ts';

/** What one scale keeps between two frames: what must not grow. */
type Line = {
  readonly profile: ScaleProfile;
  framer: ScaleFramer;
  interpretation: Interpretation;
  readonly samples: readonly Uint8Array[];
};

export type FuzzOutcome = {
  readonly frames: number;
  /** Readings, replies and refusals that came out. */
  readonly events: number;
  /** A parser threw, or a frame claimed a weight that is no decimal. */
  readonly crashes: number;
  /** Heap after minus heap after the first tenth, both after a collection where `--expose-gc` allows one. */
  readonly heapGrowth_kB: number;
};

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** Random, mutated, torn and glued frames over the parsers of all scale profiles, and what they mean over time. Same seed, same frames. */
export async function fuzzScales(frames: number, seed: number): Promise<FuzzOutcome> {
  const random = new Random(seed);
  const lines = listProfiles('scale').map((name) => lineOf(loadProfile('scale', name)));
  let [events, crashes, before_bytes] = [0, 0, heap()];
  for (let frame = 0; frame < frames; frame++) {
    const line = random.pick(lines);
    try {
      events += tell(line, random.chance(0.01) ? otherFrame(lines, random) : frameOf(line, random), frame, random);
    } catch {
      crashes += 1;
      Object.assign(line, lineOf(line.profile));
    }
    if (frame === Math.floor(frames / 10)) before_bytes = heap();
    // Whoever runs this beside other work wants a turn now and then.
    if (frame % 100_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { frames, events, crashes, heapGrowth_kB: Math.round((heap() - before_bytes) / 1024) };
}

const lineOf = (profile: ScaleProfile): Line => ({
  profile,
  framer: new ScaleFramer(frameReaderOf(profile.protocol, profile.metrology.unit)),
  interpretation: new Interpretation(profile),
  samples: profile.samples.map(({ bytes }) => hexBytes(bytes)),
});

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Feeds in one piece or in two, and checks what comes out. */
function tell(line: Line, bytes: Uint8Array, now_ms: number, random: Random): number {
  const cut = random.chance(0.5) ? bytes.length : random.between(0, bytes.length);
  const told = [...line.framer.feed(bytes.subarray(0, cut)), ...line.framer.feed(bytes.subarray(cut))];
  if (random.chance(0.001)) told.push(...line.framer.reset());
  for (const frame of told) {
    if (frame.kind !== 'reading') continue;
    const { value, tare, quantity, overload } = frame.reading;
    for (const number of [value, tare, quantity]) {
      if (number !== null && !DECIMAL.test(number)) throw new TypeError(`${number} is no decimal`);
    }
    if (overload && value !== null) throw new TypeError('an overload with a weight');
    line.interpretation.take(frame.reading, frame.raw, now_ms, now_ms);
  }
  return told.length;
}

const otherFrame = (lines: readonly Line[], random: Random): Uint8Array => random.pick(random.pick(lines).samples);

function frameOf({ profile, samples }: Line, random: Random): Uint8Array {
  const kind = random.between(0, 4);
  if (kind === 0) return Uint8Array.from({ length: random.between(0, 64) }, () => random.between(0, 255));
  const whole = random.chance(0.3) ? random.pick(samples) : scaleFrameBytes(profile, anyShown(profile, random));
  if (kind === 1) return whole;
  if (kind === 2) return whole.subarray(random.between(0, whole.length), random.between(0, whole.length));
  const mutated = Uint8Array.from(whole);
  for (let times = random.between(1, 4); times > 0; times--) {
    const at = random.between(0, mutated.length - 1);
    mutated[at] = kind === 3 ? (mutated[at] ?? 0) ^ (1 << random.between(0, 7)) : random.between(0, 255);
  }
  return mutated;
}

function anyShown({ metrology }: ScaleProfile, random: Random): Shown {
  const { division, capacity, unit } = metrology;
  const decimals = division.split('.')[1]?.length ?? 0;
  const most = Math.floor(Number(capacity) / Number(division));
  const digits = (steps: number): string =>
    withPoint(String(steps * Number(division.replace('.', ''))), decimals) ?? '0';
  const value = digits(random.between(0, most));
  const isNegative = random.chance(0.1) && /[1-9]/.test(value);
  return {
    value: isNegative ? `-${digits(1)}` : value,
    unit,
    stable: random.chance(0.5),
    net: random.chance(0.3),
    tare: digits(random.between(0, most)),
    zero: random.chance(0.1),
    overload: random.chance(0.05),
    underload: random.chance(0.05),
  };
}
