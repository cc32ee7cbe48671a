import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Station } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';

/** The stations of the workshop, asked for once per page. */
export class StationsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  #asked = false;
  #stop: (() => void) | null = null;
  /** null: not known yet. */
  stations: readonly Station[] | null = null;
  demo = false;

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined) {
    this.#host = host;
    this.#hub = hub;
    host.addController(this);
  }

  hostUpdate(): void {
    const hub = this.#hub();
    if (hub === undefined || this.#asked) return;
    this.#asked = true;
    this.#stop = hub.connection.listen(() => this.#host.requestUpdate());
    void hub.connection.ask('stations.list', {}).then((answer) => {
      this.stations = answer.outcome === 'accepted' ? answer.reply.stations : [];
      this.demo = answer.outcome === 'accepted' && answer.reply.demo;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
