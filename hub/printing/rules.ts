import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { PrintState } from './contract.ts';

/** From which states a job may be sent, moved or cancelled: nothing of it has left yet. */
export function maySend(state: PrintState): boolean {
  return state === 'QUEUED' || state === 'FAILED';
}

export type DriverOutcome = 'confirmed' | 'sent' | 'uncertain' | 'failed';

/** Tries without a single byte leaving, after which a job is given up and has to be asked for again. */
export const MOST_ATTEMPTS = 200;

/** Nobody waits for a slip this long; whether it is still wanted is asked once. */
export const STALE_AFTER_MS = 60 * 60_000;

/** How long a printer may be unable to print before another takes its jobs over: long enough to close a cover or to put paper in. */
export const STAND_IN_AFTER_MS = 30_000;

const STATE_AFTER: { readonly [outcome in DriverOutcome]: PrintState } = {
  confirmed: 'CONFIRMED',
  sent: 'SENT',
  uncertain: 'UNCERTAIN',
  failed: 'FAILED',
};

/** Where a job stands after a driver's answer. What cannot be printed is not tried again. */
export function stateAfter(outcome: DriverOutcome, attempts: number, code = ''): PrintState {
  const isGivenUp = attempts >= MOST_ATTEMPTS || code === 'unprintable';
  return outcome === 'failed' && isGivenUp ? 'EXPIRED' : STATE_AFTER[outcome];
}

/** A clock that was set back makes nothing stale. */
export function isStale(wantedAt: number, now: number): boolean {
  return now - wantedAt > STALE_AFTER_MS;
}

type JobFacts = { readonly document: string; readonly state: PrintState; readonly code: string };

/** A job is moved or cancelled only while nothing of it has left: else it could be on two papers. */
export function decideBeforeSending({ document, state }: JobFacts): Refusal | null {
  return maySend(state) ? null : refuse('printing.not-waiting', { number: document, state });
}

/** A question that was asked because the job had waited too long; it is answered once. */
export function decideStaleAnswer({ document, state, code }: JobFacts): Refusal | null {
  return state === 'EXPIRED' && code === 'stale' ? null : refuse('printing.not-stale', { number: document });
}

/** Only what came to an end is printed again: what waits will come out, and of what is uncertain a person has to say first. */
export function decideReprint({ document, state, code }: JobFacts): Refusal | null {
  const isOver = state === 'CONFIRMED' || state === 'SENT' || (state === 'EXPIRED' && code !== 'stale');
  return isOver ? null : refuse('printing.not-over', { number: document, state });
}
