import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Sheet, Slip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';

/** The slip as it will be on paper. Asks again when the slip has changed; never two questions at a time. */
export class PreviewController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  readonly #slip: () => Slip | null;
  #wanted = '';
  #shown = '';
  #asking = false;
  sheets: readonly Sheet[] = [];

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined, slip: () => Slip | null) {
    this.#host = host;
    this.#hub = hub;
    this.#slip = slip;
    host.addController(this);
  }

  hostUpdate(): void {
    const slip = this.#slip();
    this.#wanted = slip === null ? '' : `${slip.id}/${slip.version}/${slip.approval}`;
    if (slip === null || !this.#shown.startsWith(slip.id)) {
      // What is not on the screen any more has to be asked for again, even the very same slip.
      this.sheets = [];
      this.#shown = '';
    }
    if (this.#wanted !== this.#shown) void this.#ask();
  }

  async #ask(): Promise<void> {
    const slip = this.#slip();
    const connection = this.#hub()?.connection;
    if (this.#asking || slip === null || connection === undefined) return;
    this.#asking = true;
    const asked = this.#wanted;
    const answer = await connection.ask('requisitions.preview', { requisition: slip.id });
    this.#asking = false;
    this.#shown = asked;
    if (answer.outcome === 'accepted') this.sheets = answer.reply.sheets;
    this.#host.requestUpdate();
  }
}
