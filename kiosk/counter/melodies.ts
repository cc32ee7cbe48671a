import type { ScanResult } from '../hub/contracts.ts';

/** Every outcome of a scan has its sound; so has the call of somebody who waits. */
export type Tone = ScanResult['outcome'] | 'called';
export type Note = {
  readonly hertz: number;
  readonly at_ms: number;
  readonly for_ms: number;
  readonly wave: 'sine' | 'sawtooth' | 'triangle' | 'square';
};

/** Sounds that differ in melody, length and timbre, so that they differ in a loud shop and to ageing ears. */
export const MELODIES: Readonly<Record<Tone, readonly Note[]>> = {
  accepted: [
    { hertz: 880, at_ms: 0, for_ms: 60, wave: 'sine' },
    { hertz: 1320, at_ms: 60, for_ms: 90, wave: 'sine' },
  ],
  refused: [{ hertz: 196, at_ms: 0, for_ms: 420, wave: 'sawtooth' }],
  duplicate: [
    { hertz: 660, at_ms: 0, for_ms: 50, wave: 'triangle' },
    { hertz: 660, at_ms: 110, for_ms: 50, wave: 'triangle' },
  ],
  unknown: [
    { hertz: 440, at_ms: 0, for_ms: 140, wave: 'square' },
    { hertz: 311, at_ms: 150, for_ms: 220, wave: 'square' },
  ],
  called: [
    { hertz: 523, at_ms: 0, for_ms: 180, wave: 'triangle' },
    { hertz: 659, at_ms: 200, for_ms: 180, wave: 'triangle' },
    { hertz: 784, at_ms: 400, for_ms: 320, wave: 'triangle' },
  ],
};
