import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { PaperTrail } from './paper.ts';

export const COUNTERS = [
  { id: 'counter-1', name: '配件柜台 1', scanner: 'newland-serial', printer: 'epson-tm-t88' },
  { id: 'counter-2', name: '配件柜台 2', scanner: 'newland-serial', printer: 'xprinter-80' },
] as const;

export type WiredCounter = {
  readonly id: string;
  readonly name: string;
  readonly gun: SerialScannerEmulator;
  readonly head: EscposPrinterEmulator;
  readonly scanner: { readonly profile: string; readonly address: string };
  readonly printer: { readonly profile: string; readonly address: string };
};

/** The devices of the workshop, outside the hub's process: they see it die and come back, as real ones do. */
export class Wire {
  readonly counters: readonly WiredCounter[];
  readonly paper: PaperTrail;
  readonly #cables: readonly ChildProcess[];
  readonly #held: readonly number[];

  private constructor(counters: readonly WiredCounter[], cables: readonly ChildProcess[], held: readonly number[]) {
    this.counters = counters;
    this.#cables = cables;
    this.#held = held;
    this.paper = new PaperTrail(counters);
  }

  static async lay(folder: string): Promise<Wire> {
    const counters: WiredCounter[] = [];
    const cables: ChildProcess[] = [];
    const held: number[] = [];
    for (const { id, name, scanner, printer } of COUNTERS) {
      const [hub, far] = [join(folder, `${id}-hub`), join(folder, `${id}-gun`)];
      cables.push(await layCable(hub, far));
      // A PTY whose last reader goes away hangs up for good; a serial line does not. Held open here, never read.
      held.push(openSync(hub, 'r+'));
      const gun = new SerialScannerEmulator({ profile: scanner, pty: far });
      await gun.start();
      const head = new EscposPrinterEmulator({ profile: printer, keep: 1 });
      const { address } = await head.start();
      counters.push({
        id,
        name,
        gun,
        head,
        scanner: { profile: scanner, address: hub },
        printer: { profile: printer, address },
      });
    }
    return new Wire(counters, cables, held);
  }

  async takeDown(): Promise<void> {
    for (const { gun, head } of this.counters) {
      await gun.stop();
      await head.stop();
    }
    for (const descriptor of this.#held) closeSync(descriptor);
    for (const cable of this.#cables) {
      const gone = once(cable, 'exit');
      cable.kill('SIGTERM');
      await gone;
    }
  }
}

async function layCable(hub: string, far: string): Promise<ChildProcess> {
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const cable = spawn('socat', [end(hub), end(far)], { stdio: 'ignore' });
  const missing = new Promise<never>((_, reject) =>
    cable.once('error', () => reject(new Error('socat is needed for the scanners: apt-get install socat'))),
  );
  while (!(existsSync(hub) && existsSync(far))) await Promise.race([rest(20), missing]);
  missing.catch(() => {});
  return cable;
}
