import type { Quantity } from '../kernel/quantity.ts';
import type { Reader } from '../store/open.ts';

/** A balance that is not the sum of its movements. There must never be one. */
export type Discrepancy = {
  readonly location: string;
  readonly part: string;
  readonly lot: string;
  readonly balance: Quantity;
  readonly sum: Quantity;
};

/** Compares every balance with the sum of movements; an empty answer proves the ledger. */
export function findDiscrepancies(reader: Reader): Discrepancy[] {
  return reader.all<Discrepancy>(
    `with flow as (
       select to_location as location, part_id, lot, quantity from movement
       union all
       select from_location, part_id, lot, -quantity from movement
     ), summed as (select location, part_id, lot, sum(quantity) as total from flow group by location, part_id, lot)
     select s.location, s.part_id as part, s.lot, coalesce(b.quantity, 0) as balance, s.total as sum
     from summed s left join balance b on b.location_id = s.location and b.part_id = s.part_id and b.lot = s.lot
     where coalesce(b.quantity, 0) <> s.total
     union all
     select b.location_id, b.part_id, b.lot, b.quantity, 0 from balance b
     where b.quantity <> 0 and not exists (
       select 1 from summed s where s.location = b.location_id and s.part_id = b.part_id and s.lot = b.lot)`,
  );
}

/** What became of what an employee was issued of a part: `issued = used + returned + other + held` holds by construction. */
export type EmployeeAccount = {
  readonly issued: Quantity;
  readonly used: Quantity;
  readonly returned: Quantity;
  /** Handed over, lost or counted away, less what came in these ways. */
  readonly other: Quantity;
  readonly held: Quantity;
};

export function employeeAccount(reader: Reader, person: string, part: string): EmployeeAccount {
  const rows = reader.all<{ kind: string; net: number }>(
    // A reversal counts against the kind that it undoes.
    `select coalesce(o.kind, m.kind) as kind,
            sum(case when m.to_location = :person then m.quantity else -m.quantity end) as net
     from movement m left join movement o on o.id = m.reverses
     where m.part_id = :part and (m.to_location = :person or m.from_location = :person)
     group by coalesce(o.kind, m.kind)`,
    { person, part },
  );
  const net = (kind: string) => rows.find((row) => row.kind === kind)?.net ?? 0;
  const held = reader.one<{ sum: number }>(
    'select coalesce(sum(quantity), 0) as sum from balance where location_id = ? and part_id = ?',
    person,
    part,
  );
  const others = rows.filter((row) => !['issue', 'use', 'return'].includes(row.kind));
  return {
    issued: net('issue'),
    used: 0 - net('use'),
    returned: 0 - net('return'),
    other: 0 - others.reduce((sum, row) => sum + row.net, 0),
    held: held?.sum ?? 0,
  };
}
