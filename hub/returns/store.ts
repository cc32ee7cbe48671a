import type { Evidence } from '../kernel/evidence.ts';
import type { Quantity } from '../kernel/quantity.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { Condition, ReturnState } from './contract.ts';

export type ReturnRow = {
  readonly id: string;
  readonly number: string;
  readonly state: ReturnState;
  readonly person_id: string;
  readonly team: string;
  readonly warehouse_id: string;
  readonly station_id: string | null;
  readonly creator_id: string | null;
  readonly handler_id: string | null;
  readonly approver_id: string | null;
  readonly receiver_id: string | null;
  readonly remark: string;
  readonly reason: string | null;
  readonly created_at: number;
  readonly approved_at: number | null;
  readonly received_at: number | null;
  readonly version: number;
};

export type ReturnLineRow = {
  readonly id: string;
  readonly position: number;
  readonly part_id: string;
  readonly spec: string;
  readonly quantity: Quantity | null;
  readonly condition: Condition;
  readonly problem: string;
  readonly kept_reason: string;
  readonly evidence_kind: Evidence['kind'];
  readonly evidence_ref: string | null;
  /** JSON of the lots or serial numbers that somebody named. */
  readonly lots: string;
};

export function findReturn(reader: Reader, id: string): ReturnRow | undefined {
  return reader.one<ReturnRow>('select * from return_slip where id = ?', id);
}

export function findReturnByNumber(reader: Reader, number: string): ReturnRow | undefined {
  return reader.one<ReturnRow>('select * from return_slip where number = ?', number);
}

/** A slip of his for this warehouse that nobody has decided yet: an employee has one at a time. */
export function openReturnOf(reader: Reader, person: string, warehouse: string): ReturnRow | undefined {
  return reader.one<ReturnRow>(
    "select * from return_slip where person_id = ? and warehouse_id = ? and state = 'DRAFT' order by rowid desc",
    person,
    warehouse,
  );
}

export function insertReturn(
  tx: Tx,
  row: Pick<
    ReturnRow,
    'id' | 'number' | 'person_id' | 'team' | 'warehouse_id' | 'station_id' | 'creator_id' | 'created_at'
  >,
): void {
  tx.run(
    `insert into return_slip (id, number, state, person_id, team, warehouse_id, station_id, creator_id, created_at)
     values (:id, :number, 'DRAFT', :person_id, :team, :warehouse_id, :station_id, :creator_id, :created_at)`,
    row,
  );
}

export function returnLines(reader: Reader, id: string): ReturnLineRow[] {
  return reader.all<ReturnLineRow>(
    `select id, position, part_id, spec, quantity, condition, problem, kept_reason, evidence_kind, evidence_ref, lots
     from return_line where return_id = ? order by position`,
    id,
  );
}

export function insertReturnLine(tx: Tx, slip: string, line: ReturnLineRow): void {
  tx.run(
    `insert into return_line (id, return_id, position, part_id, spec, quantity, condition, problem, kept_reason, evidence_kind,
       evidence_ref, lots)
     values (:id, :slip, :position, :part_id, :spec, :quantity, :condition, :problem, :kept_reason, :evidence_kind, :evidence_ref,
       :lots)`,
    { ...line, slip },
  );
}

export function updateReturnLine(tx: Tx, line: ReturnLineRow): void {
  const { id, spec, quantity, condition, problem, kept_reason, evidence_kind, evidence_ref, lots } = line;
  tx.run(
    `update return_line set spec = :spec, quantity = :quantity, condition = :condition, problem = :problem,
       kept_reason = :kept_reason, evidence_kind = :evidence_kind, evidence_ref = :evidence_ref, lots = :lots where id = :id`,
    { id, spec, quantity, condition, problem, kept_reason, evidence_kind, evidence_ref, lots },
  );
}

export function deleteReturnLine(tx: Tx, id: string): void {
  tx.run('delete from return_line where id = ?', id);
}

export function raiseReturnVersion(tx: Tx, id: string): void {
  tx.run('update return_slip set version = version + 1 where id = ?', id);
}

export function setReturnHeadRow(tx: Tx, id: string, head: { handler: string | null; remark: string }): void {
  tx.run('update return_slip set handler_id = ?, remark = ? where id = ?', head.handler, head.remark, id);
}

export function setReturnState(
  tx: Tx,
  id: string,
  change: { readonly state: ReturnState; readonly by: string | null; readonly at: number; readonly reason?: string },
): void {
  const { state, by, at, reason } = change;
  tx.run(
    `update return_slip set state = :state, reason = coalesce(:reason, reason),
       approver_id = case when :state in ('APPROVED', 'REJECTED') then :by else approver_id end,
       approved_at = case when :state in ('APPROVED', 'REJECTED') then :at else approved_at end,
       receiver_id = case when :state = 'RECEIVED' then :by else receiver_id end,
       received_at = case when :state = 'RECEIVED' then :at else received_at end,
       handler_id = case when :state = 'RECEIVED' then coalesce(handler_id, :by) else handler_id end
     where id = :id`,
    { id, state, by, at, reason: reason ?? null },
  );
}

