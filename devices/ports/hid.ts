import { realpathSync } from 'node:fs';
import type { DeviceClock } from '../device.ts';
import { type HidBackend, type HidHandle, systemHid } from './hid-backend.ts';
import { chooseDevice, type HidTarget, type HidUse } from './hid-choice.ts';
import type { Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';

export type HidOptions = {
  /** A feature report (its id first) that the model wants before it speaks. */
  readonly onOpen?: Uint8Array;
  /** node-hid by default: hidraw for HID-POS; libusb for a keyboard, since hidraw would let it go on typing into every page. */
  readonly backend?: HidBackend;
  readonly watch_ms?: number;
};

type OpenHid = {
  readonly handle: HidHandle;
  readonly path: string;
  readonly place: string | null;
  readonly descriptor: Uint8Array | null;
  stopWatching: () => void;
};

/**
 * A HID device; one chunk of data is one input report, with its id where the device has ids. Found anew at every `open`, because the kernel renumbers
 * hidraw devices and node-hid tells of no plugging.
 *
 * Two ways notice an unplug: node-hid's read error, and a look every `watch_ms` whether the same device is still plugged in there.
 *
 * Proved: finding, opening, reading and closing through node-hid's hidraw driver under umockdev, and that both drivers load in one process. Unproved here
 * (no USB): the libusb driver's hold on a real keyboard, and a real unplug.
 */
export class HidLine implements Port {
  readonly address: string;
  readonly #target: HidTarget;
  readonly #use: HidUse;
  readonly #clock: DeviceClock;
  readonly #backend: HidBackend;
  readonly #onOpen: Uint8Array | null;
  readonly #watch_ms: number;
  #open: OpenHid | null = null;

  constructor(address: string, target: HidTarget, use: HidUse, clock: DeviceClock, options: HidOptions = {}) {
    this.address = address;
    this.#target = target;
    this.#use = use;
    this.#clock = clock;
    this.#backend = options.backend ?? systemHid(use === 'hid-keyboard' ? 'libusb' : 'hidraw');
    this.#onOpen = options.onOpen ?? null;
    this.#watch_ms = options.watch_ms ?? 1000;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#open !== null) throw new PortError('taken', `${this.address}: already open`);
    const open = await this.#openDevice();
    // Before anybody listens, so that no report comes ahead of the promise.
    if (this.#onOpen !== null) await open.handle.sendFeatureReport([...this.#onOpen]).catch(() => {});
    this.#open = open;
    const lose = (error: PortError): void => {
      if (this.#open !== open) return;
      this.#open = null;
      open.stopWatching();
      open.handle.close().catch(() => {});
      listener.lost(error);
    };
    // node-hid hands the read thread's words over as a string. A device that cannot be read any more is gone, whatever they are.
    open.handle.on('error', (error: unknown) => {
      lose(new PortError('absent', error instanceof Error ? error.message : String(error), error));
    });
    open.handle.on('data', (report: Buffer) => {
      if (this.#open === open) listener.data(new Uint8Array(report));
    });
    this.#watch(open, lose);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const handle = this.#open?.handle;
    if (handle === undefined) throw new PortError('absent', `${this.address}: not open`);
    await handle.write([...bytes]).catch((error: unknown) => {
      throw toPortError(error);
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    open.stopWatching();
    await open.handle.close().catch(() => {});
  }

  reportDescriptor(): Uint8Array | null {
    return this.#open?.descriptor ?? null;
  }

  async #openDevice(): Promise<OpenHid> {
    const backend = this.#backend;
    const places = { place: (path: string) => backend.place(path), resolve: resolveLink };
    try {
      const path = chooseDevice(await backend.devices(), this.#target, this.#use, places);
      const [place, descriptor] = [backend.place(path), backend.descriptor(path)];
      const handle = await backend.open(path);
      return { handle, path, place, descriptor, stopWatching: () => {} };
    } catch (error) {
      throw toPortError(error);
    }
  }

  #watch(open: OpenHid, lose: (error: PortError) => void): void {
    if (this.#open !== open || open.place === null) return;
    open.stopWatching = this.#clock.after(this.#watch_ms, () => {
      if (this.#backend.place(open.path) === open.place) this.#watch(open, lose);
      else lose(new PortError('absent', `${this.address}: the device behind ${open.path} went away`));
    });
  }
}

function resolveLink(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
