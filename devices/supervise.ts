import type { Device, DeviceClock, DeviceStateName } from './device.ts';

/** A driver that a supervisor can keep alive. Every driver of this folder is one. */
export interface Supervisable extends Device {
  /** Monotonic milliseconds of the last byte from the device since it was opened; null before the first. */
  readonly lastHeard_ms: number | null;
  /** Gives the port up and takes the state `silent`; `start` opens it anew. */
  giveUp(detail: string): Promise<void>;
}

export type Patience = {
  /** Delay before the first retry. Doubles with every failed attempt. */
  readonly first_ms: number;
  readonly cap_ms: number;
  /** Share of the delay that is left to chance, 0 to 1, so that ten devices do not all knock at once after a power cut. */
  readonly jitter: number;
};

export type SupervisionOptions = {
  readonly clock: DeviceClock;
  /** 0 ≤ random() < 1. */
  readonly random?: () => number;
  readonly patience?: Partial<Patience>;
  /**
   * Watchdog: a ready device that says nothing for so long is given up and opened anew. Only for devices that speak by themselves
   * (a continuous scale) or are polled; a scanner may rightly be silent all day, so there is none by default.
   */
  readonly silence_ms?: number;
};

export type Supervision = {
  /** Starts the device and keeps it open from now on. */
  start(): void;
  /** Stops the device; nothing is reopened afterwards. */
  stop(): Promise<void>;
};

/** States that a new attempt may mend. */
const LOST: ReadonlySet<DeviceStateName> = new Set(['absent', 'taken', 'forbidden', 'silent', 'failed']);

/**
 * Keeps a device open: starts it, and starts it again whenever it is lost, with growing patience. The state is the device's own
 * (`device.state`, `state` events); `attempts` there counts the failures that the patience grows with.
 */
export function supervise(device: Supervisable, options: SupervisionOptions): Supervision {
  const { clock, random = Math.random, silence_ms } = options;
  const patience: Patience = { first_ms: 250, cap_ms: 5000, jitter: 0.3, ...options.patience };
  let running = false;
  let cancelTimer = (): void => {};
  let unsubscribe = (): void => {};

  const delay_ms = (): number => {
    const exponent = Math.max(0, Math.min(30, device.state.attempts - 1));
    const full = Math.min(patience.cap_ms, patience.first_ms * 2 ** exponent);
    return full * (1 - patience.jitter * random());
  };
  const schedule = (after_ms: number, action: () => void): void => {
    cancelTimer();
    cancelTimer = clock.after(after_ms, () => {
      if (running) action();
    });
  };
  const watch = (readySince_ms: number, limit_ms: number): void => {
    const silentFor_ms = clock.monotonic() - Math.max(readySince_ms, device.lastHeard_ms ?? readySince_ms);
    if (silentFor_ms < limit_ms) {
      schedule(limit_ms - silentFor_ms, () => watch(readySince_ms, limit_ms));
      return;
    }
    void device.giveUp(`nothing came for ${limit_ms} ms`);
  };
  const react = (state: DeviceStateName): void => {
    if (LOST.has(state)) schedule(delay_ms(), () => device.start());
    else if (state === 'ready' && silence_ms !== undefined) watch(clock.monotonic(), silence_ms);
  };

  return {
    start() {
      if (running) return;
      running = true;
      unsubscribe = device.listen((event) => {
        if (event.kind === 'state') react(event.state.state);
      });
      device.start();
    },
    async stop() {
      running = false;
      cancelTimer();
      unsubscribe();
      await device.stop();
    },
  };
}
