import type { Static } from 'typebox';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../../hub/server/socket-contract.ts';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';

type CounterState = Static<typeof counterTopic.state>;
export type Shown = { readonly outcome: string; readonly code: string; readonly text: string };

/** A counter's page, as far as it matters here: what it has shown was true, and stays true. */
export class Screen {
  readonly #station: string;
  /** Every scan with a result that ever stood on this screen. */
  readonly shown = new Map<string, Shown>();
  /** Every slip that it showed as issued. */
  readonly issued = new Set<string>();
  #state: CounterState | null = null;
  #socket: WebSocket | null = null;

  constructor(station: string) {
    this.#station = station;
  }

  connect(origin: string): void {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/socket?station=${this.#station}`, {
      headers: { origin },
    });
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('open', () => {
      const params = { station: this.#station };
      socket.send(JSON.stringify({ type: 'watch', id: 1, topic: 'stations.counter', params }));
    });
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (frame.type === 'beat') socket.send(JSON.stringify({ type: 'alive', rendered: frame.at }));
      if (frame.type === 'push') this.#show(frame.state as CounterState);
    });
  }

  disconnect(): void {
    this.#socket?.terminate();
    this.#socket = null;
    this.#state = null;
  }

  /** Jobs that ask what came of them. */
  uncertain(): string[] {
    return (this.#state?.print ?? []).filter(({ state }) => state === 'UNCERTAIN').map(({ id }) => id);
  }

  /** Slips that wait for their paper, as far as a page shows them. */
  get waiting(): number {
    return (this.#state?.print ?? []).filter(({ state }) => state === 'QUEUED').length;
  }

  /** Scans that were kept while the hub went down, and wait for a person. */
  missed(): string[] {
    return (this.#state?.missed ?? []).map(({ scan }) => scan);
  }

  #show(state: CounterState): void {
    this.#state = state;
    for (const { scan, outcome, code, text } of state.scans) this.shown.set(scan, { outcome, code, text });
    if (state.lastIssued !== null) this.issued.add(state.lastIssued.number);
  }
}
