import { expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScannerProfile } from '../../../devices/profile-scanner.ts';
import { newestCheckOf } from '../profile-lint.ts';
import { lintScanner } from './profile-lint.ts';

const profiles = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const newest = newestCheckOf(profiles);

test('every scanner profile is sourced, tested and fresh', () => {
  expect(profiles.flatMap((profile) => lintScanner(profile, newest))).toEqual([]);
  expect(profiles.length).toBeGreaterThanOrEqual(19);
});

test.each(['Honeywell', 'Newland', 'Zebra', 'Datalogic'])(
  'a scanner of %s can be set up for either mode, in one way only',
  (vendor) => {
    const entries = profiles.filter((profile) => profile.vendor === vendor).flatMap(({ setUp = [] }) => setUp);
    const ways = Map.groupBy(entries, ({ to }) => to);
    expect([...ways.keys()]).toEqual(expect.arrayContaining(['usb-com', 'hid-pos', 'factory']));
    // The ways back stand in the profile of each mode: they must not differ.
    for (const same of ways.values()) expect(new Set(same.map((entry) => JSON.stringify(entry))).size).toBe(1);
  },
);

test.each(['serial', 'hid-pos', 'hid-keyboard', 'evdev'] as const)('there is a profile for %s', (transport) => {
  expect(profiles.some(({ transports }) => transports.includes(transport))).toBe(true);
});

const good = loadProfile('scanner', 'honeywell-hid-pos');
const [first] = good.samples;
if (first === undefined) throw new Error('no sample');
const planted = (change: Partial<ScannerProfile>): ScannerProfile => ({ ...good, ...change });
const setUp = (code: string, source = 'Quick guide p. 1'): ScannerProfile =>
  planted({ setUp: [{ to: 'hid-pos', steps: [{ name: 'HID-POS', code, fnc3: 'last' }], source }] });

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
  ['a set-up code that nobody can look up', setUp('~PAP131.', '?'), /unsourced/],
  ['a set-up code that is no CODE128', setUp('工单'), /unscannable: "工单" on the way to hid-pos cannot be/],
  ['a set-up code that no paper holds', setUp('~PAP131.PAP131.PAP131.'), /unscannable: .* too wide/],
  ['facts that nobody looked at for long', planted({ checked: '2020-01-01' }), /stale: checked on 2020-01-01/],
])('%s is told', (_, profile, words) => {
  expect(lintScanner(profile, newest).join('\n')).toMatch(words);
});
