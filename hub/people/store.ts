import type { Role } from '../kernel/actor.ts';
import type { Reader, Tx } from '../store/open.ts';

export type Person = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly team: string;
  readonly badge: string;
  readonly pin_hash: string | null;
};

const PERSON = 'select id, number, name, team, badge, pin_hash from person';

export function findPerson(reader: Reader, id: string): Person | undefined {
  return reader.one<Person>(`${PERSON} where id = ? and active = 1`, id);
}

export function findPersonByBadge(reader: Reader, badge: string): Person | undefined {
  return reader.one<Person>(`${PERSON} where badge = ? and active = 1`, badge);
}

export function findPersonByNumber(reader: Reader, number: string): Person | undefined {
  return reader.one<Person>(`${PERSON} where number = ? and active = 1`, number);
}

export function numberOrBadgeTaken(reader: Reader, number: string, badge: string): 'number' | 'badge' | null {
  if (reader.one('select 1 from person where number = ?', number) !== undefined) return 'number';
  if (reader.one('select 1 from person where badge = ?', badge) !== undefined) return 'badge';
  return null;
}

export function anybody(reader: Reader): boolean {
  return reader.one('select 1 from person limit 1') !== undefined;
}

export function insertPerson(tx: Tx, person: Person, roles: readonly Role[], keeperOf: readonly string[]): void {
  tx.run(
    'insert into person (id, number, name, team, badge, pin_hash) values (?, ?, ?, ?, ?, ?)',
    person.id,
    person.number,
    person.name,
    person.team,
    person.badge,
    person.pin_hash,
  );
  for (const role of new Set(roles)) tx.run('insert into person_role (person_id, role) values (?, ?)', person.id, role);
  for (const warehouse of new Set(keeperOf)) {
    tx.run('insert into keeper (person_id, warehouse_id) values (?, ?)', person.id, warehouse);
  }
}

export function rolesOf(reader: Reader, person: string): Role[] {
  return reader
    .all<{ role: Role }>('select role from person_role where person_id = ? order by role', person)
    .map((row) => row.role);
}

export type PersonListing = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly team: string;
  readonly roles: Role[];
  readonly keeperOf: string[];
};

export function warehousesOf(reader: Reader, keeper: string): string[] {
  return reader
    .all<{ warehouse_id: string }>('select warehouse_id from keeper where person_id = ?', keeper)
    .map((row) => row.warehouse_id);
}

export function allPeople(reader: Reader): PersonListing[] {
  return reader.all<Person>(`${PERSON} where active = 1 order by number`).map(({ id, number, name, team }) => ({
    id,
    number,
    name,
    team,
    roles: rolesOf(reader, id),
    keeperOf: warehousesOf(reader, id),
  }));
}

export function isKeeperOf(reader: Reader, person: string, warehouse: string): boolean {
  return reader.one('select 1 from keeper where person_id = ? and warehouse_id = ?', person, warehouse) !== undefined;
}
