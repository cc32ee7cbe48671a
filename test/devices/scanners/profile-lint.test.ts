import { expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScannerProfile } from '../../../devices/profile-scanner.ts';
import { lintScanner } from './profile-lint.ts';

const profiles = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const newest = profiles.map(({ checked }) => checked).reduce((one, other) => (one > other ? one : other));

test('every scanner profile is sourced, tested and fresh', () => {
  expect(profiles.flatMap((profile) => lintScanner(profile, newest))).toEqual([]);
  expect(profiles.length).toBeGreaterThanOrEqual(19);
});

test.each(['serial', 'hid-pos', 'hid-keyboard', 'evdev'] as const)('there is a profile for %s', (transport) => {
  expect(profiles.some(({ transports }) => transports.includes(transport))).toBe(true);
});

const good = loadProfile('scanner', 'honeywell-hid-pos');
const [first] = good.samples;
if (first === undefined) throw new Error('no sample');
const planted = (change: Partial<ScannerProfile>): ScannerProfile => ({ ...good, ...change });

test.each<[string, ScannerProfile, RegExp]>([
  ['a source that names nothing', planted({ sources: ['?'] }), /unsourced/],
  ['a source that is to come', planted({ sources: ['manual, TODO'] }), /unsourced/],
  ['a sample without a scan', planted({ samples: [{ ...first, events: [] }] }), /untested: no sample gives a scan/],
  ['a continuation that no sample shows', planted({ samples: [first] }), /untested: no sample goes on/],
  ['an encoding that no sample shows', planted({ encoding: 'gb18030' }), /untested: no sample shows a character/],
  [
    'a substitute that no sample shows',
    planted({ framing: { ...good.framing, gsSubstitute: '~' }, samples: [first] }),
    /untested: no sample shows the separator/,
  ],
  [
    'a decoder that changed its mind',
    planted({ samples: [{ ...first, events: [{ text: '1', symbology: 'E0' }] }, ...good.samples.slice(1)] }),
    /stale: the decoder/,
  ],
  ['facts that nobody looked at for long', planted({ checked: '2020-01-01' }), /stale: checked on 2020-01-01/],
])('%s is told', (_, profile, words) => {
  expect(lintScanner(profile, newest).join('\n')).toMatch(words);
});
