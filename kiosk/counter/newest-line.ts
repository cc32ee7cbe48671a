import type { Slip } from '../hub/contracts.ts';

/** The line that changed last: new, or of another quantity. On another slip, or when nothing changed: `current` if it still stands. */
export function newestLine(before: Slip | null, after: Slip | null, current: string | null): string | null {
  if (after === null) return null;
  const lines = after.lines;
  if (before?.id === after.id) {
    const known = new Map(before.lines.map((line) => [line.id, line.quantity]));
    const changed = lines.findLast((line) => known.get(line.id) !== line.quantity);
    if (changed !== undefined) return changed.id;
    if (current !== null && lines.some((line) => line.id === current)) return current;
  }
  return lines.at(-1)?.id ?? null;
}
