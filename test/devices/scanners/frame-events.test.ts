import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceEvent, FrameEvent, ScannedEvent } from '../../../devices/device.ts';
import { HidPosScannerEmulator } from '../../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../../devices/emulators/keyboard-scanner.ts';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import { createMemoryPort } from '../../../devices/ports/memory.ts';
import { hexBytes } from '../../../devices/profile.ts';
import type { ScannerProfile, ScannerTransport } from '../../../devices/profile-scanner.ts';
import { createScanner, readerFor } from '../../../devices/scanners/create-scanner.ts';
import { INPUT_EVENT_BYTES } from '../../../devices/scanners/keyboard/input-events.ts';
import { ManualClock, settle } from '../manual-clock.ts';
import { asInputEvents, brief, chunksOf, decode, LONG_SILENCE_MS, scansOf } from './sample-scans.ts';

/** A scanner that is open, what it tells, and the far end of its line. */
async function plugIn(profile: ScannerProfile, transport: ScannerTransport, descriptor: Uint8Array | null = null) {
  const clock = new ManualClock();
  const { port, far } = createMemoryPort('gun', descriptor);
  const scanner = createScanner({
    name: 'gun',
    profile: { ...profile, transports: [transport] },
    address: port,
    clock,
  });
  const events: DeviceEvent[] = [];
  scanner.listen((event) => events.push(event));
  scanner.start();
  await settle();
  const frames = (): FrameEvent[] => events.flatMap((event) => (event.kind === 'frame' ? [event] : []));
  const scans = (): ScannedEvent[] => events.flatMap((event) => (event.kind === 'scanned' ? [event] : []));
  return { clock, scanner, far, events, frames, scans };
}

const profiles = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const lines = profiles.flatMap((profile) =>
  profile.transports.map((transport) => [`${profile.id} by ${transport}`, profile, transport] as const),
);

/** Cuts bytes at these places, each a share of the whole. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe.each(lines)('what a frame of %s carries', (_, profile, transport) => {
  const isReports = transport === 'hid-pos' || transport === 'hid-keyboard';
  const delivered = (sample: ScannerProfile['samples'][number], places: readonly number[]): Uint8Array[] => {
    if (isReports) return chunksOf(sample);
    const chunks = transport === 'evdev' ? asInputEvents(sample) : chunksOf(sample);
    return cut(new Uint8Array(Buffer.concat(chunks)), places);
  };

  test('decodes to the same scan by itself, however the samples came and whatever came between', async () => {
    const sample = fc.constantFrom(...profile.samples);
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    const noise = fc.option(fc.uint8Array({ minLength: 1, maxLength: 9 }), { freq: 1 });
    let scanned = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(sample, places, noise), { minLength: 1, maxLength: 3 }), async (pieces) => {
        // One device has one descriptor: that of the first sample.
        const said = pieces[0]?.[0].descriptor;
        const descriptor = said === undefined ? null : hexBytes(said);
        const { far, clock, scanner, frames, scans } = await plugIn(profile, transport, descriptor);
        const came: string[] = [];
        for (const [one, at, between] of pieces) {
          for (const chunk of [...(between === null ? [] : [between]), ...delivered(one, at)]) {
            came.push(Buffer.from(chunk).toString('hex'));
            far.write(chunk);
          }
          clock.advance(LONG_SILENCE_MS);
        }
        await scanner.stop();
        scanned += scans().length;
        const told = frames().flatMap(({ meaning, chunks }) => (meaning.is === 'scan' ? [{ meaning, chunks }] : []));
        expect(told.map(({ meaning: { text, symbology } }) => ({ text, symbology }))).toEqual(
          scans().map(({ text, symbology }) => ({ text, symbology })),
        );
        for (const { meaning, chunks } of told) {
          const again = decode(
            readerFor(profile, transport, () => descriptor),
            chunks,
          );
          expect(scansOf(again)).toEqual([{ text: meaning.text, symbology: meaning.symbology }]);
          expect(brief(again)).toHaveLength(1);
          if (isReports) for (const chunk of chunks) expect(came).toContain(Buffer.from(chunk).toString('hex'));
          if (transport === 'evdev') expect(chunks.every(({ length }) => length === INPUT_EVENT_BYTES)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
    expect(scanned).toBeGreaterThan(0);
  });

  test.each(profile.samples.map((sample) => [sample.note, sample] as const))(
    'and is told for: %s',
    async (_, sample) => {
      const descriptor = sample.descriptor === undefined ? null : hexBytes(sample.descriptor);
      const { far, clock, events, scans } = await plugIn(profile, transport, descriptor);
      for (const chunk of delivered(sample, [])) far.write(chunk);
      clock.advance(LONG_SILENCE_MS);
      const isAltCode = sample.note.includes('Alt');
      expect(
        scans()
          .map(({ text, symbology }) => ({ text, symbology }))
          .slice(isAltCode ? -1 : 0),
      ).toEqual(sample.events);
      // The frame comes right before what it meant.
      for (const [index, event] of events.entries()) {
        if (event.kind === 'scanned')
          expect(events[index - 1]).toMatchObject({ kind: 'frame', meaning: { is: 'scan' } });
      }
    },
  );
});

describe('a frame of a line', () => {
  const profile = loadProfile('scanner', 'generic-serial');

  test('has its bytes in one chunk, whatever pieces they came in', async () => {
    const { far, frames, scans, clock } = await plugIn(profile, 'serial');
    for (const byte of Buffer.from(']E06901234567892\r')) far.write(Uint8Array.of(byte));
    expect(frames()).toEqual([
      {
        kind: 'frame',
        device: 'gun',
        direction: 'in',
        chunks: [scans()[0]?.raw],
        meaning: { is: 'scan', text: '6901234567892', symbology: 'E0' },
        at: clock.wall(),
      },
    ]);
  });

  test('that is refused is told with why, before the refusal', async () => {
    const { far, events, clock } = await plugIn(profile, 'serial');
    far.write(Buffer.from('69012'));
    clock.advance(500);
    expect(events.slice(-2)).toMatchObject([
      {
        kind: 'frame',
        meaning: { is: 'refused', code: 'incomplete' },
        chunks: [Uint8Array.from(Buffer.from('69012'))],
      },
      { kind: 'frame-refused', code: 'incomplete' },
    ]);
  });
});

describe('a frame of HID-POS', () => {
  const profile = loadProfile('scanner', 'honeywell-hid-pos');
  const gun = new HidPosScannerEmulator({ profile });
  const descriptor = gun.port.reportDescriptor?.() ?? null;

  test('has one chunk for each of its reports', async () => {
    const { far, frames } = await plugIn(profile, 'hid-pos', descriptor);
    const reports = gun.reportsOf('X'.repeat(120), 'Q1');
    for (const report of reports) far.write(report);
    expect(reports).toHaveLength(3);
    expect(frames().map(({ chunks }) => chunks)).toEqual([reports]);
  });

  test('is a reply where the device answers a command, and in a report of another id', async () => {
    const { far, frames, scans } = await plugIn(profile, 'hid-pos', descriptor);
    const [answer = new Uint8Array()] = gun.reportsOf('PAP.', 'X0');
    const state = answer.with(0, 9);
    far.write(answer);
    far.write(state);
    expect(frames().map(({ meaning, chunks }) => [meaning, chunks])).toEqual([
      [{ is: 'reply' }, [answer]],
      [{ is: 'reply' }, [state]],
    ]);
    expect(scans()).toEqual([]);
  });
});

/** `struct input_event` of a key, as a port delivers it. */
function keyEvent(code: number, value: 0 | 1 | 2): Uint8Array {
  const event = Buffer.alloc(INPUT_EVENT_BYTES);
  event.writeUInt16LE(1, INPUT_EVENT_BYTES - 8);
  event.writeUInt16LE(code, INPUT_EVENT_BYTES - 6);
  event.writeInt32LE(value, INPUT_EVENT_BYTES - 4);
  return new Uint8Array(event);
}
const [A, B, ENTER, SHIFT] = [30, 48, 28, 42];

