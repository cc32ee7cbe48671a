/** A page that hears beats but has painted nothing for this long is frozen, and a frozen page is worse than an empty one. */
const FROZEN_MS = 20_000;

/**
 * Knows what has really reached the screen: a push counts when its element has rendered and a frame was painted after that.
 */
export class RenderWatch {
  readonly #answer: (rendered: number) => void;
  readonly #reload: () => void;
  readonly #expected = new Map<object, number>();
  #painted = 0;
  #fallback: ReturnType<typeof setTimeout> | undefined;

  constructor(answer: (rendered: number) => void, reload: () => void) {
    this.#answer = answer;
    this.#reload = reload;
  }

  /** `who` got something new to show; `at` is the hub's time of it. */
  expect(who: object, at: number): void {
    if (!this.#expected.has(who)) this.#expected.set(who, at);
  }

  /** `who` has rendered all it got. */
  reached(who: object): void {
    const at = this.#expected.get(who);
    this.#expected.delete(who);
    if (at !== undefined) requestAnimationFrame(() => this.#paintedAt(at));
  }

  /** Answers the hub's beat once a frame is on the screen, or after a second with what was there before. */
  beat(at: number): void {
    clearTimeout(this.#fallback);
    this.#fallback = setTimeout(() => this.#fellBehind(at), 1000);
    requestAnimationFrame(() => {
      this.#paintedAt(at);
      clearTimeout(this.#fallback);
      this.#answer(this.#rendered());
      if (this.#tooOld(at)) this.#reload();
    });
  }

  #paintedAt(at: number): void {
    this.#painted = Math.max(this.#painted, at);
  }

  #rendered(): number {
    return Math.min(this.#painted, ...[...this.#expected.values()].map((at) => at - 1));
  }

  #tooOld(at: number): boolean {
    return this.#painted > 0 && at - this.#rendered() > FROZEN_MS;
  }

  #fellBehind(at: number): void {
    this.#answer(this.#rendered());
    // A page in the background paints nothing and is not frozen.
    if (document.visibilityState === 'visible' && this.#tooOld(at)) this.#reload();
  }
}
