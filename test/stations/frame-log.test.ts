import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ManualClock as DeviceClock, settle } from '../devices/manual-clock.ts';
import { eventually } from '../support/eventually.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { brief, frame, type Opened, openLog, walk } from './frames.ts';

const EVER = Number.MAX_SAFE_INTEGER;
const newest = async ({ log }: Opened, limit = 100) => brief((await log.newest('gun', EVER, limit)).frames);

test('equal frames in a row are one line with their number, from the first to the last of them', async () => {
  const opened = openLog();
  const { clock, log, say } = opened;
  const began = clock.wall();
  for (const text of ['A', 'A', 'A', 'B', 'A']) {
    say(text);
    clock.advance(100);
  }
  expect(await newest(opened)).toEqual(['in A×1', 'in B×1', 'in A×3']);
  const { frames } = await log.newest('gun', EVER, 100);
  expect(frames.at(-1)).toMatchObject({ at: began, until: began + 200, times: 3, left: 0 });
  await log.stop();
  expect(await newest(opened)).toEqual(['in A×1', 'in B×1', 'in A×3']);
});

test('the same bytes that mean something else are another line', async () => {
  const opened = openLog();
  opened.say('A');
  opened.say('A', { meaning: { is: 'undecoded' } });
  expect(await newest(opened)).toEqual(['in A×1', 'in A×1']);
});

test('a scale that is asked and answers costs two lines, however often', async () => {
  const opened = openLog();
  opened.say('1.00 kg');
  for (let poll = 0; poll < 50; poll += 1) {
    opened.say('W?', { direction: 'out' });
    opened.say('1.00 kg');
    opened.clock.advance(200);
  }
  // Asked and answered within the same millisecond: the answer is the newer one.
  expect(await newest(opened)).toEqual(['in 1.00 kg×51', 'out W?×50']);
});

test('a line goes on for a minute at most, and is written when it is over though nothing else is said', async () => {
  const opened = openLog();
  for (let second = 0; second <= 90; second += 1) {
    opened.say('A');
    opened.clock.advance(1_000);
  }
  expect(await newest(opened)).toEqual(['in A×31', 'in A×60']);
  const linesOnDisk = () =>
    readFileSync(join(opened.folder, 'gun', '2026-11-22.jsonl'), 'utf8')
      .trim()
      .split('\n');
  await opened.log.flush();
  expect(linesOnDisk()).toHaveLength(1);
  opened.clock.advance(60_000);
  await opened.log.flush();
  expect(linesOnDisk()).toHaveLength(2);
  expect(await newest(opened)).toEqual(['in A×31', 'in A×60']);
});

test('what has ended is on disk a second later; after the stop all is, and nothing ticks on', async () => {
  const clock = new DeviceClock();
  const opened = openLog(undefined, { clock });
  opened.log.start();
  opened.log.take(frame('A', clock.wall()));
  opened.log.take(frame('B', clock.wall()));
  clock.advance(1_000);
  await eventually(() => expect(readdirSync(join(opened.folder, 'gun'))).toEqual(['2023-11-14.jsonl']));
  await eventually(() => expect(clock.waiting_ms).toHaveLength(2));
  // The stop comes while a line is being written.
  opened.log.take(frame('C', clock.wall()));
  clock.advance(1_000);
  await opened.log.stop();
  await settle();
  expect(clock.waiting_ms).toEqual([]);
  const again = openLog(opened.folder);
  expect((await newest(again)).toSorted()).toEqual(['in A×1', 'in B×1', 'in C×1']);
});

test('of a frame that is longer than any, the first bytes are kept', async () => {
  const { log } = openLog();
  log.take(frame('', 1_000, { chunks: [new Uint8Array(8_000), new Uint8Array(8_000), new Uint8Array(64)] }));
  const { frames } = await log.newest('gun', EVER, 1);
  expect(frames[0]?.chunks.map((chunk) => chunk.length / 2)).toEqual([8_000, 192]);
});

test('a line is read once, also while it is on its way from memory to the disk', async () => {
  const opened = openLog();
  for (let n = 0; n < 50; n += 1) {
    opened.say(`${n} a`);
    opened.say(`${n} b`);
    const written = opened.log.flush();
    expect(await newest(opened, 1_000)).toHaveLength(2 * n + 2);
    const read = newest(opened, 1_000);
    await Promise.all([opened.log.flush(), written]);
    expect(await read).toHaveLength(2 * n + 2);
  }
});

