import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AtMost } from './at-most.ts';
import { type Hub, TopicController } from './topic-controller.ts';

/** A workshop commits several times a second; nobody reads that fast, and every asking costs the hub a page. */
const EVERY_MS = 1000;

/**
 * For what is asked for and not pushed: calls `again` when the hub has committed something that lists show, and after every reconnect,
 * at once and then at most once a second. Nothing is asked anew while the page is out of sight or `mayAsk` says no; afterwards it is.
 *
 * What is asked before `heard` could miss what is committed meanwhile; what is asked after it misses nothing.
 */
export class ChangesController implements ReactiveController {
  readonly #topic: TopicController<'lists.changed'>;
  readonly #again: (isFirst: boolean) => void;
  readonly #later: AtMost;
  #seen: object | null = null;
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
    this.#later = new AtMost(
      EVERY_MS,
      () => again(false),
      () => document.visibilityState === 'visible' && mayAsk(),
    );
    host.addController(this);
  }

  /** The line lives; when it breaks, the host is drawn anew. */
  get fresh(): boolean {
    return this.#topic.fresh;
  }

  hostUpdate(): void {
    const { state } = this.#topic;
    // After a reconnect the same state is told once more, and is another object.
    if (state === null || state === this.#seen) return;
    this.#seen = state;
    if (this.heard) this.#later.want();
    else {
      this.heard = true;
      this.#again(true);
    }
  }

  hostDisconnected(): void {
    this.#later.stop();
  }
}
