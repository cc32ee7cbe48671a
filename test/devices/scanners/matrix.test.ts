import { expect, test } from 'vitest';
import { listProfiles } from '../../../devices/load-profile.ts';
import { profileMatrix, tableText } from '../../../devices/profiles-matrix.ts';

test('the matrix shows every profile, and a scanner once for each of its transports', () => {
  const rows = profileMatrix();
  const shown = new Set(rows.map(({ family, profile }) => `${family}/${profile}`));
  const all = (['scanner', 'scale', 'printer'] as const).flatMap((family) =>
    listProfiles(family).map((name) => `${family}/${name}`),
  );
  expect([...shown].sort()).toEqual(all.sort());
  expect(rows.filter(({ profile }) => profile === 'generic-wedge').map(({ transport }) => transport)).toEqual([
    'evdev',
    'hid-keyboard',
  ]);
  expect(rows.every(({ samples }) => Number.parseInt(samples, 10) > 0)).toBe(true);
});

test('its columns stand under each other, hanzi or not', () => {
  const rows = profileMatrix();
  const [head = '', , ...body] = tableText(rows).split('\n');
  const widthBefore = (line: string, cell: string): number =>
    [...line.slice(0, line.indexOf(cell))].reduce(
      (sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1),
      0,
    );
  // The last column before which every cell has a blank of its own: protocols and vendors may be words of each other.
  const starts = body.map((line, index) => widthBefore(line, `  ${rows[index]?.transport}  `));
  expect(new Set(starts)).toEqual(new Set([widthBefore(head, '  transport  ')]));
});
