import type { CounterState } from '../hub/contracts.ts';

export type CounterView =
  | 'connecting'
  | 'absent'
  | 'closed'
  | 'pin'
  | 'ready'
  | 'slip'
  | 'done'
  | 'return'
  | 'signing'
  | 'received';

/**
 * What fills the counter's screen. `droppedBadge`: the scan of a badge whose PIN pad was sent away or has done its work. `proving`: something a hand wants
 * to do needs the PIN once more.
 */
export function viewOf(counter: CounterState | null, droppedBadge: string, proving: boolean): CounterView {
  if (counter === null) return 'connecting';
  if (counter.station === null) return 'absent';
  if (proving) return 'pin';
  if (counter.awaitingPin !== null && counter.awaitingPin.scan !== droppedBadge) return 'pin';
  if (counter.keeper === null) return 'closed';
  if (counter.slip !== null) return 'slip';
  if (counter.return !== null) return 'return';
  if (counter.signing !== null) return 'signing';
  if (counter.lastReceived !== null) return 'received';
  return counter.lastIssued === null ? 'ready' : 'done';
}
