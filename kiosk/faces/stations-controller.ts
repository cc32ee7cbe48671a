import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Station } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';

/** The stations of the workshop, asked for once per page; asked again when the line is back, should the hub have failed to answer. */
export class StationsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  #asked = false;
  #stop: (() => void) | null = null;
  /** null: not known yet. */
  stations: readonly Station[] | null = null;

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined) {
    this.#host = host;
    this.#hub = hub;
    host.addController(this);
  }

  hostUpdate(): void {
    const hub = this.#hub();
    if (hub === undefined || this.#asked) return;
    this.#asked = true;
    this.#stop?.();
    this.#stop = hub.connection.listen(() => this.#host.requestUpdate());
    void hub.connection.ask('stations.list', {}).then((answer) => {
      // A hub that fails is no workshop without counters: the next beat of the line asks again.
      this.#asked = answer.outcome === 'accepted';
      if (answer.outcome !== 'accepted') return;
      this.stations = answer.reply.stations;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
