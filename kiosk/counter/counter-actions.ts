import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Answer } from '../hub/connection.ts';
import type { Operations } from '../hub/contracts.ts';
import { endSession, type Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';

/** What a hand does at the counter: each thing once at a time, and what the hub said against it. */
export class CounterActions implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  readonly #busy = new Set<string>();
  failure: Failure | null = null;

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined) {
    this.#host = host;
    this.#hub = hub;
    host.addController(this);
  }

  hostConnected(): void {}

  busy(name: keyof Operations | 'end-session'): boolean {
    return [...this.#busy].some((key) => key.startsWith(name));
  }

  /** true: accepted. The same thing asked again while it has no answer does nothing; another slip's remark goes its way. */
  async do<O extends keyof Operations>(name: O, request: Operations[O]['request']): Promise<boolean> {
    const connection = this.#hub()?.connection;
    const key = `${name} ${JSON.stringify(request)}`;
    if (connection === undefined || this.#busy.has(key)) return false;
    this.#begin(key);
    const answer = await connection.call(name, request);
    this.#end(key, failureOf(answer));
    return answer.outcome === 'accepted';
  }

  /** 交班: the session ends and the line is opened anew without it. */
  async endSession(session: string): Promise<void> {
    if (this.#busy.has('end-session')) return;
    this.#begin('end-session');
    const outcome = await endSession(session);
    this.#end('end-session', 'failure' in outcome ? outcome.failure : null);
    this.#hub()?.connection.reconnect();
  }

  forget(): void {
    if (this.failure === null) return;
    this.failure = null;
    this.#host.requestUpdate();
  }

  #begin(key: string): void {
    this.#busy.add(key);
    this.failure = null;
    this.#host.requestUpdate();
  }

  #end(key: string, failure: Failure | null): void {
    this.#busy.delete(key);
    this.failure = failure;
    this.#host.requestUpdate();
  }
}

function failureOf(answer: Answer<unknown>): Failure | null {
  if (answer.outcome === 'accepted') return null;
  return { code: answer.code, facts: answer.outcome === 'refused' ? answer.facts : {} };
}
