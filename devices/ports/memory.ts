import type { Port, PortListener } from './port.ts';
import { PortError } from './port-error.ts';

/** The device's end of a port inside the process: what an emulator holds. */
export type MemoryFarEnd = {
  readonly plugged: boolean;
  /** Bytes from the device to the hub; thrown away when nobody has the port open, as a real line does. */
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  unplug(): void;
  replug(): void;
};

/**
 * A line of two ends without an operating system: for the demo workshop and for tests. Delivery is immediate. With `descriptor` it stands for a HID
 * device, whose reports are written one by one.
 */
export function createMemoryPort(
  address: string,
  descriptor: Uint8Array | null = null,
): { readonly port: Port; readonly far: MemoryFarEnd } {
  let plugged = true;
  let near: PortListener | null = null;
  const listeners = new Set<(bytes: Uint8Array) => void>();

  const port: Port = {
    address,
    async open(listener) {
      if (!plugged) throw new PortError('absent', `${address}: not plugged in`);
      if (near !== null) throw new PortError('taken', `${address}: already open`);
      near = listener;
    },
    async write(bytes) {
      if (near === null) throw new PortError('absent', `${address}: not open`);
      for (const listener of listeners) listener(bytes);
    },
    async close() {
      near = null;
    },
    reportDescriptor: () => descriptor,
  };
  const far: MemoryFarEnd = {
    get plugged() {
      return plugged;
    },
    write(bytes) {
      if (plugged) near?.data(bytes);
    },
    onData(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    unplug() {
      plugged = false;
      const listener = near;
      near = null;
      listener?.lost(new PortError('absent', `${address}: unplugged`));
    },
    replug() {
      plugged = true;
    },
  };
  return { port, far };
}
