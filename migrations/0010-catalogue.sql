-- The catalogue as a storekeeper needs it: packs, brands, cars, prices by level, where a part lives and how much of it, lots, weights, pictures.

alter table part add column brand text not null default '';
-- Every movement of it names a lot, or a serial number.
alter table part add column lot_tracked integer not null default 0 check (lot_tracked in (0, 1));
alter table part add column serial_tracked integer not null default 0 check (serial_tracked in (0, 1));
-- Not null: out of use. The row stays for what names it.
alter table part add column retired_at integer;
create index part_by_category on part (category, number);

-- Counts the changes of what an import compares with: a dry run that is older than the newest of them is asked for again.
create table catalogue_version (
  only_row integer primary key check (only_row = 1),
  version integer not null
) strict;
insert into catalogue_version (only_row, version) values (1, 0);

-- 包装单位: 1 箱 = 10 个.
create table part_pack (
  part_id text not null references part (id),
  unit text not null,
  quantity integer not null check (quantity > 0),
  primary key (part_id, unit)
) strict, without rowid;

-- Numbers of the car makers for the same part (OE).
create table part_oe (
  part_id text not null references part (id),
  number text not null,
  primary key (part_id, number)
) strict, without rowid;

-- 每款车型配件: cars that it fits, as vehicles name their model.
create table part_fitment (
  part_id text not null references part (id),
  vehicle_model text not null,
  primary key (part_id, vehicle_model)
) strict, without rowid;
create index part_fitment_by_model on part_fitment (vehicle_model);

-- 价格体系. The retail price stays in part.price, because every line of a slip starts from it.
create table price_level (
  code text primary key,
  name text not null unique,
  position integer not null
) strict;
insert into price_level (code, name, position) values
  ('retail', '零售', 1), ('member', '会员', 2), ('wholesale', '批发', 3), ('internal', '内部', 4);

create table part_price (
  part_id text not null references part (id),
  level text not null references price_level (code),
  price integer not null check (price >= 0),
  primary key (part_id, level),
  check (level <> 'retail')
) strict, without rowid;

-- Where a part lives in a warehouse, and how much of it should be there.
create table part_stocking (
  part_id text not null references part (id),
  warehouse_id text not null references warehouse (id),
  home_bin text references bin (id),
  minimum integer check (minimum >= 0),
  maximum integer check (maximum > 0),
  primary key (part_id, warehouse_id),
  check (minimum is null or maximum is null or minimum <= maximum)
) strict, without rowid;

create table lot (
  part_id text not null references part (id),
  lot text not null,
  -- Last day of use, "2027-05-31".
  expires_on text check (expires_on is null or expires_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  primary key (part_id, lot)
) strict, without rowid;
create index lot_by_expiry on lot (expires_on) where expires_on is not null;

-- Not null: withdrawn. The newest that was not counts.
alter table piece_weight add column retired_at integer;

create table part_photo (
  part_id text primary key references part (id),
  type text not null check (type in ('image/jpeg', 'image/png')),
  bytes blob not null check (length(bytes) between 1 and 524288),
  changed_at integer not null
) strict;

-- 替代: either may be used for the other, so there is a row for each. 取代: part_id is made instead of other_id now.
create table part_relation (
  part_id text not null references part (id),
  other_id text not null references part (id),
  kind text not null check (kind in ('substitute', 'supersedes')),
  primary key (part_id, other_id, kind),
  check (part_id <> other_id)
) strict, without rowid;
create index part_relation_by_other on part_relation (other_id, kind);

-- What a part is found by, as letters and digits only, one field a line; and every three characters of it that follow each other. The index
-- has no text of its own: what it proposes for a longer fragment is looked up in the text.
create table part_search (
  n integer primary key,
  part_id text not null unique references part (id),
  number_key text not null,
  in_use integer not null check (in_use in (0, 1))
) strict;
create table part_search_text (
  n integer primary key references part_search (n),
  text text not null
) strict;
create virtual table part_search_index using fts5 (grams, content='', contentless_delete=1, detail=none, prefix='1 2');
