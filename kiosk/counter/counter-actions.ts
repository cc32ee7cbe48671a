import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { v7 as uuidv7 } from 'uuid';
import type { Answer } from '../hub/connection.ts';
import type { CounterState, Operations, SessionReply } from '../hub/contracts.ts';
import { endSession, type Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';

type Keeper = CounterState['keeper'];
type AskedForPin = NonNullable<CounterState['awaitingPin']>;
/** Something that a hand wants. `run` does it with the keeper's session and says what was against it. */
type Intent = {
  readonly key: string;
  readonly run: (session: string) => Promise<Failure | null>;
  readonly done: (accepted: boolean) => void;
};

/** Stands where a badge's scan stands when it was a hand that asked for the PIN. */
const BY_HAND = 'asked-by-hand';
const HAND_OVER = 'end-session';
/** Answers of the hub that the keeper's PIN can cure. */
const NEEDS_PIN: ReadonlySet<string> = new Set(['auth.fresh-pin', 'auth.sign-in-first']);
const COUNTER_CLOSED: Failure = { code: 'page.counter-closed', facts: {} };

/**
 * What a hand does at the counter: each thing once at a time, always as the keeper who has the counter open. Where the page is
 * not signed in as that keeper, the PIN is asked for first and everything that waits for it is done afterwards, in order.
 */
export class CounterActions implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  readonly #keeper: () => Keeper;
  readonly #station: () => string;
  readonly #busy = new Set<string>();
  #waiting: Intent[] = [];
  /** The PIN that something a hand wants to do needs first. */
  asked: AskedForPin | null = null;
  /** What the hub had against the last thing. */
  failure: Failure | null = null;

  constructor(
    host: ReactiveControllerHost,
    of: { hub: () => Hub | undefined; keeper: () => Keeper; station: () => string },
  ) {
    this.#host = host;
    this.#hub = of.hub;
    this.#keeper = of.keeper;
    this.#station = of.station;
    host.addController(this);
  }

  hostConnected(): void {}

  /** The PIN pad belongs to one keeper: when another one has the counter, or none, nobody is asked any more. */
  hostUpdate(): void {
    const keeper = this.#keeper();
    if (this.asked === null || keeper?.id === this.asked.person.id) return;
    if (keeper === null && this.#waiting.some(({ key }) => key !== HAND_OVER)) this.failure = COUNTER_CLOSED;
    this.dropProof();
  }

  /** Whether the page is signed in as the keeper who has this counter open. A counter elsewhere in the same browser is another's. */
  get live(): boolean {
    const session = this.#session();
    const keeper = this.#keeper();
    return keeper !== null && session?.station === this.#station() && session.person.id === keeper.id;
  }

  busy(name: keyof Operations | typeof HAND_OVER): boolean {
    return [...this.#busy].some((key) => key.startsWith(name));
  }

  /** true: accepted. The same thing asked again while it has no answer does nothing; another slip's remark goes its way. */
  do<O extends keyof Operations>(name: O, request: Operations[O]['request']): Promise<boolean> {
    const id = uuidv7();
    return this.#intend(`${name} ${JSON.stringify(request)}`, async () => {
      const connection = this.#hub()?.connection;
      return connection === undefined ? null : failureOf(await connection.call(name, request, id));
    });
  }

  /** 交班: the keeper's session ends and the line is opened anew without it. */
  handOver(): Promise<boolean> {
    return this.#intend(HAND_OVER, async (session) => {
      const outcome = await endSession(session);
      this.#hub()?.connection.reconnect();
      return 'failure' in outcome ? outcome.failure : null;
    });
  }

  /** The PIN was right: what waited for it is done now. */
  proved(session: SessionReply): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.asked = null;
    this.#hub()?.connection.reconnect();
    for (const intent of waiting) void this.#attempt(intent, session.session, false);
  }

  /** Nobody gives the PIN: what waited for it is not done. */
  dropProof(): void {
    for (const { done } of this.#waiting) done(false);
    this.#waiting = [];
    this.asked = null;
    this.#host.requestUpdate();
  }

  forget(): void {
    if (this.failure === null) return;
    this.failure = null;
    this.#host.requestUpdate();
  }

  #session(): SessionOfLine {
    const connection = this.#hub()?.connection;
    return connection?.lastHello?.session ?? null;
  }

  #intend(key: string, run: Intent['run']): Promise<boolean> {
    const isUnderWay = this.#busy.has(key) || this.#waiting.some((intent) => intent.key === key);
    if (isUnderWay) return Promise.resolve(false);
    return new Promise((done) => {
      const intent = { key, run, done };
      if (this.live) void this.#attempt(intent, this.#session()?.session ?? '', true);
      else this.#askKeeper(intent);
    });
  }

  async #attempt(intent: Intent, session: string, mayAsk: boolean): Promise<void> {
    const { key } = intent;
    this.#busy.add(key);
    this.failure = null;
    this.#host.requestUpdate();
    const failure = await intent.run(session);
    this.#busy.delete(key);
    this.#host.requestUpdate();
    if (failure !== null && mayAsk && NEEDS_PIN.has(failure.code)) {
      this.#askKeeper(intent);
      return;
    }
    if (failure !== null) this.failure = failure;
    intent.done(failure === null);
  }

  #askKeeper(intent: Intent): void {
    const keeper = this.#keeper();
    if (keeper === null) {
      this.failure = COUNTER_CLOSED;
      intent.done(false);
    } else {
      this.failure = null;
      this.#waiting.push(intent);
      this.asked = { person: keeper, scan: BY_HAND };
    }
    this.#host.requestUpdate();
  }
}

type SessionOfLine = NonNullable<Hub['connection']['lastHello']>['session'];

function failureOf(answer: Answer<unknown>): Failure | null {
  if (answer.outcome === 'accepted') return null;
  return { code: answer.code, facts: answer.outcome === 'refused' ? answer.facts : {} };
}
