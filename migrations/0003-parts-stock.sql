-- The catalogue and the ledger.

create table part (
  id text primary key,
  number text not null unique,
  name text not null,
  model text not null,
  spec text not null,
  unit text not null,
  category text not null,
  price integer not null check (price >= 0),
  -- How many decimals a quantity of the unit may have: pieces none, kilograms three.
  decimals integer not null check (decimals between 0 and 3)
) strict;

create table part_barcode (
  code text primary key,
  part_id text not null references part (id),
  pack_quantity integer not null check (pack_quantity > 0)
) strict;
create index part_barcode_by_part on part_barcode (part_id);

-- A movement takes a whole quantity of one part (and lot) from one location to another. Movements are final.
create table movement (
  n integer primary key autoincrement,
  id text not null unique,
  kind text not null check (kind in ('opening', 'receipt', 'issue', 'return', 'use', 'transfer', 'count', 'sale', 'scrap', 'reversal')),
  part_id text not null references part (id),
  lot text not null default '',
  from_location text not null references location (id),
  to_location text not null references location (id),
  quantity integer not null check (quantity > 0),
  -- The paper that caused it; null only for opening stock.
  document_kind text,
  document_id text,
  document_number text,
  line_id text,
  -- The issue that a use or a return consumes.
  consumes text references movement (id),
  -- The movement that this one undoes.
  reverses text unique references movement (id),
  evidence text not null,
  operation_id text not null,
  at_wall integer not null,
  check (from_location <> to_location)
) strict;
create index movement_by_part on movement (part_id, n);
create index movement_by_document on movement (document_id) where document_id is not null;
create index movement_by_line on movement (line_id) where line_id is not null;
create index movement_by_consumed on movement (consumes) where consumes is not null;
create index movement_by_to on movement (to_location, part_id);
create index movement_by_from on movement (from_location, part_id);

create trigger movement_is_final_update before update on movement
begin select raise(abort, 'movement is final: reverse it instead'); end;
create trigger movement_is_final_delete before delete on movement
begin select raise(abort, 'movement is final: reverse it instead'); end;

create trigger movement_reversal_is_opposite before insert on movement when new.reverses is not null
begin
  select raise(abort, 'a reversal is the exact opposite of what it names')
  where not exists (
    select 1 from movement m
    where m.id = new.reverses and m.reverses is null and m.part_id = new.part_id and m.lot = new.lot
      and m.quantity = new.quantity and m.from_location = new.to_location and m.to_location = new.from_location
  );
end;

-- Kept by the trigger below, proved equal to the sum of movements by a test and by the daily check.
create table balance (
  location_id text not null references location (id),
  part_id text not null references part (id),
  lot text not null,
  quantity integer not null,
  guarded integer not null check (guarded in (0, 1)),
  in_bin integer not null check (in_bin in (0, 1)),
  primary key (location_id, part_id, lot),
  check (guarded = 0 or quantity >= 0)
) strict, without rowid;
-- Every order and every employee that ever had a part keeps a row: what is on the shelves must be found without them.
create index balance_in_bins on balance (part_id, location_id, quantity) where in_bin = 1;

-- Rows are made at zero first: SQLite checks a row before it looks for a conflict, so an upsert of -n would never get there.
create trigger movement_moves_balance after insert on movement
begin
  insert into balance (location_id, part_id, lot, quantity, guarded, in_bin)
  select l.id, new.part_id, new.lot, 0, l.kind in ('bin', 'employee', 'transit'), l.kind = 'bin'
  from location l where l.id in (new.from_location, new.to_location)
  on conflict (location_id, part_id, lot) do nothing;
  update balance set quantity = quantity - new.quantity
  where location_id = new.from_location and part_id = new.part_id and lot = new.lot;
  update balance set quantity = quantity + new.quantity
  where location_id = new.to_location and part_id = new.part_id and lot = new.lot;
end;

-- A reservation is a row that ends, never a counter that drifts.
create table reservation (
  id text primary key,
  warehouse_id text not null references warehouse (id),
  part_id text not null references part (id),
  quantity integer not null check (quantity > 0),
  document_kind text not null,
  document_id text not null,
  line_id text not null,
  made_at integer not null,
  released_at integer
) strict;
create index reservation_live on reservation (part_id, warehouse_id) where released_at is null;
create index reservation_by_document on reservation (document_id) where released_at is null;
