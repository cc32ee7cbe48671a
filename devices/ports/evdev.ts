import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { DeviceClock } from '../device.ts';
import { ioctlSet } from './ioctl.ts';
import { identityOf } from './path-identity.ts';
import type { Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';

/** `EVIOCGRAB` of linux/input.h: _IOW('E', 0x90, int). */
const EVIOCGRAB = 0x4004_4590;
/** The kernel keeps at least 64 events for us, about ten characters; a scanner types one in a few milliseconds. */
const POLL_MS = 4;
const WATCH_MS = 1000;
const READ_BYTES = 24 * 64;

/** Takes (true) or releases a device; the name of the system's error when it refuses, else null. */
export type Grab = (fd: number, isTaken: boolean) => Promise<string | null>;
const systemGrab: Grab = (fd, isTaken) => ioctlSet(fd, EVIOCGRAB, isTaken ? 1 : 0);

export type EventDeviceOptions = {
  readonly grab?: Grab;
  /** What the path leads to at this moment; null when it leads nowhere. */
  readonly identify?: (path: string) => Promise<string | null>;
};

type OpenDevice = {
  readonly fd: number;
  readonly identity: string | null;
  stopReading: () => void;
  lookedAt: number;
};

/**
 * A keyboard as the kernel's event device (`/dev/input/by-id/…-event-kbd`), taken for us alone: what it types reaches no page and no console. A device that
 * cannot be taken is not read at all, because half of a workshop's scans in a text field is worse than none.
 *
 * Proved on a FIFO, and the grab on umockdev's event device. Unproved here (no /dev/input): that a real kernel keeps the keys from everybody else
 * while it is taken, and the ENODEV after an unplug.
 */
export class EventDevice implements Port {
  readonly address: string;
  readonly #path: string;
  readonly #clock: DeviceClock;
  readonly #grab: Grab;
  readonly #identify: (path: string) => Promise<string | null>;
  #open: OpenDevice | null = null;

  constructor(address: string, path: string, clock: DeviceClock, options: EventDeviceOptions = {}) {
    this.address = address;
    this.#path = path;
    this.#clock = clock;
    this.#grab = options.grab ?? systemGrab;
    this.#identify = options.identify ?? identityOf;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#open !== null) throw new PortError('taken', `${this.address}: already open`);
    const identity = await this.#identify(this.#path);
    const fd = openDevice(this.#path);
    const refusal = await this.#grab(fd, true);
    if (refusal !== null) {
      closeQuietly(fd);
      const fault = refusal === 'EBUSY' ? 'taken' : refusal === 'ENODEV' ? 'absent' : 'failed';
      throw new PortError(fault, `${this.address}: cannot be taken for us alone (${refusal}), so it is not read`);
    }
    const opened: OpenDevice = { fd, identity, stopReading: () => {}, lookedAt: this.#clock.monotonic() };
    this.#open = opened;
    this.#readLater(opened, listener);
  }

  async write(): Promise<void> {
    throw new PortError('failed', `${this.address}: keys are only read`);
  }

  async close(): Promise<void> {
    const opened = this.#open;
    this.#open = null;
    if (opened === null) return;
    opened.stopReading();
    await this.#grab(opened.fd, false);
    closeQuietly(opened.fd);
  }

  /** No event tells when a nonblocking device has something: it is asked. A read of nothing takes microseconds. */
  #readLater(opened: OpenDevice, listener: PortListener): void {
    opened.stopReading = this.#clock.after(POLL_MS, () => {
      try {
        for (let bytes = readSome(opened.fd); bytes.length > 0; bytes = readSome(opened.fd)) {
          listener.data(bytes);
          if (this.#open !== opened) return;
        }
      } catch (error) {
        this.#lose(opened, listener, toPortError(error));
        return;
      }
      this.#look(opened, listener);
      if (this.#open === opened) this.#readLater(opened, listener);
    });
  }

  #look(opened: OpenDevice, listener: PortListener): void {
    const now_ms = this.#clock.monotonic();
    if (now_ms - opened.lookedAt < WATCH_MS) return;
    opened.lookedAt = now_ms;
    void this.#identify(this.#path).then((identity) => {
      if (identity === opened.identity) return;
      this.#lose(opened, listener, new PortError('absent', `${this.address}: the device behind this path went away`));
    });
  }

  #lose(opened: OpenDevice, listener: PortListener, error: PortError): void {
    if (this.#open !== opened) return;
    this.#open = null;
    opened.stopReading();
    closeQuietly(opened.fd);
    listener.lost(error);
  }
}

/** An event device opens at once; nothing here waits for hardware. */
function openDevice(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw toPortError(error);
  }
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // A device that is gone cannot be closed, and need not be.
  }
}

function readSome(fd: number): Uint8Array {
  const buffer = new Uint8Array(READ_BYTES);
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, null));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return new Uint8Array();
    throw error;
  }
}
