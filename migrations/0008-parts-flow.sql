-- What becomes of issued parts: signed for, refused, reversed, expired; used, handed over, lost, returned; waited for at a bay.

-- A requisition may expire, be refused by its receiver, or be reversed before it was signed for. SQLite cannot change a check:
-- the three tables are made anew, children first, so that no reference is ever broken.
create table requisition_new (
  id text primary key,
  number text not null unique,
  approval text not null check (approval in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'CANCELLED', 'EXPIRED')),
  signing text not null default 'UNSIGNED' check (signing in ('UNSIGNED', 'SIGNED', 'REFUSED')),
  purpose text not null check (purpose in ('order', 'kit')),
  warehouse_id text not null references warehouse (id),
  receiver_id text references person (id),
  order_id text references repair_order (id),
  remark text not null default '',
  station_id text,
  creator_id text,
  decided_by text references person (id),
  decided_at integer,
  reason text,
  created_at integer not null,
  submitted_at integer,
  -- Who signed for it or refused to, when, and what proved it.
  signed_by text references person (id),
  signed_at integer,
  signed_evidence text,
  -- 冲销: the issue was undone by opposite movements, by a keeper or because the receiver refused.
  reversed_by text references person (id),
  reversed_at integer,
  reversed_reason text,
  copied_from text references requisition_new (id),
  -- 欠料: what a keeper could not issue of this slip waits here as a draft of its own.
  back_order_of text references requisition_new (id),
  -- 事后补签: taken while no keeper was there; a keeper decides afterwards.
  escrow integer not null default 0 check (escrow in (0, 1)),
  version integer not null default 1
) strict;
insert into requisition_new (id, number, approval, signing, purpose, warehouse_id, receiver_id, order_id, remark, station_id, creator_id,
  decided_by, decided_at, reason, created_at, submitted_at, version)
select id, number, approval, signing, purpose, warehouse_id, receiver_id, order_id, remark, station_id, creator_id,
  decided_by, decided_at, reason, created_at, case approval when 'DRAFT' then null else created_at end, version from requisition;

create table requisition_line_new (
  id text primary key,
  requisition_id text not null references requisition_new (id),
  position integer not null,
  part_id text not null references part (id),
  quantity integer not null,
  -- What was asked for, where less could be issued or a keeper issued less; and why. Only then may the quantity be zero.
  asked_quantity integer,
  short_reason text,
  price integer not null,
  evidence_kind text not null,
  evidence_ref text,
  unique (requisition_id, part_id),
  check (quantity > 0 or (quantity = 0 and asked_quantity is not null))
) strict;
insert into requisition_line_new (id, requisition_id, position, part_id, quantity, price, evidence_kind, evidence_ref)
select id, requisition_id, position, part_id, quantity, price, evidence_kind, evidence_ref from requisition_line;

create table requisition_step_new (
  requisition_id text not null references requisition_new (id),
  n integer not null,
  kind text not null,
  before text not null,
  primary key (requisition_id, n)
) strict, without rowid;
insert into requisition_step_new select requisition_id, n, kind, before from requisition_step;

drop table requisition_step;
drop table requisition_line;
drop table requisition;
alter table requisition_new rename to requisition;
alter table requisition_line_new rename to requisition_line;
alter table requisition_step_new rename to requisition_step;

create index requisition_by_state on requisition (warehouse_id, approval);
create index requisition_open on requisition (created_at) where approval in ('DRAFT', 'SUBMITTED');
create index requisition_unsigned on requisition (warehouse_id, decided_at)
  where approval = 'APPROVED' and signing = 'UNSIGNED' and reversed_at is null;
create index requisition_by_receiver on requisition (receiver_id, approval);
create index requisition_by_order on requisition (order_id) where order_id is not null;
create index requisition_line_in_order on requisition_line (requisition_id, position);

