import type { CounterState, ScanResult } from '../hub/contracts.ts';

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

/** The last scan as the strip shows it: a PIN that was asked for is asked for no more when it was given or the badge was sent away. */
export function shownScan(counter: CounterState | null, isAsking: boolean): ScanResult | null {
  const scan = counter?.scans[0] ?? null;
  return scan?.code === 'scans.pin-needed' && !isAsking ? { ...scan, code: 'page.badge-read' } : scan;
}

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
