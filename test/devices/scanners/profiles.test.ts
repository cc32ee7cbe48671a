import { describe, expect, test } from 'vitest';
import { HidPosScannerEmulator } from '../../../devices/emulators/hid-pos-scanner.ts';
import { KeyboardScannerEmulator } from '../../../devices/emulators/keyboard-scanner.ts';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScannerProfile, ScannerSample } from '../../../devices/profile-scanner.ts';
import { readerFor } from '../../../devices/scanners/create-scanner.ts';
import { frameBytes } from '../../../devices/scanners/frame-bytes.ts';
import { asInputEvents, chunksOf, decode, LONG_SILENCE_MS, readerOf, refusalsOf, scansOf } from './sample-scans.ts';

const profiles = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const of = (transport: ScannerProfile['transports'][number]) =>
  profiles.filter(({ transports }) => transports.includes(transport)).map((profile) => [profile.id, profile] as const);
const samplesOf = (profile: ScannerProfile) => profile.samples.map((sample) => [sample.note, sample] as const);
const bytesOf = (sample: ScannerSample): Uint8Array => chunksOf(sample)[0] ?? new Uint8Array();

/**
 * Garbage before a sample means: noise that is over when the sample begins. A framer without a terminator can only know that from silence; with one,
 * the noise ends in it (half of an older scan, whose end did arrive), and with a control character as prefix it may also stand right before it.
 */
function garbageFor(profile: ScannerProfile): { name: string; pieces: Uint8Array[]; silence: boolean }[] {
  const noise = Uint8Array.of(0xff, 0x00, 0x7e, 0x41);
  const ended = frameBytes({ ...profile, encoding: 'latin1' }, 'XY', null).subarray(1);
  const all = [
    { name: 'the rest of a scan whose head was lost', pieces: [ended], silence: profile.framing.terminator === 'none' },
    { name: 'noise and then silence', pieces: [noise], silence: true },
  ];
  if (profile.framing.prefix === 'hex:02')
    all.push({ name: 'noise right before STX', pieces: [noise], silence: false });
  return all;
}

describe.each(of('serial'))('scanner profile %s', (_, profile) => {
  test.each(samplesOf(profile))('decodes its sample whole: %s', (_, sample) => {
    expect(scansOf(decode(readerOf(profile), [bytesOf(sample)]))).toEqual(sample.events);
  });

  test.each(samplesOf(profile))('decodes byte by byte: %s', (_, sample) => {
    const bytes = [...bytesOf(sample)].map((byte) => Uint8Array.of(byte));
    expect(scansOf(decode(readerOf(profile), bytes))).toEqual(sample.events);
  });

  test.each(samplesOf(profile))('decodes twice when it comes twice in one piece: %s', (_, sample) => {
    const bytes = bytesOf(sample);
    const events = decode(readerOf(profile), [Uint8Array.from([...bytes, ...bytes])]);
    expect(scansOf(events)).toEqual([...sample.events, ...sample.events]);
  });

  test.each(samplesOf(profile))('decodes after garbage: %s', (_, sample) => {
    for (const garbage of garbageFor(profile)) {
      const reader = readerOf(profile);
      const noise = garbage.pieces.flatMap((piece) => reader.feed(piece, 0));
      const events = decode(reader, [bytesOf(sample)], garbage.silence ? LONG_SILENCE_MS : 1);
      expect(scansOf(events).slice(-sample.events.length), garbage.name).toEqual(sample.events);
      // The tail of an unframed code is a code to anybody who did not see its head; everything else must be refused.
      const isBare = profile.framing.prefix === undefined && profile.framing.codeIds === undefined;
      const mayScan = garbage.name.startsWith('the rest') && isBare;
      if (!mayScan || profile.framing.bcc !== 'none') {
        expect(scansOf([...noise, ...events]), garbage.name).toEqual(sample.events);
        expect(refusalsOf([...noise, ...events]).length, garbage.name).toBeGreaterThan(0);
      }
    }
  });

  test('the emulator sends what the reader reads', () => {
    const text = profile.encoding === 'latin1' || profile.framing.codeIds !== undefined ? 'A1' : '工单1';
    const symbology = profile.framing.codeIds === undefined ? 'Q1' : 'C0';
    expect(scansOf(decode(readerOf(profile), [frameBytes(profile, text, symbology)]))).toEqual([{ text, symbology }]);
  });
});

