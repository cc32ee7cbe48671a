import type { Reader, Tx } from '../store/open.ts';

export type Session = {
  readonly id: string;
  readonly person_id: string;
  readonly station_id: string | null;
  readonly opened_at: number;
  readonly last_used_at: number;
};

const LIVE = 'select id, person_id, station_id, opened_at, last_used_at from session where ended_at is null';

export function insertSession(
  tx: Tx,
  session: { id: string; tokenHash: string; person: string; station: string | null; at: number },
): void {
  tx.run(
    'insert into session (id, token_hash, person_id, station_id, opened_at, last_used_at) values (?, ?, ?, ?, ?, ?)',
    session.id,
    session.tokenHash,
    session.person,
    session.station,
    session.at,
    session.at,
  );
}

export function findSessionByToken(reader: Reader, tokenHash: string): Session | undefined {
  return reader.one<Session>(`${LIVE} and token_hash = ?`, tokenHash);
}

export function findSession(reader: Reader, id: string): Session | undefined {
  return reader.one<Session>(`${LIVE} and id = ?`, id);
}

/** Who opened the station. A station has one open session at most: opening it again ends the earlier one. */
export function stationSession(reader: Reader, station: string): Session | undefined {
  return reader.one<Session>(`${LIVE} and station_id = ? order by opened_at desc limit 1`, station);
}

/** How far the sessions of a station are: it changes whenever somebody opens or closes the station, and never comes again. */
export function sessionTurn(reader: Reader, station: string): string {
  return (
    reader.one<{ turn: string }>(
      `select id || case when ended_at is null then ' open' else ' ended' end as turn from session indexed by session_by_station_newest
       where station_id = ? order by rowid desc limit 1`,
      station,
    )?.turn ?? 'none'
  );
}

/** Sessions of desks, where nothing but the person's own hand keeps them alive. */
export function deskSessions(reader: Reader): Session[] {
  return reader.all<Session>(`${LIVE} and station_id is null`);
}

export function endSessionRow(tx: Tx, id: string, at: number): void {
  tx.run('update session set ended_at = ? where id = ? and ended_at is null', at, id);
}

export function setLastUsed(tx: Tx, id: string, at: number): void {
  tx.run('update session set last_used_at = ? where id = ?', at, id);
}

export function insertPinFailure(tx: Tx, failure: { person: string | null; device: string; at: number }): void {
  tx.run(
    'insert into pin_failure (person_id, device, at) values (?, ?, ?)',
    failure.person,
    failure.device,
    failure.at,
  );
}

export function forgetPinFailures(tx: Tx, person: string): void {
  tx.run('delete from pin_failure where person_id = ?', person);
}

/** Wall times of the tries in the window before `now`, oldest first. What a clock that was ahead wrote does not count. */
export function pinFailures(
  reader: Reader,
  of: { person: string } | { device: string },
  window: { readonly since: number; readonly now: number },
): number[] {
  const [column, value] = 'person' in of ? ['person_id', of.person] : ['device', of.device];
  return reader
    .all<{ at: number }>(
      `select at from pin_failure where ${column} = ? and at > ? and at <= ? order by at`,
      value,
      window.since,
      window.now,
    )
    .map((row) => row.at);
}

/** Sessions whose last use lies in the future: the clock was ahead, and they would never be idle. */
export function restampSessions(tx: Tx, now: number): void {
  tx.run('update session set last_used_at = ? where ended_at is null and last_used_at > ?', now, now);
}

/** Name of a keeper of the warehouse who has one of its counters open now. */
export function keeperAt(reader: Reader, warehouse: string): string | undefined {
  return reader.one<{ name: string }>(
    `select p.name from session s join keeper k on k.person_id = s.person_id and k.warehouse_id = ?
       join person p on p.id = s.person_id
     where s.ended_at is null and +s.station_id is not null order by s.last_used_at desc`,
    warehouse,
  )?.name;
}
