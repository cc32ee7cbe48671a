import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequest } from '../executor/errors.ts';
import type { Answer, Executor } from '../executor/executor.ts';
import { validate } from '../executor/validation.ts';
import { type Actor, systemActor, VISITOR } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { openSession, type SessionReply, SignInRequest, touchSession, tryPin } from '../people/contract.ts';
import type { PinHasher } from '../people/pin.ts';
import { isIdle } from '../people/rules.ts';
import { findSessionByToken, type Session } from '../people/session-store.ts';
import {
  findPerson,
  findPersonByBadge,
  findPersonByNumber,
  isKeeperOf,
  type Person,
  rolesOf,
  warehousesOf,
} from '../people/store.ts';
import { worksAtBays } from '../stations/at-bay.ts';
import { findStation } from '../stations/store.ts';
import type { Reader, Store } from '../store/open.ts';
import { PROBLEM_TYPE, refusalProblem } from './problem.ts';

/**
 * The cookie that carries the token. A browser that has a counter open may be signed in at the desk as well, as somebody else: each has its own.
 * 'hand' is whoever does one thing at a page that is open in another's name, as a receiver who signs at the counter with his PIN.
 */
const COOKIES = { station: 'wh_session', desk: 'wh_desk', hand: 'wh_hand' } as const;
type SignInPlace = keyof typeof COOKIES;
/** How a page says that it is the desk, or a hand: a header, or in the query where no header can be set (WebSocket). */
const PLACE_HEADER = 'x-workshop-place';

function cookieOf(request: FastifyRequest): string {
  const asked = objectOf(request.query).place ?? request.headers[PLACE_HEADER];
  return COOKIES[isPlace(asked) ? asked : 'station'];
}

function isPlace(asked: unknown): asked is SignInPlace {
  return typeof asked === 'string' && Object.hasOwn(COOKIES, asked);
}

function objectOf(value: unknown): { readonly place?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}

/** The token that a request brings, for the place that it is made from. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieOf(request)];
}
const ACTOR = systemActor('sessions');
/** A session's last use is written at most this often. */
const TOUCH_EVERY_MS = 60_000;

export type SessionsOptions = {
  readonly store: Store;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pins: PinHasher;
  readonly idle_ms: number;
};

export type SignedIn = { readonly actor: Actor; readonly session: SessionReply | null };
export const NOBODY: SignedIn = { actor: VISITOR, session: null };

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Badge is identity, PIN is proof. Sessions live in the store and can be ended there; the cookie is a random number only, and
 * every use of it is looked up: whoever was signed out can do nothing more, on no connection.
 */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Who stands behind a request, by its cookie. */
  whoIs(request: FastifyRequest): Promise<SignedIn> {
    return this.whoHas(tokenOf(request));
  }

  /** Who has this token now; nobody when the session has ended, by hand, by another opening or by lying idle. */
  async whoHas(token: string | undefined): Promise<SignedIn> {
    if (token === undefined) return NOBODY;
    const { store, clock, idle_ms } = this.#options;
    const now = clock.wall();
    const found = await store.read((reader) => {
      const session = findSessionByToken(reader, tokenHash(token));
      return session === undefined || isIdle(session, now, idle_ms) ? null : signedIn(reader, session);
    });
    if (found === null) return NOBODY;
    if (Math.abs(now - found.lastUsed) > TOUCH_EVERY_MS) this.#touch(found.session.session);
    return found;
  }

  /** Written in passing: a disk that is full must not keep people from reading. */
  #touch(session: string): void {
    this.#run(touchSession.name, { session }).catch(() => undefined);
  }

  #ask(name: string, request: object): Promise<Answer> {
    const { executor, newId } = this.#options;
    return executor.run({ operationId: newId(), name, request, actor: ACTOR });
  }

  async #run(name: string, request: object): Promise<void> {
    const answer = await this.#ask(name, request);
    if (answer.outcome === 'refused') throw new Error(`${name} was refused: ${answer.code}`);
  }

  async signIn(request: SignInRequest, device: string): Promise<{ token: string; reply: SessionReply } | Refusal> {
    const { store, pins } = this.#options;
    const { person, station } = await store.read((reader) => {
      const found = personOf(reader, request);
      return { person: found, station: stationFacts(reader, request.station, found) };
    });
    if (station === 'unknown') return refuse('stations.no-such-station', { station: request.station });
    const tried = await this.#ask(tryPin.name, { person: person?.id ?? null, device });
    if (tried.outcome === 'refused') return refuse(tried.code, tried.facts);
    const hash = person?.pin_hash ?? null;
    const right = hash === null ? await pins.pretend(request.pin) : await pins.verify(hash, request.pin);
    if (!right || person === undefined) return refuse('people.wrong-pin', tried.reply as { left: number });
    if (station === 'not-technician') return refuse('people.station-needs-technician', { person: person.name });
    if (station === 'not-keeper') return refuse('people.station-needs-keeper', { person: person.name });
    return this.#open(person, request.station);
  }

  async #open(person: Person, station: string | null): Promise<{ token: string; reply: SessionReply }> {
    const token = randomBytes(32).toString('base64url');
    await this.#run(openSession.name, { person: person.id, station, tokenHash: tokenHash(token) });
    const reply = await this.#options.store.read((reader) => {
      const session = findSessionByToken(reader, tokenHash(token));
      if (session === undefined) throw new Error('A session was not kept.');
      return signedIn(reader, session).session;
    });
    return { token, reply };
  }
}

