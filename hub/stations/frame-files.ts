import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { LoggedFrame } from './frame-contract.ts';

const BLOCK_BYTES = 256 * 1024;
const PACKED = '.gz';
/** A device and day (UTC); a further part of that day has a number. */
const FILE_NAME = /^((\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.jsonl)(\.gz)?$/;
/**
 * Within a part no line ended so much earlier than one before it: a run of equal frames is written when it is over, a minute and a flush after its
 * first frame at most.
 */
const DISORDER_MS = 61_000;

type Part = { readonly day: string; readonly number: number; readonly file: string; readonly isPacked: boolean };
/** Where a device's next line goes, and the newest end of a run there. */
type End = Omit<Part, 'isPacked'> & {
  readonly size: number;
  readonly until: number;
  /** Its last line may be torn: an empty one parts the next from it. */
  readonly isOfOthers: boolean;
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const DAY_MS = 86_400_000;

/**
 * The frame log on disk: `<folder>/<device>/<day>.jsonl`, a frame a line, the days before today packed. When the clock was set back, or lines come for a
 * day that is packed, another part of that day begins, so that each is in order by itself. A line that is torn by a power cut is passed over when it is
 * read.
 */
export class FrameFiles {
  readonly #folder: string;
  readonly #ends = new Map<string, End>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All of them or, when it throws, none. Resolves with the size of the file that was written to last. */
  async append(device: string, frames: readonly LoggedFrame[]): Promise<number> {
    const touched: End[] = [];
    try {
      await mkdir(this.#folderOf(device), { recursive: true });
      for (let rest = frames; rest[0] !== undefined; ) {
        const end = await this.#endFor(device, rest[0]);
        touched.push(end);
        const stretch = stretchOf(rest, end);
        await appendFile(end.file, stretch.text);
        const size = end.size + Buffer.byteLength(stretch.text);
        this.#ends.set(device, { ...end, size, until: stretch.until, isOfOthers: false });
        rest = rest.slice(stretch.lines);
      }
      return this.#ends.get(device)?.size ?? 0;
    } catch (error) {
      for (const { file, size } of touched.toReversed()) await truncate(file, size).catch(() => {});
      this.#ends.delete(device);
      throw error;
    }
  }

  /**
   * Frames that ended before `before` (or began before it, as `by` says), in no order; the `limit` newest are among them, and all that ended when the
   * last of those did.
   */
  async newest(
    device: string,
    before: number,
    limit: number,
    by: 'until' | 'at' = 'until',
  ): Promise<{ frames: LoggedFrame[]; isComplete: boolean }> {
    const found: LoggedFrame[] = [];
    let isComplete = true;
    const days = Map.groupBy((await this.#partsOf(device)).toReversed(), ({ day }) => Date.parse(day));
    for (const [day, parts] of days) {
      if (day >= before) continue;
      // A run of that day may have ended in the next one.
      if (day + DAY_MS + DISORDER_MS < untilOf(found, limit)) return { frames: found, isComplete: false };
      for (const part of parts) {
        const newest = await newestIn(part, before, limit, by);
        found.push(...newest.frames);
        isComplete &&= newest.isComplete;
      }
    }
    return { frames: found, isComplete };
  }

  /** Takes away the files of days before `oldest` and packs those before `today`. */
  async keepOnly(oldest: number, today: number): Promise<void> {
    // What was packed is not written to any more.
    this.#ends.clear();
    const parts: Part[] = [];
    for (const name of await namesIn(this.#folder)) parts.push(...(await partsIn(join(this.#folder, name))));
    // First what makes room.
    for (const { day, file } of parts) {
      if (day >= dayOf(oldest)) continue;
      await rm(file, { force: true });
      await rm(`${file}${PACKED}`, { force: true });
    }
    for (const { day, file, isPacked } of parts) {
      if (day >= dayOf(oldest) && day < dayOf(today) && !isPacked) await pack(file);
    }
  }

  async #endFor(device: string, { at, until }: LoggedFrame): Promise<End> {
    const day = dayOf(at);
    const known = this.#ends.get(device);
    const end = known?.day === day ? known : await this.#endOn(device, day);
    return until < end.until - DISORDER_MS ? this.#begin(device, day, end.number + 1) : end;
  }

  async #endOn(device: string, day: string): Promise<End> {
    const last = (await this.#partsOf(device)).findLast((part) => part.day === day);
    if (last === undefined) return this.#begin(device, day, 0);
    if (last.isPacked) return this.#begin(device, day, last.number + 1);
    const newest = await newestIn(last, Number.POSITIVE_INFINITY, 1);
    const { size } = await stat(last.file);
    return { ...last, size, until: untilOf(newest.frames, 1), isOfOthers: true };
  }

  #begin(device: string, day: string, number: number): End {
    const file = join(this.#folderOf(device), number === 0 ? `${day}.jsonl` : `${day}.${number}.jsonl`);
    return { day, number, file, size: 0, until: Number.NEGATIVE_INFINITY, isOfOthers: false };
  }

  #partsOf(device: string): Promise<Part[]> {
    return partsIn(this.#folderOf(device));
  }

  /** Whatever the name is, a folder in ours. */
  #folderOf(device: string): string {
    return join(this.#folder, encodeURIComponent(device).replaceAll('.', '%2E'));
  }
}

/** As many of the frames as go to that end, as text. */
function stretchOf(frames: readonly LoggedFrame[], end: End): { text: string; lines: number; until: number } {
  let { until } = end;
  const next = frames.findIndex((frame) => {
    const isElsewhere = dayOf(frame.at) !== end.day || frame.until < until - DISORDER_MS;
    until = isElsewhere ? until : Math.max(until, frame.until);
    return isElsewhere;
  });
  const stretch = next < 0 ? frames : frames.slice(0, next);
  const text = stretch.map((frame) => `${JSON.stringify(frame)}\n`).join('');
  return { text: end.isOfOthers ? `\n${text}` : text, lines: stretch.length, until };
}

/** The time of the limit-th newest; none: long ago. */
function untilOf(frames: readonly LoggedFrame[], limit: number): number {
  const times = frames.map(({ until }) => until).sort((one, other) => other - one);
  return times[limit - 1] ?? Number.NEGATIVE_INFINITY;
}

async function newestIn(
  part: Part,
  before: number,
  limit: number,
  by: 'until' | 'at' = 'until',
): Promise<{ frames: LoggedFrame[]; isComplete: boolean }> {
  const frames: LoggedFrame[] = [];
  let enough = Number.NEGATIVE_INFINITY;
  for await (const frame of linesBackwards(part)) {
    if (frame.until < enough - DISORDER_MS) return { frames, isComplete: false };
    if (frame[by] >= before) continue;
    frames.push(frame);
    if (frames.length === limit) enough = untilOf(frames, limit);
  }
  return { frames, isComplete: true };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** The oldest first. Where the power went between packing and taking the plain file away, the plain one is whole for certain. */
async function partsIn(folder: string): Promise<Part[]> {
  const parts = new Map<string, Part>();
  for (const name of await namesIn(folder)) {
    const [, plain, day, number = '0', packed] = FILE_NAME.exec(name) ?? [];
    if (plain === undefined || day === undefined || (packed !== undefined && parts.has(plain))) continue;
    parts.set(plain, { day, number: Number(number), file: join(folder, plain), isPacked: packed !== undefined });
  }
  return [...parts.values()].sort((one, other) =>
    one.day === other.day ? one.number - other.number : one.day < other.day ? -1 : 1,
  );
}

async function pack(file: string): Promise<void> {
  const packed = `${file}${PACKED}`;
  await writeFile(`${packed}.new`, await promisify(gzip)(await readFile(file)), { flush: true });
  await rename(`${packed}.new`, packed);
  await rm(file);
}

/** The lines of a file from its end; what cannot be read is no line. */
async function* linesBackwards(part: Part): AsyncGenerator<LoggedFrame> {
  let rest = Buffer.alloc(0);
  for await (const block of blocksBackwards(part)) {
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

async function* blocksBackwards({ file, isPacked }: Part): AsyncGenerator<Buffer> {
  if (isPacked) {
    const all = await unpacked(`${file}${PACKED}`);
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

/** A damaged file must not hide the other days. */
async function unpacked(file: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(await readFile(file));
  } catch {
    return Buffer.alloc(0);
  }
}
