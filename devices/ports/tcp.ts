import { createConnection, type Socket } from 'node:net';
import type { DeviceClock } from '../device.ts';
import type { Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';

export type TcpTiming = {
  /** How long a connect may take. */
  readonly connect_ms: number;
  /** How long to wait for the peer's FIN after our own, before the socket is destroyed. */
  readonly close_ms: number;
};

/** `tcp://host:port`, an IPv6 host in brackets; `port` null: left out. null: it is no such address. */
export function tcpAddressIn(address: string): { readonly host: string; readonly port: number | null } | null {
  const isPlain = /^tcp:\/\/[^/?#@]+\/?$/.test(address);
  const url = isPlain && URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.hostname === '' || url.port === '0') return null;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? null : Number(url.port) };
}

/**
 * Of a line on which nobody says anything, a peer that lost its power or its cable is noticed after half a minute: by the kernel's probes, which a living
 * one answers by itself. The usual two hours would be a day on which nothing is scanned.
 */
const KEEP_ALIVE = { enable: true, initialDelay: 10_000, interval: 5_000, count: 4 } as const;

/** One TCP connection at a time, e.g. to port 9100 of a printer. Connecting per job is the printer driver's policy. */
export class TcpPort implements Port {
  readonly address: string;
  readonly #host: string;
  readonly #port: number;
  readonly #clock: DeviceClock;
  readonly #timing: TcpTiming;
  #socket: Socket | null = null;

  constructor(host: string, port: number, clock: DeviceClock, timing: Partial<TcpTiming> = {}) {
    this.address = `${host}:${port}`;
    this.#host = host;
    this.#port = port;
    this.#clock = clock;
    this.#timing = { connect_ms: 3000, close_ms: 2000, ...timing };
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#socket !== null) throw new PortError('taken', `${this.address}: already open`);
    const socket = createConnection({ host: this.#host, port: this.#port, noDelay: true });
    this.#socket = socket;
    try {
      await this.#connected(socket);
    } catch (error) {
      this.#socket = null;
      socket.on('error', () => {});
      socket.destroy();
      throw toPortError(error);
    }
    socket.setKeepAlive(KEEP_ALIVE);
    const lose = (error: unknown): void => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      socket.destroy();
      listener.lost(toPortError(error));
    };
    socket.on('error', lose);
    socket.on('data', (bytes) => {
      if (this.#socket === socket) listener.data(bytes);
    });
    socket.on('end', () => {
      if (!socket.writableEnded) lose(new PortError('failed', `${this.address}: closed by the peer`));
    });
    socket.on('close', () => lose(new PortError('failed', `${this.address}: closed`)));
  }

  /**
   * Half-closes and waits for the peer to do the same, which it does when it has read everything; a reset says that it did not. Boxes that never answer
   * the half-close are believed after `close_ms`.
   */
  async finish(): Promise<void> {
    const socket = this.#socket;
    if (socket === null) throw new PortError('failed', `${this.address}: not open`);
    this.#socket = null;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#clock.after(this.#timing.close_ms, () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', (error) => {
        cancel();
        reject(toPortError(error));
      });
      socket.once('close', () => {
        cancel();
        resolve();
      });
      socket.end();
    });
  }

  #connected(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.#timing.connect_ms, () => {
        reject(new PortError('absent', `${this.address}: no answer to connect in ${this.#timing.connect_ms} ms`));
      });
      socket.once('connect', () => {
        cancel();
        socket.removeAllListeners('error');
        resolve();
      });
      socket.once('error', (error) => {
        cancel();
        reject(error);
      });
      // close() while connecting destroys the socket, which then says neither connect nor error.
      socket.once('close', () => {
        cancel();
        reject(new PortError('failed', `${this.address}: closed while connecting`));
      });
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (socket === null) throw new PortError('failed', `${this.address}: not open`);
    await new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(toPortError(error)) : resolve()));
    });
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null || socket.destroyed) return;
    if (socket.connecting) {
      socket.destroy();
      return;
    }
    await new Promise<void>((resolve) => {
      // A printer that stopped reading never sends its FIN. The reset also throws away what the kernel still holds for it, which would
      // otherwise be printed minutes later.
      const cancel = this.#clock.after(this.#timing.close_ms, () => socket.resetAndDestroy());
      socket.once('close', () => {
        cancel();
        resolve();
      });
      socket.end();
    });
  }
}
