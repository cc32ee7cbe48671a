import type { PrinterStatus } from '../../device.ts';
import type { LineStatus } from '../../ports/port.ts';

/** The four answers to DLE EOT 1 to 4. */
export type StatusAnswers = {
  readonly printer: number;
  readonly offline: number;
  readonly error: number;
  readonly paper: number;
};

/**
 * Bits of the DLE EOT answers (Epson, Bixolon and Citizen manuals). In n=3, bit 3 is the cutter, bit 5 cannot be mended by itself, bit 6
 * can; in n=4, bits 2 and 3 are near-end, bits 5 and 6 end. Citizen uses bit 6 of n=4 for its presenter, so bit 5 decides.
 */
export function statusOf({ printer, offline, error, paper }: StatusAnswers, at: number): PrinterStatus {
  const paperOut = (paper & 0x20) !== 0 || (offline & 0x20) !== 0;
  return {
    known: true,
    online: (printer & 0x08) === 0,
    coverOpen: (offline & 0x04) !== 0,
    paper: paperOut ? 'out' : (paper & 0x0c) !== 0 ? 'near-end' : 'ok',
    error:
      (error & 0x20) !== 0
        ? 'unrecoverable'
        : (error & 0x08) !== 0
          ? 'cutter'
          : (error & 0x40) !== 0
            ? 'recoverable'
            : 'none',
    at,
  };
}

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
