import type { PrintState } from './contract.ts';

/** From which states a job may be sent: nothing of it has left yet. */
export function maySend(state: PrintState): boolean {
  return state === 'QUEUED' || state === 'FAILED';
}

export type DriverOutcome = 'confirmed' | 'sent' | 'uncertain' | 'failed';

/** Tries without a single byte leaving, after which a job is given up and has to be asked for again. */
export const MOST_ATTEMPTS = 200;

const STATE_AFTER: { readonly [outcome in DriverOutcome]: PrintState } = {
  confirmed: 'CONFIRMED',
  sent: 'SENT',
  uncertain: 'UNCERTAIN',
  failed: 'FAILED',
};

/** Where a job stands after a driver's answer. */
export function stateAfter(outcome: DriverOutcome, attempts: number): PrintState {
  return outcome === 'failed' && attempts >= MOST_ATTEMPTS ? 'EXPIRED' : STATE_AFTER[outcome];
}
