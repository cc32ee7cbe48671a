import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceEvent, FrameEvent } from '../../../devices/device.ts';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import { createMemoryPort } from '../../../devices/ports/memory.ts';
import { hexBytes } from '../../../devices/profile.ts';
import type { ScaleProfile } from '../../../devices/profile-scale.ts';
import { createScale } from '../../../devices/scales/create-scale.ts';
import { ManualClock, settle } from '../manual-clock.ts';
import { expectedOf } from './sample-readings.ts';
import { ScaleTable } from './scale-table.ts';

const framesOf = (events: readonly DeviceEvent[]): FrameEvent[] =>
  events.flatMap((event) => (event.kind === 'frame' ? [event] : []));
const incoming = (events: readonly DeviceEvent[]): FrameEvent[] =>
  framesOf(events).filter(({ direction }) => direction === 'in');
const bytesOf = (frames: readonly FrameEvent[]): Buffer => Buffer.concat(frames.flatMap(({ chunks }) => chunks));
const textsOf = (frames: readonly FrameEvent[]): string[] => frames.map((frame) => bytesOf([frame]).toString('latin1'));

/** What a scale of this profile tells of these chunks when it speaks by itself, and is stopped afterwards. */
async function hear(profile: ScaleProfile, chunks: readonly Uint8Array[]): Promise<DeviceEvent[]> {
  const { poll: _, ...asStream } = { ...profile, asks: 'stream' as const };
  const { port, far } = createMemoryPort('scale');
  const scale = createScale({ name: 'scale', profile: asStream, address: port, clock: new ManualClock() });
  const events: DeviceEvent[] = [];
  scale.listen((event) => events.push(event));
  scale.start();
  await settle();
  for (const chunk of chunks) far.write(chunk);
  await scale.stop();
  return events;
}

/** The rest of a run of CR and LF comes after its frame was told, and is no frame. */
const withoutLineEnds = (bytes: Uint8Array): Buffer => Buffer.from(bytes.filter((byte) => byte !== 13 && byte !== 10));

describe.each(listProfiles('scale'))('what the frames of %s carry', (name) => {
  const profile = loadProfile('scale', name);

  test('decodes to the same frames again, and is every byte that came, once', async () => {
    const samples = profile.samples.map(({ bytes }) => hexBytes(bytes));
    const whole = fc.constantFrom(...samples);
    const torn = fc.tuple(whole, fc.nat(40)).map(([bytes, length]) => bytes.subarray(0, length));
    const piece = fc.oneof({ weight: 3, arbitrary: whole }, torn, fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (chunks) => {
        const first = await hear(profile, chunks);
        const frames = incoming(first);
        const again = await hear(
          profile,
          frames.flatMap((frame) => frame.chunks),
        );
        expect(incoming(again).map(({ meaning }) => meaning)).toEqual(frames.map(({ meaning }) => meaning));
        expect(withoutLineEnds(bytesOf(frames))).toEqual(withoutLineEnds(Buffer.concat(chunks)));
        // Nothing is told of a weight that no frame carried.
        const values = first.flatMap((event) => (event.kind === 'weight' ? [event.reading.value] : []));
        expect(frames.flatMap(({ meaning }) => (meaning.is === 'weight' ? [meaning.value] : []))).toEqual(values);
      }),
      { numRuns: 40 },
    );
  });

  test.each(profile.samples.map((sample) => [sample.note, sample] as const))('is told for: %s', async (_, sample) => {
    const events = await hear(profile, [hexBytes(sample.bytes)]);
    const weights = incoming(events).flatMap(({ meaning }) => (meaning.is === 'weight' ? [meaning] : []));
    expect(weights).toEqual(
      expectedOf(sample).map(({ value, unit, stable }) => ({ is: 'weight', value, unit, stable })),
    );
    for (const [index, event] of events.entries()) {
      if (event.kind === 'weight')
        expect(events[index - 1]).toMatchObject({ kind: 'frame', meaning: { is: 'weight' } });
    }
  });
});

