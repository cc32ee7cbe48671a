import { MELODIES, type Note, type Tone } from './melodies.ts';

/** A browser starts its sound a moment after it is asked to; silence that lasts longer wants a gesture. */
const START_MS = 400;

/** Plays tones, and knows when the browser keeps them silent until somebody touches the page. */
export class Tones {
  readonly #changed: () => void;
  #context: AudioContext | null = null;
  #hasWaited = false;

  /** `changed`: the sound was released or taken away. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get muted(): boolean {
    return this.#hasWaited && this.#context?.state !== 'running';
  }

  /** Asks for the sound at once, so that the first scan already has its tone. */
  start(): void {
    if (this.#context !== null) return;
    try {
      this.#context = new AudioContext();
    } catch {
      // A device without any sound stays muted, and says so.
    }
    this.#context?.addEventListener('statechange', this.#changed);
    setTimeout(() => {
      this.#hasWaited = true;
      this.#changed();
    }, START_MS);
  }

  stop(): void {
    this.#context?.removeEventListener('statechange', this.#changed);
    void this.#context?.close();
    this.#context = null;
    this.#hasWaited = false;
  }

  /** Called from a gesture, which is what the browser waits for. */
  wake(): void {
    if (this.#context?.state !== 'running') void this.#context?.resume();
  }

  /** false: the browser kept it silent. */
  play(tone: Tone, after_ms = 0): boolean {
    const context = this.#context;
    if (context?.state !== 'running') return false;
    for (const note of MELODIES[tone]) playNote(context, note, after_ms);
    return true;
  }
}

function playNote(context: AudioContext, note: Note, after_ms: number): void {
  const start = context.currentTime + (after_ms + note.at_ms) / 1000;
  const end = start + note.for_ms / 1000;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(0.25, start + 0.008);
  gain.gain.exponentialRampToValueAtTime(0.0001, end);
  const oscillator = context.createOscillator();
  oscillator.type = note.wave;
  oscillator.frequency.value = note.hertz;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end + 0.02);
}
