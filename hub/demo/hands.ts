/** What the bench needs of the hub. */
export type DemoHands = {
  /** Lets the screens know that something on the bench changed. */
  announce(kind: string): void;
  /** The line to head office was mended: nobody wants to wait for the next try. */
  retryLine(): void;
};
