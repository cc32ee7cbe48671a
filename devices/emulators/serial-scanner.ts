import { type FileHandle, open } from 'node:fs/promises';
import { loadProfile } from '../load-profile.ts';
import { createMemoryPort, type MemoryFarEnd } from '../ports/memory.ts';
import type { Port } from '../ports/port.ts';
import type { ScannerProfile } from '../profile-scanner.ts';
import { frameBytes } from '../scanners/frame-bytes.ts';

export type ScannerEmulatorOptions = {
  /** Name of a file in `firmware-profiles/scanner/`, or the profile itself. */
  readonly profile: string | ScannerProfile;
  /** The device's end of a PTY pair; without it the emulator makes a line inside the process (see `port`). */
  readonly pty?: string;
  /** What a person would recognise as its socket, for the line inside the process. */
  readonly address?: string;
  /** Writes every byte by itself, as a slow line delivers them. */
  readonly byteAtATime?: boolean;
};

export type ScannerEmulatorChange =
  | { readonly kind: 'scan'; readonly text: string; readonly bytes: Uint8Array }
  | { readonly kind: 'plugged'; readonly plugged: boolean };

/** A scanner that sends exactly what its profile says, by hand (bench page) or from a test. */
export class SerialScannerEmulator {
  readonly profile: ScannerProfile;
  /** What the hub opens instead of a serial device; null when the emulator writes to a PTY. */
  readonly port: Port | null;
  byteAtATime: boolean;
  readonly #pty: string | null;
  readonly #far: MemoryFarEnd | null;
  readonly #listeners = new Set<(change: ScannerEmulatorChange) => void>();
  #handle: FileHandle | null = null;

  constructor({ profile, pty, address = 'memory:scanner', byteAtATime = false }: ScannerEmulatorOptions) {
    this.profile = typeof profile === 'string' ? loadProfile('scanner', profile) : profile;
    this.byteAtATime = byteAtATime;
    this.#pty = pty ?? null;
    const line = pty === undefined ? createMemoryPort(address) : null;
    this.port = line?.port ?? null;
    this.#far = line?.far ?? null;
  }

  async start(): Promise<void> {
    if (this.#pty !== null) this.#handle = await open(this.#pty, 'r+');
  }

  async stop(): Promise<void> {
    await this.#handle?.close().catch(() => {});
    this.#handle = null;
  }

  /** Scans a code. `symbology` is the AIM id without bracket, e.g. "E0" for EAN-13, "C0" for CODE128, "Q1" for QR. */
  async scan(text: string, symbology: string | null = null): Promise<void> {
    const bytes = frameBytes(this.profile, text, symbology);
    await this.send(bytes);
    for (const listener of [...this.#listeners]) listener({ kind: 'scan', text, bytes });
  }

  /** Bytes as they are: line noise, half a frame, captured samples. */
  async send(bytes: Uint8Array): Promise<void> {
    const pieces = this.byteAtATime ? [...bytes].map((byte) => Uint8Array.of(byte)) : [bytes];
    for (const piece of pieces) {
      this.#far?.write(piece);
      await this.#handle?.write(piece);
    }
  }

  get plugged(): boolean {
    return this.#far?.plugged ?? this.#handle !== null;
  }

  /** Pulls the plug of the line inside the process; a PTY is unplugged by ending the process that holds it. */
  unplug(): void {
    this.#far?.unplug();
    this.#tellPlugged();
  }

  replug(): void {
    this.#far?.replug();
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
