/** The workshop's time zone; the hub's contracts do not carry it yet. */
const ZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false });

/** "10:42" on the workshop's wall. */
export function wallTime(at: number): string {
  return clock.format(at);
}
