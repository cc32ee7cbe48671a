import { ScaleEmulator } from '../../devices/emulators/scale.ts';
import { scaleFrameBytes } from '../../devices/emulators/scale-frames.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { createMemoryPort } from '../../devices/ports/memory.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import { createScale } from '../../devices/scales/create-scale.ts';
import { ScaleFramer } from '../../devices/scales/frames.ts';
import { frameReaderOf } from '../../devices/scales/protocols.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { quantile, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const FRAMES = 20_000;
const GLUED = 50;
const LATENCY_FRAMES = 5_000;

/** Frames per second of each protocol, glued as a busy line brings them, against what the line itself can carry; then byte → event. */
export async function benchScaleFrames(): Promise<BenchRow[]> {
  const profiles = listProfiles('scale').map((name) => loadProfile('scale', name));
  const oneEach = [
    ...new Map(profiles.toReversed().map((profile) => [profile.protocol.name, profile])).values(),
  ].toReversed();
  return [...oneEach.map(decode), ...(await Promise.all(['cas-22', 'yaohua-xk3190-a9'].map(latency))).flat()];
}

/** A frame with the least load on the pan, as this scale sends it. */
export function frameOf(profile: ScaleProfile): Uint8Array {
  const pan = new ScaleEmulator({ profile, clock: systemClock, settle_ms: 0 });
  pan.put(profile.metrology.minimum ?? '0');
  return scaleFrameBytes(profile, pan.shown);
}

/** What the line of this scale can carry. */
export function bytesPerSecond({ transport }: ScaleProfile): number {
  const { baudRate, dataBits, parity, stopBits } = transport;
  return baudRate / (1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits);
}

function decode(profile: ScaleProfile): BenchRow {
  const frame = frameOf(profile);
  const chunk = Uint8Array.from(Array.from({ length: GLUED }, () => [...frame]).flat());
  const framer = new ScaleFramer(frameReaderOf(profile.protocol, profile.metrology.unit));
  const run = (frames: number): number => {
    let read = 0;
    const began = performance.now();
    for (let fed = 0; fed < frames; fed += GLUED) {
      read += framer.feed(chunk).filter(({ kind }) => kind === 'reading').length;
    }
    const took_ms = performance.now() - began;
    if (read !== frames) throw new Error(`${profile.id}: ${read} of ${frames} frames were read.`);
    return (1000 * frames) / took_ms;
  };
  run(FRAMES);
  const perSecond = run(FRAMES);
  const onLine = bytesPerSecond(profile) / frame.length;
  return {
    what: `scale frames of ${profile.protocol.name}`,
    value: `${whole(perSecond)} frames/s`,
    against: `${onLine.toFixed(0)} frames/s on its line at ${profile.transport.baudRate} baud`,
    ratio: (perSecond / onLine).toFixed(0),
  };
}

/** From the last bytes of a frame to the weight event with stability, load and zero, against the same bytes that are only handed on. */
async function latency(name: string): Promise<BenchRow[]> {
  const profile = loadProfile('scale', name);
  const frame = frameOf(profile);
  const { port, far } = createMemoryPort('bench');
  const scale = createScale({ name: 'scale', profile, address: port, clock: systemClock });
  let arrived = 0;
  scale.listen((event) => {
    if (event.kind === 'weight') arrived = performance.now();
  });
  scale.start();
  while (scale.state.state !== 'ready') await new Promise((resolve) => setImmediate(resolve));
  const bare = createMemoryPort('bare');
  const handOn = (): void => {
    arrived = performance.now();
  };
  await bare.port.open({ data: handOn, lost: () => {} });
  const times = { scale: [] as number[], bare: [] as number[] };
  for (let count = -1000; count < LATENCY_FRAMES; count++) {
    for (const [line, end] of [
      ['scale', far],
      ['bare', bare.far],
    ] as const) {
      // A line is complete at its CR, so the last two bytes come together.
      end.write(frame.subarray(0, -2));
      const began = performance.now();
      end.write(frame.subarray(-2));
      if (count >= 0) times[line].push(arrived - began);
    }
  }
  await scale.stop();
  return ([0.5, 0.99] as const).map((share): BenchRow => {
    const [ours, floor] = [quantile(times.scale, share) * 1000, quantile(times.bare, share) * 1000];
    return {
      what: `last bytes of a ${profile.protocol.name} frame to its event, p${share * 100} of ${LATENCY_FRAMES}`,
      value: `${ours.toFixed(1)} µs`,
      against: `${floor.toFixed(1)} µs handed on undecoded`,
      ratio: (ours / floor).toFixed(1),
    };
  });
}
