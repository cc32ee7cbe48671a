import type { ScanResult } from '../hub/contracts.ts';

/** Which of the four colours an outcome has. */
export const MEANING_OF_OUTCOME: Readonly<Record<ScanResult['outcome'], 'ready' | 'waiting' | 'stopped'>> = {
  accepted: 'ready',
  refused: 'stopped',
  duplicate: 'waiting',
  unknown: 'stopped',
};
