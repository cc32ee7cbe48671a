/** A trigger that is held, or pulled twice by a trembling hand, gives the same code again within this time (field evidence 3.1). */
export const DUPLICATE_WINDOW_MS = 300;

/** `repeatsAfter_ms`: since the same scanner gave the same code as its previous one, null when it did not. */
export function isDuplicate(repeatsAfter_ms: number | null): boolean {
  return repeatsAfter_ms !== null && repeatsAfter_ms < DUPLICATE_WINDOW_MS;
}

export type PreviousScan = { readonly text: string; readonly monotonic_ms: number };

/** Time since the previous scan of the same scanner, when it was the same code. A different code is never delayed or dropped. */
export function repeatsAfter(previous: PreviousScan | undefined, scan: PreviousScan): number | null {
  if (previous === undefined || previous.text !== scan.text) return null;
  return Math.max(0, scan.monotonic_ms - previous.monotonic_ms);
}