function personOf(reader: Reader, { badge, number, person }: SignInRequest): Person | undefined {
  if (badge !== undefined) return findPersonByBadge(reader, badge);
  if (number !== undefined) return findPersonByNumber(reader, number) ?? findPersonByBadge(reader, number);
  return person === undefined ? undefined : findPerson(reader, person);
}

function stationFacts(
  reader: Reader,
  station: string | null,
  person: Person | undefined,
): 'none' | 'unknown' | 'allowed' | 'not-keeper' | 'not-technician' {
  if (station === null) return 'none';
  const row = findStation(reader, station);
  if (row === undefined) return 'unknown';
  if (row.kind === 'bay') {
    return person !== undefined && worksAtBays(rolesOf(reader, person.id)) ? 'allowed' : 'not-technician';
  }
  return person !== undefined && isKeeperOf(reader, person.id, row.warehouse_id) ? 'allowed' : 'not-keeper';
}

function signedIn(reader: Reader, session: Session): { actor: Actor; session: SessionReply; lastUsed: number } {
  const person = findPerson(reader, session.person_id);
  const roles = rolesOf(reader, session.person_id);
  const station = session.station_id;
  return {
    actor: { person: session.person_id, roles, station, provedAt: session.opened_at, system: null },
    session: {
      session: session.id,
      person: { id: session.person_id, name: person?.name ?? '' },
      roles,
      keeperOf: warehousesOf(reader, session.person_id),
      station,
      since: session.opened_at,
    },
    lastUsed: session.last_used_at,
  };
}

export function registerSessionRoutes(app: FastifyInstance, sessions: Sessions): void {
  const openApi = {
    tags: ['people'],
    summary: 'Sign in with badge and PIN, or open a station (开台). Sets the session cookie',
    body: SignInRequest,
  };
  app.post('/api/v1/sessions', { schema: openApi }, async (request: FastifyRequest, reply: FastifyReply) => {
    validate(SignInRequest, request.body);
    const body = request.body as SignInRequest;
    if ([body.badge, body.number, body.person].filter((name) => name !== undefined).length !== 1) {
      throw new InvalidRequest([{ path: '/badge', message: 'the badge, the number or the person says who it is' }]);
    }
    const result = await sessions.signIn(body, request.ip);
    if ('refused' in result) {
      const answer = { outcome: 'refused', code: result.refused, facts: result.facts, repeated: false } as const;
      return reply.code(409).type(PROBLEM_TYPE).send(refusalProblem(answer));
    }
    reply.setCookie(cookieOf(request), result.token, { httpOnly: true, sameSite: 'strict', path: '/' });
    return reply.send(result.reply);
  });

  app.get(
    '/api/v1/sessions/current',
    { schema: { tags: ['people'], summary: 'Who is signed in here' } },
    async (request) => ({
      session: (await sessions.whoIs(request)).session,
    }),
  );
}
