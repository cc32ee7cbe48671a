import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { LoggedFrame } from '../../hub/stations/frame-contract.ts';
import { DAY_MS, FrameFiles } from '../../hub/stations/frame-files.ts';
import { FrameLog } from '../../hub/stations/frame-log.ts';
import { ManualClock } from '../support/clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { brief, frame, textOf, walk } from './frames.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const EVER = Number.MAX_SAFE_INTEGER;

const lineOf = (text: string, at: number, until = at): LoggedFrame => ({
  ...{ at, until, times: 1, direction: 'in', chunks: [Buffer.from(text).toString('hex')] },
  ...{ meaning: { is: 'undecoded' }, left: 0 },
});

function opened() {
  const folder = tempFolder();
  const files = new FrameFiles(folder);
  const inFolder = (): string[] => readdirSync(join(folder, 'gun')).toSorted();
  const texts = async (before = EVER, limit = 1_000, of = files): Promise<string> =>
    (await of.newest('gun', before, limit)).frames
      .toSorted((one, other) => other.until - one.until)
      .map(textOf)
      .join('');
  return { folder, files, inFolder, texts, path: (name: string) => join(folder, 'gun', name) };
}

test('a file a day, by the day on which a line began', async () => {
  const { files, inFolder, texts, path } = opened();
  const midnight = Date.UTC(2026, 10, 23);
  await files.append('gun', [
    lineOf('A', midnight - 70_000),
    lineOf('B', midnight - 50_000, midnight + 9_000),
    lineOf('C', midnight + 5_000),
  ]);
  expect(inFolder()).toEqual(['2026-11-22.jsonl', '2026-11-23.jsonl']);
  expect(readFileSync(path('2026-11-23.jsonl'), 'utf8')).toBe(`${JSON.stringify(lineOf('C', midnight + 5_000))}\n`);
  // B ended after C did, in a file before it: whoever asks for one line gets that one.
  expect(await texts(EVER, 1)).toBe('BC');
  expect(await texts(midnight + 9_000, 1)).toMatch(/^C/);
  expect(await texts(midnight)).toBe('A');
});

test('a line that a power cut tore is passed over, and the next one does not stick to it', async () => {
  const { folder, files, texts, path } = opened();
  await files.append('gun', [lineOf('A', NOON), lineOf('B', NOON + 1)]);
  appendFileSync(path('2026-11-22.jsonl'), '{"at":1795348800002,"until":17953');
  expect(await texts()).toBe('BA');
  const restarted = new FrameFiles(folder);
  await restarted.append('gun', [lineOf('C', NOON + 3)]);
  await restarted.append('gun', [lineOf('D', NOON + 4)]);
  expect(await texts()).toBe('DCBA');
  // One line end parts them, and no more are added as it goes on.
  expect(readFileSync(path('2026-11-22.jsonl'), 'utf8').match(/\n/g)).toHaveLength(5);
});

test('lines of any length are read whole, block by block', async () => {
  const { files, texts } = opened();
  const frames = Array.from({ length: 40 }, (_, index) =>
    lineOf(String.fromCharCode(65 + index), NOON + index * 100_000),
  );
  const long = frames.map((line) => ({ ...line, chunks: [...line.chunks, ...Array(9_000).fill('')] }));
  await files.append('gun', long);
  expect(await texts()).toBe(frames.map(textOf).toReversed().join(''));
  expect((await files.newest('gun', EVER, 3)).isComplete).toBe(false);
});

test('days before today are packed; what comes later for a packed day is packed beside it, and all of it is read', async () => {
  const { folder, files, inFolder, texts, path } = opened();
  await files.append('gun', [lineOf('A', NOON), lineOf('B', NOON + DAY_MS)]);
  await files.keepOnly(0, NOON + DAY_MS);
  expect(inFolder()).toEqual(['2026-11-22.jsonl.gz', '2026-11-23.jsonl']);
  expect(gunzipSync(readFileSync(path('2026-11-22.jsonl.gz'))).toString()).toBe(
    `${JSON.stringify(lineOf('A', NOON))}\n`,
  );
  await files.append('gun', [lineOf('C', NOON + 5)]);
  await new FrameFiles(folder).append('gun', [lineOf('D', NOON + 6)]);
  expect(inFolder()).toEqual(['2026-11-22.1.jsonl', '2026-11-22.jsonl.gz', '2026-11-23.jsonl']);
  expect(await texts()).toBe('BDCA');
  for (let twice = 0; twice < 2; twice += 1) await files.keepOnly(0, NOON + DAY_MS);
  expect(inFolder()).toEqual(['2026-11-22.1.jsonl.gz', '2026-11-22.jsonl.gz', '2026-11-23.jsonl']);
  expect(await texts()).toBe('BDCA');
});

test('ten parts of a day and more are parts in their row', async () => {
  const { files, inFolder, texts } = opened();
  for (let part = 0; part < 12; part += 1) {
    await files.append('gun', [lineOf(String.fromCharCode(65 + part), NOON + part)]);
    await files.keepOnly(0, NOON + DAY_MS);
  }
  expect(inFolder()).toHaveLength(12);
  expect(await texts()).toBe('LKJIHGFEDCBA');
});

