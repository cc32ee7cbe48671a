import type { LitElement, ReactiveController } from 'lit';
import { MEANING_OF_OUTCOME } from '../elements/outcome-meaning.ts';
import type { ScanResult, Weighing } from '../hub/contracts.ts';
import type { Tone } from './melodies.ts';
import { newScans } from './new-scans.ts';
import { Tones } from './tones.ts';

const FLASH_MS = 200;
/** Between the tones of scans that arrived together. */
const GAP_MS = 160;
/** No id is empty: stands for "the page has seen that there was no scan yet". */
const NO_SCAN = '';

/**
 * Answers every new scan with a flash of its meaning's colour and a tone. Leaves on the host what it did: `data-tone` (the last one
 * that was really played), `data-tones` (how many so far), `data-flash` while the flash lasts.
 */
export class ScanFeedback implements ReactiveController {
  readonly #host: LitElement;
  readonly #tones: Tones;
  #known: string | null = null;
  #knownWeighing: string | null = null;
  #lost: number | null = null;
  #waiting: ReadonlySet<string> | null = null;
  #count = 0;
  #flash: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#tones = new Tones(() => host.requestUpdate());
    host.addController(this);
  }

  hostConnected(): void {
    this.#tones.start();
    document.addEventListener('pointerdown', this.wake);
    document.addEventListener('keydown', this.wake);
  }

  hostDisconnected(): void {
    document.removeEventListener('pointerdown', this.wake);
    document.removeEventListener('keydown', this.wake);
    clearTimeout(this.#flash);
    this.#tones.stop();
  }

  /** The browser keeps the tones silent. */
  get muted(): boolean {
    return this.#tones.muted;
  }

  readonly wake = (): void => this.#tones.wake();

  /** Shows what is new among these scans and weighings (newest first). */
  show(scans: readonly ScanResult[], weighings: readonly Weighing[] = []): void {
    const weighed = weighings.map(({ weighing, outcome }) => ({ scan: weighing, outcome }));
    const fresh = [...newScans(scans, this.#known), ...newScans(weighed, this.#knownWeighing)];
    this.#known = scans[0]?.scan ?? NO_SCAN;
    this.#knownWeighing = weighings[0]?.weighing ?? NO_SCAN;
    this.#answer(fresh.flatMap(({ outcome }) => (outcome === 'kept' ? [] : [outcome])));
  }

  /** A scan that beeped and could not be kept is answered like a refused one: the hand must look up. */
  showLost(lostScans: number): void {
    const isNew = this.#lost !== null && lostScans > this.#lost;
    this.#lost = lostScans;
    if (isNew) this.#answer(['refused']);
  }

  /** Somebody waits: who of them is new to the page is heard once. `waiting`: a name for each, which changes when there is news of it. */
  call(waiting: readonly string[]): void {
    const isNews = this.#waiting !== null && waiting.some((one) => this.#waiting?.has(one) === false);
    this.#waiting = new Set(waiting);
    if (isNews) this.#answer(['called']);
  }

  #answer(outcomes: readonly Tone[]): void {
    const last = outcomes.at(-1);
    if (last === undefined) return;
    const played = outcomes.filter((outcome, at) => this.#tones.play(outcome, at * GAP_MS));
    this.#count += played.length;
    if (played.length > 0) {
      this.#host.dataset.tone = last;
      this.#host.dataset.tones = String(this.#count);
    }
    this.#host.dataset.flash = last === 'called' ? 'waiting' : MEANING_OF_OUTCOME[last];
    clearTimeout(this.#flash);
    this.#flash = setTimeout(() => {
      delete this.#host.dataset.flash;
    }, FLASH_MS);
  }
}
