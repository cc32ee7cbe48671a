import { type Actor, mayAct } from '../kernel/actor.ts';
import { isStaleBy } from '../kernel/topic.ts';
import type { Store } from '../store/open.ts';
import type { BoundTopic } from './binding.ts';
import { NotAllowed, UnknownName, whyNot } from './errors.ts';
import { validate } from './validation.ts';

/** Receives the whole state as JSON text, serialised once for all who watch. */
export type Push = (state: string) => void;

type Watched = {
  readonly topic: BoundTopic;
  readonly params: unknown;
  /** Each watcher with the state that it was last given. */
  readonly watchers: Map<Push, string | null>;
  state: string | null;
  stale: boolean;
};

/**
 * Keeps what screens watch. After a commit (or a device's change) each stale state is recomputed once, on one snapshot, and
 * pushed whole to everybody who watches it; a state that did not change is not pushed.
 */
export class Topics {
  readonly #store: Store;
  readonly #topics: ReadonlyMap<string, BoundTopic>;
  readonly #onBug: (error: unknown, topic: string) => void;
  readonly #watched = new Map<string, Watched>();
  #refreshing: Promise<void> | null = null;

  constructor(store: Store, topics: readonly BoundTopic[], onBug: (error: unknown, topic: string) => void) {
    this.#store = store;
    this.#onBug = onBug;
    this.#topics = new Map(topics.map((topic) => [topic.contract.name, topic]));
    if (this.#topics.size !== topics.length) throw new Error('Two topics have the same name.');
  }

  /**
   * Pushes the state now and after every change until the returned function is called.
   * @throws UnknownName, NotAllowed, InvalidRequest
   */
  watch(name: string, params: unknown, actor: Actor, push: Push): () => void {
    const topic = this.#topics.get(name);
    if (topic === undefined) throw new UnknownName(name);
    if (!mayAct(actor, topic.contract.who)) throw new NotAllowed(whyNot(actor));
    validate(topic.contract.params, params);
    const key = `${name} ${JSON.stringify(params)}`;
    let watched = this.#watched.get(key);
    if (watched === undefined) {
      watched = { topic, params, watchers: new Map(), state: null, stale: true };
      this.#watched.set(key, watched);
    }
    watched.watchers.set(push, null);
    if (watched.state === null || watched.stale) this.#refresh();
    else give(watched, watched.state);
    return () => {
      watched.watchers.delete(push);
      if (watched.watchers.size === 0) this.#watched.delete(key);
    };
  }

  /** Event kinds that were committed, or names of device changes that no event records. */
  announce(kinds: Iterable<string>): void {
    const list = [...kinds];
    let any = false;
    for (const watched of this.#watched.values()) {
      if (!list.some((kind) => isStaleBy(watched.topic.contract.staleOn, kind))) continue;
      watched.stale = true;
      any = true;
    }
    if (any) this.#refresh();
  }

  #refresh(): void {
    this.#refreshing ??= this.#refreshAll().then(
      () => {
        this.#refreshing = null;
        if ([...this.#watched.values()].some((watched) => watched.stale)) this.#refresh();
      },
      (error: unknown) => {
        // Everything stays stale and is tried again with the next change, not in a circle.
        this.#refreshing = null;
        this.#onBug(error, 'all');
      },
    );
  }

  async #refreshAll(): Promise<void> {
    const stale = [...this.#watched.values()].filter((watched) => watched.stale);
    await this.#store.read(async (reader) => {
      for (const watched of stale) {
        // Set before the read: a change that arrives meanwhile makes it stale again.
        watched.stale = false;
        try {
          watched.state = JSON.stringify(await watched.topic.fetch(reader, watched.params));
          give(watched, watched.state);
        } catch (error) {
          this.#onBug(error, watched.topic.contract.name);
        }
      }
    });
  }
}

/** Pushes to everybody who has not seen this state yet. */
function give(watched: Watched, state: string): void {
  for (const [push, seen] of watched.watchers) {
    if (seen === state) continue;
    watched.watchers.set(push, state);
    push(state);
  }
}
