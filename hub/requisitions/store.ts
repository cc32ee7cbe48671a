import type { Evidence } from '../kernel/evidence.ts';
import type { Quantity } from '../kernel/quantity.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { ApprovalState, Purpose, SigningState } from './contract.ts';

export type SlipRow = {
  readonly id: string;
  readonly number: string;
  readonly approval: ApprovalState;
  readonly signing: SigningState;
  readonly purpose: Purpose;
  readonly warehouse_id: string;
  readonly receiver_id: string | null;
  readonly order_id: string | null;
  readonly remark: string;
  readonly station_id: string | null;
  readonly creator_id: string | null;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly reason: string | null;
  readonly created_at: number;
  readonly submitted_at: number | null;
  readonly touched_at: number;
  readonly signed_by: string | null;
  readonly signed_at: number | null;
  readonly reversed_by: string | null;
  readonly reversed_at: number | null;
  readonly reversed_reason: string | null;
  readonly copied_from: string | null;
  readonly back_order_of: string | null;
  readonly escrow: number;
  readonly version: number;
};

export type LineRow = {
  readonly id: string;
  readonly position: number;
  readonly part_id: string;
  readonly quantity: Quantity;
  readonly asked_quantity: Quantity | null;
  readonly short_reason: string | null;
  readonly price: number;
  readonly evidence_kind: Evidence['kind'];
  readonly evidence_ref: string | null;
  /** What the scale says where it disagrees with the quantity, and which weighing said so. */
  readonly weighed_quantity: Quantity | null;
  readonly weighing_id: string | null;
  /** JSON of the lots or serial numbers that somebody named. */
  readonly lots: string;
};
/** A line that was not on any scale yet and names no lots. */
export type PlainLine = Omit<LineRow, 'weighed_quantity' | 'weighing_id' | 'lots'>;

export function findSlip(reader: Reader, id: string): SlipRow | undefined {
  return reader.one<SlipRow>('select * from requisition where id = ?', id);
}

export function findSlipByNumber(reader: Reader, number: string): SlipRow | undefined {
  return reader.one<SlipRow>('select * from requisition where number = ?', number);
}

export function findLines(reader: Reader, slip: string): LineRow[] {
  return reader.all<LineRow>(
    `select id, position, part_id, quantity, asked_quantity, short_reason, price, evidence_kind, evidence_ref, weighed_quantity, weighing_id,
       lots
     from requisition_line where requisition_id = ? order by position`,
    slip,
  );
}

export function insertSlip(
  tx: Tx,
  slip: Pick<SlipRow, 'id' | 'number' | 'purpose' | 'warehouse_id' | 'station_id' | 'creator_id' | 'created_at'>,
): void {
  tx.run(
    `insert into requisition (id, number, approval, purpose, warehouse_id, station_id, creator_id, created_at, touched_at)
     values (?, ?, 'DRAFT', ?, ?, ?, ?, ?, ?)`,
    slip.id,
    slip.number,
    slip.purpose,
    slip.warehouse_id,
    slip.station_id,
    slip.creator_id,
    slip.created_at,
    slip.created_at,
  );
}

export type DraftHead = Pick<SlipRow, 'receiver_id' | 'order_id' | 'purpose'>;

export function setDraftHead(tx: Tx, id: string, head: DraftHead): void {
  tx.run(
    'update requisition set receiver_id = ?, order_id = ?, purpose = ? where id = ?',
    head.receiver_id,
    head.order_id,
    head.purpose,
    id,
  );
}

export function setRemarkText(tx: Tx, id: string, remark: string): void {
  tx.run('update requisition set remark = ? where id = ?', remark, id);
}

/** Somebody worked on it: every screen that shows it looks again, and its time to expire begins anew. */
export function raiseVersion(tx: Tx, id: string, at: number): void {
  tx.run('update requisition set version = version + 1, touched_at = ? where id = ?', at, id);
}

/** Null: it waits for goods and nobody has taken it back. */
export function setSubmittedAt(tx: Tx, id: string, at: number | null): void {
  tx.run('update requisition set submitted_at = ? where id = ?', at, id);
}

export function setApproval(
  tx: Tx,
  id: string,
  change: { approval: ApprovalState; by: string | null; at: number | null; reason: string | null },
): void {
  tx.run(
    'update requisition set approval = ?, decided_by = ?, decided_at = ?, reason = ? where id = ?',
    change.approval,
    change.by,
    change.at,
    change.reason,
    id,
  );
}

