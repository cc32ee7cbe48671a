-- Repair orders, and the requisitions that issue parts for them.

create table repair_order (
  id text primary key references location (id),
  number text not null unique,
  vehicle_id text not null references vehicle (id),
  kind text not null,
  complaint text not null,
  bay text,
  state text not null check (state in (
    'BOOKED', 'CHECKED_IN', 'INSPECTING', 'QUOTED', 'DECLINED', 'TO_DISPATCH', 'DISPATCHED', 'IN_PROGRESS', 'ON_HOLD',
    'WORK_DONE', 'QC', 'TO_SETTLE', 'SETTLED', 'DELIVERED', 'TO_CALL_BACK', 'CLOSED', 'REWORK', 'CANCELLED')),
  opened_at integer not null
) strict;
create index repair_order_by_vehicle on repair_order (vehicle_id, state);

create table requisition (
  id text primary key,
  number text not null unique,
  approval text not null check (approval in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'CANCELLED')),
  signing text not null default 'UNSIGNED' check (signing in ('UNSIGNED', 'SIGNED')),
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
  version integer not null default 1
) strict;
create index requisition_by_state on requisition (warehouse_id, approval);

create table requisition_line (
  id text primary key,
  requisition_id text not null references requisition (id),
  position integer not null,
  part_id text not null references part (id),
  quantity integer not null check (quantity > 0),
  -- Price when the line was made; a later price list never changes it.
  price integer not null,
  evidence_kind text not null,
  evidence_ref text,
  unique (requisition_id, part_id)
) strict;
create index requisition_line_in_order on requisition_line (requisition_id, position);

-- What a draft looked like before each step, so that "undo" takes back exactly one.
create table requisition_step (
  requisition_id text not null references requisition (id),
  n integer not null,
  kind text not null,
  before text not null,
  primary key (requisition_id, n)
) strict, without rowid;
