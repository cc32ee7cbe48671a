import type { Tone } from './tone-of.ts';

type Note = { readonly hertz: number; readonly at_ms: number; readonly for_ms: number; readonly wave: OscillatorType };

/** Four sounds that differ in melody, length and timbre, so that they differ in a loud shop and to ageing ears. */
const MELODIES: Readonly<Record<Tone, readonly Note[]>> = {
  accepted: [
    { hertz: 880, at_ms: 0, for_ms: 60, wave: 'sine' },
    { hertz: 1320, at_ms: 60, for_ms: 90, wave: 'sine' },
  ],
  refused: [{ hertz: 196, at_ms: 0, for_ms: 420, wave: 'sawtooth' }],
  duplicate: [
    { hertz: 660, at_ms: 0, for_ms: 50, wave: 'triangle' },
    { hertz: 660, at_ms: 110, for_ms: 50, wave: 'triangle' },
  ],
  unknown: [
    { hertz: 440, at_ms: 0, for_ms: 140, wave: 'square' },
    { hertz: 311, at_ms: 150, for_ms: 220, wave: 'square' },
  ],
};

/** Plays tones. A browser that wants a gesture first stays silent until then and is loud afterwards. */
export class Tones {
  #context: AudioContext | null = null;

  wake(): void {
    if (this.#ready().state === 'suspended') void this.#ready().resume();
  }

  play(tone: Tone, after_ms = 0): void {
    const context = this.#ready();
    if (context.state !== 'running') {
      void context.resume();
      return;
    }
    for (const note of MELODIES[tone]) {
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
  }

  #ready(): AudioContext {
    this.#context ??= new AudioContext();
    return this.#context;
  }
}
