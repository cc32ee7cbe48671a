import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addSample, SampleError } from '../../devices/add-sample.ts';
import { loadProfile, PROFILE_ROOT } from '../../devices/load-profile.ts';
import { scaleSample, scannerSample } from '../../devices/profile-sample.ts';
import { tempFolder } from '../support/temp-folder.ts';

const WORDS = { note: '一个滤清器', source: 'Captured at 城东店, 2026-11-22', isCaptured: true };

function scene(text: string): { root: string; file: string } {
  const root = join(tempFolder(), 'firmware-profiles');
  cpSync(PROFILE_ROOT, root, { recursive: true });
  const file = join(root, 'sample.yaml');
  writeFileSync(file, text);
  return { root, file };
}

const scan = (): string =>
  scannerSample(loadProfile('scanner', 'newland-serial'), 'serial', [Buffer.from(']E06901234567892\r\n')], WORDS);

test('a saved sample is put at the end of its profile, whose other lines stay as they are', () => {
  const { root, file } = scene(`# firmware-profiles/scanner/newland-serial.yaml\n${scan()}`);
  const profile = join(root, 'scanner', 'newland-serial.yaml');
  const before = readFileSync(profile, 'utf8');
  const { samples } = loadProfile('scanner', 'newland-serial', root);
  expect(addSample(file, root)).toBe(profile);
  expect(readFileSync(profile, 'utf8').startsWith(before.trimEnd())).toBe(true);
  const after = loadProfile('scanner', 'newland-serial', root);
  expect(after.samples).toHaveLength(samples.length + 1);
  expect(after.samples.at(-1)).toMatchObject({
    events: [{ text: '6901234567892', symbology: 'E0' }],
    note: '一个滤清器',
    captured: true,
  });
});

test('a scale has its readings', () => {
  const bytes = Buffer.from('S S     100.00 g\r\n');
  const text = scaleSample(loadProfile('scale', 'mettler-mt-sics'), [bytes], WORDS);
  const { root, file } = scene(`# firmware-profiles/scale/mettler-mt-sics.yaml\n${text}`);
  addSample(file, root);
  const { samples } = loadProfile('scale', 'mettler-mt-sics', root);
  expect(samples.at(-1)).toMatchObject({
    readings: [{ value: '100.00', unit: 'g', stable: true }],
    captured: true,
  });
});

test.each([
  ['without the name of its profile', scan()],
  ['of a family that is none', `# firmware-profiles/robot/newland-serial.yaml\n${scan()}`],
  ['that is no sample', '# firmware-profiles/scanner/newland-serial.yaml\n- colour: red\n'],
])('what comes %s is not added, and the profile is as it was', (_what, text) => {
  const { root, file } = scene(text);
  const profile = join(root, 'scanner', 'newland-serial.yaml');
  const before = readFileSync(profile, 'utf8');
  expect(() => addSample(file, root)).toThrow(SampleError);
  expect(readFileSync(profile, 'utf8')).toBe(before);
});
