import type { ScaleProfile } from '../../../devices/profile-scale.ts';
import { type ScaleFrame, ScaleFramer } from '../../../devices/scales/frames.ts';
import { frameReaderOf } from '../../../devices/scales/protocols.ts';
import { type FrameReading, frameReading } from '../../../devices/scales/weight.ts';

export const framerOf = ({ protocol, metrology }: Pick<ScaleProfile, 'protocol' | 'metrology'>): ScaleFramer =>
  new ScaleFramer(frameReaderOf(protocol, metrology.unit));

export const readingsOf = (frames: readonly ScaleFrame[]): FrameReading[] =>
  frames.flatMap((frame) => (frame.kind === 'reading' ? [frame.reading] : []));
export const refusalsOf = (frames: readonly ScaleFrame[]): string[] =>
  frames.flatMap((frame) => (frame.kind === 'refused' ? [frame.code] : []));

/** Readings as a sample of a profile spells them. */
export const expectedOf = (sample: ScaleProfile['samples'][number]): FrameReading[] =>
  sample.readings.map((reading) => frameReading(reading));

export const bytesOf = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte));
