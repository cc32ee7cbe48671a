import type { Role } from '../kernel/actor.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';

/** Wrong PINs in a quarter of an hour: five for a person, twenty for a device, then both must wait (reference: security). */
export const PIN_WINDOW_MS = 15 * 60_000;
export const MOST_FAILURES_OF_PERSON = 5;
export const MOST_FAILURES_OF_DEVICE = 20;

export type PinFailures = { readonly ofPerson: readonly number[]; readonly ofDevice: readonly number[] };

/** Whether a PIN may be tried now. Failures are wall times inside the window, oldest first. */
export function decidePinTry(failures: PinFailures, now: number): Refusal | null {
  const blocking =
    failures.ofPerson.length >= MOST_FAILURES_OF_PERSON
      ? failures.ofPerson[failures.ofPerson.length - MOST_FAILURES_OF_PERSON]
      : failures.ofDevice.length >= MOST_FAILURES_OF_DEVICE
        ? failures.ofDevice[failures.ofDevice.length - MOST_FAILURES_OF_DEVICE]
        : undefined;
  if (blocking === undefined) return null;
  const minutes = Math.min(PIN_WINDOW_MS / 60_000, Math.max(1, Math.ceil((blocking + PIN_WINDOW_MS - now) / 60_000)));
  return refuse('people.locked', { minutes });
}

/** How many more tries a person has when the one that is counted now is wrong. */
export function triesLeft(failures: PinFailures): number {
  return Math.max(0, MOST_FAILURES_OF_PERSON - failures.ofPerson.length - 1);
}

/** Who may make whom: an administrator everybody of the workshop, a manager everybody who is not one of the two. */
export function mayGrant(granter: readonly Role[], role: Role): boolean {
  if (role === 'visitor' || role === 'head-office') return false;
  if (granter.includes('administrator')) return true;
  return granter.includes('manager') && role !== 'administrator' && role !== 'manager';
}

/** A session that nobody used for that long is over. Scans keep a station's session alive. */
export function isIdle(session: { readonly last_used_at: number }, now: number, idle_ms: number): boolean {
  return now - session.last_used_at > idle_ms;
}
