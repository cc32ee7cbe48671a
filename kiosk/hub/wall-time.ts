let clock: Intl.DateTimeFormat | null = null;
let exactClock: Intl.DateTimeFormat | null = null;
let calendar: Intl.DateTimeFormat | null = null;

/** The hub says in which time zone the workshop lives; a page may be anywhere. */
export function useTimeZone(timeZone: string): void {
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hour12: false } as const;
  clock = new Intl.DateTimeFormat('en-GB', time);
  exactClock = new Intl.DateTimeFormat('en-GB', { ...time, second: '2-digit', fractionalSecondDigits: 1 });
  calendar = new Intl.DateTimeFormat('en-GB', { timeZone, month: '2-digit', day: '2-digit' });
}

/** "10:42" on the workshop's wall; empty until the hub has said where that is. */
export function wallTime(at: number): string {
  return clock?.format(at) ?? '';
}

/** "10:42:07.3" */
export function wallSeconds(at: number): string {
  return exactClock?.format(at) ?? '';
}

/** "11-22 10:42:07.3" */
export function wallMoment(at: number): string {
  const [day = '', month = ''] = (calendar?.format(at) ?? '').split('/');
  return calendar === null ? '' : `${month}-${day} ${wallSeconds(at)}`;
}

/** "11-22 10:42" */
export function wallDay(at: number): string {
  const [day = '', month = ''] = (calendar?.format(at) ?? '').split('/');
  return calendar === null ? '' : `${month}-${day} ${wallTime(at)}`;
}
