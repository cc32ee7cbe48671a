import { vi } from 'vitest';

const PATIENCE_MS = 20_000;

/** Looks again and again until it does not throw: what comes later comes when it comes, and a busy machine is no failure. */
export function eventually<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, { timeout: PATIENCE_MS, interval: 20 });
}
