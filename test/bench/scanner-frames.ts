import { HidPosScannerEmulator } from '../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../devices/emulators/keyboard-scanner.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { createMemoryPort } from '../../devices/ports/memory.ts';
import type { ScannerTransport } from '../../devices/profile-scanner.ts';
import { createScanner, readerFor } from '../../devices/scanners/create-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { quantile, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const FRAMES = 20_000;
const LATENCY_FRAMES = 5_000;
const CODE = 'LSVAA4182E2184847';

/** A framing that differs from the others, on the profile that shows it. */
const FRAMINGS: readonly (readonly [what: string, profile: string, transport: ScannerTransport])[] = [
  ['CR LF', 'generic-serial', 'serial'],
  ['STX ETX', 'cino-serial-frame', 'serial'],
  ['STX, length, ETX', 'cino-serial-length', 'serial'],
  ['check byte', 'unitech-serial-bcc', 'serial'],
  ['code ids', 'honeywell-serial-code-id', 'serial'],
  ['HID-POS reports', 'honeywell-hid-pos', 'hid-pos'],
  ['keyboard reports', 'generic-wedge', 'hid-keyboard'],
  ['keyboard events', 'generic-wedge', 'evdev'],
];

/** Codes per second of each framing against the same bytes decoded as one line of text, then last bytes → event. */
export async function benchScannerFrames(): Promise<BenchRow[]> {
  const rows = FRAMINGS.map((framing) => decode(...framing));
  for (const framing of FRAMINGS) if (LATENCY_OF.has(framing[0])) rows.push(...(await latency(...framing)));
  return rows;
}
const LATENCY_OF: ReadonlySet<string> = new Set(['CR LF', 'HID-POS reports', 'keyboard events']);

function chunksOf(name: string, transport: ScannerTransport): Uint8Array[] {
  const profile = loadProfile('scanner', name);
  if (transport === 'serial') return [frameBytes(profile, CODE, 'C0')];
  if (transport === 'hid-pos') return new HidPosScannerEmulator({ profile }).reportsOf(CODE, 'C0');
  return new KeyboardScannerEmulator({ profile, as: transport }).reportsOf(CODE, 'C0');
}

function decode(what: string, name: string, transport: ScannerTransport): BenchRow {
  const chunks = chunksOf(name, transport);
  const reader = readerFor(loadProfile('scanner', name), transport);
  const perSecond = rate(() => {
    const read = chunks.flatMap((chunk) => reader.feed(chunk, 0)).some(({ kind }) => kind === 'frame');
    if (!read) throw new Error(`${name}: a code was not read.`);
  });
  const floor = rate(() => {
    for (const chunk of chunks)
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1').split('\r');
  });
  return {
    what: `scans by ${what}`,
    value: `${whole(perSecond)} codes/s`,
    against: `${whole(floor)} /s split as text, unread`,
    ratio: (perSecond / floor).toFixed(2),
  };
}

function rate(act: () => void): number {
  for (let run = 0; run < FRAMES / 4; run++) act();
  const began = performance.now();
  for (let run = 0; run < FRAMES; run++) act();
  return (1000 * FRAMES) / (performance.now() - began);
}

/** From the last chunk of a code to the scanned event with its id, against the same chunk that is only handed on. */
async function latency(what: string, name: string, transport: ScannerTransport): Promise<BenchRow[]> {
  const [line, bare] = [createMemoryPort('bench'), createMemoryPort('bare')];
  const profile = loadProfile('scanner', name);
  const own = { ...profile, transports: [transport] };
  const scanner = createScanner({ name: 'gun', profile: own, address: line.port, clock: systemClock });
  let arrived = 0;
  scanner.listen((event) => {
    if (event.kind === 'scanned') arrived = performance.now();
  });
  scanner.start();
  while (scanner.state.state !== 'ready') await new Promise((resolve) => setImmediate(resolve));
  const handOn = (): void => {
    arrived = performance.now();
  };
  await bare.port.open({ data: handOn, lost: () => {} });
  const chunks = chunksOf(name, transport);
  const last = chunks.at(-1) ?? new Uint8Array();
  // Keys end with the release of Enter; the code is told when Enter goes down.
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let count = -1000; count < LATENCY_FRAMES; count++) {
    for (const [which, { far }] of [
      ['ours', line],
      ['floor', bare],
    ] as const) {
      for (const chunk of chunks.slice(0, -1)) far.write(chunk);
      const began = performance.now();
      far.write(last);
      if (count >= 0) times[which].push(arrived - began);
    }
  }
  await scanner.stop();
  return ([0.5, 0.99] as const).map((share): BenchRow => {
    const [ours, floor] = [quantile(times.ours, share) * 1000, quantile(times.floor, share) * 1000];
    return {
      what: `last bytes of a code by ${what} to its event, p${share * 100} of ${LATENCY_FRAMES}`,
      value: `${ours.toFixed(1)} µs`,
      against: `${floor.toFixed(1)} µs handed on undecoded`,
      ratio: (ours / floor).toFixed(1),
    };
  });
}
