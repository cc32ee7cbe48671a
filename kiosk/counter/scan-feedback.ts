import type { LitElement, ReactiveController } from 'lit';
import { MEANING_OF_OUTCOME } from '../elements/outcome-meaning.ts';
import type { ScanResult } from '../hub/contracts.ts';
import { newScans } from './new-scans.ts';
import { toneOf } from './tone-of.ts';
import { Tones } from './tones.ts';

const FLASH_MS = 200;
/** Between the tones of scans that arrived together. */
const GAP_MS = 160;
/** No id is empty: stands for "the page has seen that there was no scan yet". */
const NO_SCAN = '';

/**
 * Answers every new scan with a flash of its meaning's colour and a tone. Leaves on the host what it did: `data-tone` (the last one
 * played), `data-tones` (how many so far), `data-flash` while the flash lasts.
 */
export class ScanFeedback implements ReactiveController {
  readonly #host: LitElement;
  readonly #tones = new Tones();
  #known: string | null = null;
  #count = 0;
  #flash: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('pointerdown', this.#wake, { once: true });
    document.addEventListener('keydown', this.#wake, { once: true });
  }

  hostDisconnected(): void {
    document.removeEventListener('pointerdown', this.#wake);
    document.removeEventListener('keydown', this.#wake);
    clearTimeout(this.#flash);
  }

  /** Shows what is new among these scans (newest first). */
  show(scans: readonly ScanResult[]): void {
    const fresh = newScans(scans, this.#known);
    this.#known = scans[0]?.scan ?? NO_SCAN;
    fresh.forEach((scan, at) => {
      this.#tones.play(toneOf(scan.outcome), at * GAP_MS);
    });
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.#count += fresh.length;
    this.#host.dataset.tone = toneOf(last.outcome);
    this.#host.dataset.tones = String(this.#count);
    this.#host.dataset.flash = MEANING_OF_OUTCOME[last.outcome];
    clearTimeout(this.#flash);
    this.#flash = setTimeout(() => {
      delete this.#host.dataset.flash;
    }, FLASH_MS);
  }

  readonly #wake = (): void => this.#tones.wake();
}
