import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Hub } from '../hub/topic-controller.ts';
import type { ChoiceFilter } from './list-filter.ts';

type Choices = ChoiceFilter['choices'];

/** Warehouses and employees by name, for the filters of a list: asked for once; nothing for whoever may not ask. */
export class KnownNames implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  warehouses: Choices = [];
  people: Choices = [];

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined) {
    this.#host = host;
    this.#hub = hub;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#learn();
  }

  async #learn(): Promise<void> {
    const connection = this.#hub()?.connection;
    if (connection === undefined) return;
    const [places, people] = await Promise.all([connection.ask('places.list', {}), connection.ask('people.list', {})]);
    if (places.outcome === 'accepted') {
      this.warehouses = places.reply.warehouses.map(({ id, name }) => ({ value: id, text: name }));
    }
    if (people.outcome === 'accepted') {
      this.people = people.reply.people.map(({ id, name, number }) => ({ value: id, text: `${name} ${number}` }));
    }
    this.#host.requestUpdate();
  }
}
