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

export function endSessionRow(tx: Tx, id: string, at: number): void {
  tx.run('update session set ended_at = ? where id = ? and ended_at is null', at, id);
}

export function endStationSessions(tx: Tx, station: string, at: number): void {
  tx.run('update session set ended_at = ? where station_id = ? and ended_at is null', at, station);
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

/** Wall times of the failures since `since`, oldest first. */
export function pinFailures(reader: Reader, of: { person: string } | { device: string }, since: number): number[] {
  const rows =
    'person' in of
      ? reader.all<{ at: number }>(
          'select at from pin_failure where person_id = ? and at > ? order by at',
          of.person,
          since,
        )
      : reader.all<{ at: number }>(
          'select at from pin_failure where device = ? and at > ? order by at',
          of.device,
          since,
        );
  return rows.map((row) => row.at);
}
