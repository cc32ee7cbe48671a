import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shown, scaleFrameBytes } from '../../../devices/emulators/scale-frames.ts';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScaleProfile } from '../../../devices/profile-scale.ts';
import type { ScaleFrame } from '../../../devices/scales/frames.ts';
import { type FrameReading, withPoint } from '../../../devices/scales/weight.ts';
import { bytesOf, framerOf, readingsOf, refusalsOf } from './sample-readings.ts';

const profiles = listProfiles('scale').map((name) => loadProfile('scale', name));

const decimal = (steps: number, division: string): string => {
  const decimals = division.split('.')[1]?.length ?? 0;
  const digits = withPoint(String(Math.abs(steps) * Number(division.replace('.', ''))), decimals) ?? '0';
  return steps < 0 ? `-${digits}` : digits;
};

/** Any display that a scale of this profile can show. */
function anyShown({ metrology }: ScaleProfile): fc.Arbitrary<Shown> {
  const { capacity, division, unit } = metrology;
  const most = Math.floor(Number(capacity) / Number(division));
  return fc
    .record({
      steps: fc.integer({ min: -20, max: most }),
      tared: fc.integer({ min: 0, max: most }),
      stable: fc.boolean(),
      net: fc.boolean(),
    })
    .map(({ steps, tared, stable, net }) => ({
      value: decimal(steps, division),
      unit,
      stable,
      net,
      tare: decimal(net ? tared : 0, division),
      zero: steps === 0 && stable && !net,
      overload: false,
      underload: false,
    }));
}

/** What of a display the profile's frames can carry, and what must be unknown. */
function expectedOf({ protocol, flags }: ScaleProfile, shown: Shown): Partial<FrameReading> {
  const can = (flag: (typeof flags)[number]): boolean => flags.includes(flag);
  const isStatus = protocol.name === 'toledo-8217' && (!shown.stable || shown.value.startsWith('-'));
  return {
    value: isStatus ? null : shown.value,
    stable: can('stable') ? shown.stable : 'unknown',
    overload: false,
    // Ohaus has a legend for net and none for gross.
    ...(!can('net') ? { net: 'unknown' } : protocol.name !== 'ohaus' || shown.net ? { net: shown.net } : {}),
    ...(can('tare') ? { tare: shown.tare } : { tare: null }),
    ...(can('zero') && protocol.name !== 'toledo-8217' ? { zero: shown.zero } : {}),
  };
}

/** `net` of `and-standard` comes from KERN's second header, which A&D itself does not send; Adam is asked for the net weight. */
const carried = (profile: ScaleProfile, shown: Shown): Partial<FrameReading> => {
  const { net, ...rest } = expectedOf(profile, shown);
  return profile.protocol.name === 'and-standard' || profile.protocol.name === 'adam-cpw' || net === undefined
    ? rest
    : { ...rest, net };
};

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
function inPieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
const feed = (profile: ScaleProfile, pieces: readonly Uint8Array[]): ScaleFrame[] => {
  const framer = framerOf(profile);
  return [...pieces.flatMap((piece) => framer.feed(piece)), ...framer.reset()];
};
const glued = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
/** Anything at all may stand on the line before a frame, and spoil the first one after it. */
const NOISE = fc.uint8Array({ maxLength: 300 });

describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  test('any display comes out as it was shown, in whatever pieces the line delivers it', () => {
    fc.assert(
      fc.property(fc.array(anyShown(profile), { minLength: 1, maxLength: 4 }), cuts, (displays, sizes) => {
        const bytes = glued(...displays.map((shown) => scaleFrameBytes(profile, shown)));
        const frames = feed(profile, inPieces(bytes, sizes));
        expect(readingsOf(frames)).toMatchObject(displays.map((shown) => carried(profile, shown)));
        expect(refusalsOf(frames)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('after noise and a frame that it may have spoilt, every frame counts and nothing throws', () => {
    fc.assert(
      fc.property(NOISE, anyShown(profile), anyShown(profile), cuts, (noise, first, second, sizes) => {
        const bytes = glued(noise, scaleFrameBytes(profile, first), scaleFrameBytes(profile, second));
        const readings = readingsOf(feed(profile, inPieces(bytes, sizes)));
        expect(readings.slice(-1)).toMatchObject([carried(profile, second)]);
      }),
      { numRuns: 150 },
    );
  });

  test('noise never stays: what is kept is bounded by its longest frame', () => {
    const framer = framerOf(profile);
    const kept = Uint8Array.from({ length: 20_000 }, (_, index) => 0x21 + ((index * 31) % 0x5e));
    const frames = framer.feed(kept);
    expect(frames.length).toBeGreaterThan(10);
    expect(Math.max(...[...frames, ...framer.reset()].map(({ raw }) => raw.length))).toBeLessThanOrEqual(256);
  });

  test('out of range is no weight', () => {
    for (const [overload, underload] of [
      [true, false],
      [false, true],
    ] as const) {
      const zero = decimal(0, profile.metrology.division);
      const { unit } = profile.metrology;
      const shown: Shown = {
        value: zero,
        unit,
        stable: false,
        net: false,
        tare: zero,
        zero: false,
        overload,
        underload,
      };
      const readings = readingsOf(feed(profile, bytesOf(scaleFrameBytes(profile, shown))));
      for (const reading of readings) {
        expect(reading.value).toBeNull();
        if (profile.flags.includes('overload') && profile.flags.includes('underload')) {
          expect(reading).toMatchObject({ overload, underload });
        }
      }
      expect(readings.length).toBe(1);
    }
  });
});

describe('a checksum', () => {
  const checked = profiles.filter(
    ({ protocol }) => protocol.name === 'yaohua-a9' || ('checksum' in protocol && protocol.checksum === true),
  );

  test.each(checked.map((profile) => [profile.id, profile] as const))(
    '%s: one flipped bit is never a weight',
    (_, profile) => {
      fc.assert(
        fc.property(anyShown(profile), fc.nat(), fc.integer({ min: 0, max: 6 }), (shown, place, bit) => {
          const bytes = scaleFrameBytes(profile, shown);
          const at = place % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const next = scaleFrameBytes(profile, shown);
          const readings = readingsOf(feed(profile, [glued(bytes, next)]));
          for (const reading of readings) expect(reading.value).toBe(shown.value);
          expect(readings.length).toBeLessThanOrEqual(2);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('that was lost costs its own frame and no other', () => {
    const profile = loadProfile('scale', 'toledo-continuous');
    const frame = scaleFrameBytes(profile, { ...EMPTY, value: '12.34', tare: '0.00' });
    const frames = feed(profile, [glued(frame.subarray(0, -1), frame)]);
    expect(frames.map(({ kind }) => kind)).toEqual(['refused', 'reading']);
    expect(refusalsOf(frames)).toEqual(['bad-checksum']);
  });
});

const EMPTY = { unit: 'kg', stable: true, net: false, zero: false, overload: false, underload: false } as const;

describe('what is not a weight', () => {
  const read = (name: string, text: string): FrameReading[] =>
    readingsOf(feed(loadProfile('scale', name), [Uint8Array.from(Buffer.from(text, 'latin1'))]));

  test.each([
    ['mettler-mt-sics', 'S S          g\r\n'],
    ['mettler-mt-sics', 'S S     1.2.34 g\r\n'],
    ['mettler-mt-sics', 'S S     100.00 stone\r\n'],
    ['toledo-8217', '\x02\r'],
    ['toledo-8217', '\x02??\r\x02?\r'],
    ['cas-10', '\r\n\r\n\r\n'],
    ['cas-10', '   1-.50\r\n'],
    ['and-standard', 'ST,+000-3.45  g\r\n'],
    ['and-standard', '\r\n'],
    ['ohaus-navigator', '192.21 g\r\n'],
    ['ohaus-navigator', 'x   1 192.21\r\n'],
    ['yaohua-xk3190-a12', 'ww00000kg\r\nww0.00.00kg\r\n'],
    ['yaohua-xk3190-a26-reversed', '=00-1.000'],
    ['digi-dc-782', 'B@@\r\n'],
    ['digi-dc-782', 'B@@\r4 1.200\r\n'],
    ['adam-cpwplus', 'N 1.00 kg\r\n'],
    ['adam-mdw', '\n 12.3kg\r\x03'],
  ])('%s: %j', (name, text) => {
    expect(read(name, text).filter(({ value }) => value !== null)).toEqual([]);
  });

  test('an empty frame of flags is a reading without a weight, and never 0', () => {
    expect(read('cas-22', 'ST,GS,1\xc4,         kg\r\n')).toMatchObject([{ value: null, stable: true }]);
    expect(read('yaohua-xk3190-a9', '\x02+      01B\x03')).toMatchObject([{ value: null }]);
  });
});
