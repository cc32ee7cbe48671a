import type { PrinterStatus } from '../device.ts';
import type { LineStatus } from '../ports/port.ts';

/** What the status lines of a USB printer say; they know neither cover nor near-end. */
export const statusOfLines = (lines: LineStatus, at: number): PrinterStatus => ({
  known: true,
  online: lines.selected && !lines.error,
  coverOpen: false,
  paper: lines.paperOut ? 'out' : 'ok',
  error: lines.error && !lines.paperOut ? 'recoverable' : 'none',
  at,
});

export const unknownStatus = (at: number): PrinterStatus => ({
  known: false,
  online: false,
  coverOpen: false,
  paper: 'ok',
  error: 'none',
  at,
});

/** Why nothing should be sent now, as a code of PrintOutcome; null when the head is ready, or nobody can say. */
export function hindrance(status: PrinterStatus): 'cover-open' | 'paper-out' | 'error' | 'offline' | null {
  if (!status.known) return null;
  if (status.coverOpen) return 'cover-open';
  if (status.paper === 'out') return 'paper-out';
  if (status.error !== 'none') return 'error';
  return status.online ? null : 'offline';
}
