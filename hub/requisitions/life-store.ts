import type { Evidence } from '../kernel/evidence.ts';
import type { Quantity } from '../kernel/quantity.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { SigningState } from './contract.ts';

export function setSigning(
  tx: Tx,
  id: string,
  signing: { state: SigningState; by: string; at: number; evidence: Evidence },
): void {
  tx.run(
    'update requisition set signing = ?, signed_by = ?, signed_at = ?, signed_evidence = ? where id = ?',
    signing.state,
    signing.by,
    signing.at,
    JSON.stringify(signing.evidence),
    id,
  );
}

export function setReversed(tx: Tx, id: string, reversal: { by: string | null; at: number; reason: string }): void {
  tx.run(
    'update requisition set reversed_by = ?, reversed_at = ?, reversed_reason = ? where id = ?',
    reversal.by,
    reversal.at,
    reversal.reason,
    id,
  );
}

export function setOrigin(tx: Tx, id: string, origin: { copiedFrom?: string; backOrderOf?: string }): void {
  tx.run(
    'update requisition set copied_from = ?, back_order_of = ? where id = ?',
    origin.copiedFrom ?? null,
    origin.backOrderOf ?? null,
    id,
  );
}

export function setEscrow(tx: Tx, id: string): void {
  tx.run('update requisition set escrow = 1 where id = ?', id);
}

/** The draft that keeps what could not be issued of a slip, and waits for it. One that somebody took back waits for nothing. */
export function openBackOrder(reader: Reader, slip: string): string | undefined {
  return reader.one<{ id: string }>(
    "select id from requisition where back_order_of = ? and approval = 'DRAFT' and submitted_at is null",
    slip,
  )?.id;
}

/** Drafts and submitted slips that nobody has touched for long. What waits for goods, or at a bay, or was taken without a keeper, does not expire. */
export function expiredSlips(reader: Reader, before: number, limit: number): string[] {
  return reader
    .all<{ id: string }>(
      `select id from requisition
       where approval in ('DRAFT', 'SUBMITTED') and created_at < :before and touched_at < :before
         and (back_order_of is null or submitted_at is not null) and escrow = 0
         and not exists (select 1 from parts_wait w where w.requisition_id = requisition.id and w.ended_at is null)
       order by created_at limit :limit`,
      { before, limit },
    )
    .map(({ id }) => id);
}

/** Fen that a person has taken without a keeper and no keeper has decided yet. */
export function openEscrowValue(reader: Reader, person: string): number {
  return (
    reader.one<{ sum: number }>(
      `select coalesce(sum(round(l.quantity * l.price / 1000.0)), 0) as sum from requisition r
         join requisition_line l on l.requisition_id = r.id
       where r.receiver_id = ? and r.approval = 'SUBMITTED' and r.escrow = 1`,
      person,
    )?.sum ?? 0
  );
}

/** The movements of a slip's issue that were not undone, and how much of each the receiver still has. */
export function issuedMovements(
  reader: Reader,
  slip: string,
): {
  id: string;
  part: string;
  partName: string;
  lot: string;
  from: string;
  to: string;
  quantity: Quantity;
  remaining: Quantity;
  line: string;
}[] {
  // The plus keeps the planner from the index of all issues there ever were.
  return reader.all(
    `select m.id, m.part_id as part, p.name as partName, m.lot, m.from_location as "from", m.to_location as "to", m.quantity,
            coalesce(s.remaining, 0) as remaining, m.line_id as line
     from movement m join part p on p.id = m.part_id left join holding_source s on s.movement_id = m.id
     where m.document_id = ? and +m.kind = 'issue' and not exists (select 1 from movement u where u.reverses = m.id)
     order by m.n`,
    slip,
  );
}

export type UnsignedSlip = {
  readonly id: string;
  readonly number: string;
  readonly receiver: string;
  readonly plate: string | null;
  readonly bay: string | null;
  readonly since: number;
};

/** Issued and neither signed for nor undone, the oldest first: of a warehouse, of a bay's car, or of one receiver. */
export function unsignedSlips(
  reader: Reader,
  of: { warehouse?: string; order?: string; receiver?: string },
  limit: number,
): UnsignedSlip[] {
  return reader.all<UnsignedSlip>(
    `select r.id, r.number, p.name as receiver, v.plate, o.bay, r.decided_at as since
     from requisition r join person p on p.id = r.receiver_id
       left join repair_order o on o.id = r.order_id left join vehicle v on v.id = o.vehicle_id
     where r.approval = 'APPROVED' and r.signing = 'UNSIGNED' and r.reversed_at is null
       and (:warehouse is null or r.warehouse_id = :warehouse) and (:order is null or r.order_id = :order)
       and (:receiver is null or r.receiver_id = :receiver)
     order by r.decided_at limit :limit`,
    { warehouse: of.warehouse ?? null, order: of.order ?? null, receiver: of.receiver ?? null, limit },
  );
}

export type SlipAside = {
  readonly id: string;
  readonly number: string;
  readonly receiver: string | null;
  readonly plate: string | null;
  readonly lines: number;
  readonly since: number;
};

/** Drafts with parts on them that were begun at a counter and left for other work there, the newest first. `inHand`: the one that is not left. */
export function slipsAside(
  reader: Reader,
  of: { warehouse: string; station: string; inHand: string | null },
  limit: number,
): SlipAside[] {
  return reader.all<SlipAside>(
    `select r.id, r.number, p.name as receiver, v.plate, count(l.id) as lines, r.created_at as since
     from requisition r join requisition_line l on l.requisition_id = r.id left join person p on p.id = r.receiver_id
       left join repair_order o on o.id = r.order_id left join vehicle v on v.id = o.vehicle_id
     where r.warehouse_id = :warehouse and r.approval = 'DRAFT' and r.station_id = :station and r.back_order_of is null and r.id is not :inHand
     group by r.id order by r.created_at desc limit :limit`,
    { ...of, limit },
  );
}
