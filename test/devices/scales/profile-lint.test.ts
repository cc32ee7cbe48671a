import { expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScaleProfile } from '../../../devices/profile-scale.ts';
import { newestCheckOf } from '../profile-lint.ts';
import { lintScale } from './profile-lint.ts';

const profiles = listProfiles('scale').map((name) => loadProfile('scale', name));
const newest = newestCheckOf(profiles);

test('every scale profile is sourced, tested and fresh', () => {
  expect(profiles.flatMap((profile) => lintScale(profile, newest))).toEqual([]);
  expect(profiles.length).toBeGreaterThanOrEqual(21);
});

const good = loadProfile('scale', 'cas-22');
const [first, ...others] = good.samples;
if (first === undefined) throw new Error('no sample');
const planted = (change: Partial<ScaleProfile>): ScaleProfile => ({ ...good, ...change });

test.each<[string, ScaleProfile, RegExp]>([
  ['a source that names nothing', planted({ sources: ['?'] }), /unsourced/],
  ['a sample whose source is to come', planted({ samples: [{ ...first, source: 'TODO' }, ...others] }), /unsourced/],
  ['samples without a weight', planted({ samples: others.slice(-1) }), /untested: no sample gives a weight/],
  [
    'a flag that no sample shows',
    planted({ flags: [...good.flags, 'tare'] }),
    /untested: no sample shows tare, which is among the flags/,
  ],
  ['a scale that is never seen to move', planted({ samples: [first] }), /untested: no sample shows both/],
  [
    'a decoder that changed its mind',
    planted({ samples: [{ ...first, readings: [{ value: '1.00', unit: 'kg' }] }, ...others] }),
    /stale: the decoder/,
  ],
  ['facts that nobody looked at for long', planted({ checked: '2020-01-01' }), /stale: checked on 2020-01-01/],
])('%s is told', (_, profile, words) => {
  expect(lintScale(profile, newest).join('\n')).toMatch(words);
});
