import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HubConnection } from './connection.ts';
import type { Problem, Topics } from './contracts.ts';
import type { RenderWatch } from './render-watch.ts';

/** Everything of the hub that an element needs in order to show live state. */
export type Hub = { readonly connection: HubConnection; readonly rendering: RenderWatch };

/**
 * A topic as an element shows it: the newest state, its age, and whether it is live. A state stays fresh while the line lives,
 * because the hub pushes every change; when the line breaks it ages, second by second.
 */
export class TopicController<T extends keyof Topics> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  readonly #topic: T;
  readonly #params: () => Topics[T]['params'] | null;
  #watching: { key: string; stop: () => void } | null = null;
  #stopListening: (() => void) | null = null;
  #ticker: ReturnType<typeof setInterval> | undefined;
  /** `at` of a push that has not reached the screen. */
  #unrendered: number | null = null;
  state: Topics[T]['state'] | null = null;
  problem: Problem | null = null;

  /** `params` null: nothing is watched yet. */
  constructor(
    host: ReactiveControllerHost,
    hub: () => Hub | undefined,
    topic: T,
    params: () => Topics[T]['params'] | null,
  ) {
    this.#host = host;
    this.#hub = hub;
    this.#topic = topic;
    this.#params = params;
    host.addController(this);
  }

  get fresh(): boolean {
    return this.#hub()?.connection.connected ?? false;
  }

  /** Whole seconds since the hub was last heard; 0 while the line lives. */
  get age(): number {
    const heard = this.#hub()?.connection.heard;
    if (this.fresh || heard === null || heard === undefined) return 0;
    return Math.max(0, Math.floor((Date.now() - heard.here) / 1000));
  }

  /** What the hub's clock shows now, for whatever counts minutes; 0 before it was heard. */
  get hubNow(): number {
    return this.#hub()?.connection.hubNow ?? 0;
  }

  hostUpdate(): void {
    const hub = this.#hub();
    const params = this.#params();
    const key = params === null ? '' : JSON.stringify(params);
    if (hub === undefined || key === (this.#watching?.key ?? '')) return;
    this.#stop();
    if (params === null) return;
    const stop = hub.connection.watch(this.#topic, params, {
      push: (state, at) => {
        this.state = state;
        this.problem = null;
        this.#unrendered = at;
        hub.rendering.expect(this, at);
        this.#host.requestUpdate();
      },
      refused: (problem) => {
        this.problem = problem;
        this.#host.requestUpdate();
      },
    });
    this.#watching = { key, stop };
    this.#stopListening = hub.connection.listen(() => this.#lineChanged());
    this.#lineChanged();
  }

  hostUpdated(): void {
    if (this.#unrendered === null) return;
    this.#unrendered = null;
    this.#hub()?.rendering.reached(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #lineChanged(): void {
    clearInterval(this.#ticker);
    if (!this.fresh) this.#ticker = setInterval(() => this.#host.requestUpdate(), 1000);
    this.#host.requestUpdate();
  }

  #stop(): void {
    this.#watching?.stop();
    this.#stopListening?.();
    this.#watching = null;
    this.#stopListening = null;
    this.state = null;
    clearInterval(this.#ticker);
    this.#hub()?.rendering.reached(this);
  }
}
