import { isDeepStrictEqual } from 'node:util';
import { hexBytes } from '../../../devices/profile.ts';
import { SCALE_FLAGS, type ScaleProfile } from '../../../devices/profile-scale.ts';
import { stale, unshown, unsourced } from '../profile-lint.ts';
import { expectedOf, framerOf, readingsOf } from './sample-readings.ts';

/** Everything that makes a profile unsourced, untested or stale, one sentence each. */
export function lintScale(profile: ScaleProfile, newestCheck: string): string[] {
  const { id, sources, samples, checked, flags } = profile;
  const readings = samples.flatMap((sample) => sample.readings);
  const changed = samples.filter(
    (sample) => !isDeepStrictEqual(readingsOf(framerOf(profile).feed(hexBytes(sample.bytes))), expectedOf(sample)),
  );
  const problems = [
    ...unsourced([...sources, ...samples.map(({ source }) => source)]),
    ...unshown([
      [true, readings.some(({ value }) => value !== null), 'no sample gives a weight'],
      ...SCALE_FLAGS.map(
        (flag) =>
          [
            flags.includes(flag),
            readings.some((reading) => reading[flag] !== undefined),
            `no sample shows ${flag}, which is among the flags`,
          ] as const,
      ),
      [
        flags.includes('stable'),
        readings.some(({ stable }) => stable === true) && readings.some(({ stable }) => stable === false),
        'no sample shows both, a weight that stands and one that moves',
      ],
    ]),
    ...stale(changed, checked, newestCheck),
  ];
  return problems.map((problem) => `${id}: ${problem}`);
}
