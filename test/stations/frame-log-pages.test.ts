import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../hub/stations/frame-files.ts';
import type { FrameLog } from '../../hub/stations/frame-log.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { frame, openLog, textOf, walk } from './frames.ts';

type Step =
  | { readonly do: 'say'; readonly text: string; readonly out: boolean; readonly after_ms: number }
  | { readonly do: 'flush' | 'restart' | 'pack' };

const gap = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 50_000, max: 130_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: DAY_MS / 3, max: 2 * DAY_MS }) },
);
const steps = (gaps: fc.Arbitrary<number>) =>
  fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constant('say' as const),
          text: fc.constantFrom('A', 'B'),
          out: fc.boolean(),
          after_ms: gaps,
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('flush', 'restart', 'pack') }) },
    ),
    { maxLength: 50, size: 'max' },
  );

/** Does it all to a log of its own; says what was said, and gives the log as it is then. */
async function play(
  parent: string,
  all: readonly Step[],
): Promise<{ said: { in: string; out: string }; log: FrameLog }> {
  const folder = mkdtempSync(join(parent, 'log-'));
  let opened = openLog(folder);
  const { clock } = opened;
  const said = { in: '', out: '' };
  for (const step of all) {
    if (step.do === 'say') {
      clock.advance(Math.max(0, step.after_ms));
      if (step.after_ms < 0) clock.setWall(clock.wall() + step.after_ms);
      const direction = step.out ? 'out' : 'in';
      said[direction] += step.text;
      opened.log.take(frame(step.text, clock.wall(), { direction }));
    } else if (step.do === 'restart') {
      await opened.log.stop();
      opened = openLog(folder, { clock });
    } else {
      await opened.log.flush();
      if (step.do === 'pack') await opened.files.keepOnly(0, clock.wall());
    }
  }
  return { said, log: opened.log };
}

const expanded = (frames: Awaited<ReturnType<typeof walk>>, direction: 'in' | 'out'): string =>
  frames
    .filter((line) => line.direction === direction)
    .map((line) => textOf(line).repeat(line.times))
    .toReversed()
    .join('');

test('whatever was said and whenever, the pages give every frame once and in its order, newest first', async () => {
  const parent = tempFolder();
  await fc.assert(
    fc.asyncProperty(steps(gap), fc.integer({ min: 1, max: 5 }), async (all, limit) => {
      const { said, log } = await play(parent, all);
      const walked = await walk(log, limit);
      expect(expanded(walked, 'in')).toBe(said.in);
      expect(expanded(walked, 'out')).toBe(said.out);
      const times = walked.map(({ until }) => until);
      expect(times).toEqual(times.toSorted((one, other) => other - one));
    }),
    { numRuns: 200 },
  );
});

test('also when the clock is set back again and again no frame is lost or doubled', async () => {
  const parent = tempFolder();
  const jumps = fc.oneof(gap, fc.integer({ min: -15 * DAY_MS, max: -1 }), fc.integer({ min: -200_000, max: -1 }));
  const sorted = (text: string): string => [...text].toSorted().join('');
  await fc.assert(
    fc.asyncProperty(steps(jumps), fc.integer({ min: 1, max: 5 }), async (all, limit) => {
      const { said, log } = await play(parent, all);
      const walked = await walk(log, limit);
      expect(sorted(expanded(walked, 'in'))).toBe(sorted(said.in));
      expect(sorted(expanded(walked, 'out'))).toBe(sorted(said.out));
    }),
    { numRuns: 200 },
  );
});
