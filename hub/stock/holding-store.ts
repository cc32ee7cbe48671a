import type { Quantity } from '../kernel/quantity.ts';
import type { Reader } from '../store/open.ts';
import type { HoldingSource } from './rules.ts';

/** How many kinds of parts somebody holds: pieces, kilograms and litres have no sum. */
export function holdingKinds(reader: Reader, person: string): number {
  return (
    reader.one<{ kinds: number }>(
      'select count(distinct part_id) as kinds from balance where location_id = ? and quantity > 0',
      person,
    )?.kinds ?? 0
  );
}

/** What the employee was given of a part and has not used, returned or passed on, the oldest first. */
export function openSources(reader: Reader, person: string, part: string): HoldingSource[] {
  return reader.all<HoldingSource>(
    `select movement_id as movement, lot, order_id as "order", remaining from holding_source
     where person_id = ? and part_id = ? and remaining > 0 order by n`,
    person,
    part,
  );
}

/** How much of a movement to an employee is still with him; undefined: it went to nobody. */
export function remainingOf(reader: Reader, movement: string): Quantity | undefined {
  return reader.one<{ remaining: number }>('select remaining from holding_source where movement_id = ?', movement)
    ?.remaining;
}

/**
 * What somebody held of a part just before a document moved anything: what he holds now, less what has come since, plus what has gone. So the
 * newest document, which is asked about most, looks at a few movements only, however many years lie behind it.
 */
export function heldBefore(reader: Reader, person: string, part: string, document: string): Quantity {
  const sum = (of: string): Quantity =>
    reader.one<{ sum: number }>(`select coalesce(sum(quantity), 0) as sum from ${of}`, { person, part, document })
      ?.sum ?? 0;
  const since = 'part_id = :part and n >= (select min(n) from movement where document_id = :document)';
  const come = sum(`movement where to_location = :person and ${since}`);
  const gone = sum(`movement where from_location = :person and ${since}`);
  return sum('balance where location_id = :person and part_id = :part') - come + gone;
}

export type Holding = {
  readonly part: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly decimals: number;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly quantity: Quantity;
  /** Fen a unit. */
  readonly price: number;
  /** When the oldest piece of it came to him. */
  readonly since: number;
};

const HOLDING = `select p.id as part, p.number, p.name, p.model, p.spec, p.unit, p.decimals,
    case when p.serial_tracked = 1 then 'serial' when p.lot_tracked = 1 then 'lot' else 'none' end as tracking, sum(s.remaining) as quantity,
    p.price, min(m.at_wall) as since
  from holding_source s join part p on p.id = s.part_id join movement m on m.id = s.movement_id
  where s.remaining > 0 and s.person_id = ?`;

export function holdingsOf(reader: Reader, person: string): Holding[] {
  return reader.all<Holding>(`${HOLDING} group by p.id order by p.number`, person);
}

/** What he holds that was issued for one order. */
export function holdingsForOrder(reader: Reader, person: string, order: string): Holding[] {
  return reader.all<Holding>(`${HOLDING} and s.order_id = ? group by p.id order by p.number`, person, order);
}

/** A holding that is not the sum of what its sources have left. There must never be one. */
export function holdingDiscrepancies(reader: Reader): { person: string; part: string; lot: string }[] {
  return reader.all(
    `with held as (
       select b.location_id as person, b.part_id as part, b.lot, b.quantity from balance b join person p on p.id = b.location_id
     ), sourced as (
       select person_id as person, part_id as part, lot, sum(remaining) as quantity from holding_source group by person_id, part_id, lot
     )
     select person, part, lot from held h
     where quantity <> coalesce((select s.quantity from sourced s where s.person = h.person and s.part = h.part and s.lot = h.lot), 0)
     union
     select person, part, lot from sourced s
     where quantity <> coalesce((select h.quantity from held h where h.person = s.person and h.part = s.part and h.lot = s.lot), 0)`,
  );
}
