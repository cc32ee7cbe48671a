import { expect, test } from 'vitest';
import { fuzzScanners } from '../../faults/fuzz-scanners.ts';
import { reconnectRounds } from '../../faults/reconnect.ts';

test('ten times unplugged and renumbered on real PTYs, a scanner is always back, and no code is lost or invented', async () => {
  expect(await reconnectRounds(10, 7)).toEqual({ rounds: 10, missed: 0, invented: 0, stories: [] });
});

test('30,000 chunks of noise over all readers: something is read, nothing breaks', async () => {
  const { events, crashes } = await fuzzScanners(30_000, 7);
  expect(crashes).toBe(0);
  expect(events).toBeGreaterThan(10_000);
});
