import type { Locator } from 'playwright-core';
import type { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';

const SCAN_S = 1.5;
const TAP_S = 1;

/**
 * What an acceptance scenario costs: scans × 1.5 s + taps × 1 s + the time that the machine itself took. It is printed beside its aim and
 * never asserted: a machine under load is slow, and a rule is not broken by that. How often somebody touches is asserted by the story.
 */
export class Tally {
  readonly #name: string;
  readonly #aim_s: number | null;
  scans = 0;
  taps = 0;
  #machine_ms = 0;

  /** `aim_s`: what the acceptance asks for; null: it names no time. */
  constructor(name: string, aim_s: number | null) {
    this.#name = name;
    this.#aim_s = aim_s;
  }

  /** A scan, until the page shows what came of it. */
  async scan(gun: SerialScannerEmulator, text: string, shown: Locator, symbology = 'C0'): Promise<void> {
    this.scans += 1;
    await this.machine(async () => {
      await gun.scan(text, symbology);
      await shown.first().waitFor();
    });
  }

  /** A tap, until the page shows what came of it. */
  async tap(target: Locator, shown: () => Promise<unknown> = async () => {}): Promise<void> {
    this.taps += 1;
    await this.machine(async () => {
      await target.click();
      await shown();
    });
  }

  async machine(work: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    await work();
    this.#machine_ms += performance.now() - begun;
  }

  print(): void {
    const seconds = this.scans * SCAN_S + this.taps * TAP_S + this.#machine_ms / 1000;
    const aim = this.#aim_s === null ? '' : ` (aim ${this.#aim_s} s)`;
    process.stdout.write(
      `${this.#name}: ${this.scans} scans, ${this.taps} taps, machine ${Math.round(this.#machine_ms)} ms = ${seconds.toFixed(1)} s${aim}\n`,
    );
  }
}
