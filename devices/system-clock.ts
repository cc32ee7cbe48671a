import type { DeviceClock } from './device.ts';

/** The machine's own clocks and timers, for everything but tests. */
export const systemClock: DeviceClock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay_ms, callback) => {
    const timer = setTimeout(callback, delay_ms);
    return () => clearTimeout(timer);
  },
};
