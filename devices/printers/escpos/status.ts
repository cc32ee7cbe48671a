import type { PrinterStatus } from '../../device.ts';

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
