import { v7 as uuidv7 } from 'uuid';
import type { CallAnswer, ClientFrame, Operations, Problem, Queries, ServerFrame, Topics } from './contracts.ts';
import { useTimeZone } from './wall-time.ts';

/** What of a WebSocket the connection uses; tests bring their own. */
export type Socket = {
  send(text: string): void;
  close(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
};
export type Hello = Extract<ServerFrame, { type: 'hello' }>;
export type Watcher<State> = { push(state: State, at: number): void; refused(problem: Problem): void };
export type Answer<Reply> =
  | { readonly outcome: 'accepted'; readonly reply: Reply }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      readonly facts: { readonly [fact: string]: string | number | boolean | null };
    }
  | Problem;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** The hub closes a line with this code when the session behind it ends; the page goes on as a visitor. */
const SESSION_ENDED = 4401;
/** The hub beats every 5 s; this long without a word means that the line is dead. */
const SILENCE_MS = 12_000;

/**
 * The page's one line to the hub. It mends itself: after a break it connects again, watches again what was watched, and sends again
 * every call that has no answer yet, with the id that was made at the moment of intent.
 */
export class HubConnection {
  readonly #open: () => Socket;
  readonly #watches = new Map<number, { topic: string; params: object; watcher: Watcher<never> }>();
  readonly #calls = new Map<string | number, { frame: ClientFrame; answer: (answer: CallAnswer) => void }>();
  readonly #listeners = new Set<() => void>();
  #socket: Socket | null = null;
  #number = 0;
  #wait_ms = FIRST_WAIT_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  /** Of the line that is open now; null while there is none. */
  hello: Hello | null = null;
  /** Of the newest line, open or not. */
  lastHello: Hello | null = null;
  /** Time of this device (ms) when the hub was last heard, and the hub's clock at that moment. */
  heard: { readonly here: number; readonly hub: number } | null = null;

  /** What the hub's clock shows now, whatever this device's shows; null before the hub was heard. */
  get hubNow(): number | null {
    return this.heard === null ? null : this.heard.hub + Date.now() - this.heard.here;
  }

  /** Answers a beat; set by what watches over the rendering. */
  onBeat: (at: number) => void = () => {};

  constructor(open: () => Socket) {
    this.#open = open;
  }

  get connected(): boolean {
    return this.hello !== null;
  }

  start(): void {
    if (this.#socket !== null) return;
    const socket = this.#open();
    this.#socket = socket;
    this.#listenForSilence();
    socket.onmessage = (event) => this.#receive(socket, String(event.data));
    socket.onclose = ({ code }) => {
      // Only a line that was open can have lost its session; anything else must not hammer the hub.
      if (code === SESSION_ENDED && socket === this.#socket && this.connected) this.#wait_ms = 0;
      this.#lost(socket);
    };
  }

  /** Connects anew, e.g. because the session changed. */
  reconnect(): void {
    this.#wait_ms = 0;
    const socket = this.#socket;
    if (socket === null) return;
    socket.close();
    this.#lost(socket);
  }

  /** `changed` is called when the line opens or breaks, and at every beat. */
  listen(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  watch<T extends keyof Topics>(
    topic: T,
    params: Topics[T]['params'],
    watcher: Watcher<Topics[T]['state']>,
  ): () => void {
    const id = ++this.#number;
    this.#watches.set(id, { topic, params, watcher: watcher as Watcher<never> });
    if (this.connected) this.send({ type: 'watch', id, topic, params });
    return () => {
      this.#watches.delete(id);
      if (this.connected) this.send({ type: 'unwatch', id });
    };
  }

  /** `id` is made at the moment of intent: the same intent tried again, after a PIN for example, brings its own. */
  call<O extends keyof Operations>(
    name: O,
    request: Operations[O]['request'],
    id: string = uuidv7(),
  ): Promise<Answer<Operations[O]['reply']>> {
    return this.#exchange(id, { type: 'call', id, name, request });
  }

  ask<Q extends keyof Queries>(name: Q, request: Queries[Q]['request']): Promise<Answer<Queries[Q]['reply']>> {
    const id = ++this.#number;
    return this.#exchange(id, { type: 'ask', id, name, request });
  }

  send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #exchange<Reply>(id: string | number, frame: ClientFrame): Promise<Answer<Reply>> {
    return new Promise((resolve) => {
      this.#calls.set(id, { frame, answer: (answer) => resolve(answer as Answer<Reply>) });
      if (this.connected) this.send(frame);
    });
  }

  #receive(socket: Socket, text: string): void {
    if (socket !== this.#socket) return;
    const frame = JSON.parse(text) as ServerFrame;
    this.#listenForSilence();
    if ('at' in frame) this.heard = { here: Date.now(), hub: frame.at };
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame);
        break;
      case 'push':
        this.#watches.get(frame.id)?.watcher.push(frame.state as never, frame.at);
        break;
      case 'refused-watch':
        this.#watches.get(frame.id)?.watcher.refused(frame);
        break;
      case 'reply': {
        const call = this.#calls.get(frame.id);
        this.#calls.delete(frame.id);
        call?.answer(frame);
        break;
      }
      case 'beat':
        this.onBeat(frame.at);
        this.#announce();
        break;
    }
  }

  #greeted(hello: Hello): void {
    this.hello = hello;
    useTimeZone(hello.timeZone);
    this.lastHello = hello;
    this.#wait_ms = FIRST_WAIT_MS;
    for (const [id, { topic, params }] of this.#watches) this.send({ type: 'watch', id, topic, params });
    for (const { frame } of this.#calls.values()) this.send(frame);
    this.#announce();
  }

  #lost(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.hello = null;
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.start(), this.#wait_ms);
    this.#wait_ms = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, this.#wait_ms * 2));
    this.#announce();
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const socket = this.#socket;
      if (socket === null) return;
      socket.close();
      this.#lost(socket);
    }, SILENCE_MS);
  }

  #announce(): void {
    for (const changed of this.#listeners) changed();
  }
}
