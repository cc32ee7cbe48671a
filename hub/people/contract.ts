import { type Static, Type } from 'typebox';
import { ROLES } from '../kernel/actor.ts';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name, Nothing, Wall } from '../kernel/schemas.ts';

export const RoleName = Type.Enum([...ROLES]);

export const addPerson = defineOperation({
  name: 'people.add-person',
  summary: 'Add a member of staff (员工) with badge, roles and PIN',
  method: 'POST',
  path: '/people',
  who: ['manager', 'administrator'],
  request: Type.Object(
    {
      number: Code,
      name: Name,
      team: Type.String({ maxLength: 60 }),
      badge: Code,
      roles: Type.Array(RoleName, { minItems: 1, maxItems: ROLES.length }),
      /** Warehouses whose requisitions this person may decide (或签). */
      keeperOf: Type.Array(Id, { maxItems: 50 }),
      /** Six digits or more, because stock and money hang on it. Null: this person cannot sign in yet. Never logged. */
      pin: Type.Union([Type.String({ pattern: '^[0-9]{6,12}$' }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  refusals: [
    'people.number-taken',
    'people.badge-taken',
    'people.code-taken',
    'people.may-not-grant',
    'places.no-such-warehouse',
  ],
  secret: ['pin'],
});

export const openSession = defineOperation({
  name: 'people.open-session',
  summary: 'A person proved who they are; the hub itself records it',
  method: 'POST',
  path: '/people/:person/sessions',
  who: [],
  request: Type.Object(
    { person: Id, station: Type.Union([Code, Type.Null()]), tokenHash: Type.String() },
    { additionalProperties: false },
  ),
  reply: Type.Object({ session: Id }),
  refusals: [],
  secret: ['tokenHash'],
});

export const tryPin = defineOperation({
  name: 'people.try-pin',
  summary: 'A PIN is about to be tried: counted before it is checked, so that tries side by side are all counted',
  method: 'POST',
  path: '/people/pin-tries',
  who: [],
  request: Type.Object(
    { person: Type.Union([Id, Type.Null()]), device: Type.String({ maxLength: 120 }) },
    { additionalProperties: false },
  ),
  /** How many more tries the person has if this one is wrong. */
  reply: Type.Object({ left: Type.Integer() }),
  refusals: ['people.locked'],
});

export const touchSession = defineOperation({
  name: 'people.touch-session',
  summary: 'A session is in use; the hub itself records it now and then',
  method: 'POST',
  path: '/sessions/:session/use',
  who: [],
  request: Type.Object({ session: Id }, { additionalProperties: false }),
  reply: Nothing,
  refusals: [],
});

export const endSession = defineOperation({
  name: 'people.end-session',
  summary: 'Sign out, or close the station (交班)',
  method: 'DELETE',
  path: '/sessions/:session',
  who: ['advisor', 'supervisor', 'technician', 'keeper', 'inspector', 'cashier', 'manager', 'administrator'],
  request: Type.Object({ session: Id }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['people.no-such-session'],
});

/** `POST /api/v1/sessions`: not an operation, because the PIN is proved outside the transaction. The reply sets the cookie. */
export const SignInRequest = Type.Object(
  {
    /** Who it is, as a scanner read it … */
    badge: Type.Optional(Code),
    /** … or the staff number (工号) or badge as somebody typed it at the desk … */
    number: Type.Optional(Code),
    /** … or as the page knows it already (own tile, open counter). One of the three. */
    person: Type.Optional(Id),
    pin: Type.String({ pattern: '^[0-9]{4,12}$' }),
    /** The station that this opens; null signs in a desk page only. */
    station: Type.Union([Code, Type.Null()]),
  },
  { additionalProperties: false },
);
export type SignInRequest = Static<typeof SignInRequest>;

export const SessionReply = Type.Object({
  session: Id,
  person: Type.Object({ id: Id, name: Name }),
  roles: Type.Array(RoleName),
  /** Warehouses whose documents this person decides. */
  keeperOf: Type.Array(Id),
  station: Type.Union([Code, Type.Null()]),
  since: Wall,
});
export type SessionReply = Static<typeof SessionReply>;

/** Refusals of sign-in; all 409 problem replies with facts. */
export const SIGN_IN_REFUSALS = [
  'people.wrong-pin',
  'people.locked',
  'people.station-needs-keeper',
  'people.station-needs-technician',
  'stations.no-such-station',
] as const;

export const listPeople = defineQuery({
  name: 'people.list',
  summary: 'The members of staff',
  path: '/people',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({
    people: Type.Array(
      Type.Object({
        id: Id,
        number: Code,
        name: Name,
        team: Type.String(),
        roles: Type.Array(RoleName),
        keeperOf: Type.Array(Id),
      }),
    ),
  }),
});