test('every device has lines of its own, whatever it is called', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'secrets'));
  const line = JSON.stringify({ at: 1, until: 1, times: 1, direction: 'in', chunks: [], left: 0 });
  writeFileSync(join(folder, 'secrets', '2026-11-22.jsonl'), `${line}\n`);
  const opened = openLog(join(folder, 'frames'));
  for (const device of ['gun', '电子秤 1', '..', '../secrets']) {
    opened.say(device, { device });
    opened.say(`${device}, then`, { device });
  }
  await opened.log.stop();
  for (const device of ['gun', '电子秤 1', '..', '../secrets']) {
    expect(brief((await opened.log.newest(device, EVER, 10)).frames)).toEqual([
      `in ${device}, then×1`,
      `in ${device}×1`,
    ]);
  }
  expect(readdirSync(folder).toSorted()).toEqual(['frames', 'secrets']);
  expect(await opened.log.newest('never-heard-of', EVER, 10)).toEqual({ frames: [], isComplete: true });
});

test('a device that says more than a day may hold is thinned to a frame a second; scans stay, and what went is counted', async () => {
  const opened = openLog(undefined, { limits: { dayBytes: 1_000 } });
  const { clock, log, say } = opened;
  let said = 0;
  for (let second = 0; second < 20; second += 1) {
    for (let frames = 0; frames < 10; frames += 1) {
      const isScan = frames === 5;
      say(`${second}.${frames}`, isScan ? { meaning: { is: 'scan', text: 'X', symbology: null } } : {});
      said += 1;
      clock.advance(100);
    }
    await log.flush();
  }
  await log.stop();
  const all = (await walk(log, 50)).toReversed();
  const counted = all.reduce((sum, { times, left }) => sum + times + left, 0);
  // What the last batch left out is told by the next line that is kept.
  expect(said - counted).toBeLessThan(10);
  expect(all.filter(({ meaning }) => meaning.is === 'scan')).toHaveLength(20);
  expect(all.length).toBeLessThan(80);
  expect(all.slice(0, 9).every(({ left }) => left === 0)).toBe(true);
});

test('a disk that takes nothing is told once, costs its lines and no more, and told again when it is over', async () => {
  const folder = join(tempFolder(), 'frames');
  writeFileSync(folder, 'somebody put a file where the folder belongs');
  const opened = openLog(folder, { limits: { waiting: 5 } });
  const { clock, log, told, say } = opened;
  for (let n = 0; n < 20; n += 1) {
    say(`${n}`);
    clock.advance(1_000);
    await log.flush();
  }
  expect(told).toEqual([expect.stringContaining('ENOTDIR')]);
  expect(log.trouble).toBe(told[0]);
  // Six lines in memory: five that wait and the one that goes on.
  expect(await newest(opened)).toEqual(['19', '18', '17', '16', '15', '14'].map((n) => `in ${n}×1`));
  rmSync(folder);
  say('20');
  await log.flush();
  expect(told).toEqual([expect.any(String), null]);
  const all = await walk(log, 3);
  expect(all.reduce((sum, { times, left }) => sum + times + left, 0)).toBe(21);
  expect(brief(all)).toHaveLength(6);
});

test('a disk that never answers does not fill the memory either, and a device whose folder is broken keeps no other from the disk', async () => {
  const opened = openLog(undefined, { limits: { waiting: 5 } });
  const { files, log, say } = opened;
  mkdirSync(opened.folder, { recursive: true });
  writeFileSync(join(opened.folder, 'broken'), '');
  for (const device of ['broken', 'gun']) for (const text of ['A', 'B']) say(text, { device });
  await log.flush();
  expect(log.trouble).toContain('broken');
  expect(readdirSync(join(opened.folder, 'gun'))).toHaveLength(1);
  let answer = (): void => {};
  vi.spyOn(files, 'append').mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        answer = () => reject(new Error('EIO'));
      }),
  );
  rmSync(join(opened.folder, 'broken'));
  const written = log.flush();
  await settle();
  for (let n = 0; n < 50; n += 1) say(`${n}`, { device: 'broken' });
  answer();
  await written;
  const { frames } = await log.newest('broken', EVER, 100);
  expect(brief(frames)).toEqual(['49', '48', '47', '46', '45', '44'].map((n) => `in ${n}×1`));
  await log.stop();
  const all = await walk(log, 100, 'broken');
  expect(all.reduce((sum, { times, left }) => sum + times + left, 0)).toBe(52);
});
