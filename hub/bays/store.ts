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

export function insertWait(tx: Tx, wait: Omit<WaitRow, 'ready_at' | 'ended_at'>): void {
  tx.run(
    `insert into parts_wait (id, requisition_id, order_id, station_id, person_id, since)
     values (:id, :requisition_id, :order_id, :station_id, :person_id, :since)`,
    wait,
  );
}

export function findWait(reader: Reader, id: string): WaitRow | undefined {
  return reader.one<WaitRow>('select * from parts_wait where id = ?', id);
}

export function openWaitFor(reader: Reader, requisition: string): WaitRow | undefined {
  return reader.one<WaitRow>('select * from parts_wait where requisition_id = ? and ended_at is null', requisition);
}

export function setWaitReady(tx: Tx, id: string, at: number): void {
  tx.run('update parts_wait set ready_at = ? where id = ?', at, id);
}

export function endWait(tx: Tx, id: string, at: number): void {
  tx.run('update parts_wait set ended_at = ? where id = ?', at, id);
}

export type WaitListing = {
  readonly id: string;
  readonly requisition: string;
  readonly number: string;
  readonly approval: string;
  readonly station: string;
  readonly technician: string;
  readonly plate: string | null;
  readonly since: number;
  readonly readyAt: number | null;
};

/** Open waits of a warehouse or of a bay, the longest first. */
export function openWaits(reader: Reader, of: { warehouse?: string; station?: string }): WaitListing[] {
  return reader.all<WaitListing>(
    `select w.id, w.requisition_id as requisition, r.number, r.approval, w.station_id as station, p.name as technician,
            v.plate, w.since, w.ready_at as readyAt
     from parts_wait w join requisition r on r.id = w.requisition_id join person p on p.id = w.person_id
       left join repair_order o on o.id = w.order_id left join vehicle v on v.id = o.vehicle_id
     where w.ended_at is null and (:warehouse is null or r.warehouse_id = :warehouse)
       and (:station is null or w.station_id = :station)
     order by w.since limit 50`,
    { warehouse: of.warehouse ?? null, station: of.station ?? null },
  );
}
