import { HidPosScannerEmulator } from '../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../devices/emulators/keyboard-scanner.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import type { ScannerProfile, ScannerTransport } from '../../devices/profile-scanner.ts';
import { readerFor } from '../../devices/scanners/create-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { layoutFromDescriptor } from '../../devices/scanners/hid/layout.ts';
import type { FramerEvent, ScanReader } from '../../devices/scanners/reader.ts';
import type { FuzzOutcome } from './fuzz-scales.ts';
import { Random } from './random.ts';

/** One way of reading one profile, and the chunks of codes that it reads well: what noise is made of. */
type Line = {
  readonly profile: ScannerProfile;
  readonly transport: ScannerTransport;
  readonly descriptor: Uint8Array | null;
  reader: ScanReader;
  readonly codes: readonly (readonly Uint8Array[])[];
};

/** Raw bytes of one event at most: a long code in reports that hold one byte each would still be less. */
const MOST_RAW_BYTES = 1_048_576;

/** Random, mutated, torn, glued and good chunks over the readers of all scanner profiles and their descriptors. Same seed, same chunks. */
export async function fuzzScanners(frames: number, seed: number): Promise<FuzzOutcome> {
  const random = new Random(seed);
  const lines = listProfiles('scanner').flatMap((name) => linesOf(loadProfile('scanner', name)));
  let [events, crashes, before_bytes, now_ms] = [0, 0, heap(), 0];
  for (let frame = 0; frame < frames; frame++) {
    const line = random.pick(lines);
    now_ms += random.chance(0.01) ? 20_000 : random.between(0, 3);
    try {
      events += tell(line, chunksFor(line, random), now_ms, random);
    } catch {
      crashes += 1;
      line.reader = readerFor(line.profile, line.transport, () => line.descriptor);
    }
    if (frame === Math.floor(frames / 10)) before_bytes = heap();
    // Whoever runs this beside other work wants a turn now and then.
    if (frame % 100_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { frames, events, crashes, heapGrowth_kB: Math.round((heap() - before_bytes) / 1024) };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const TEXTS = ['A1', '6901234567892', 'LSVAA4182E2184847', `VIN:${'X'.repeat(120)}`];

function linesOf(profile: ScannerProfile): Line[] {
  return profile.transports.map((transport): Line => {
    const { codes, descriptor } = codesOf(profile, transport);
    return { profile, transport, descriptor, codes, reader: readerFor(profile, transport, () => descriptor) };
  });
}

function codesOf(profile: ScannerProfile, transport: ScannerTransport): Pick<Line, 'codes' | 'descriptor'> {
  const symbology = Object.values(profile.framing.codeIds ?? {})[0] ?? 'C0';
  if (transport === 'serial') {
    return { codes: TEXTS.map((text) => [frameBytes(profile, text, symbology)]), descriptor: null };
  }
  const gun =
    transport === 'hid-pos'
      ? new HidPosScannerEmulator({ profile })
      : new KeyboardScannerEmulator({ profile, as: transport });
  const descriptor = gun.port.reportDescriptor?.() ?? null;
  return { codes: TEXTS.map((text) => gun.reportsOf(text, symbology)), descriptor };
}

/** Feeds, and checks what comes out. */
function tell(line: Line, chunks: readonly Uint8Array[], now_ms: number, random: Random): number {
  const told = chunks.flatMap((chunk) => line.reader.feed(chunk, now_ms));
  if (random.chance(0.02)) told.push(...line.reader.idle(now_ms + 20_000));
  if (random.chance(0.005)) told.push(...line.reader.reset());
  if (line.descriptor !== null && random.chance(0.01)) layoutFromDescriptor(mutated(line.descriptor, random));
  for (const event of told) check(event, line.profile);
  return told.length;
}

function check(event: FramerEvent, { framing }: ScannerProfile): void {
  if (event.raw.length === 0 || event.raw.length > MOST_RAW_BYTES) throw new RangeError('an event without its bytes');
  if (event.kind !== 'frame') return;
  if (event.text.length === 0 || event.text.length > framing.maxLength) throw new RangeError('a scan of no length');
  if (event.symbology !== null && !/^[A-Za-z][0-9A-Za-z]$/.test(event.symbology)) throw new TypeError('no AIM id');
}

/** A whole code, or one of its chunks, good or not. */
function chunksFor({ codes }: Line, random: Random): readonly Uint8Array[] {
  const code = random.pick(codes);
  const kind = random.between(0, 5);
  if (kind === 0) return code;
  if (kind === 1) return [Uint8Array.from({ length: random.between(0, 80) }, () => random.between(0, 255))];
  const chunk = random.pick(code);
  if (kind === 2) return [chunk.subarray(random.between(0, chunk.length), random.between(0, chunk.length))];
  if (kind === 3) return [Uint8Array.from([...chunk, ...random.pick(code)])];
  return [mutated(chunk, random)];
}

function mutated(chunk: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(chunk);
  for (let times = random.between(1, 4); times > 0 && bytes.length > 0; times--) {
    const at = random.between(0, bytes.length - 1);
    bytes[at] = random.chance(0.5) ? (bytes[at] ?? 0) ^ (1 << random.between(0, 7)) : random.between(0, 255);
  }
  return bytes;
}
