import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequest } from '../executor/errors.ts';
import type { Executor } from '../executor/executor.ts';
import { validate } from '../executor/validation.ts';
import { type Actor, systemActor, VISITOR } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { failPin, openSession, type SessionReply, SignInRequest, touchSession } from '../people/contract.ts';
import type { PinHasher } from '../people/pin.ts';
import { decidePinTry, isIdle, PIN_WINDOW_MS, wrongPin } from '../people/rules.ts';
import { findSessionByToken, pinFailures, type Session } from '../people/session-store.ts';
import { findPerson, findPersonByBadge, isKeeperOf, type Person, rolesOf } from '../people/store.ts';
import { findStation } from '../stations/store.ts';
import type { Reader, Store } from '../store/open.ts';
import { PROBLEM_TYPE, refusalProblem } from './problem.ts';

const COOKIE = 'wh_session';
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

/** Badge is identity, PIN is proof. Sessions live in the store and can be ended there; the cookie is a random number only. */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Who stands behind a request, by its cookie. */
  async whoIs(request: FastifyRequest): Promise<SignedIn> {
    const token = request.cookies[COOKIE];
    if (token === undefined) return NOBODY;
    const { store, clock, idle_ms } = this.#options;
    const now = clock.wall();
    const found = await store.read((reader) => {
      const session = findSessionByToken(reader, tokenHash(token));
      if (session === undefined || isIdle(session, now, idle_ms)) return null;
      return signedIn(reader, session);
    });
    if (found === null) return NOBODY;
    if (now - found.lastUsed > TOUCH_EVERY_MS) await this.#run(touchSession.name, { session: found.session.session });
    return found;
  }

  async #run(name: string, request: object): Promise<unknown> {
    const { executor, newId } = this.#options;
    const answer = await executor.run({ operationId: newId(), name, request, actor: ACTOR });
    return answer.outcome === 'accepted' ? answer.reply : null;
  }

  async signIn(request: SignInRequest, device: string): Promise<{ token: string; reply: SessionReply } | Refusal> {
    const { store, clock, pins } = this.#options;
    const since = clock.wall() - PIN_WINDOW_MS;
    const facts = await store.read((reader) => {
      const person = personOf(reader, request);
      return {
        person,
        failures: {
          ofPerson: person === undefined ? [] : pinFailures(reader, { person: person.id }, since),
          ofDevice: pinFailures(reader, { device }, since),
        },
        station: stationFacts(reader, request.station, person),
      };
    });
    const locked = decidePinTry(facts.failures, clock.wall());
    if (locked !== null) return locked;
    const { person } = facts;
    const hash = person?.pin_hash ?? null;
    const right = hash === null ? await pins.pretend(request.pin) : await pins.verify(hash, request.pin);
    if (!right || person === undefined) {
      await this.#run(failPin.name, { person: person?.id ?? null, device });
      return wrongPin(facts.failures);
    }
    if (facts.station === 'not-keeper') return refuse('people.station-needs-keeper', { person: person.name });
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

function personOf(reader: Reader, { badge, person }: SignInRequest): Person | undefined {
  if (badge !== undefined) return findPersonByBadge(reader, badge);
  return person === undefined ? undefined : findPerson(reader, person);
}

function stationFacts(
  reader: Reader,
  station: string | null,
  person: Person | undefined,
): 'none' | 'keeper' | 'not-keeper' {
  if (station === null) return 'none';
  const row = findStation(reader, station);
  const isKeeper = row !== undefined && person !== undefined && isKeeperOf(reader, person.id, row.warehouse_id);
  return isKeeper ? 'keeper' : 'not-keeper';
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
    if ((body.badge === undefined) === (body.person === undefined)) {
      throw new InvalidRequest([{ path: '/badge', message: 'either the badge or the person says who it is' }]);
    }
    const result = await sessions.signIn(body, body.station ?? request.ip);
    if ('refused' in result) {
      const answer = { outcome: 'refused', code: result.refused, facts: result.facts, repeated: false } as const;
      return reply.code(409).type(PROBLEM_TYPE).send(refusalProblem(answer));
    }
    reply.setCookie(COOKIE, result.token, { httpOnly: true, sameSite: 'strict', path: '/' });
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
