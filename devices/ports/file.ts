import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { DeviceClock } from '../device.ts';
import { identityOf } from './path-identity.ts';
import type { LineStatus, Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';
import { readLineStatus } from './usblp.ts';

/** usblp takes 8192 bytes at once and then none until the printer read them (measured); smaller pieces show progress sooner. */
const PIECE_BYTES = 2048;

type OpenFile = {
  readonly handle: FileHandle;
  readonly identity: string | null;
  stopReading: () => void;
  reading: Promise<void>;
};

/**
 * A character device that is written like a file: `/dev/usb/lp0` (address it by a udev link made from the IEEE 1284 id, not by
 * number). Opened O_NONBLOCK, because a blocking write to a printer without paper hangs a thread of the process for ever.
 *
 * Proved on a PTY and a FIFO. Unproved here: usblp itself, its ENODEV after an unplug, and LPGETSTATUS; this machine has none.
 */
export class DeviceFile implements Port {
  readonly address: string;
  readonly #clock: DeviceClock;
  readonly #poll_ms: number;
  #open: OpenFile | null = null;

  constructor(path: string, clock: DeviceClock, poll_ms = 20) {
    this.address = path;
    this.#clock = clock;
    this.#poll_ms = poll_ms;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#open !== null) throw new PortError('taken', `${this.address}: already open`);
    const flags = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;
    let handle: FileHandle;
    try {
      handle = await open(this.address, flags);
    } catch (error) {
      throw toPortError(error);
    }
    const opened: OpenFile = {
      handle,
      identity: await identityOf(this.address),
      stopReading: () => {},
      reading: Promise.resolve(),
    };
    this.#open = opened;
    this.#readLater(opened, listener);
  }

  /** No event tells when a nonblocking device has something: it is asked every `poll_ms`. */
  #readLater(opened: OpenFile, listener: PortListener): void {
    opened.stopReading = this.#clock.after(this.#poll_ms, () => {
      opened.reading = this.#read(opened)
        .then((bytes) => {
          if (this.#open !== opened) return;
          if (bytes.length > 0) listener.data(bytes);
          if (this.#open === opened) this.#readLater(opened, listener);
        })
        .catch((error: unknown) => {
          if (this.#open !== opened) return;
          this.#open = null;
          void opened.handle.close().catch(() => {});
          listener.lost(toPortError(error));
        });
    });
  }

  async #read({ handle, identity }: OpenFile): Promise<Uint8Array> {
    const buffer = new Uint8Array(256);
    try {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead > 0) return buffer.subarray(0, bytesRead);
    } catch (error) {
      if (!isTryAgain(error)) throw error;
    }
    // A terminal that was hung up reads as empty for ever, without an error.
    if ((await identityOf(this.address)) !== identity) {
      throw new PortError('absent', `${this.address}: the device behind this path went away`);
    }
    return new Uint8Array();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const opened = this.#open;
    let at = 0;
    while (at < bytes.length) {
      if (opened === null || this.#open !== opened) throw new PortError('absent', `${this.address}: not open`);
      try {
        const { bytesWritten } = await opened.handle.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
        at += bytesWritten;
      } catch (error) {
        if (!isTryAgain(error)) throw toPortError(error);
        await new Promise<void>((resolve) => this.#clock.after(this.#poll_ms, resolve));
      }
    }
  }

  async close(): Promise<void> {
    const opened = this.#open;
    this.#open = null;
    if (opened === null) return;
    opened.stopReading();
    await opened.reading;
    await opened.handle.close().catch(() => {});
  }

  async lineStatus(): Promise<LineStatus | null> {
    return this.#open === null ? null : readLineStatus(this.#open.handle.fd);
  }
}

const isTryAgain = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN';
