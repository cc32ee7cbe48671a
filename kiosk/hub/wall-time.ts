let clock: Intl.DateTimeFormat | null = null;
let exactClock: Intl.DateTimeFormat | null = null;
let calendar: Intl.DateTimeFormat | null = null;
let dates: Intl.DateTimeFormat | null = null;
let offset: Intl.DateTimeFormat | null = null;
const DAY_MS = 86_400_000;

/** The hub says in which time zone the workshop lives; a page may be anywhere. */
export function useTimeZone(timeZone: string): void {
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hour12: false } as const;
  clock = new Intl.DateTimeFormat('en-GB', time);
  exactClock = new Intl.DateTimeFormat('en-GB', { ...time, second: '2-digit', fractionalSecondDigits: 1 });
  calendar = new Intl.DateTimeFormat('en-GB', { timeZone, month: '2-digit', day: '2-digit' });
  // Canada writes a date as ISO 8601 does.
  dates = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  offset = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
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

/** "2026-11-22": the day on the workshop's wall. */
export function dayAt(at: number): string {
  return dates?.format(at) ?? '';
}

/** The day so many days after one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The wall time at which a day begins in the workshop. */
export function dayStart(day: string): number {
  const asUtc = Date.parse(`${day}T00:00Z`);
  // Twice, because the clocks may have been changed between the two.
  return asUtc - ahead_ms(asUtc - ahead_ms(asUtc));
}

/** How far the workshop's wall is ahead of UTC: "GMT+08:00" as milliseconds. */
function ahead_ms(at: number): number {
  const name = offset?.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