describe('a frame of a keyboard', () => {
  const profile = loadProfile('scanner', 'generic-wedge');

  test('has the reports from its first key to its terminator; a release after that belongs to no code', async () => {
    const { far, frames, scans } = await plugIn(profile, 'hid-keyboard');
    const reports = new KeyboardScannerEmulator({ profile, as: 'hid-keyboard' }).reportsOf('A1');
    for (const report of [...reports, ...reports]) far.write(report);
    const own = reports.slice(0, -1);
    expect(frames().map(({ chunks }) => chunks)).toEqual([own, own]);
    expect(scans().map(({ raw }) => Buffer.from(raw).toString())).toEqual(['A1\r', 'A1\r']);
  });

  test('has a report that ends one code and begins the next in both', async () => {
    const { far, frames } = await plugIn(profile, 'hid-keyboard');
    const [a, both, enter] = [[4], [0x28, 5], [0x28]].map((keys) =>
      Uint8Array.from([0, 0, ...keys, 0, 0, 0, 0, 0, 0]).subarray(0, 8),
    );
    const released = new Uint8Array(8);
    for (const report of [a, both, released, enter, released]) far.write(report ?? released);
    expect(frames().map(({ meaning }) => meaning)).toMatchObject([{ text: 'a' }, { text: 'b' }]);
    expect(frames().map(({ chunks }) => chunks)).toEqual([
      [a, both],
      [both, released, enter],
    ]);
  });

  test('begins with the keys that are still held, since they change what it means', async () => {
    const { far, frames } = await plugIn(profile, 'evdev');
    const first = [keyEvent(SHIFT, 1), keyEvent(A, 1), keyEvent(A, 0), keyEvent(ENTER, 1)];
    const second = [keyEvent(B, 1), keyEvent(B, 0), keyEvent(ENTER, 1)];
    for (const event of [...first, keyEvent(ENTER, 0), ...second]) far.write(event);
    expect(frames().map(({ meaning }) => meaning)).toMatchObject([{ text: 'A' }, { text: 'B' }]);
    expect(frames().map(({ chunks }) => chunks)).toEqual([first, [keyEvent(SHIFT, 1), ...second]]);
  });

  test('two codes in one chunk each have their own events', async () => {
    const { far, frames } = await plugIn(profile, 'evdev');
    const [first, second] = [
      [keyEvent(A, 1), keyEvent(ENTER, 1)],
      [keyEvent(B, 1), keyEvent(ENTER, 1)],
    ];
    far.write(new Uint8Array(Buffer.concat([...first, ...second])));
    expect(frames().map(({ chunks }) => chunks)).toEqual([first, second]);
  });

  test('does not grow with a key that is held for ever', async () => {
    const small = { ...profile, framing: { ...profile.framing, maxLength: 8 } };
    const { far, frames } = await plugIn(small, 'evdev');
    far.write(keyEvent(A, 1));
    for (let times = 0; times < 10_000; times++) far.write(keyEvent(A, 2));
    far.write(keyEvent(ENTER, 1));
    expect(frames()).toHaveLength(1);
    expect(frames()[0]?.chunks.length).toBeLessThan(1000);
  });
});