export function insertLine(tx: Tx, slip: string, line: PlainLine & Partial<LineRow>): void {
  tx.run(
    `insert into requisition_line (id, requisition_id, position, part_id, quantity, asked_quantity, short_reason, price,
       evidence_kind, evidence_ref, weighed_quantity, weighing_id, lots)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    line.id,
    slip,
    line.position,
    line.part_id,
    line.quantity,
    line.asked_quantity,
    line.short_reason,
    line.price,
    line.evidence_kind,
    line.evidence_ref,
    line.weighed_quantity ?? null,
    line.weighing_id ?? null,
    line.lots ?? '[]',
  );
}

/** More lots than pieces are named: somebody names them anew. */
const LOTS_WITHIN = `lots = case when (select coalesce(sum(json_extract(value, '$.quantity')), 0) from json_each(lots)) > :quantity
  then '[]' else lots end`;

/** A quantity that was just proved: whatever the scale said before is over. */
export function setLine(tx: Tx, id: string, quantity: Quantity, evidence: Evidence): void {
  tx.run(
    `update requisition_line set quantity = :quantity, evidence_kind = :kind, evidence_ref = :ref, asked_quantity = null,
       short_reason = null, weighed_quantity = null, weighing_id = null, ${LOTS_WITHIN} where id = :id`,
    { quantity, kind: evidence.kind, ref: evidence.ref, id },
  );
}

/** The scale disagrees with the line. Null: it does not any more. */
export function setDispute(tx: Tx, id: string, weighed: { quantity: Quantity; weighing: string } | null): void {
  tx.run(
    'update requisition_line set weighed_quantity = ?, weighing_id = ? where id = ?',
    ...[weighed?.quantity ?? null, weighed?.weighing ?? null, id],
  );
}

/** Less is issued than was asked for; what was asked for first stays known. */
export function shortenLine(tx: Tx, id: string, quantity: Quantity, asked: Quantity, reason: string | null): void {
  tx.run(
    `update requisition_line set quantity = :quantity, asked_quantity = coalesce(asked_quantity, :asked), short_reason = :reason,
       ${LOTS_WITHIN} where id = :id`,
    { quantity, asked, reason, id },
  );
}

/** `lots`: JSON, as a line keeps it. */
export function setLineLots(tx: Tx, id: string, lots: string): void {
  tx.run('update requisition_line set lots = ? where id = ?', lots, id);
}

export function deleteLine(tx: Tx, id: string): void {
  tx.run('delete from requisition_line where id = ?', id);
}

export function deleteLines(tx: Tx, slip: string): void {
  tx.run('delete from requisition_line where requisition_id = ?', slip);
}

/** Remembers what the draft was before a step. */
export function pushStep(tx: Tx, slip: string, kind: string, before: string): void {
  tx.run(
    `insert into requisition_step (requisition_id, n, kind, before)
     values (:slip, (select coalesce(max(n), 0) + 1 from requisition_step where requisition_id = :slip), :kind, :before)`,
    { slip, kind, before },
  );
}

export function popStep(tx: Tx, slip: string): { readonly kind: string; readonly before: string } | undefined {
  const step = tx.one<{ n: number; kind: string; before: string }>(
    'select n, kind, before from requisition_step where requisition_id = ? order by n desc limit 1',
    slip,
  );
  if (step !== undefined) tx.run('delete from requisition_step where requisition_id = ? and n = ?', slip, step.n);
  return step;
}

export function forgetSteps(tx: Tx, slip: string): void {
  tx.run('delete from requisition_step where requisition_id = ?', slip);
}

/** Submitted slips of a warehouse that wait for any one keeper, the oldest first. */
export function slipsToApprove(reader: Reader, warehouse: string): string[] {
  return reader
    .all<{ id: string }>(
      "select id from requisition where warehouse_id = ? and approval = 'SUBMITTED' order by rowid limit 20",
      warehouse,
    )
    .map((row) => row.id);
}

/**
 * What the other submitted slips of the warehouse name of a part, as it is kept: who was submitted first comes first. `before`: only of
 * slips that were submitted before this one, which is submitted itself. Reservations do not tell the turn: they are made anew when a slip is
 * issued short.
 */
export function lotPromises(
  reader: Reader,
  { slip, warehouse, part, before }: { slip: string; warehouse: string; part: string; before: boolean },
): { readonly lots: string; readonly to: string }[] {
  const earlier = `and (q.submitted_at, q.rowid) <
    (select own.submitted_at, own.rowid from requisition own where own.id = :slip)`;
  return reader.all(
    `select l.lots, q.number as "to" from reservation r join requisition_line l on l.id = r.line_id
       join requisition q on q.id = r.document_id
     where r.part_id = :part and r.warehouse_id = :warehouse and r.released_at is null and r.document_id <> :slip
       and l.lots <> '[]' ${before ? earlier : ''} order by q.submitted_at, q.rowid`,
    { slip, warehouse, part },
  );
}
