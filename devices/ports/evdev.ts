import { constants, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
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

type OpenDevice = {
  readonly handle: FileHandle;
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
  #open: OpenDevice | null = null;

  constructor(address: string, path: string, clock: DeviceClock, grab: Grab = systemGrab) {
    this.address = address;
    this.#path = path;
    this.#clock = clock;
    this.#grab = grab;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#open !== null) throw new PortError('taken', `${this.address}: already open`);
    const identity = await identityOf(this.#path);
    const handle = await open(this.#path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
      throw toPortError(error);
    });
    const refusal = await this.#grab(handle.fd, true);
    if (refusal !== null) {
      await handle.close().catch(() => {});
      const fault = refusal === 'EBUSY' ? 'taken' : refusal === 'ENODEV' ? 'absent' : 'failed';
      throw new PortError(fault, `${this.address}: cannot be taken for us alone (${refusal}), so it is not read`);
    }
    const opened: OpenDevice = { handle, identity, stopReading: () => {}, lookedAt: this.#clock.monotonic() };
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
    await this.#grab(opened.handle.fd, false);
    await opened.handle.close().catch(() => {});
  }

  /** No event tells when a nonblocking device has something: it is asked. A read of nothing takes microseconds. */
  #readLater(opened: OpenDevice, listener: PortListener): void {
    opened.stopReading = this.#clock.after(POLL_MS, () => {
      try {
        for (let bytes = readSome(opened.handle.fd); bytes.length > 0; bytes = readSome(opened.handle.fd)) {
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
    void identityOf(this.#path).then((identity) => {
      if (identity === opened.identity) return;
      this.#lose(opened, listener, new PortError('absent', `${this.address}: the device behind this path went away`));
    });
  }

  #lose(opened: OpenDevice, listener: PortListener, error: PortError): void {
    if (this.#open !== opened) return;
    this.#open = null;
    opened.stopReading();
    void opened.handle.close().catch(() => {});
    listener.lost(error);
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
