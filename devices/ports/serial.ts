import { SerialPort } from 'serialport';
import type { DeviceClock } from '../device.ts';
import { identityOf } from './path-identity.ts';
import type { Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';

export type SerialSettings = {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** Who tells that the other side's buffer is full: two wires, two bytes, or nobody (the default). */
  readonly flow?: 'none' | 'rts-cts' | 'xon-xoff' | undefined;
};

/**
 * A serial line (RS-232, USB virtual COM port, PTY). The path should be `/dev/serial/by-id/…` (or by-path for bridges without a
 * serial number), never `ttyUSB0`: the kernel renumbers those.
 *
 * Two ways notice an unplug, because one alone misses some (measured with serialport 13: no close event in 2 of 50 unplugs):
 * the reader's error, and a look every `watch_ms` whether the path still leads to the device that was opened.
 */
export class SerialLine implements Port {
  readonly address: string;
  readonly #settings: SerialSettings;
  readonly #clock: DeviceClock;
  readonly #watch_ms: number;
  #open: { readonly port: SerialPort; stopWatching: () => void } | null = null;

  constructor(path: string, settings: SerialSettings, clock: DeviceClock, watch_ms = 1000) {
    this.address = path;
    this.#settings = settings;
    this.#clock = clock;
    this.#watch_ms = watch_ms;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#open !== null) throw new PortError('taken', `${this.address}: already open`);
    const opened = await identityOf(this.address);
    if (opened === null) throw new PortError('absent', `${this.address}: no such device`);
    const port = await openSerialPort(this.address, this.#settings);
    const open = { port, stopWatching: () => {} };
    this.#open = open;
    const lose = (error: unknown): void => {
      if (this.#open !== open) return;
      this.#open = null;
      open.stopWatching();
      if (port.isOpen) port.close(() => {});
      listener.lost(toPortError(error));
    };
    port.on('data', (bytes: Buffer) => {
      if (this.#open === open) listener.data(bytes);
    });
    port.on('error', lose);
    port.on('close', (error: Error | null) => lose(error ?? new PortError('absent', `${this.address}: closed`)));
    const watch = (): void => {
      open.stopWatching = this.#clock.after(this.#watch_ms, () => {
        void identityOf(this.address).then((now) => {
          if (this.#open !== open) return;
          if (now === opened) watch();
          else lose(new PortError('absent', `${this.address}: the device behind this path went away`));
        });
      });
    };
    watch();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const port = this.#open?.port;
    if (port === undefined) throw new PortError('absent', `${this.address}: not open`);
    await new Promise<void>((resolve, reject) => {
      port.write(bytes, (error) => {
        if (error) reject(toPortError(error));
        else port.drain((drainError) => (drainError ? reject(toPortError(drainError)) : resolve()));
      });
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    open.stopWatching();
    // A port whose device is gone answers close with an error; it is closed all the same.
    await new Promise<void>((resolve) => open.port.close(() => resolve()));
  }
}

function openSerialPort(path: string, { flow = 'none', ...settings }: SerialSettings): Promise<SerialPort> {
  const control = { rtscts: flow === 'rts-cts', xon: flow === 'xon-xoff', xoff: flow === 'xon-xoff' };
  return new Promise((resolve, reject) => {
    // `lock` takes the port for us alone (TIOCEXCL and flock), so that a second program is told "taken".
    const port = new SerialPort({ path, ...settings, ...control, lock: true, autoOpen: false });
    port.open((error) => (error ? reject(toPortError(error)) : resolve(port)));
  });
}
