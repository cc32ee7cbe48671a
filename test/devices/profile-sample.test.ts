import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { HidPosScannerEmulator } from '../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../devices/emulators/keyboard-scanner.ts';
import { listProfiles, loadProfile, type ProfileFamily } from '../../devices/load-profile.ts';
import { hexBytes } from '../../devices/profile.ts';
import { NoSample, scaleSample, scannerSample } from '../../devices/profile-sample.ts';
import { isKeyboard, type ScannerProfile, type ScannerSample } from '../../devices/profile-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { framerOf, readingsOf } from './scales/sample-readings.ts';
import { chunksOf, decode, readerOf, sampleTransport, scansOf } from './scanners/sample-scans.ts';

const WORDS = { note: 'as it came: "odd" # and so on', source: 'Captured at 城东店, 2026-11-22', isCaptured: true };

const scanners = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const scales = listProfiles('scale').map((name) => loadProfile('scale', name));
const inTests = <P extends { readonly id: string }>(profiles: readonly P[]) =>
  profiles.map((profile) => [profile.id, profile] as const);

let root: string;
beforeEach(() => {
  root = tempFolder();
});

/** The profile's own file with the entry at its end, as somebody would paste it; loads it from there. */
function pasted<F extends ProfileFamily>(family: F, id: string, entry: string) {
  const from = join(import.meta.dirname, '..', '..', 'firmware-profiles', family);
  mkdirSync(join(root, family), { recursive: true });
  const text = readFileSync(join(from, `${id}.yaml`), 'utf8');
  const base = /^inherits: (.*)$/m.exec(text)?.[1];
  if (base !== undefined) writeFileSync(join(root, family, `${base}.yaml`), readFileSync(join(from, `${base}.yaml`)));
  // Every profile ends with its samples.
  writeFileSync(join(root, family, `${id}.yaml`), `${text.trimEnd()}\n${entry}`);
  return loadProfile(family, id, root);
}

function onlyEntry<Sample>(yaml: string): Sample {
  const list = parse(yaml) as Sample[];
  expect(list).toHaveLength(1);
  const [entry] = list;
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

/** The entry holds the same chunks, says what they are decoded to, and is a sample of that profile. */
function expectGood(profile: ScannerProfile, chunks: readonly Uint8Array[], descriptor: Uint8Array | null): void {
  const transport = sampleTransport(profile);
  const yaml = scannerSample(profile, transport, chunks, WORDS, descriptor);
  const entry = onlyEntry<ScannerSample>(yaml);
  const whole = transport === 'serial' ? [new Uint8Array(Buffer.concat(chunks))] : chunks;
  expect(chunksOf(entry)).toEqual(whole);
  expect(scansOf(decode(readerOf(profile, entry), chunksOf(entry)))).toEqual(entry.events);
  const { note, source, captured } = entry;
  expect({ note, source, captured }).toEqual({ note: WORDS.note, source: WORDS.source, captured: true });
  const { samples } = pasted('scanner', profile.id, yaml);
  expect(samples).toEqual([...profile.samples, entry]);
}

const descriptorOf = ({ descriptor }: ScannerSample): Uint8Array | null =>
  descriptor === undefined ? null : hexBytes(descriptor);

describe.each(inTests(scanners))('frames of the scanner %s', (_, profile) => {
  test('that are its samples become the same samples', () => {
    for (const sample of profile.samples) {
      expectGood(profile, chunksOf(sample), descriptorOf(sample));
      const yaml = scannerSample(profile, sampleTransport(profile), chunksOf(sample), WORDS, descriptorOf(sample));
      const { events, bytes, reports, descriptor } = onlyEntry<ScannerSample>(yaml);
      expect({ events, bytes: bytes === undefined ? undefined : hexBytes(bytes) }).toEqual({
        events: sample.events,
        bytes: sample.bytes === undefined ? undefined : hexBytes(sample.bytes),
      });
      expect(reports?.map(hexBytes)).toEqual(sample.reports?.map(hexBytes));
      expect(descriptor === undefined).toBe(sample.descriptor === undefined);
    }
  });

  test('become a sample whatever is scanned, and whatever else is on the line', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('\n', '\x1d', '\x00', '\x85', '\u2028', '"', '\\', '#', ':', '工', 'A', ' ') }),
    );
    const isLine = profile.transports.includes('serial');
    fc.assert(
      fc.property(text, fc.uint8Array({ minLength: 1, maxLength: 60 }), (scanned, noise) => {
        const chunks = isLine ? [bytesOf(profile, scanned), noise] : reportsOf(profile, scanned);
        const known = profile.samples.map(descriptorOf).find((descriptor) => descriptor !== null) ?? null;
        if (Buffer.concat(chunks).length > 0) expectGood(profile, chunks, known);
      }),
      { numRuns: 25 },
    );
  });
});

