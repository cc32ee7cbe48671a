import type { CounterState } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';

/** What the hub answered last to a scan or to a weighing; `failure` null: it took it. */
export type NewestAnswer = { readonly id: string; readonly failure: Failure | null };

export function newestAnswer(counter: CounterState | null): NewestAnswer | null {
  const scan = counter?.scans[0];
  const weighing = counter?.weighings[0];
  const isWeighing = weighing !== undefined && (scan === undefined || weighing.at > scan.at);
  if (isWeighing) return { id: weighing.weighing, failure: weighing.outcome === 'refused' ? weighing : null };
  if (scan === undefined) return null;
  const isBad = scan.outcome === 'refused' || scan.outcome === 'unknown';
  return { id: scan.scan, failure: isBad ? { code: scan.code, facts: scan.facts } : null };
}