-- Where a returned part goes: an opened pack is used up first, a damaged one waits for inspection and is promised to nobody.
alter table bin add column kind text not null default 'shelf' check (kind in ('shelf', 'open', 'quarantine'));
create index bin_of_kind on bin (warehouse_id, kind) where kind <> 'shelf';

-- What an employee holds, by the movement that gave it to him. Whatever leaves him names the row that it consumes, so that
-- used, returned and held are known for every issue. Kept by the triggers below and proved equal to the balances.
create table holding_source (
  movement_id text primary key references movement (id),
  -- Order of the movements: the oldest is consumed first.
  n integer not null,
  person_id text not null references person (id),
  part_id text not null references part (id),
  lot text not null,
  -- The car that it was issued for; a kit has none.
  order_id text references repair_order (id),
  remaining integer not null check (remaining >= 0)
) strict, without rowid;
create index holding_open on holding_source (person_id, part_id, n) where remaining > 0;

insert into holding_source (movement_id, n, person_id, part_id, lot, order_id, remaining)
select m.id, m.n, m.to_location, m.part_id, m.lot,
  case m.document_kind when 'requisition' then (select r.order_id from requisition r where r.id = m.document_id) end,
  case when exists (select 1 from movement u where u.reverses = m.id) then 0 else m.quantity end
from movement m join person p on p.id = m.to_location
where m.reverses is null;

create trigger movement_from_employee_consumes before insert on movement
when new.reverses is null and new.consumes is null and exists (select 1 from person where id = new.from_location)
begin select raise(abort, 'what leaves an employee names the movement that it consumes'); end;

create trigger movement_consumes_what_is_held before insert on movement when new.consumes is not null
begin
  select raise(abort, 'a movement consumes what the employee holds of that part')
  where not exists (
    select 1 from holding_source s
    where s.movement_id = new.consumes and s.person_id = new.from_location and s.part_id = new.part_id and s.lot = new.lot
      and s.remaining >= new.quantity
  );
end;

create trigger movement_feeds_holding after insert on movement
when new.reverses is null and exists (select 1 from person where id = new.to_location)
begin
  insert into holding_source (movement_id, n, person_id, part_id, lot, order_id, remaining)
  values (new.id, new.n, new.to_location, new.part_id, new.lot,
    coalesce(
      case new.document_kind when 'requisition' then (select r.order_id from requisition r where r.id = new.document_id) end,
      (select s.order_id from holding_source s where s.movement_id = new.consumes)),
    new.quantity);
end;

create trigger movement_drains_holding after insert on movement when new.consumes is not null
begin update holding_source set remaining = remaining - new.quantity where movement_id = new.consumes; end;

-- A reversal gives back what the movement consumed, and takes away what it had fed.
create trigger reversal_mends_holding after insert on movement when new.reverses is not null
begin
  update holding_source set remaining = remaining - new.quantity where movement_id = new.reverses;
  update holding_source set remaining = remaining + new.quantity
  where movement_id = (select m.consumes from movement m where m.id = new.reverses);
end;

-- 移交: from one employee to another, who signs for it. Stock moves when he does.
create table hand_over (
  id text primary key,
  number text not null unique,
  state text not null check (state in ('OFFERED', 'SIGNED', 'REFUSED', 'WITHDRAWN')),
  giver_id text not null references person (id),
  taker_id text not null references person (id),
  remark text not null,
  created_at integer not null,
  decided_at integer,
  check (giver_id <> taker_id)
) strict;
create index hand_over_open on hand_over (taker_id) where state = 'OFFERED';

create table hand_over_line (
  hand_over_id text not null references hand_over (id),
  part_id text not null references part (id),
  quantity integer not null check (quantity > 0),
  primary key (hand_over_id, part_id)
) strict, without rowid;