export type ReturnListing = {
  readonly id: string;
  readonly number: string;
  readonly state: ReturnState;
  readonly person: string;
  readonly team: string;
  readonly warehouse: string;
  readonly handler: string | null;
  readonly approver: string | null;
  readonly receiver: string | null;
  readonly remark: string;
  readonly lines: number;
  readonly createdAt: number;
  readonly receivedAt: number | null;
};

const RETURN_SORTS: Readonly<Record<string, string>> = {
  number: 'r.number',
  state: 'r.state',
  person: 'p.name',
  team: 'r.team',
  warehouse: 'w.name',
  handler: 'h.name',
  approver: 'a.name',
  receiver: 's.name',
  lines: 'lines',
  createdAt: 'r.created_at',
  receivedAt: 'r.received_at',
};
export type ReturnFilter = {
  readonly state: ReturnState | null;
  readonly person: string | null;
  /** Wall times of its making, the first inclusive, the second not. */
  readonly from: number | null;
  readonly until: number | null;
  readonly text: string;
};

const RETURNS = `from return_slip r join person p on p.id = r.person_id join warehouse w on w.id = r.warehouse_id
   left join person h on h.id = r.handler_id left join person a on a.id = r.approver_id left join person s on s.id = r.receiver_id
 where (:state is null or r.state = :state) and (:person is null or r.person_id = :person)
   and (:from is null or r.created_at >= :from) and (:until is null or r.created_at < :until)
   and (:text = '' or r.number like :like escape '\\' or p.name like :like escape '\\' or r.remark like :like escape '\\')`;

function valuesOf({ text, ...filter }: ReturnFilter): Record<string, string | number | null> {
  return { ...filter, text, like: `%${text.replace(/[\\%_]/g, '\\$&')}%` };
}

/** The newest first unless told otherwise. */
export function listedReturns(
  reader: Reader,
  filter: ReturnFilter,
  page: { readonly limit: number; readonly offset: number; readonly sort: string; readonly descending: boolean },
): ReturnListing[] {
  const { limit, offset, sort, descending } = page;
  const by = RETURN_SORTS[sort];
  const order = by === undefined ? 'r.rowid desc' : `${by} ${descending ? 'desc' : 'asc'}, r.rowid desc`;
  return reader.all<ReturnListing>(
    `select r.id, r.number, r.state, p.name as person, r.team, w.name as warehouse, h.name as handler, a.name as approver,
            s.name as receiver, r.remark, r.created_at as createdAt, r.received_at as receivedAt,
            (select count(*) from return_line l where l.return_id = r.id) as lines
     ${RETURNS} order by ${order} limit :limit offset :offset`,
    { ...valuesOf(filter), limit, offset },
  );
}

export function countReturns(reader: Reader, filter: ReturnFilter): number {
  return reader.one<{ n: number }>(`select count(*) as n ${RETURNS}`, valuesOf(filter))?.n ?? 0;
}

export type AnnouncedReturn = {
  readonly id: string;
  readonly number: string;
  readonly person: string;
  readonly lines: number;
  readonly since: number;
};

/** Returns that employees have announced and nobody has received, the oldest first. */
export function announcedReturns(reader: Reader, warehouse: string, limit: number): AnnouncedReturn[] {
  return reader.all<AnnouncedReturn>(
    `select r.id, r.number, p.name as person, r.created_at as since,
            (select count(*) from return_line l where l.return_id = r.id) as lines
     from return_slip r join person p on p.id = r.person_id
     where r.warehouse_id = ? and r.state in ('DRAFT', 'SUBMITTED', 'APPROVED') order by r.rowid limit ?`,
    warehouse,
    limit,
  );
}

/** The bin of the warehouse that the part was last issued to this person from. */
export function lastBinOf(reader: Reader, person: string, part: string, warehouse: string): string | undefined {
  return reader.one<{ id: string }>(
    `select b.id from movement m join bin b on b.id = m.from_location
     where m.to_location = ? and m.part_id = ? and m.kind = 'issue' and b.warehouse_id = ? and b.kind = 'shelf'
     order by m.n desc limit 1`,
    person,
    part,
    warehouse,
  )?.id;
}

export function binCodeOf(reader: Reader, bin: string): string {
  return reader.one<{ code: string }>('select code from bin where id = ?', bin)?.code ?? '';
}
