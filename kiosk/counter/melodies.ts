import type { ScanResult } from '../hub/contracts.ts';

/** Every outcome of a scan has its sound. */
export type Tone = ScanResult['outcome'];
export type Note = {
  readonly hertz: number;
  readonly at_ms: number;
  readonly for_ms: number;
  readonly wave: 'sine' | 'sawtooth' | 'triangle' | 'square';
};

/** Four sounds that differ in melody, length and timbre, so that they differ in a loud shop and to ageing ears. */
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
};
