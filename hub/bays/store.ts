import type { Reader, Tx } from '../store/open.ts';

export type WaitRow = {
  readonly id: string;
  readonly requisition_id: string;
  readonly order_id: string | null;
  readonly station_id: string;
  readonly person_id: string;
  readonly since: number;
  readonly ready_at: number | null;
  readonly ended_at: number | null;
};

/** A list that was taken back and is sent again waits anew. */
export function insertWait(tx: Tx, wait: Omit<WaitRow, 'ready_at' | 'ended_at'>): void {
  tx.run(
    `insert into parts_wait (id, requisition_id, order_id, station_id, person_id, since)
     values (:id, :requisition_id, :order_id, :station_id, :person_id, :since)
     on conflict (requisition_id) do update set id = excluded.id, order_id = excluded.order_id, station_id = excluded.station_id,
       person_id = excluded.person_id, since = excluded.since, ready_at = null, ended_at = null`,
    wait,
  );
}

export function findWait(reader: Reader, id: string): WaitRow | undefined {
  return reader.one<WaitRow>('select * from parts_wait where id = ?', id);
}

export function openWaitFor(reader: Reader, requisition: string): WaitRow | undefined {
  return reader.one<WaitRow>('select * from parts_wait where requisition_id = ? and ended_at is null', requisition);
}

/** The wait for a slip, over or not. */
export function waitOf(reader: Reader, requisition: string): WaitRow | undefined {
  return reader.one<WaitRow>('select * from parts_wait where requisition_id = ?', requisition);
}

export function setWaitReady(tx: Tx, id: string, at: number): void {
  tx.run('update parts_wait set ready_at = ? where id = ?', at, id);
}

export function endWait(tx: Tx, id: string, at: number): void {
  tx.run('update parts_wait set ended_at = ? where id = ?', at, id);
}

/** The list that a technician is making at the bay for the car; what is sent, and the rest of what was sent, is none. */
export function listInHand(
  reader: Reader,
  of: { readonly station: string; readonly technician: string; readonly order: string },
): string | null {
  const list = reader.one<{ id: string }>(
    `select r.id from requisition r
     where r.order_id = :order and r.approval = 'DRAFT' and r.creator_id = :technician and r.station_id = :station
       and r.back_order_of is null
       and not exists (select 1 from parts_wait w where w.requisition_id = r.id and w.ended_at is null)
     order by r.created_at desc limit 1`,
    of,
  );
  return list?.id ?? null;
}

/** The parts of a movement, a return or a requisition. */
export function partsOfDocument(reader: Reader, id: string): string[] {
  return reader
    .all<{ part: string }>(
      `select part_id as part from movement where id = :id
       union select part_id from return_line where return_id = :id
       union select part_id from requisition_line where requisition_id = :id`,
      { id },
    )
    .map(({ part }) => part);
}

const MOST_SERVED_AT_ONCE = 100;

/** The rest of a slip has waited as long as the slip itself. */
const ASKED_AT = `(with recursive chain (id, created_at, origin) as (
    select r.id, r.created_at, r.back_order_of
    union all select o.id, o.created_at, o.back_order_of from requisition o join chain c on o.id = c.origin
  ) select min(created_at) from chain)`;

/** Drafts that wait for goods and want one of the parts, the longest waiting first: the rest of a slip that stands, or what a bay waits for. What a person took back waits for nothing. */
export function waitingDrafts(reader: Reader, parts: readonly string[]): string[] {
  return reader
    .all<{ id: string }>(
      `select r.id from requisition r
       where r.approval in ('DRAFT', 'SUBMITTED') and r.approval = 'DRAFT' and r.submitted_at is null
         and (exists (select 1 from requisition o where o.id = r.back_order_of and o.approval in ('SUBMITTED', 'APPROVED')
             and o.reversed_at is null)
           or exists (select 1 from parts_wait w where w.requisition_id = r.id and w.ended_at is null))
         and exists (select 1 from requisition_line l where l.requisition_id = r.id and l.quantity > 0
           and l.part_id in (select value from json_each(:parts)))
       order by ${ASKED_AT}, r.created_at, r.number limit :limit`,
      { parts: JSON.stringify(parts), limit: MOST_SERVED_AT_ONCE },
    )
    .map(({ id }) => id);
}

export type WaitListing = {
  readonly id: string;
  readonly requisition: string;
  readonly number: string;
  readonly approval: string;
  readonly station: string;
  readonly technician: string;
  readonly plate: string | null;
  readonly newEnergy: number | null;
  readonly escrow: number;
  readonly since: number;
  readonly readyAt: number | null;
};

/** Open waits of a warehouse or of a bay, the longest first. */
export function openWaits(reader: Reader, of: { warehouse?: string; station?: string }): WaitListing[] {
  return reader.all<WaitListing>(
    `select w.id, w.requisition_id as requisition, r.number, r.approval, w.station_id as station, p.name as technician,
            v.plate, v.new_energy as newEnergy, r.escrow, w.since, w.ready_at as readyAt
     from parts_wait w join requisition r on r.id = w.requisition_id join person p on p.id = w.person_id
       left join repair_order o on o.id = w.order_id left join vehicle v on v.id = o.vehicle_id
     where w.ended_at is null and (:warehouse is null or r.warehouse_id = :warehouse)
       and (:station is null or w.station_id = :station)
     order by w.since limit 50`,
    { warehouse: of.warehouse ?? null, station: of.station ?? null },
  );
}

const MOST_NAMED = 2;

/** What a slip is about, where there is no room for all of it: its first parts, and how many lines there are. */
export function partsInShort(
  reader: Reader,
  requisition: string,
): { lines: number; parts: { name: string; model: string; unit: string; quantity: number }[] } {
  const rows = reader.all<{ name: string; model: string; unit: string; quantity: number; lines: number }>(
    `select p.name, p.model, p.unit, l.quantity, count(*) over () as lines
     from requisition_line l join part p on p.id = l.part_id where l.requisition_id = ? and l.quantity > 0
     order by l.position limit ?`,
    requisition,
    MOST_NAMED,
  );
  return { lines: rows[0]?.lines ?? 0, parts: rows.map(({ lines: _, ...part }) => part) };
}

export type LastUsed = {
  readonly part: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly decimals: number;
  readonly quantity: number;
  readonly isSameCar: number;
};

/** Parts in use of approved slips for the order's car and for cars of its model, those of the car first, then the newest; each part once. */
export function lastUsedFor(reader: Reader, order: string, limit: number): LastUsed[] {
  return reader.all<LastUsed>(
    `with here as (select v.id, v.model from repair_order o join vehicle v on v.id = o.vehicle_id where o.id = ?),
     issued as (
       select l.part_id, l.quantity, v.id = (select id from here) as sameCar, r.decided_at,
              row_number() over (partition by l.part_id order by v.id = (select id from here) desc, r.decided_at desc) as turn
       from requisition r join requisition_line l on l.requisition_id = r.id
         join repair_order o on o.id = r.order_id join vehicle v on v.id = o.vehicle_id
       where r.approval = 'APPROVED' and r.reversed_at is null and l.quantity > 0
         and (v.id = (select id from here) or v.model = (select model from here))
     )
     select p.id as part, p.number, p.name, p.model, p.spec, p.unit, p.decimals, i.quantity, i.sameCar as isSameCar
     from issued i join part p on p.id = i.part_id where i.turn = 1 and p.retired_at is null
     order by i.sameCar desc, i.decided_at desc limit ?`,
    order,
    limit,
  );
}
