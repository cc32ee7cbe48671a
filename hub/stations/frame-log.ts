import type { FrameEvent } from '../../devices/device.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LoggedFrame } from './frame-contract.ts';
import { DAY_MS, type FrameFiles } from './frame-files.ts';

/** Lines are written this often: a power cut loses so much of a log that is there for looking, not for the books. */
const FLUSH_EVERY_MS = 1_000;
/** The same frame over and over is one line for at most so long. */
const LONGEST_RUN_MS = 60_000;
const THINNED_MS = 1_000;
const DAYS_KEPT = 30;
const HOUSEKEEPING_EVERY_MS = 3_600_000;

/** As much of a frame as its line holds. */
const MOST_FRAME_BYTES = 8_192;

type Direction = FrameEvent['direction'];
type DeviceLines = {
  /** Runs of equal frames that still go on, one each way: a scale that is polled alternates. The one that was added to last comes last. */
  readonly runs: Map<Direction, LoggedFrame>;
  /** Ended, not on disk yet. */
  waiting: LoggedFrame[];
  /** Frames that were left out and are not told of yet. */
  left: number;
};

const LIMITS = {
  /** More than this in a day of one device: from then on one frame a second is kept. */
  dayBytes: 64 * 1024 * 1024,
  /** A disk that takes nothing for hours must not fill the memory instead: the oldest lines go. */
  waiting: 10_000,
};

export type FrameLogOptions = {
  readonly files: FrameFiles;
  readonly clock: Clock;
  /** The disk takes no lines (its words), or takes them again (null). Nothing else of the hub depends on this log. */
  readonly onTrouble: (problem: string | null) => void;
  readonly limits?: Partial<typeof LIMITS>;
};

/**
 * What every device said and was told, byte for byte, for thirty days: when a scanner or scale does what nobody understands, this is where to look.
 * Equal frames in a row are one line with their number, so that a scale at rest costs nothing. It lies in files beside the store and is no
 * part of the books: a full disk costs its lines and nothing else.
 */
export class FrameLog {
  readonly #options: FrameLogOptions;
  readonly #limits: typeof LIMITS;
  readonly #devices = new Map<string, DeviceLines>();
  /** Bytes of each device's newest file. */
  readonly #sizes = new Map<string, number>();
  /** Reading and writing take turns: a line is in memory or on disk, never both or neither. */
  #turn: Promise<unknown> = Promise.resolve();
  #trouble: string | null = null;
  #isRunning = false;
  #cancelFlush = (): void => {};
  #cancelHousekeeping = (): void => {};

  constructor(options: FrameLogOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  get trouble(): string | null {
    return this.#trouble;
  }

  start(): void {
    this.#isRunning = true;
    this.#flushLater();
    this.#keepHouse();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelFlush();
    this.#cancelHousekeeping();
    for (const lines of this.#devices.values()) this.#endRuns(lines, () => true);
    await this.flush();
  }

  take(event: FrameEvent): void {
    const lines = this.#linesOf(event.device);
    const frame = lineOf(event);
    const run = lines.runs.get(frame.direction);
    lines.runs.delete(frame.direction);
    if (run !== undefined && isSame(run, frame) && frame.at - run.at < LONGEST_RUN_MS && frame.at >= run.until) {
      lines.runs.set(frame.direction, { ...run, until: frame.at, times: run.times + 1 });
      return;
    }
    if (run !== undefined) this.#wait(lines, [run]);
    lines.runs.set(frame.direction, frame);
  }

  /** Newest first: frames of the device that ended (`by` at: began) before `before`. Complete: there is nothing older. */
  newest(
    device: string,
    before: number,
    limit: number,
    by: 'until' | 'at' = 'until',
  ): Promise<{ frames: LoggedFrame[]; isComplete: boolean }> {
    return this.#inTurn(async () => {
      const { runs, waiting } = this.#devices.get(device) ?? NO_LINES;
      const inMemory = [...waiting, ...runs.values()].toReversed().filter((frame) => frame[by] < before);
      const onDisk = await this.#options.files.newest(device, before, limit, by);
      const all = [...inMemory, ...onDisk.frames].sort((one, other) => other.until - one.until);
      const last = all[limit - 1];
      // Whoever asks for what is before the last one must find nothing missing, so equal times stay together.
      const frames = last === undefined ? all : all.filter(({ until }, index) => index < limit || until === last.until);
      return { frames, isComplete: onDisk.isComplete && frames.length === all.length };
    });
  }

