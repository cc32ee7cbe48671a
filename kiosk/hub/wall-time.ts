let clock: Intl.DateTimeFormat | null = null;

/** The hub says in which time zone the workshop lives; a page may be anywhere. */
export function useTimeZone(timeZone: string): void {
  clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hour12: false });
}

/** "10:42" on the workshop's wall; empty until the hub has said where that is. */
export function wallTime(at: number): string {
  return clock?.format(at) ?? '';
}
