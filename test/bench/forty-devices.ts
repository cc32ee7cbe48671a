import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import type { ScannerProfile } from '../../devices/profile-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { type Cable, layCable } from './cable.ts';
import type { Place, Taken, Task } from './forty-devices-program.ts';
import { whole } from './numbers.ts';
import type { BenchRow } from './row.ts';
import { bytesPerSecond, frameOf } from './scale-frames.ts';

const EACH = 20;
const CODE = 'LSVAA4182E2184847';
/** A USB bridge hands on what has come every so often (FTDI: latency timer, 16 ms by default), so frames come in pieces and glued. */
const LATENCY_MS = 16;
const SCAN_EVERY_MS = 1000;
const SETTLE_MS = 3000;
const MEASURE_MS = 10_000;
const PROGRAM = join(import.meta.dirname, 'forty-devices-program.ts');

/** One device on its cable: what is due to have been sent after so many milliseconds, as a count of bytes of a stream that repeats. */
type Talker = {
  readonly place: Place;
  readonly cable: Cable;
  readonly stream: Uint8Array;
  due(after_ms: number): number;
};

/**
 * Twenty scales that stream as fast as their lines carry and twenty scanners that scan once a second, on PTYs, under supervision, in a process of
 * its own: its memory against the same process without devices, its processor time against the same ports read and thrown away.
 */
export async function benchFortyDevices(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-forty-'));
  const talkers = await layAll(folder);
  try {
    const places = talkers.map(({ place }) => place);
    const waits = { settle_ms: SETTLE_MS, measure_ms: MEASURE_MS };
    const idle = await run({ places: [], bare: false, ...waits }, []);
    const bare = await run({ places, bare: true, ...waits }, talkers);
    const forty = await run({ places, bare: false, ...waits }, talkers);
    const expected = { weights: framesPerSecond(talkers), scans: (EACH * 1000) / SCAN_EVERY_MS };
    checkHeard(forty, expected);
    return rowsOf(forty, bare, idle, expected.weights);
  } finally {
    await Promise.all(talkers.map(({ cable }) => cable.pull()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(forty: Taken, bare: Taken, idle: Taken, frames: number): BenchRow[] {
  const percent = (of: Taken): string => `${of.processor_percent.toFixed(1)} %`;
  return [
    {
      what: `resident memory with 40 devices (20 scales, ${whole(frames)} frames/s together; 20 scanners, 20 codes/s)`,
      value: `${whole(forty.resident_MiB)} MiB`,
      against: `${whole(idle.resident_MiB)} MiB the same process without devices`,
      ratio: (forty.resident_MiB / idle.resident_MiB).toFixed(2),
    },
    {
      what: 'processor time with the same 40 devices',
      value: `${percent(forty)} of one core`,
      against: `${percent(bare)} their ports read and thrown away; ${percent(idle)} without devices`,
      ratio: (forty.processor_percent / bare.processor_percent).toFixed(2),
    },
  ];
}

/** A process that lost bytes was cheap for the wrong reason. */
function checkHeard({ weights_per_s, scans_per_s }: Taken, expected: { weights: number; scans: number }): void {
  const differs = (one: number, other: number): boolean => Math.abs(one / other - 1) > 0.1;
  if (differs(weights_per_s, expected.weights) || differs(scans_per_s, expected.scans)) {
    const heard = `${whole(weights_per_s)} weights/s and ${whole(scans_per_s)} scans/s`;
    throw new Error(`${heard} were heard instead of ${whole(expected.weights)} and ${whole(expected.scans)}.`);
  }
}

async function layAll(folder: string): Promise<Talker[]> {
  const scales = listProfiles('scale').map((name) => loadProfile('scale', name));
  const scanners = listProfiles('scanner').map((name) => loadProfile('scanner', name));
  const streaming = scales.filter(({ asks }) => asks === 'stream');
  const serial = scanners.filter(({ transports }) => transports.includes('serial'));
  const twenty = Array.from({ length: EACH }, (_, index) => index);
  return Promise.all([
    ...twenty.map((index) => scaleOn(folder, index, taken(streaming, index))),
    ...twenty.map((index) => scannerOn(folder, index, taken(serial, index))),
  ]);
}

function taken<One>(all: readonly One[], index: number): One {
  const one = all[index % all.length];
  if (one === undefined) throw new Error('There is no such profile.');
  return one;
}

async function scaleOn(folder: string, index: number, profile: ScaleProfile): Promise<Talker> {
  const cable = await layCable(folder, `scale-${index}`);
  const place = { family: 'scale', profile: profile.id, address: cable.hub } as const;
  const each_ms = 1000 / bytesPerSecond(profile);
  return { place, cable, stream: frameOf(profile), due: (after_ms) => Math.floor(after_ms / each_ms) };
}

async function scannerOn(folder: string, index: number, profile: ScannerProfile): Promise<Talker> {
  const cable = await layCable(folder, `scanner-${index}`);
  const place = { family: 'scanner', profile: profile.id, address: cable.hub } as const;
  const stream = frameBytes(profile, CODE, 'C0');
  // Not all in the same moment.
  const shift_ms = (index * SCAN_EVERY_MS) / EACH;
  const due = (after_ms: number): number => stream.length * Math.floor((after_ms + shift_ms) / SCAN_EVERY_MS);
  return { place, cable, stream, due };
}

function framesPerSecond(talkers: readonly Talker[]): number {
  const scales = talkers.filter(({ place }) => place.family === 'scale');
  return scales.reduce((sum, { stream, due }) => sum + due(1_000_000) / 1000 / stream.length, 0);
}

/** Runs the program; these devices speak from the moment when it is ready until it has said what it took. */
async function run(task: Task, talkers: readonly Talker[]): Promise<Taken> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let hush = (): void => {};
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'ready') hush = speak(talkers);
      else return JSON.parse(line);
    }
  } finally {
    hush();
    child.kill();
    await gone;
  }
  throw new Error('The process with forty devices ended before it said what it took.');
}

function speak(talkers: readonly Talker[]): () => void {
  const began = performance.now();
  const lines = talkers.map(({ cable, stream, due }) => {
    // A line that nobody reads any more must fail here instead of holding everything up.
    const fd = openSync(cable.gun, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    return { fd, stream, due, sent: due(0) };
  });
  const timer = setInterval(() => {
    const after_ms = performance.now() - began;
    for (const line of lines) {
      const { stream, sent } = line;
      line.sent = line.due(after_ms);
      const bytes = Uint8Array.from({ length: line.sent - sent }, (_, n) => stream[(sent + n) % stream.length] ?? 0);
      if (writeSync(line.fd, bytes) < bytes.length) throw new Error('A line did not take what was due.');
    }
  }, LATENCY_MS);
  return () => {
    clearInterval(timer);
    for (const { fd } of lines) closeSync(fd);
  };
}