-- 报损: lost or broken in an employee's hands; somebody else decides.
create table loss_report (
  id text primary key,
  number text not null unique,
  kind text not null check (kind in ('loss', 'damage')),
  state text not null check (state in ('SUBMITTED', 'APPROVED', 'REJECTED')),
  person_id text not null references person (id),
  part_id text not null references part (id),
  quantity integer not null check (quantity > 0),
  remark text not null,
  creator_id text not null references person (id),
  created_at integer not null,
  decided_by text references person (id),
  decided_at integer,
  reason text
) strict;
create index loss_report_open on loss_report (created_at) where state = 'SUBMITTED';

-- 调回单: what an employee brings back. Stock and holding move together when it is received.
create table return_slip (
  id text primary key,
  number text not null unique,
  state text not null check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'RECEIVED', 'REJECTED', 'CANCELLED')),
  person_id text not null references person (id),
  -- 部门, as it was when the slip was made.
  team text not null,
  warehouse_id text not null references warehouse (id),
  station_id text,
  creator_id text references person (id),
  -- 经办人, 审批人, 签收人.
  handler_id text references person (id),
  approver_id text references person (id),
  receiver_id text references person (id),
  remark text not null default '',
  reason text,
  created_at integer not null,
  approved_at integer,
  -- 入库时间.
  received_at integer,
  version integer not null default 1
) strict;
create index return_slip_open on return_slip (warehouse_id, state) where state in ('DRAFT', 'SUBMITTED', 'APPROVED');
create index return_slip_by_person on return_slip (person_id, state);

create table return_line (
  id text primary key,
  return_id text not null references return_slip (id),
  position integer not null,
  part_id text not null references part (id),
  -- 配件规格, as somebody entered it on the slip.
  spec text not null,
  -- Null: nobody has checked it yet.
  quantity integer check (quantity > 0),
  condition text not null check (condition in ('good', 'opened', 'damaged')),
  -- 配件问题.
  problem text not null default '',
  -- 结转: why he keeps it over night.
  kept_reason text not null default '',
  evidence_kind text not null,
  evidence_ref text,
  unique (return_id, part_id, condition)
) strict;

-- 待料: a bay waits for parts, until they are issued or nobody waits any more.
create table parts_wait (
  id text primary key,
  requisition_id text not null unique references requisition (id),
  order_id text references repair_order (id),
  station_id text not null,
  person_id text not null references person (id),
  since integer not null,
  -- 配件已备: the keeper has issued them.
  ready_at integer,
  ended_at integer
) strict;
create index parts_wait_open on parts_wait (station_id) where ended_at is null;

-- A station may be a bay now, and what it works on may be a return or a slip that waits for its receiver's badge.
create table station_new (
  id text primary key,
  kind text not null check (kind in ('counter', 'bay')),
  -- Of a bay: as repair orders call it.
  name text not null,
  warehouse_id text not null references warehouse (id),
  -- The document that scans go to, and the one that was finished last.
  focus_kind text check (focus_kind in ('requisition', 'return', 'signing')),
  focus_id text,
  last_document_kind text check (last_document_kind in ('requisition', 'return')),
  last_document_id text,
  awaiting_pin_scan text
) strict;
insert into station_new (id, kind, name, warehouse_id, focus_kind, focus_id, last_document_kind, last_document_id, awaiting_pin_scan)
select id, kind, name, warehouse_id, focus_kind, focus_id, case when last_document_id is null then null else 'requisition' end,
  last_document_id, awaiting_pin_scan from station;
create table device_new (
  -- Journals, print jobs and the frame log name it, so that a name is never given to another device.
  name text primary key,
  family text not null check (family in ('scanner', 'printer', 'scale')),
  label text not null,
  profile text not null,
  address text not null,
  station_id text references station_new (id),
  origin text not null check (origin in ('configuration', 'page')),
  own text not null,
  removed_at integer
) strict;
insert into device_new select name, family, label, profile, address, station_id, origin, own, removed_at from device;
drop table device;
drop table station;
alter table station_new rename to station;
alter table device_new rename to device;
create unique index device_by_address on device (address) where removed_at is null;
create index device_by_station on device (station_id) where removed_at is null;
