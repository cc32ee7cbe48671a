import { describe, expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import { hexBytes } from '../../../devices/profile.ts';
import { bytesOf, expectedOf, framerOf, readingsOf, refusalsOf } from './sample-readings.ts';

/** Printable and control bytes that begin no frame of any protocol, the ends of lines and of frames among them. */
const NOISE = Uint8Array.of(0xff, 0x00, 0x7e, 0x41, 0x03, 0x0d, 0x0a);

describe.each(listProfiles('scale'))('scale profile %s', (name) => {
  const profile = loadProfile('scale', name);
  const samples = profile.samples.map((sample) => [sample.note, sample] as const);

  test.each(samples)('decodes its sample whole: %s', (_, sample) => {
    expect(readingsOf(framerOf(profile).feed(hexBytes(sample.bytes)))).toEqual(expectedOf(sample));
  });

  test.each(samples)('decodes byte by byte: %s', (_, sample) => {
    const framer = framerOf(profile);
    const frames = bytesOf(hexBytes(sample.bytes)).flatMap((byte) => framer.feed(byte));
    expect(readingsOf(frames)).toEqual(expectedOf(sample));
    expect(framer.reset()).toEqual([]);
  });

  test.each(samples)('decodes after garbage, which is told: %s', (_, sample) => {
    const framer = framerOf(profile);
    const frames = [...framer.feed(NOISE), ...framer.feed(hexBytes(sample.bytes)), ...framer.reset()];
    expect(readingsOf(frames)).toEqual(expectedOf(sample));
    expect(refusalsOf(frames).length).toBeGreaterThan(0);
  });

  test.each(samples)('decodes twice when it comes twice in one piece: %s', (_, sample) => {
    const bytes = hexBytes(sample.bytes);
    const frames = framerOf(profile).feed(Uint8Array.from([...bytes, ...bytes]));
    expect(readingsOf(frames)).toEqual([...expectedOf(sample), ...expectedOf(sample)]);
  });

  test.each(samples)('after the torn head of the same frame the whole one counts, once: %s', (_, sample) => {
    const bytes = hexBytes(sample.bytes);
    const torn = bytes.subarray(0, 3);
    const frames = framerOf(profile).feed(Uint8Array.from([...torn, ...bytes]));
    expect(readingsOf(frames).slice(-sample.readings.length || undefined)).toEqual(expectedOf(sample));
    expect(readingsOf(frames)).toHaveLength(sample.readings.length);
  });

  test('no frame without a weight is 0', () => {
    for (const sample of profile.samples) {
      for (const { value, overload, underload } of readingsOf(framerOf(profile).feed(hexBytes(sample.bytes)))) {
        if (overload || underload) expect(value).toBeNull();
      }
    }
  });
});
