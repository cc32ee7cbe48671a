/** What this run is to prove, each claim by name, with how often it was looked at and what broke it. */
export class Claims {
  readonly #claims = new Map<string, { looked: number; broken: string[] }>();

  #of(claim: string): { looked: number; broken: string[] } {
    let entry = this.#claims.get(claim);
    if (entry === undefined) {
      entry = { looked: 0, broken: [] };
      this.#claims.set(claim, entry);
    }
    return entry;
  }

  /** One look at a claim; `detail` says what was found when it does not hold. */
  check(claim: string, holds: boolean, detail: () => string): void {
    const entry = this.#of(claim);
    entry.looked += 1;
    if (!holds) entry.broken.push(detail());
  }

  /** A claim about everything at once: it holds while nothing is found against it. */
  none(claim: string, found: readonly unknown[]): void {
    this.check(claim, found.length === 0, () => JSON.stringify(found.slice(0, 3)).slice(0, 400));
  }

  get failed(): number {
    return [...this.#claims.values()].filter(({ looked, broken }) => broken.length > 0 || looked === 0).length;
  }

  get passed(): number {
    return this.#claims.size - this.failed;
  }

  /** A claim that nobody looked at is not a claim that holds. */
  expect(...claims: readonly string[]): void {
    for (const claim of claims) this.#of(claim);
  }

  lines(): string[] {
    return [...this.#claims].flatMap(([claim, { looked, broken }]) => {
      const sound = broken.length === 0 && looked > 0;
      const head = `  ${sound ? 'ok    ' : 'BROKEN'} ${claim} (${looked} looks${sound ? '' : `, ${broken.length} against it`})`;
      return [head, ...broken.slice(0, 5).map((detail) => `           ${detail}`)];
    });
  }
}
