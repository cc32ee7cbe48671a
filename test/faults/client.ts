import { newId } from '../../hub/kernel/ids.ts';
import type { OperationContract, ReplyOf, RequestOf } from '../../hub/kernel/operation.ts';

/** Where the hub answers at the moment; everybody who wants something of it waits here while it is down. */
export class Door {
  #origin: string | null = null;
  #waiting: ((origin: string) => void)[] = [];

  open(origin: string): void {
    this.#origin = origin;
    for (const go of this.#waiting.splice(0)) go(origin);
  }

  shut(): void {
    this.#origin = null;
  }

  origin(): Promise<string> {
    if (this.#origin !== null) return Promise.resolve(this.#origin);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A connection to `origin` failed: whoever asks next waits until the hub says that it is ready again. */
  failed(origin: string): void {
    if (this.#origin === origin) this.#origin = null;
  }
}

/** An answer that reached the client: from here on it must be true for ever. */
export type Acknowledged = {
  readonly key: string;
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly outcome: 'accepted' | 'refused';
  /** The reply, or the refusal's code and facts. */
  readonly body: unknown;
};

/** Everything that was answered, and everything that should never have been. */
export class Book {
  readonly acknowledged: Acknowledged[] = [];
  readonly unexpected: string[] = [];
  /** Operations that were sent more than once under their key, and those of them that had been committed before. */
  retried = 0;
  alreadyCommitted = 0;
  /** Answered operations that were sent again on purpose. */
  replayed = 0;
  onAcknowledged: () => void = () => {};

  keep(acknowledged: Acknowledged): void {
    this.acknowledged.push(acknowledged);
    this.onAcknowledged();
  }
}

/** Longer than a hub that lives ever takes; a request into a dying one ends by itself. */
const PATIENCE_MS = 20_000;

type Reply = { readonly status: number; readonly repeated: boolean; readonly body: unknown };

export type Badge = { readonly badge: string; readonly pin: string; readonly station: string | null };

/** A person at a page: signs in, and asks again under the same key until there is an answer. */
export class Client {
  readonly #door: Door;
  readonly #book: Book;
  readonly #badge: Badge;
  #cookie = '';
  #provedAt_ms = 0;

  constructor(door: Door, book: Book, badge: Badge) {
    this.#door = door;
    this.#book = book;
    this.#badge = badge;
  }

  /** Signs in, again when the PIN was given too long ago for what needs a fresh one. */
  async signIn(): Promise<void> {
    if (performance.now() - this.#provedAt_ms < 4 * 60_000 && this.#cookie !== '') return;
    for (;;) {
      const response = await this.#send('POST', '/sessions', this.#badge, {});
      if (response === null) continue;
      if (response.status !== 200) throw new Error(`${this.#badge.badge} could not sign in: ${response.text}`);
      this.#cookie = response.cookie;
      this.#provedAt_ms = performance.now();
      return;
    }
  }

  async do<Contract extends OperationContract>(
    contract: Contract,
    request: RequestOf<Contract>,
    key: string = newId(),
  ): Promise<Acknowledged> {
    const values = request as Record<string, unknown>;
    const { status, repeated, body } = await this.#untilAnswered(contract, values, key);
    if (repeated) this.#book.alreadyCommitted += 1;
    const acknowledged: Acknowledged = {
      key,
      name: contract.name,
      request: values,
      outcome: status === 200 ? 'accepted' : 'refused',
      body: status === 200 ? body : refusalIn(body),
    };
    this.#book.keep(acknowledged);
    return acknowledged;
  }

  /** What a page asks; while the hub is down it waits. */
  async ask(path: string): Promise<unknown> {
    for (;;) {
      const response = await this.#send('GET', path, undefined, {});
      if (response?.status === 200) return JSON.parse(response.text);
      if (response !== null) throw new Error(`${path}: ${response.status} ${response.text.slice(0, 200)}`);
    }
  }

  /** What must be accepted, as while the workshop is being set up. */
  async done<Contract extends OperationContract>(
    contract: Contract,
    request: RequestOf<Contract>,
  ): Promise<ReplyOf<Contract>> {
    const { outcome, body } = await this.do(contract, request);
    if (outcome !== 'accepted') throw new Error(`${contract.name} was refused: ${JSON.stringify(body)}`);
    return body as ReplyOf<Contract>;
  }

  /** Sends an operation that was answered before once more: it must say the same and do nothing. */
  async replay(contract: OperationContract, earlier: Acknowledged): Promise<void> {
    const { status, repeated, body } = await this.#untilAnswered(contract, earlier.request, earlier.key);
    const now = status === 200 ? body : refusalIn(body);
    const same = JSON.stringify(now) === JSON.stringify(earlier.body);
    if (!same || (status === 200 && !repeated)) {
      this.#book.unexpected.push(`${earlier.name} ${earlier.key} answered otherwise when it was repeated`);
    }
    this.#book.replayed += 1;
  }

  async #untilAnswered(contract: OperationContract, request: Record<string, unknown>, key: string): Promise<Reply> {
    const rest = { ...request };
    const path = contract.path.replace(/:(\w+)/g, (_, name: string) => {
      delete rest[name];
      return String(request[name]);
    });
    for (let attempt = 1; ; attempt += 1) {
      if (attempt === 2) this.#book.retried += 1;
      const cookie = this.#cookie;
      const response = await this.#send(contract.method, path, rest, { 'idempotency-key': key });
      if (response === null) continue;
      const { status, text } = response;
      // The same person gave the PIN anew meanwhile, which ended the session that this was sent with.
      if (status === 401 && cookie !== this.#cookie) continue;
      if (status === 200 || status === 409) {
        return { status, repeated: response.repeated, body: JSON.parse(text) };
      }
      this.#book.unexpected.push(`${contract.name} ${key}: ${status} ${text.slice(0, 200)}`);
      if (status < 500) throw new Error(`${contract.name} was answered with ${status} ${text}`);
    }
  }

  /** One attempt. Null when no whole answer came: then nobody knows whether it happened. */
  async #send(method: string, path: string, body: object | undefined, headers: Record<string, string>) {
    const origin = await this.#door.origin();
    try {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...{ cookie: this.#cookie, ...headers },
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      JSON.parse(text);
      return {
        status: response.status,
        text,
        repeated: response.headers.get('idempotent-replayed') === 'true',
        cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
      };
    } catch {
      this.#door.failed(origin);
      return null;
    }
  }
}

function refusalIn(problem: unknown): { code: unknown; facts: unknown } {
  const { code, facts } = problem as { code: unknown; facts: unknown };
  return { code, facts };
}
