import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import {
  listProfiles,
  loadPrinter,
  loadProfile,
  loadProfiles,
  PROFILE_ROOT,
  ProfileError,
} from '../../devices/load-profile.ts';
import { encodePage } from '../../devices/printers/escpos/encode.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { hexBytes } from '../../devices/profile.ts';
import type { EscposProfile } from '../../devices/profile-printer.ts';
import type { ScannerProfile } from '../../devices/profile-scanner.ts';
import { expectSameSheet } from './same-sheet.ts';
import { samplePage } from './sample-page.ts';

const receiptPrinters = listProfiles('printer').filter((name) => loadProfile('printer', name).dialect === 'esc-pos');

describe.each(receiptPrinters)('printer profile %s', (name) => {
  const profile = loadPrinter('esc-pos', name);

  test.each(profile.samples.map((sample) => [sample.note, sample] as const))('%s', (_, sample) => {
    const page = pageOf(profile, sample);
    expect(Buffer.from(encodePage(page, profile)).toString('hex')).toBe(
      Buffer.from(hexBytes(sample.bytes)).toString('hex'),
    );
  });

  test.each([
    ['whole', 1000],
    ['byte by byte', 1],
  ])('its samples mean the same page on an emulated head, %s', (_, size) => {
    for (const sample of profile.samples) {
      const defects: string[] = [];
      const head = interpreter(profile, defects);
      const bytes = hexBytes(sample.bytes);
      for (let at = 0; at < bytes.length; at += size) head.feed(bytes.subarray(at, at + size));
      expect(defects).toEqual([]);
      expectSameSheet(head.paper.sheet, pageToSheet(pageOf(profile, sample), headOf(profile)), headOf(profile));
    }
  });

  test('after the rest of a broken job and its recovery, a sample comes out clean', () => {
    for (const sample of profile.samples) {
      const head = interpreter(profile, []);
      // ESC @ at the head of every job ends the modes and the line that garbage left behind.
      head.feed(Uint8Array.of(0x1d, 0x21, 0x33, 0x41, 0x42, 0x1c, 0x26));
      head.feed(hexBytes(sample.bytes));
      expectSameSheet(head.paper.sheet, pageToSheet(pageOf(profile, sample), headOf(profile)), headOf(profile));
    }
  });
});

function interpreter(profile: EscposProfile, defects: string[]): EscposInterpreter {
  const events = { reply: () => {}, status: () => 0x12, cut: () => {}, drawer: () => {} };
  return new EscposInterpreter(profile, { ...events, defect: (what) => defects.push(what) }, true);
}

const pageOf = (profile: EscposProfile, sample: EscposProfile['samples'][number]): Page =>
  samplePage(profile.media.printable_mm, sample);

describe('a profile that is wrong', () => {
  const good = readFileSync(join(import.meta.dirname, '../../firmware-profiles/scanner/generic-serial.yaml'), 'utf8');
  const load = (text: string, more: Record<string, string> = {}): unknown => {
    const root = mkdtempSync(join(tmpdir(), 'profiles-'));
    mkdirSync(join(root, 'scanner'));
    for (const [name, content] of Object.entries({ ...more, 'generic-serial': text })) {
      writeFileSync(join(root, 'scanner', `${name}.yaml`), content);
    }
    return loadProfile('scanner', 'generic-serial', root);
  };

  const withSetUp = (...targets: string[]): string =>
    `${good}setUp:\n${targets.map((to) => `  - { to: ${to}, steps: [{ manual: p. 1 }], source: Quick guide p. 1 }\n`).join('')}`;

  test('the good one loads, and is frozen to the bottom', () => {
    const profile = load(good) as ScannerProfile;
    expect(Object.isFrozen(profile.framing)).toBe(true);
    expect(Object.isFrozen(profile.samples[0]?.events)).toBe(true);
  });

  test.each([
    ['an unknown key', good.replace('idleFlush_ms:', 'idleFlushMs:'), '/framing', 'idleFlushMs'],
    ['a word that is not on the list', good.replace('aimId: auto', 'aimId: maybe'), '/framing/aimId', 'expected'],
    ['a number out of range', good.replace('maxLength: 4096', 'maxLength: 2'), '/framing/maxLength', '8'],
    ['no sources', good.replace(/sources:\n( {2}- .*\n)+/, ''), '/', 'sources'],
    ['another id than its file', good.replace('id: generic-serial', 'id: other'), '/id', 'other'],
    [
      'neither terminator nor silence',
      good.replace('CRLF #', 'none #').replace(': 500', ': 0'),
      '/framing/idleFlush_ms',
      '0',
    ],
    ['a way to the mode of another profile', withSetUp('hid-pos'), '/setUp/0/to', 'another profile'],
    ['two ways to the same mode', withSetUp('factory', 'factory'), '/setUp/1/to', 'twice'],
    [
      'a set-up step that is nothing',
      withSetUp('usb-com').replace('manual: p. 1', 'code: A'),
      '/setUp/0/steps/0',
      'code',
    ],
    ['a base that is not there', good.replace('id:', 'inherits: nobody\nid:'), '/', 'ENOENT'],
    ['YAML that is broken', good.replace('framing:', 'framing: ['), 'line', ''],
  ])('%s is named with its file and place', (_, text, path, word) => {
    const error = (() => {
      try {
        return load(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ProfileError);
    const { file, message, path: place } = error as ProfileError;
    expect(file).toMatch(/scanner\/(generic-serial|nobody)\.yaml$/);
    expect(place).toContain(path);
    expect(message).toContain(word);
  });

  test('it may inherit once, but not twice', () => {
    const child = good
      .replace('id: generic-serial', 'inherits: base\nid: generic-serial')
      .replace('maxLength: 4096 ', '');
    const base = good.replace('id: generic-serial', 'id: base').replace('4096', '99');
    const profile = load(child.replace(/ {2}# a QR code.*\n/, ''), { base }) as ScannerProfile;
    expect(profile.framing.maxLength).toBe(99);
    expect(() => load(child, { base: base.replace('id: base', 'inherits: other\nid: base') })).toThrow(/one level/);
  });

  test('samples are not inherited: they prove one model', () => {
    const bare = good
      .replace('id: generic-serial', 'inherits: base\nid: generic-serial')
      .replace(/samples:[\s\S]*/, '');
    expect(() => load(bare, { base: good.replace('id: generic-serial', 'id: base') })).toThrow(/samples/);
  });
});

test('a file that somebody is still writing keeps no other model from being used, and is named', () => {
  const root = mkdtempSync(join(tmpdir(), 'profiles-'));
  mkdirSync(join(root, 'scanner'));
  const good = readFileSync(join(PROFILE_ROOT, 'scanner', 'generic-serial.yaml'));
  writeFileSync(join(root, 'scanner', 'generic-serial.yaml'), good);
  writeFileSync(join(root, 'scanner', 'half-written.yaml'), 'id: half-written\nusb: [');
  writeFileSync(join(root, 'scanner', 'misspelt.yaml'), 'inherits: generic-serial\nid: misspelt\nvendro: X\n');
  const { profiles, problems } = loadProfiles('scanner', root);
  expect(profiles.map(({ id }) => id)).toEqual(['generic-serial']);
  expect(problems.map(({ file }) => file)).toEqual(
    ['half-written', 'misspelt'].map((name) => join(root, 'scanner', `${name}.yaml`)),
  );
});
