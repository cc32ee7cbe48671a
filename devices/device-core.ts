import type { DeviceClock, DeviceEvent, DeviceListener, DeviceState, DeviceStateName, FrameMeaning } from './device.ts';

/** What all drivers share: listeners and a state that knows since when and after how many failed attempts. */
export class DeviceCore {
  readonly name: string;
  protected readonly clock: DeviceClock;
  readonly #listeners = new Set<DeviceListener>();
  #state: DeviceState;

  constructor(name: string, address: string, clock: DeviceClock) {
    this.name = name;
    this.clock = clock;
    this.#state = { state: 'stopped', address, attempts: 0, since: clock.wall() };
  }

  get state(): DeviceState {
    return this.#state;
  }

  listen(listener: DeviceListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  protected emit(event: DeviceEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  protected emitFrame(direction: 'in' | 'out', chunks: readonly Uint8Array[], meaning: FrameMeaning): void {
    this.emit({ kind: 'frame', device: this.name, direction, chunks, meaning, at: this.clock.wall() });
  }

  /**
   * Takes a state and tells the listeners. `attempts` counts the failures since the device was last ready, so that the
   * supervisor's patience and the screen show the same number.
   */
  protected enter(state: DeviceStateName, detail?: string): void {
    const { address, attempts } = this.#state;
    const failed = state !== 'ready' && state !== 'opening' && state !== 'stopped';
    this.#state = {
      state,
      address,
      attempts: failed ? attempts + 1 : state === 'opening' ? attempts : 0,
      since: this.clock.wall(),
      ...(detail === undefined ? {} : { detail }),
    };
    this.emit({ kind: 'state', device: this.name, state: this.#state });
  }
}
