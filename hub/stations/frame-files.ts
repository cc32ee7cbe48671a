import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { LoggedFrame } from './device-contract.ts';

const BLOCK_BYTES = 256 * 1024;
const PACKED = '.gz';
/** One file a device and day (UTC). */
const FILE_NAME = /^(\d{4}-\d{2}-\d{2})\.jsonl(\.gz)?$/;

/** Beyond the year 9999 a date is written otherwise. */
const LAST_DAY_MS = Date.UTC(9999, 11, 31);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * The frame log on disk: `<folder>/<device>/<day>.jsonl`, a frame a line, the days before today packed. A line that is torn by a power cut is passed
 * over when it is read.
 */
export class FrameFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves with the size of the newest file that was written to. */
  async append(device: string, frames: readonly LoggedFrame[]): Promise<number> {
    const days = Map.groupBy(frames, ({ at }) => dayOf(at));
    let size = 0;
    for (const [day, lines] of days) {
      const folder = join(this.#folder, device);
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${day}.jsonl`);
      await appendFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      size = (await stat(file)).size;
    }
    return size;
  }

  /**
   * Frames that ended before `before`, newest first; at least `limit` where there are so many. Lines stand in the order in which their runs ended, but for
   * `disorder_ms`.
   */
  async newest(
    device: string,
    before: number,
    limit: number,
    disorder_ms: number,
  ): Promise<{ frames: LoggedFrame[]; isComplete: boolean }> {
    const found: LoggedFrame[] = [];
    let oldestNeeded = Number.NEGATIVE_INFINITY;
    const latestDay = before > LAST_DAY_MS ? '9999-12-31' : dayOf(before);
    for (const { file, day } of (await this.#filesOf(device)).toReversed()) {
      if (day > latestDay) continue;
      for await (const frame of linesBackwards(file)) {
        if (frame.until < oldestNeeded - disorder_ms) return { frames: found, isComplete: false };
        if (frame.until >= before) continue;
        found.push(frame);
        if (found.length === limit) oldestNeeded = Math.min(...found.map(({ until }) => until));
      }
    }
    return { frames: found, isComplete: true };
  }

  /** Takes away the files of days before `oldest` and packs those before `today`. */
  async keepOnly(oldest: number, today: number): Promise<void> {
    for (const device of await namesIn(this.#folder)) {
      for (const { file, day } of await this.#filesOf(device)) {
        if (day < dayOf(oldest)) await rm(file, { force: true });
        else if (day < dayOf(today) && !file.endsWith(PACKED)) await pack(file);
      }
    }
  }

  async #filesOf(device: string): Promise<{ file: string; day: string }[]> {
    const names = await namesIn(join(this.#folder, device));
    return names
      .flatMap((name) => {
        const [, day] = FILE_NAME.exec(name) ?? [];
        return day === undefined ? [] : [{ file: join(this.#folder, device, name), day }];
      })
      .sort((one, other) => (one.file < other.file ? -1 : 1));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

/** The packed file is whole before the plain one goes; lines that come later for that day begin a plain one again and are packed with it. */
async function pack(file: string): Promise<void> {
  const packed = `${file}${PACKED}`;
  const before = await readFile(packed).catch(() => null);
  const more = await promisify(gzip)(await readFile(file));
  // Two gzip members one after the other are one gzip file (RFC 1952, 2.2).
  await writeFile(`${packed}.new`, before === null ? more : Buffer.concat([before, more]));
  await rename(`${packed}.new`, packed);
  await rm(file);
}

/** The lines of a file from its end; what cannot be read is no line. */
async function* linesBackwards(file: string): AsyncGenerator<LoggedFrame> {
  let rest = Buffer.alloc(0);
  for await (const block of blocksBackwards(file)) {
    const bytes = Buffer.concat([block, rest]);
    const first = bytes.indexOf(0x0a);
    rest = first < 0 ? bytes : bytes.subarray(0, first + 1);
    if (first >= 0) yield* framesIn(bytes.subarray(first + 1));
  }
  yield* framesIn(rest);
}

function framesIn(bytes: Buffer): LoggedFrame[] {
  const lines = bytes.toString('utf8').split('\n').toReversed();
  return lines.flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as LoggedFrame];
    } catch {
      return [];
    }
  });
}

async function* blocksBackwards(file: string): AsyncGenerator<Buffer> {
  if (file.endsWith(PACKED)) {
    const all = await promisify(gunzip)(await readFile(file));
    for (let end = all.length; end > 0; end -= BLOCK_BYTES) yield all.subarray(Math.max(0, end - BLOCK_BYTES), end);
    return;
  }
  const handle = await open(file).catch(() => null);
  if (handle === null) return;
  try {
    for (let end = (await handle.stat()).size; end > 0; end -= BLOCK_BYTES) {
      const length = Math.min(BLOCK_BYTES, end);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, end - length);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
