import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { findWarehouse, insertLocation } from '../places/store.ts';
import type { Reader } from '../store/open.ts';
import { addPerson, endSession, listPeople, openSession, touchSession, tryPin } from './contract.ts';
import type { PinHasher } from './pin.ts';
import { decidePinTry, mayGrant, PIN_WINDOW_MS, triesLeft } from './rules.ts';
import {
  endSessionRow,
  findSession,
  forgetPinFailures,
  insertPinFailure,
  insertSession,
  pinFailures,
  setLastUsed,
  stationSession,
} from './session-store.ts';
import { allPeople, insertPerson, numberOrBadgeTaken } from './store.ts';

/** Whether a scan of the code already does something in this workshop: a card, a part, an order. */
export type CodeMeans = (reader: Reader, code: string) => boolean;

export function peopleOperations(pins: PinHasher, codeMeans: CodeMeans): BoundOperation[] {
  return [
    bindOperation(addPerson, ({ tx, actor, newId, emit }, request) => {
      const beyond = actor.system === null ? request.roles.find((role) => !mayGrant(actor.roles, role)) : undefined;
      if (beyond !== undefined) return refuse('people.may-not-grant', { role: beyond });
      const taken = numberOrBadgeTaken(tx, request.number, request.badge);
      if (taken === 'number') return refuse('people.number-taken', { number: request.number });
      if (taken === 'badge') return refuse('people.badge-taken', { badge: request.badge });
      if (codeMeans(tx, request.badge)) return refuse('people.code-taken', { badge: request.badge });
      for (const warehouse of request.keeperOf) {
        if (findWarehouse(tx, warehouse) === undefined) return refuse('places.no-such-warehouse', { warehouse });
      }
      const id = newId();
      const { number, name, team, badge, roles, keeperOf } = request;
      insertLocation(tx, id, 'employee', name);
      const pin_hash = request.pin === null ? null : pins.hashNow(request.pin);
      insertPerson(tx, { id, number, name, team, badge, pin_hash }, roles, keeperOf);
      emit('person.added', { person: id, number, name, team, roles, keeperOf });
      return { id };
    }),

    bindOperation(openSession, ({ tx, at, newId, emit }, { person, station, tokenHash }) => {
      const session = newId();
      const before = station === null ? undefined : stationSession(tx, station);
      if (before !== undefined) {
        endSessionRow(tx, before.id, at);
        emit('session.ended', { session: before.id, person: before.person_id, station });
      }
      insertSession(tx, { id: session, tokenHash, person, station, at });
      forgetPinFailures(tx, person);
      emit('session.opened', { session, person, station });
      return { session };
    }),

    bindOperation(tryPin, ({ tx, at, emit }, { person, device }) => {
      const window = { since: at - PIN_WINDOW_MS, now: at };
      const failures = {
        ofPerson: person === null ? [] : pinFailures(tx, { person }, window),
        ofDevice: pinFailures(tx, { device }, window),
      };
      const locked = decidePinTry(failures, at);
      if (locked !== null) return locked;
      insertPinFailure(tx, { person, device, at });
      emit('pin.tried', { person, device });
      return { left: triesLeft(failures) };
    }),

    bindOperation(touchSession, ({ tx, at }, { session }) => {
      setLastUsed(tx, session, at);
      return {};
    }),

    bindOperation(endSession, ({ tx, at, actor, emit }, { session }) => {
      const row = findSession(tx, session);
      const ownOrSystem = actor.system !== null || row?.person_id === actor.person;
      if (row === undefined || !ownOrSystem) return refuse('people.no-such-session');
      endSessionRow(tx, session, at);
      emit('session.ended', { session, person: row.person_id, station: row.station_id });
      return {};
    }),
  ];
}

export const peopleQueries = [bindQuery(listPeople, (reader) => ({ people: allPeople(reader) }))];