describe.each(of('hid-pos'))('scanner profile %s', (_, profile) => {
  test.each(samplesOf(profile))('decodes its reports: %s', (_, sample) => {
    expect(scansOf(decode(readerOf(profile, sample), chunksOf(sample)))).toEqual(sample.events);
  });

  test.each(samplesOf(profile))('decodes twice when they come twice: %s', (_, sample) => {
    const events = decode(readerOf(profile, sample), [...chunksOf(sample), ...chunksOf(sample)]);
    expect(scansOf(events)).toEqual([...sample.events, ...sample.events]);
  });

  test.each(samplesOf(profile))('decodes after garbage, which is told: %s', (_, sample) => {
    const [first = new Uint8Array()] = chunksOf(sample);
    const torn = first.subarray(0, 2);
    const ofAnotherId = Uint8Array.from([0x55, ...first.subarray(1)]);
    const reader = readerOf(profile, sample);
    const events = [...decode(reader, [torn, ofAnotherId]), ...decode(reader, chunksOf(sample), LONG_SILENCE_MS * 3)];
    expect(scansOf(events)).toEqual(sample.events);
    expect(refusalsOf(events)[0]).toMatch(/^(bad-layout|incomplete)$/);
  });

  test('without descriptor and layout nothing is guessed', () => {
    const { hid: _, ...bare } = profile;
    const [sample] = profile.samples;
    if (sample === undefined) throw new Error('no sample');
    const events = decode(readerFor(bare, 'hid-pos'), chunksOf(sample));
    expect(scansOf(events)).toEqual([]);
    expect(refusalsOf(events)).toContain('bad-layout');
  });

  test('the emulator sends what the reader reads, over several reports too', () => {
    const gun = new HidPosScannerEmulator({ profile });
    const reader = readerFor(profile, 'hid-pos', () => gun.port.reportDescriptor?.() ?? null);
    for (const text of ['A1', 'X'.repeat(200), '工单1']) {
      expect(scansOf(decode(reader, gun.reportsOf(text, 'Q1')))).toEqual([{ text, symbology: 'Q1' }]);
    }
  });
});

describe.each(of('hid-keyboard'))('scanner profile %s', (_, profile) => {
  test.each(samplesOf(profile))('decodes its reports: %s', (_, sample) => {
    expect(scansOf(decode(readerOf(profile), chunksOf(sample)))).toEqual(sample.events);
  });

  test.each(samplesOf(profile))('decodes twice when they come twice: %s', (_, sample) => {
    const reader = readerOf(profile);
    const events = [...decode(reader, chunksOf(sample)), ...decode(reader, chunksOf(sample), LONG_SILENCE_MS * 2)];
    expect(scansOf(events)).toEqual([...sample.events, ...sample.events]);
  });

  test.each(samplesOf(profile))('decodes after garbage, which is told: %s', (_, sample) => {
    const reader = readerOf(profile);
    // A report that is none, a rollover error, a torn report, and then a pause.
    const garbage = [new Uint8Array(3), Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1), Uint8Array.of(2)];
    const events = [...decode(reader, garbage), ...decode(reader, chunksOf(sample), LONG_SILENCE_MS * 3)];
    expect(scansOf(events)).toEqual(sample.events);
    expect(refusalsOf(events).length).toBeGreaterThan(0);
  });

  test.each(samplesOf(profile))('means the same as kernel events, in pieces of any size: %s', (_, sample) => {
    const isAltCode = sample.note.includes('Alt');
    const bytes = new Uint8Array(Buffer.concat(asInputEvents(sample)));
    for (const size of [1, 7, 24, 1000]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      const reader = readerFor(profile, 'evdev');
      // All pieces within a moment: here only the cuts matter.
      const events = [...pieces.flatMap((piece) => reader.feed(piece, 0)), ...reader.idle(LONG_SILENCE_MS)];
      expect(scansOf(events).slice(isAltCode ? -1 : 0)).toEqual(sample.events);
    }
  });

  test('the emulator types what the reader reads, as reports and as kernel events', () => {
    for (const as of ['hid-keyboard', 'evdev'] as const) {
      const gun = new KeyboardScannerEmulator({ profile, as });
      const events = decode(readerFor(profile, as), gun.reportsOf('WO-2026/0001', 'Q1'));
      expect(scansOf(events)).toEqual([{ text: 'WO-2026/0001', symbology: 'Q1' }]);
    }
  });
});