test('the power goes between packing and taking the plain file away: nothing is doubled, and the packing is done again', async () => {
  const { files, inFolder, texts, path } = opened();
  await files.append('gun', [lineOf('A', NOON)]);
  writeFileSync(path('2026-11-22.jsonl.gz'), gzipSync(readFileSync(path('2026-11-22.jsonl'))).subarray(0, 9));
  expect(await texts()).toBe('A');
  await files.keepOnly(0, NOON + DAY_MS);
  expect(inFolder()).toEqual(['2026-11-22.jsonl.gz']);
  expect(await texts()).toBe('A');
});

test('a packed file that is damaged hides no other day', async () => {
  const { files, texts, path } = opened();
  await files.append('gun', [lineOf('A', NOON), lineOf('B', NOON + DAY_MS), lineOf('C', NOON + 2 * DAY_MS)]);
  await files.keepOnly(0, NOON + 2 * DAY_MS);
  writeFileSync(path('2026-11-23.jsonl.gz'), 'no longer what it was');
  expect(await texts()).toBe('CA');
});

test('the disk fails in the middle: nothing of it was written, so that all of it can be written again', async () => {
  const { files, texts, path } = opened();
  await files.append('gun', [lineOf('A', NOON)]);
  mkdirSync(path('2026-11-23.jsonl'));
  const batch = [lineOf('B', NOON + 1), lineOf('C', NOON + DAY_MS), lineOf('D', NOON + 2)];
  for (let twice = 0; twice < 2; twice += 1) await expect(files.append('gun', batch)).rejects.toThrow(/EISDIR/);
  rmdirSync(path('2026-11-23.jsonl'));
  expect(await texts()).toBe('A');
  await files.append('gun', batch);
  expect(await texts()).toBe('CDBA');
  expect(readFileSync(path('2026-11-22.jsonl'), 'utf8')).not.toContain('\0');
});

test('thirty days are kept, by the housekeeping at the start and every hour', async () => {
  const { folder, files, inFolder } = opened();
  const clock = new ManualClock(NOON);
  for (let day = 40; day >= 0; day -= 1) await files.append('gun', [lineOf('A', NOON - day * DAY_MS)]);
  await files.keepOnly(0, NOON - 35 * DAY_MS);
  writeFileSync(join(folder, 'gun', 'what somebody wrote beside it.txt'), '');
  const log = new FrameLog({ files, clock, onTrouble: () => {} });
  log.start();
  await log.flush();
  const days = inFolder().filter((name) => name.startsWith('2026-'));
  expect(days).toHaveLength(31);
  expect(days.filter((name) => !name.endsWith('.gz'))).toEqual(['2026-11-22.jsonl']);
  clock.advance(13 * 3_600_000);
  await log.stop();
  expect(inFolder().filter((name) => name.startsWith('2026-'))).toHaveLength(30);
  expect(inFolder()).toContain('what somebody wrote beside it.txt');
});

test('what makes room goes first, also when the packing fails', async () => {
  const { folder, files, inFolder } = opened();
  await files.append('first', [lineOf('A', NOON - DAY_MS)]);
  await files.append('gun', [lineOf('A', NOON - 40 * DAY_MS), lineOf('B', NOON)]);
  mkdirSync(join(folder, 'first', '2026-11-21.jsonl.gz.new'));
  await expect(files.keepOnly(NOON - 30 * DAY_MS, NOON)).rejects.toThrow(/EISDIR/);
  expect(inFolder()).toEqual(['2026-11-22.jsonl']);
});

test('the clock is set back two weeks: what is said then is found where the clock puts it, nothing before it is lost', async () => {
  const { folder, files, inFolder } = opened();
  const clock = new ManualClock(NOON - 14 * DAY_MS - 3_600_000);
  const log = new FrameLog({ files, clock, onTrouble: vi.fn() });
  const say = (text: string): void => {
    log.take(frame(text, clock.wall()));
    clock.advance(600_000);
  };
  for (const text of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']) say(text);
  clock.setWall(NOON);
  await files.keepOnly(0, NOON);
  for (const text of ['I', 'J']) say(text);
  await log.flush();
  await files.keepOnly(0, clock.wall());
  log.take(frame('K', clock.wall()));
  // C was said at that time, two weeks ago.
  clock.setWall(NOON - 14 * DAY_MS - 2_400_000 + 1);
  await log.flush();
  // What was said last does not wait for its time to come again.
  const onDisk = await new FrameFiles(folder).newest('gun', EVER, 1);
  expect(onDisk.frames.map(textOf)).toContain('K');
  for (const text of ['c', 'd', 'e']) say(text);
  await log.stop();
  expect(inFolder()).toEqual(['2026-11-08.1.jsonl', '2026-11-08.jsonl.gz', '2026-11-22.jsonl']);
  for (const limit of [1, 2, 3, 100]) {
    expect(brief(await walk(log, limit)).map((line) => line[3])).toEqual([...'KJIHGFeEdDcCBA']);
  }
});
