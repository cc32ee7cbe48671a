import type { ScanResult } from '../hub/contracts.ts';

export type Tone = 'accepted' | 'refused' | 'duplicate' | 'unknown';

/** The sound of an outcome. */
export function toneOf(outcome: ScanResult['outcome']): Tone {
  return outcome === 'missed' ? 'unknown' : outcome;
}
