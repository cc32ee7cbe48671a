/** Time is an argument: rules never ask for it, and a test can hold it still or move it two weeks. */
export type Clock = {
  /** Wall clock in UTC milliseconds. It may jump: what is compared with it must survive that. */
  wall(): number;
  /** Milliseconds since an arbitrary start of this process; never goes backwards. */
  monotonic(): number;
  /** Calls back once; the returned function cancels. Never keeps the process alive. */
  after(delay_ms: number, callback: () => void): () => void;
};

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after(delay_ms, callback) {
    const timer = setTimeout(callback, delay_ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

const partsOf = new Map<string, Intl.DateTimeFormat>();

/** The business day (starting at 00:00 local time) of a wall time, as "20261122". */
export function businessDay(wall: number, timeZone: string): string {
  let format = partsOf.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    partsOf.set(timeZone, format);
  }
  return format.format(wall).replaceAll('-', '');
}