const bytesOf = (profile: ScannerProfile, text: string): Uint8Array => {
  try {
    return frameBytes(profile, text, profile.framing.codeIds === undefined ? 'Q1' : 'C0');
  } catch {
    // This model cannot send that text.
    return frameBytes(profile, 'A1', profile.framing.codeIds === undefined ? 'Q1' : 'C0');
  }
};

const reportsOf = (profile: ScannerProfile, text: string): Uint8Array[] => {
  const typed = [...text].filter((character) => character >= ' ' && character <= '~').join('');
  return profile.transports.some(isKeyboard)
    ? new KeyboardScannerEmulator({ profile, as: 'hid-keyboard' }).reportsOf(typed, 'Q1')
    : new HidPosScannerEmulator({ profile }).reportsOf(text, 'Q1');
};

describe.each(inTests(scales))('frames of the scale %s', (_, profile) => {
  test('that are its samples become the same samples, and load', () => {
    for (const { bytes, readings } of profile.samples) {
      const yaml = scaleSample(profile, [hexBytes(bytes)], WORDS);
      const entry = onlyEntry<(typeof profile.samples)[number]>(yaml);
      expect(hexBytes(entry.bytes)).toEqual(hexBytes(bytes));
      expect(entry.readings).toEqual(readings);
      expect(pasted('scale', profile.id, yaml).samples).toEqual([...profile.samples, entry]);
    }
  });

  test('with noise and torn frames between them keep every byte, and say what is read there', () => {
    const frames = profile.samples.map(({ bytes }) => hexBytes(bytes));
    const piece = fc.oneof(fc.constantFrom(...frames), fc.uint8Array({ minLength: 1, maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (chunks) => {
        const entry = onlyEntry<(typeof profile.samples)[number]>(scaleSample(profile, chunks, WORDS));
        expect(hexBytes(entry.bytes)).toEqual(new Uint8Array(Buffer.concat(chunks)));
        const read = readingsOf(framerOf(profile).feed(hexBytes(entry.bytes)));
        expect(entry.readings.map(({ value }) => value)).toEqual(read.map(({ value }) => value));
      }),
      { numRuns: 25 },
    );
  });
});

test('the entry is written by the hand of the profiles: indented, a line a key, events beside each other', () => {
  const profile = loadProfile('scanner', 'generic-serial');
  const bytes = frameBytes(profile, '墨水\x1d1', null);
  const note = `${'a long line of words '.repeat(20)}.\nand another`;
  expect(scannerSample(profile, 'serial', [bytes], { note, source: 'S', isCaptured: false })).toBe(
    [
      `  - bytes: "${[...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}"`,
      '    events:',
      '      - { text: "墨水\\x1d1", symbology: null }',
      `    note: "${'a long line of words '.repeat(20)}.\\nand another"`,
      '    source: "S"',
      '',
    ].join('\n'),
  );
});

test('GBK and control characters of a gun that sends them are the same text in the file', () => {
  const profile = loadProfile('scanner', 'newland-hid-pos');
  const gun = new HidPosScannerEmulator({ profile });
  for (const text of ['墨水 5W-30 机油', '010690\x1d10AB\x1d3750', '\t\x1b[1m']) {
    const yaml = scannerSample(profile, 'hid-pos', gun.reportsOf(text), WORDS);
    expect(onlyEntry<ScannerSample>(yaml).events).toEqual([{ text, symbology: null }]);
  }
});

test('what makes no sample says why', () => {
  const serial = loadProfile('scanner', 'generic-serial');
  const wedge = loadProfile('scanner', 'generic-wedge');
  const generic = loadProfile('scanner', 'generic-hid-pos');
  const reports = new HidPosScannerEmulator({ profile: generic }).reportsOf('A1', 'Q1');
  const refused = (make: () => string): string => {
    try {
      return `a sample: ${make()}`;
    } catch (error) {
      expect(error).toBeInstanceOf(NoSample);
      return error instanceof Error ? error.message : '';
    }
  };
  expect(refused(() => scannerSample(serial, 'serial', [], WORDS))).toMatch(/no bytes/);
  expect(refused(() => scaleSample(loadProfile('scale', 'cas-22'), [new Uint8Array()], WORDS))).toMatch(/no bytes/);
  expect(refused(() => scannerSample(serial, 'serial', [new Uint8Array(4_097)], WORDS))).toMatch(/4097 bytes/);
  expect(refused(() => scannerSample(serial, 'serial', [new Uint8Array(4_096)], WORDS))).toMatch(/a sample/);
  expect(refused(() => scannerSample(wedge, 'evdev', [new Uint8Array(24)], WORDS))).toMatch(/keys and times/);
  expect(refused(() => scannerSample(generic, 'hid-pos', reports, WORDS))).toMatch(/report descriptor/);
});