describe('a scale that is polled', () => {
  test('tells its questions as sent, before their answers', async () => {
    const table = new ScaleTable();
    const { scale, pan } = await table.plugIn('mettler-mt-sics');
    pan.put('100');
    await table.pass(1000);
    scale.start();
    await settle();
    expect(framesOf(table.events).map(({ direction, meaning, chunks }) => [direction, meaning, chunks])).toEqual([
      ['out', { is: 'sent' }, [new Uint8Array(Buffer.from('SI\r\n'))]],
      [
        'in',
        { is: 'weight', value: '100.00', unit: 'g', stable: true },
        [new Uint8Array(Buffer.from('S S     100.00 g\r'))],
      ],
    ]);
  });

  test('tells what came when nothing was asked, and what it answers without a weight, as replies', async () => {
    const table = new ScaleTable();
    const { scale, pan } = await table.plugIn('mettler-mt-sics');
    pan.freeze(true);
    scale.start();
    await settle();
    await pan.send(Buffer.from('S I\r\n'));
    await pan.send(Buffer.from('S S      55.00 g\r\n'));
    const frames = incoming(table.events);
    expect(frames.map(({ meaning }) => meaning)).toEqual([{ is: 'reply' }, { is: 'reply' }]);
    expect(textsOf(frames)).toEqual(['S I\r', 'S S      55.00 g\r']);
    expect(table.weights()).toEqual([]);
  });

  test('tells half an answer that the next question flushes, and refuses nothing', async () => {
    const table = new ScaleTable();
    const { scale, pan } = await table.plugIn('mettler-mt-sics');
    pan.freeze(true);
    scale.start();
    await settle();
    await pan.send(Buffer.from('S S      55'));
    expect(incoming(table.events)).toEqual([]);
    await table.pass(5000);
    expect(incoming(table.events)).toMatchObject([
      { meaning: { is: 'refused', code: 'incomplete' }, chunks: [new Uint8Array(Buffer.from('S S      55'))] },
    ]);
    expect(table.events.some(({ kind }) => kind === 'frame-refused')).toBe(false);
  });
});

describe('a garbled line', () => {
  test.each(['cas-22', 'yaohua-xk3190-a9'])(
    'of %s is shown as it comes, in bounded chunks, until a good frame',
    async (name) => {
      const table = new ScaleTable();
      const { scale, pan } = await table.plugIn(name);
      pan.freeze(true);
      scale.start();
      await settle();
      for (let time = 0; time < 60; time++) {
        await pan.garbage();
        await table.pass(100);
      }
      expect(scale.isGarbled).toBe(true);
      let came = 60 * 32;
      const before = incoming(table.events).length;
      for (const length of [...Array<number>(20).fill(32), 2000]) {
        await pan.garbage(length);
        came += length;
        // What may yet become a frame is held back, and is no more than two of them.
        expect(came - bytesOf(incoming(table.events)).length).toBeLessThanOrEqual(128);
      }
      const shown = incoming(table.events).slice(before);
      expect(new Set(shown.map(({ meaning }) => meaning.is))).toEqual(new Set(['undecoded']));
      expect(Math.max(...shown.map((frame) => bytesOf([frame]).length))).toBeLessThanOrEqual(256);
      await pan.send(Buffer.from('\r\n'));
      pan.freeze(false);
      await table.pass(200);
      expect(incoming(table.events).at(-1)?.meaning.is).toBe('weight');
      // Each byte of the noise was told once, whatever it was told as.
      const noise = incoming(table.events).filter(({ meaning }) => meaning.is !== 'weight');
      expect(withoutLineEnds(bytesOf(noise))).toHaveLength(came);
    },
  );

  test('of a polled scale is shown too, though each question flushes what came', async () => {
    const table = new ScaleTable();
    const { scale, pan } = await table.plugIn('mettler-mt-sics');
    pan.freeze(true);
    scale.start();
    await settle();
    for (let time = 0; time < 120; time++) {
      await pan.garbage(12);
      await table.pass(100);
    }
    expect(scale.isGarbled).toBe(true);
    const undecoded = incoming(table.events).filter(({ meaning }) => meaning.is === 'undecoded');
    expect(undecoded.length).toBeGreaterThan(5);
  });
});
