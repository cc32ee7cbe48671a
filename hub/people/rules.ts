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
  const minutes = Math.max(1, Math.ceil((blocking + PIN_WINDOW_MS - now) / 60_000));
  return refuse('people.locked', { minutes });
}

/** What a wrong PIN says: how many tries are left before the wait. */
export function wrongPin(failures: PinFailures): Refusal {
  const left = Math.max(0, MOST_FAILURES_OF_PERSON - failures.ofPerson.length - 1);
  return refuse('people.wrong-pin', { left });
}

/** A session that nobody used for that long is over. Scans keep a station's session alive. */
export function isIdle(session: { readonly last_used_at: number }, now: number, idle_ms: number): boolean {
  return now - session.last_used_at > idle_ms;
}
