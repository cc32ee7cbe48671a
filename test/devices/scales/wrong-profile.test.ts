import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProfile, ProfileError } from '../../../devices/load-profile.ts';

const GOOD = readFileSync(join(import.meta.dirname, '../../../firmware-profiles/scale/mettler-mt-sics.yaml'), 'utf8');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scale-profiles-'));
  mkdirSync(join(root, 'scale'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const load = (text: string): unknown => {
  writeFileSync(join(root, 'scale', 'mettler-mt-sics.yaml'), text);
  return loadProfile('scale', 'mettler-mt-sics', root);
};

test('the good one loads', () => {
  expect(load(GOOD)).toMatchObject({ protocol: { name: 'mt-sics' }, asks: 'poll' });
});

test.each([
  ['a protocol that is not there', GOOD.replace('name: mt-sics', 'name: mt-six'), '/protocol/name', 'mt-sics'],
  ['an option of another protocol', GOOD.replace('mt-sics }', 'mt-sics, width: 9 }'), '/protocol', 'width'],
  ['a missing option', GOOD.replace('name: mt-sics', 'name: ohaus'), '/protocol', 'width'],
  ['no word of what is unverified', GOOD.replace(/unverified:\n( {2}- .*\n)+/, ''), '/', 'unverified'],
  ['nothing to ask with', GOOD.replace(/poll: .*\n/, ''), '/poll', 'only speaks when asked'],
  ['questions for a stream', GOOD.replace('asks: poll', 'asks: stream'), '/poll', 'streams'],
  ['a stream without watchdog', GOOD.replace('silence_ms: 5000', 'silence_ms: 0'), '/silence_ms', 'above 0'],
  [
    'questions further apart than stability allows',
    GOOD.replace('gap_ms: 2000', 'gap_ms: 200'),
    '/stability/gap_ms',
    'interval',
  ],
  ['a division over capacity', GOOD.replace('division: "0.01"', 'division: "5000"'), '/metrology', 'capacity'],
  ['a number without quotes', GOOD.replace('division: "0.01"', 'division: 0.01'), '/metrology/division', 'string'],
  ['a flag in a sample that it does not claim', GOOD.replace('flags: [stable, ', 'flags: ['), '/samples/0', 'stable'],
])('%s is named with its place', (_, text, path, word) => {
  const error = (() => {
    try {
      return load(text);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(ProfileError);
  expect((error as ProfileError).path).toBe(path);
  expect((error as ProfileError).message).toContain(word);
});
