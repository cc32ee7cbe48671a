import type { ScanResult } from '../hub/contracts.ts';

/**
 * Scans that were not there before, oldest first; `scans` is newest first. When the last known one has scrolled out, all are new.
 * `known` null: the page has only just opened, and nothing is new to anybody.
 */
export function newScans<Scan extends Pick<ScanResult, 'scan'>>(scans: readonly Scan[], known: string | null): Scan[] {
  if (known === null) return [];
  const at = scans.findIndex((scan) => scan.scan === known);
  return scans.slice(0, at === -1 ? scans.length : at).reverse();
}
