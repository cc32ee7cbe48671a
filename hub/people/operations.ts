import { type BoundOperation, bindOperation } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { findWarehouse, insertLocation } from '../places/store.ts';
import { addPerson, endSession, failPin, openSession, touchSession } from './contract.ts';
import type { PinHasher } from './pin.ts';
import {
  endSessionRow,
  endStationSessions,
  findSession,
  forgetPinFailures,
  insertPinFailure,
  insertSession,
  setLastUsed,
} from './session-store.ts';
import { insertPerson, numberOrBadgeTaken } from './store.ts';

export function peopleOperations(pins: PinHasher): BoundOperation[] {
  return [
    bindOperation(addPerson, ({ tx, newId, emit }, request) => {
      const taken = numberOrBadgeTaken(tx, request.number, request.badge);
      if (taken === 'number') return refuse('people.number-taken', { number: request.number });
      if (taken === 'badge') return refuse('people.badge-taken', { badge: request.badge });
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
      if (station !== null) endStationSessions(tx, station, at);
      insertSession(tx, { id: session, tokenHash, person, station, at });
      forgetPinFailures(tx, person);
      emit('session.opened', { session, person, station });
      return { session };
    }),

    bindOperation(failPin, ({ tx, at, emit }, { person, device }) => {
      insertPinFailure(tx, { person, device, at });
      emit('pin.failed', { person, device });
      return {};
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
