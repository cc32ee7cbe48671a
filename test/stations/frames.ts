import { join } from 'node:path';
import type { FrameEvent, FrameMeaning } from '../../devices/device.ts';
import type { LoggedFrame } from '../../hub/stations/frame-contract.ts';
import { FrameFiles } from '../../hub/stations/frame-files.ts';
import { FrameLog, type FrameLogOptions } from '../../hub/stations/frame-log.ts';
import { ManualClock } from '../support/clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

export type Said = Partial<Pick<FrameEvent, 'device' | 'direction' | 'chunks' | 'meaning' | 'at'>>;

const WEIGHT: FrameMeaning = { is: 'weight', value: '1.00', unit: 'kg', stable: true };

/** A frame of a device called gun unless told otherwise; its bytes are the text. */
export function frame(text: string, at: number, said: Said = {}): FrameEvent {
  const { direction = 'in' } = said;
  const meaning: FrameMeaning = direction === 'out' ? { is: 'sent' } : WEIGHT;
  return { kind: 'frame', device: 'gun', direction, chunks: [Buffer.from(text)], meaning, at, ...said };
}

export const textOf = ({ chunks }: LoggedFrame): string => Buffer.from(chunks.join(''), 'hex').toString();

/** How often each text was said, newest first, as "text×times". */
export const brief = (frames: readonly LoggedFrame[]): string[] =>
  frames.map((line) => `${line.direction} ${textOf(line)}×${line.times}`);

/** The pages of the log from the newest to the oldest, each asked for by the last line of the one before. */
export async function walk(log: FrameLog, limit: number, device = 'gun'): Promise<LoggedFrame[]> {
  const all: LoggedFrame[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const { frames, isComplete } = await log.newest(device, before, limit);
    all.push(...frames);
    const last = frames.at(-1);
    if (last === undefined || isComplete) return all;
    before = last.until;
  }
}

export type Opened = {
  readonly clock: ManualClock;
  readonly folder: string;
  readonly log: FrameLog;
  readonly files: FrameFiles;
  /** What people were told of the disk, in a row. */
  readonly told: (string | null)[];
  say(text: string, said?: Said): void;
};

/** A log of its own, with the clock that it goes by. */
export function openLog(folder = join(tempFolder(), 'frames'), more: Partial<FrameLogOptions> = {}): Opened {
  const clock = new ManualClock();
  const files = new FrameFiles(folder);
  const told: (string | null)[] = [];
  const log = new FrameLog({ files, clock, onTrouble: (problem) => told.push(problem), ...more });
  return { clock, folder, log, files, told, say: (text, said) => log.take(frame(text, clock.wall(), said)) };
}
