import type { PortError } from './port-error.ts';

export type PortListener = {
  data(bytes: Uint8Array): void;
  /** The port is gone: unplugged, closed by the peer, or failed. At most once per `open`, never after `close`. */
  lost(error: PortError): void;
};

/**
 * A way to a device: bytes in, bytes out. The constructor does nothing. It can be opened again after it was closed or lost.
 * Data is always being read while the port is open: serialport notices no unplug without a reader.
 */
export interface Port {
  /** As the person who plugs it in would recognise it: a path or host:port. */
  readonly address: string;
  /** Rejects with a PortError and is closed then. */
  open(listener: PortListener): Promise<void>;
  /** Resolves when the operating system took every byte, which is not a promise that the device did. Rejects with a PortError. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends politely where the medium can (TCP: half-close, then wait for the peer), then by force. Never rejects. */
  close(): Promise<void>;
  /** Only where the medium can say that it has taken all that was written, and will go on by itself. Rejects with a PortError. */
  finish?(): Promise<void>;
  /** Only where the medium has status lines of its own (IEEE 1284 of a USB printer); null when they cannot be read. */
  lineStatus?(): Promise<LineStatus | null>;
  /** Only HID, where one chunk of data is one report: the report descriptor of the open device; null where it cannot be read. */
  reportDescriptor?(): Uint8Array | null;
}

/** IEEE 1284 status lines, as usblp's LPGETSTATUS gives them. */
export type LineStatus = { readonly paperOut: boolean; readonly selected: boolean; readonly error: boolean };
