import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { v7 as uuidv7 } from 'uuid';
import type { Operations } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';

/** What a person does at the desk: one thing at a time, and what the hub had against the last one. */
export class DeskCall implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  readonly #done: (reply: unknown) => void;
  #last: (() => Promise<unknown>) | null = null;
  #isUnderWay = false;
  #stopListening: (() => void) | null = null;
  #wasConnected = false;
  failure: Failure | null = null;

  /** `done` is told of every reply, also when a PIN had to be given in between. */
  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined, done: (reply: unknown) => void = () => {}) {
    this.#host = host;
    this.#hub = hub;
    this.#done = done;
    host.addController(this);
  }

  /** There is no line to the hub: what stands there may be old, and nobody acts upon it. */
  get isLost(): boolean {
    return !(this.#hub()?.connection.connected ?? false);
  }

  /** Buttons wait: for the answer to the last one, or for the hub. */
  get busy(): boolean {
    return this.#isUnderWay || this.isLost;
  }

  hostUpdate(): void {
    const connection = this.#hub()?.connection;
    if (connection === undefined || this.#stopListening !== null) return;
    this.#wasConnected = connection.connected;
    this.#stopListening = connection.listen(() => {
      if (connection.connected === this.#wasConnected) return;
      this.#wasConnected = connection.connected;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stopListening?.();
    this.#stopListening = null;
  }

  forget(): void {
    this.failure = null;
    this.#host.requestUpdate();
  }

  /** What the page itself has against it, before the hub is asked. */
  refuse(code: string, facts: Failure['facts'] = {}): void {
    this.failure = { code, facts };
    this.#host.requestUpdate();
  }

  /** Does the last thing again: only the PIN had been missing. */
  async again(): Promise<void> {
    await this.#last?.();
  }

  /**
   * The reply; null when the hub refused (see `failure`), or when something else is under way. What was typed into a field is sent also
   * while there is no line: as soon as there is one again.
   */
  async do<O extends keyof Operations>(
    name: O,
    request: Operations[O]['request'],
  ): Promise<Operations[O]['reply'] | null> {
    const connection = this.#hub()?.connection;
    if (connection === undefined || this.#isUnderWay) return null;
    this.#isUnderWay = true;
    this.failure = null;
    this.#host.requestUpdate();
    const answer = await connection.call(name, request, uuidv7());
    this.#isUnderWay = false;
    this.#last = answer.outcome === 'accepted' ? null : () => this.do(name, request);
    if (answer.outcome !== 'accepted') {
      this.failure = { code: answer.code, facts: answer.outcome === 'refused' ? answer.facts : {} };
    }
    this.#host.requestUpdate();
    if (answer.outcome !== 'accepted') return null;
    this.#done(answer.reply);
    return answer.reply;
  }
}
