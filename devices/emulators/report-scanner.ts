import { createMemoryPort, type MemoryFarEnd } from '../ports/memory.ts';
import type { Port } from '../ports/port.ts';
import type { ScannerEmulatorChange } from './serial-scanner.ts';

/** What all emulated scanners with reports share: a line inside the process, a plug, and who watches. */
export abstract class ReportScannerEmulator {
  /** What the hub opens instead of a HID device. */
  readonly port: Port;
  readonly #far: MemoryFarEnd;
  readonly #listeners = new Set<(change: ScannerEmulatorChange) => void>();

  constructor(address: string, descriptor: Uint8Array | null) {
    const { port, far } = createMemoryPort(address, descriptor);
    this.port = port;
    this.#far = far;
  }

  /** The whole input reports that this scanner sends for a code. */
  abstract reportsOf(text: string, symbology?: string | null): Uint8Array[];

  /** Nothing to do: the line is inside the process. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** Scans a code. `symbology` is the AIM id without bracket, e.g. "E0" for EAN-13. */
  async scan(text: string, symbology: string | null = null): Promise<void> {
    const reports = this.reportsOf(text, symbology);
    for (const report of reports) await this.send(report);
    const bytes = new Uint8Array(Buffer.concat(reports));
    for (const listener of [...this.#listeners]) listener({ kind: 'scan', text, bytes });
  }

  /** One report as it is: a captured one, half a code, noise. */
  async send(report: Uint8Array): Promise<void> {
    this.#far.write(report);
  }

  get plugged(): boolean {
    return this.#far.plugged;
  }

  unplug(): void {
    this.#far.unplug();
    this.#tellPlugged();
  }

  replug(): void {
    this.#far.replug();
    this.#tellPlugged();
  }

  onChange(listener: (change: ScannerEmulatorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tellPlugged(): void {
    for (const listener of [...this.#listeners]) listener({ kind: 'plugged', plugged: this.plugged });
  }
}