  /** Writes what has ended. Resolves also when the disk did not take it: those lines wait. */
  flush(): Promise<void> {
    const now = this.#options.clock.wall();
    for (const lines of this.#devices.values()) {
      this.#endRuns(lines, ({ at }) => Math.abs(now - at) >= LONGEST_RUN_MS);
    }
    return this.#inTurn(() => this.#writeAll());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #writeAll(): Promise<void> {
    let problem: string | null = null;
    for (const [device, lines] of this.#devices) {
      if (lines.waiting.length === 0) continue;
      try {
        await this.#write(device, lines);
      } catch (error) {
        problem ??= wordsOf(error);
      }
    }
    this.#setTrouble(problem);
  }

  async #write(device: string, lines: DeviceLines): Promise<void> {
    const { waiting, left } = lines;
    // Frames go on coming while the disk is at work.
    Object.assign(lines, { waiting: [], left: 0 });
    try {
      const isFull = (this.#sizes.get(device) ?? 0) >= this.#limits.dayBytes;
      const thinned = thin(waiting, left, isFull ? THINNED_MS : 0);
      this.#sizes.set(device, await this.#options.files.append(device, thinned.kept));
      lines.left += thinned.left;
    } catch (error) {
      const more = lines.waiting;
      Object.assign(lines, { waiting, left: lines.left + left });
      this.#wait(lines, more);
      throw error;
    }
  }

  /** They have ended and wait for the disk. */
  #wait(lines: DeviceLines, frames: readonly LoggedFrame[]): void {
    lines.waiting.push(...frames);
    const surplus = lines.waiting.length - this.#limits.waiting;
    // A tenth at a time: on a disk that is full for hours, every frame would move all that wait.
    if (surplus <= this.#limits.waiting / 10) return;
    const gone = lines.waiting.splice(0, surplus);
    lines.left += gone.reduce((sum, { times }) => sum + times, 0);
  }

  #endRuns(lines: DeviceLines, isOver: (run: LoggedFrame) => boolean): void {
    for (const [direction, run] of lines.runs) {
      if (!isOver(run)) continue;
      this.#wait(lines, [run]);
      lines.runs.delete(direction);
    }
  }

  #setTrouble(problem: string | null): void {
    if (problem === this.#trouble) return;
    this.#trouble = problem;
    this.#options.onTrouble(problem);
  }

  #linesOf(device: string): DeviceLines {
    const known = this.#devices.get(device);
    if (known !== undefined) return known;
    const made: DeviceLines = { runs: new Map(), waiting: [], left: 0 };
    this.#devices.set(device, made);
    return made;
  }

  #flushLater(): void {
    if (!this.#isRunning) return;
    this.#cancelFlush = this.#options.clock.after(FLUSH_EVERY_MS, () => {
      void this.flush().then(() => this.#flushLater());
    });
  }

  #keepHouse(): void {
    const { files, clock } = this.#options;
    const today = clock.wall();
    this.#inTurn(() => files.keepOnly(today - DAYS_KEPT * DAY_MS, today)).catch((error: unknown) =>
      this.#setTrouble(wordsOf(error)),
    );
    this.#cancelHousekeeping = clock.after(HOUSEKEEPING_EVERY_MS, () => this.#keepHouse());
  }
}

const NO_LINES: DeviceLines = { runs: new Map(), waiting: [], left: 0 };

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Frames at least so far apart, and all scans; each says how many before it were left out. `left`: those that no kept one could tell of yet. */
function thin(frames: readonly LoggedFrame[], left: number, apart_ms: number): { kept: LoggedFrame[]; left: number } {
  const kept: LoggedFrame[] = [];
  let untold = left;
  for (const frame of frames) {
    const before = kept.at(-1);
    if (before !== undefined && Math.abs(frame.at - before.at) < apart_ms && frame.meaning.is !== 'scan') {
      untold += frame.times;
      continue;
    }
    kept.push({ ...frame, left: untold });
    untold = 0;
  }
  return { kept, left: untold };
}

function lineOf({ at, direction, chunks, meaning }: FrameEvent): LoggedFrame {
  let room = MOST_FRAME_BYTES;
  const kept = chunks.map((chunk) => {
    const part = chunk.subarray(0, room);
    room -= part.length;
    return Buffer.from(part).toString('hex');
  });
  const hex = kept.filter((chunk) => chunk !== '');
  return { at, until: at, times: 1, direction, chunks: hex, meaning, left: 0 };
}

const isSame = (one: LoggedFrame, other: LoggedFrame): boolean =>
  one.meaning.is === other.meaning.is && one.chunks.join(' ') === other.chunks.join(' ');
