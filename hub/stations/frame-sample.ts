import type { Static } from 'typebox';
import { loadProfile, ProfileError } from '../../devices/load-profile.ts';
import { NoSample, scaleSample, scannerSample } from '../../devices/profile-sample.ts';
import type { ScannerProfile, ScannerTransport } from '../../devices/profile-scanner.ts';
import { parseScannerAddress, transportAt } from '../../devices/scanners/address.ts';
import type { DeviceRow } from './device-store.ts';
import type { frameSample, LoggedFrame } from './frame-contract.ts';
import type { FrameLog } from './frame-log.ts';

type Request = Static<typeof frameSample.request>;
type Reply = Static<typeof frameSample.reply>;

/** More frames than a sample can be made of. */
const MOST_FRAMES = 500;

/** A stretch of the log as a sample of the device's profile: what came in, each run of equal frames once. */
export async function sampleOf(
  device: DeviceRow | undefined,
  log: FrameLog,
  { from, until, note }: Request,
  source: {
    readonly branch: string;
    readonly isDemo: boolean;
    readonly descriptorOf: (device: string) => Uint8Array | null;
  },
): Promise<Reply> {
  if (device === undefined) return noSample('', 'no-such-device', '');
  const file = `firmware-profiles/${device.family}/${device.profile}.yaml`;
  // By their beginnings: what a device at rest repeats has gone on since somebody chose it.
  const { frames } = await log.newest(device.name, until + 1, MOST_FRAMES, 'at');
  const wanted = frames.filter((frame) => frame.until >= from);
  const stretch = wanted.filter(({ direction }) => direction === 'in').toReversed();
  // The beginning of a longer one would be missing, also where most of it is what the device was asked.
  if (wanted.length >= MOST_FRAMES) return noSample(file, 'too-long', String(MOST_FRAMES));
  if (stretch.length === 0) return noSample(file, 'nothing-there', '');
  const words = {
    note: note.trim() || 'from the frame log',
    source: `${source.isDemo ? 'Built: emulated device of the demo' : `Captured at ${source.branch}`}, ${dayOf(from)}`,
    isCaptured: !source.isDemo,
  };
  try {
    const yaml = sampleText(device, chunksOf(stretch), words, source.descriptorOf(device.name));
    return { yaml: `# ${file}\n${yaml}`, problem: null, file, frames: stretch.length };
  } catch (error) {
    if (error instanceof NoSample || error instanceof ProfileError)
      return noSample(file, 'not-a-sample', error.message);
    throw error;
  }
}

function sampleText(
  { family, profile, address }: DeviceRow,
  chunks: readonly Uint8Array[],
  words: Parameters<typeof scaleSample>[2],
  descriptor: Uint8Array | null,
): string {
  switch (family) {
    case 'scanner': {
      const known = loadProfile('scanner', profile);
      return scannerSample(known, transportOf(address, known), chunks, words, descriptor);
    }
    case 'scale':
      return scaleSample(loadProfile('scale', profile), chunks, words);
    case 'printer':
      throw new NoSample('samples of printers are pages');
  }
}

function transportOf(address: string, profile: ScannerProfile): ScannerTransport {
  try {
    return transportAt(parseScannerAddress(address), profile);
  } catch {
    // A line of the demo delivers what the profile's first transport does.
    return profile.transports[0] ?? 'serial';
  }
}

const chunksOf = (frames: readonly LoggedFrame[]): Uint8Array[] =>
  frames.flatMap(({ chunks }) => chunks.map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))));

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function noSample(file: string, code: NonNullable<Reply['problem']>['code'], detail: string): Reply {
  return { yaml: null, problem: { code, detail }, file, frames: 0 };
}
