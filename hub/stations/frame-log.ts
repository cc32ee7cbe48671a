import type { FrameEvent } from '../../devices/device.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LoggedFrame } from './device-contract.ts';
import type { FrameFiles } from './frame-files.ts';

/** Lines are written this often: a power cut loses so much of a log that is there for looking, not for the books. */
const FLUSH_EVERY_MS = 1_000;
/** The same frame over and over is one line for at most so long. */
const LONGEST_RUN_MS = 60_000;
/** More than this in a day of one device: from then on one frame a second is kept. */
const DAY_BYTES = 64 * 1024 * 1024;
const THINNED_MS = 1_000;
const DAYS_KEPT = 30;
const HOUSEKEEPING_EVERY_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** As much of a frame as its line holds. */
const MOST_FRAME_BYTES = 8_192;

type Direction = FrameEvent['direction'];
type DeviceLines = {
  /** Runs of equal frames that still go on, one each way: a scale that is polled alternates. */
  readonly runs: Map<Direction, LoggedFrame>;
  /** Ended, not on disk yet. */
  waiting: LoggedFrame[];
  left: number;
};

export type FrameLogOptions = {
  readonly files: FrameFiles;
  readonly clock: Clock;
  /** The disk takes no lines (its words), or takes them again (null). Nothing else of the hub depends on this log. */
  readonly onTrouble: (problem: string | null) => void;
};

/**
 * What every device said and was told, byte for byte, for thirty days: when a scanner or scale does what nobody understands, this is where to look.
 * Equal frames in a row are one line with their number, so that a scale at rest costs nothing. It lies in files beside the store and is no
 * part of the books: a full disk costs its lines and nothing else.
 */
export class FrameLog {
  readonly #options: FrameLogOptions;
  readonly #devices = new Map<string, DeviceLines>();
  /** Bytes of each device's newest file. */
  readonly #sizes = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();
  #trouble: string | null = null;
  #cancelFlush = (): void => {};
  #cancelHousekeeping = (): void => {};

  constructor(options: FrameLogOptions) {
    this.#options = options;
  }

  get trouble(): string | null {
    return this.#trouble;
  }

  start(): void {
    this.#flushLater();
    this.#keepHouse();
  }

  async stop(): Promise<void> {
    this.#cancelFlush();
    this.#cancelHousekeeping();
    for (const lines of this.#devices.values()) endRuns(lines, () => true);
    await this.flush();
  }

  take(event: FrameEvent): void {
    const lines = this.#linesOf(event.device);
    const frame = lineOf(event);
    const run = lines.runs.get(frame.direction);
    if (run !== undefined && isSame(run, frame) && frame.at - run.at < LONGEST_RUN_MS && frame.at >= run.until) {
      lines.runs.set(frame.direction, { ...run, until: frame.at, times: run.times + 1 });
      return;
    }
    if (run !== undefined) lines.waiting.push(run);
    lines.runs.set(frame.direction, frame);
  }

  /** Newest first: frames of the device that ended before `before`. Complete: there is nothing older. */
  async newest(device: string, before: number, limit: number): Promise<{ frames: LoggedFrame[]; isComplete: boolean }> {
    await this.#writing;
    const kept = this.#devices.get(device);
    const inMemory = [...(kept?.waiting ?? []), ...(kept?.runs.values() ?? [])].filter(({ until }) => until < before);
    const onDisk = await this.#options.files.newest(device, before, limit, LONGEST_RUN_MS + FLUSH_EVERY_MS);
    const all = [...inMemory, ...onDisk.frames].sort((one, other) => other.until - one.until);
    const last = all[limit - 1];
    // Whoever asks for what is before the last one must find nothing missing, so equal times stay together.
    const frames = last === undefined ? all : all.filter(({ until }, index) => index < limit || until === last.until);
    return { frames, isComplete: onDisk.isComplete && frames.length === all.length };
  }

  /** Writes what has ended. Resolves also when the disk did not take it: those lines wait, a day's worth at most. */
  flush(): Promise<void> {
    const now = this.#options.clock.wall();
    for (const lines of this.#devices.values()) endRuns(lines, ({ at }) => Math.abs(now - at) >= LONGEST_RUN_MS);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    try {
      for (const [device, lines] of this.#devices) {
        const batch = lines.waiting;
        if (batch.length === 0) continue;
        const written = await this.#options.files.append(device, this.#thinned(device, lines, batch));
        lines.waiting = lines.waiting.slice(batch.length);
        this.#sizes.set(device, written);
      }
      this.#setTrouble(null);
    } catch (error) {
      this.#setTrouble(error instanceof Error ? error.message : String(error));
      for (const lines of this.#devices.values()) forgetSome(lines);
    }
  }

  #thinned(device: string, lines: DeviceLines, batch: readonly LoggedFrame[]): LoggedFrame[] {
    if ((this.#sizes.get(device) ?? 0) < DAY_BYTES) return [...batch];
    const kept: LoggedFrame[] = [];
    for (const frame of batch) {
      const isNear = frame.at - (kept.at(-1)?.at ?? 0) < THINNED_MS && frame.meaning.is !== 'scan';
      if (isNear) {
        lines.left += frame.times;
        continue;
      }
      kept.push({ ...frame, left: lines.left });
      lines.left = 0;
    }
    return kept;
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
    this.#cancelFlush = this.#options.clock.after(FLUSH_EVERY_MS, () => {
      void this.flush().then(() => this.#flushLater());
    });
  }

  #keepHouse(): void {
    const { files, clock } = this.#options;
    const today = clock.wall();
    this.#writing = this.#writing
      .then(() => files.keepOnly(today - DAYS_KEPT * DAY_MS, today))
      .catch((error: unknown) => this.#setTrouble(error instanceof Error ? error.message : String(error)));
    this.#cancelHousekeeping = clock.after(HOUSEKEEPING_EVERY_MS, () => this.#keepHouse());
  }
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

function endRuns(lines: DeviceLines, isOver: (run: LoggedFrame) => boolean): void {
  for (const [direction, run] of lines.runs) {
    if (!isOver(run)) continue;
    lines.waiting.push(run);
    lines.runs.delete(direction);
  }
}

/** A disk that takes nothing for hours must not fill the memory instead: the oldest lines go. */
const MOST_WAITING = 10_000;

function forgetSome(lines: DeviceLines): void {
  const surplus = lines.waiting.length - MOST_WAITING;
  if (surplus <= 0) return;
  lines.left += lines.waiting.slice(0, surplus).reduce((sum, { times }) => sum + times, 0);
  lines.waiting = lines.waiting.slice(surplus);
}
