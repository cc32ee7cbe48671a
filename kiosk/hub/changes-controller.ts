import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Hub, TopicController } from './topic-controller.ts';

/** So seldom at the most: a workshop commits several times a second, nobody reads that fast, and every asking costs the hub a page. */
export const EVERY_MS = 1000;

/**
 * For what is asked for and not pushed: calls `again` when the hub has committed something that lists show, and after every reconnect,
 * at once and then at most once a second. Nothing is asked anew while the page is out of sight or `mayAsk` says no; it is then.
 *
 * What is asked before `heard` could miss what is committed meanwhile; what is asked after it misses nothing.
 */
export class ChangesController implements ReactiveController {
  readonly #topic: TopicController<'lists.changed'>;
  readonly #again: (isFirst: boolean) => void;
  readonly #mayAsk: () => boolean;
  #seen: object | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #due: ReturnType<typeof setTimeout> | undefined;
  /** The hub has told how far it is. */
  heard = false;

  /** `again` is told whether it is the first time, when nothing can have changed yet. */
  constructor(
    host: ReactiveControllerHost,
    hub: () => Hub | undefined,
    again: (isFirst: boolean) => void,
    mayAsk: () => boolean = () => true,
  ) {
    this.#topic = new TopicController(host, hub, 'lists.changed', () => ({}));
    this.#again = again;
    this.#mayAsk = mayAsk;
    host.addController(this);
  }

  /** The line lives; when it breaks, the host is drawn anew. */
  get fresh(): boolean {
    return this.#topic.fresh;
  }

  get age(): number {
    return this.#topic.age;
  }

  hostUpdate(): void {
    const { state } = this.#topic;
    if (state === null || state === this.#seen) return;
    this.#seen = state;
    const isFirst = !this.heard;
    this.heard = true;
    if (isFirst) this.#ask(true);
    else if (this.#due === undefined) this.#try();
  }

  hostDisconnected(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
  }

  readonly #try = (): void => {
    this.#due = undefined;
    const wait_ms = this.#askedAt + EVERY_MS - performance.now();
    if (wait_ms <= 0 && document.visibilityState === 'visible' && this.#mayAsk()) this.#ask(false);
    else this.#due = setTimeout(this.#try, wait_ms > 0 ? wait_ms : EVERY_MS);
  };

  #ask(isFirst: boolean): void {
    this.#askedAt = performance.now();
    this.#again(isFirst);
  }
}
