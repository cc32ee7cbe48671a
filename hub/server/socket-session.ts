import type { RawData, WebSocket } from 'ws';
import type { Actor } from '../kernel/actor.ts';
import { ID_PATTERN } from '../kernel/ids.ts';
import { problemOf } from './problem.ts';
import type { SignedIn } from './sessions.ts';
import type { SocketDeps } from './socket.ts';
import type { CallAnswer, ClientFrame, Problem, ServerFrame } from './socket-contract.ts';

const BEAT_MS = 5_000;
/** A page that has shown no life for so long is gone, whatever TCP believes. */
const MOST_SILENCE_MS = 15_000;
/** A page that does not read is cut before its backlog fills our memory. It comes back and watches again. */
const MOST_BACKLOG_BYTES = 4 * 1024 * 1024;
const MOST_WATCHES = 64;
/** Close code: sign in again, or look on as a visitor. Applications may use 4000 to 4999 (RFC 6455 7.4.2). */
export const SESSION_OVER = 4401;
const ID_SHAPE = new RegExp(ID_PATTERN);

/** One page on the other end of a WebSocket. */
export class SocketSession {
  readonly #socket: WebSocket;
  readonly #deps: SocketDeps;
  readonly #token: string | undefined;
  /** The session that `hello` named. */
  #session: string | null = null;
  readonly #watches = new Map<number, () => void>();
  #lastAlive_ms: number;
  #cancelBeat: () => void = () => undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, deps: SocketDeps, token: string | undefined) {
    this.#socket = socket;
    this.#deps = deps;
    this.#token = token;
    this.#lastAlive_ms = deps.clock.monotonic();
  }

  start(): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => this.#receive(data, isBinary));
    this.#socket.on('close', () => this.#end());
    this.#socket.on('error', () => this.#socket.terminate());
    this.#beatLater();
    this.#inTurn(async () => {
      const { build, demo, clock, timeZone } = this.#deps;
      const { session } = await this.#who();
      this.#session = session?.session ?? null;
      this.#send({ type: 'hello', protocol: 1, build: build(), demo, at: clock.wall(), timeZone, session });
    });
  }

  /** Looked up anew for everything that is asked: a session that has ended can do nothing more. */
  #who(): Promise<SignedIn> {
    return this.#deps.sessions.whoHas(this.#token);
  }

  /** One after the other, in the order in which they came; `hello` is the first. */
  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#deps.onBug(error));
  }

  /** Begins `work` in its turn, and answers it whenever it is done; also when nobody could be looked up. */
  #asked(id: string | number, work: (actor: Actor) => Promise<CallAnswer>): void {
    this.#inTurn(async () => {
      try {
        this.#answer(id, work((await this.#who()).actor));
      } catch (error) {
        this.#answer(id, Promise.reject(error));
      }
    });
  }

  /** A page whose session is over must come back as who it is now. */
  async recheck(): Promise<void> {
    if (this.#session === null) return;
    const { session } = await this.#who();
    if (session?.session !== this.#session) this.close(SESSION_OVER, 'the session has ended');
  }

  close(code: number, reason: string): void {
    this.#end();
    this.#socket.close(code, reason);
  }

  #end(): void {
    this.#cancelBeat();
    for (const unwatch of this.#watches.values()) unwatch();
    this.#watches.clear();
  }

  #beatLater(): void {
    const { clock } = this.#deps;
    this.#cancelBeat = clock.after(BEAT_MS, () => {
      if (clock.monotonic() - this.#lastAlive_ms > MOST_SILENCE_MS) {
        this.#end();
        this.#socket.terminate();
        return;
      }
      this.#send({ type: 'beat', at: clock.wall() });
      this.#beatLater();
    });
  }

  #send(frame: ServerFrame): void {
    this.#sendText(JSON.stringify(frame));
  }

  #sendText(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_BACKLOG_BYTES) {
      this.#end();
      this.#socket.terminate();
      return;
    }
    this.#socket.send(text);
  }

  #receive(data: RawData, isBinary: boolean): void {
    const frame = isBinary ? null : frameOf(data.toString());
    if (frame === null) {
      this.close(1003, 'not a frame of this protocol');
      return;
    }
    this.#lastAlive_ms = this.#deps.clock.monotonic();
    switch (frame.type) {
      case 'watch':
        this.#inTurn(async () => this.#watch(frame, (await this.#who()).actor));
        return;
      case 'unwatch':
        this.#inTurn(async () => this.#unwatch(frame.id));
        return;
      case 'call':
        // In the order in which the page asked: who it is first, then the operation takes its place in the queue.
        this.#asked(frame.id, (actor) => this.#call(frame, actor));
        return;
      case 'ask':
        this.#asked(frame.id, (actor) => this.#ask(frame, actor));
        return;
      case 'alive':
        return;
    }
  }

  #unwatch(id: number): void {
    this.#watches.get(id)?.();
    this.#watches.delete(id);
  }

  #watch(frame: Extract<ClientFrame, { type: 'watch' }>, actor: Actor): void {
    const { topics, clock } = this.#deps;
    this.#unwatch(frame.id);
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#watches.size >= MOST_WATCHES) {
      this.#send({ type: 'refused-watch', id: frame.id, ...asProblem(400, 'request.invalid', 'Too many watches.') });
      return;
    }
    try {
      const unwatch = topics.watch(frame.topic, frame.params, actor, (state) => {
        // The state is already text: it is set into the frame as it is.
        this.#sendText(`{"type":"push","id":${frame.id},"at":${clock.wall()},"state":${state}}`);
      });
      this.#watches.set(frame.id, unwatch);
    } catch (error) {
      this.#send({ type: 'refused-watch', id: frame.id, ...this.#problem(error) });
    }
  }

  async #call(frame: Extract<ClientFrame, { type: 'call' }>, actor: Actor): Promise<CallAnswer> {
    if (!ID_SHAPE.test(frame.id)) {
      return asProblem(400, 'operation.id-missing', 'The id of a call must be a UUID made by the caller.');
    }
    const { name, request } = frame;
    return this.#deps.executor.run({ operationId: frame.id, name, request, actor });
  }

  async #ask(frame: Extract<ClientFrame, { type: 'ask' }>, actor: Actor): Promise<CallAnswer> {
    const reply = await this.#deps.queries.ask(frame.name, frame.request, actor);
    return { outcome: 'accepted', reply, repeated: false };
  }

  #answer(id: string | number, work: Promise<CallAnswer>): void {
    work
      .catch((error: unknown) => this.#problem(error))
      .then((answer) => this.#send({ type: 'reply', id, ...answer }))
      .catch(this.#deps.onBug);
  }

  #problem(error: unknown): Problem {
    const { status, code, title } = problemOf(error, '');
    if (status >= 500) this.#deps.onBug(error);
    return asProblem(status, code, title);
  }
}

function asProblem(status: number, code: string, detail: string): Problem {
  return { outcome: 'problem', status, code, detail };
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The frame that a text is, or null when it is none. */
export function frameOf(text: string): ClientFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const { type, id, name, topic, params, request, rendered } = value;
  if (type === 'alive' && typeof rendered === 'number') return { type, rendered };
  if (type === 'call' && typeof id === 'string' && typeof name === 'string' && isObject(request)) {
    return { type, id, name, request };
  }
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null;
  if (type === 'unwatch') return { type, id };
  if (type === 'watch' && typeof topic === 'string' && isObject(params)) return { type, id, topic, params };
  if (type === 'ask' && typeof name === 'string' && isObject(request)) return { type, id, name, request };
  return null;
}
