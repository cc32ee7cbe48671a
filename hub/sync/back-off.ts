const FIRST_MS = 1000;
/** Head office answers, but not well: it is in trouble and gets air. */
export const MOST_MS = 5 * 60_000;
/**
 * Nobody answers at all: asking costs nobody anything, and what waits has to be up two minutes after the line is back
 * (acceptance H-1).
 */
export const MOST_WHILE_UNREACHABLE_MS = 60_000;

/** How long to wait after the `failures`-th failure in a row; `random` in [0, 1) spreads the branches over half of it. */
export function backOff_ms(failures: number, random: number, most_ms: number): number {
  const full = Math.min(most_ms, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(Math.max(FIRST_MS, full * (0.5 + random / 2)));
}
