/** Does something when that is wanted: at once, and then at most once in `every_ms`; the last wish is never lost. While `may` says no it waits. */
export class AtMost {
  readonly #every_ms: number;
  readonly #act: () => void;
  readonly #may: () => boolean;
  #actedAt = Number.NEGATIVE_INFINITY;
  #due: ReturnType<typeof setTimeout> | undefined;

  constructor(every_ms: number, act: () => void, may: () => boolean) {
    this.#every_ms = every_ms;
    this.#act = act;
    this.#may = may;
  }

  want(): void {
    if (this.#due === undefined) this.#try();
  }

  /** Nothing is wanted any more. */
  stop(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
  }

  readonly #try = (): void => {
    this.#due = undefined;
    const wait_ms = this.#actedAt + this.#every_ms - performance.now();
    if (wait_ms > 0 || !this.#may()) {
      this.#due = setTimeout(this.#try, wait_ms > 0 ? wait_ms : this.#every_ms);
      return;
    }
    this.#actedAt = performance.now();
    this.#act();
  };
}
