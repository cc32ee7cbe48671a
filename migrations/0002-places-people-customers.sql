-- Where things are, who is here, whose cars these are.

create table warehouse (
  id text primary key,
  code text not null unique,
  name text not null,
  default_bin text not null
) strict;

-- Everything that stock can move between. Only bins, employees and transit are guarded: they can never hold less than nothing.
create table location (
  id text primary key,
  kind text not null check (kind in ('bin', 'employee', 'order', 'supplier', 'customer', 'transit', 'scrap', 'difference')),
  name text not null
) strict;

create table bin (
  id text primary key references location (id),
  warehouse_id text not null references warehouse (id),
  code text not null,
  unique (warehouse_id, code)
) strict;

-- The world outside, as the ledger sees it. There is one of each until suppliers and customers have their own.
insert into location (id, kind, name) values
  ('00000000-0000-7000-8000-000000000001', 'difference', '盘点差异'),
  ('00000000-0000-7000-8000-000000000002', 'supplier', '供应商'),
  ('00000000-0000-7000-8000-000000000003', 'scrap', '报废'),
  ('00000000-0000-7000-8000-000000000004', 'customer', '客户');

create table person (
  id text primary key references location (id),
  number text not null unique,
  name text not null,
  team text not null,
  badge text not null unique,
  pin_hash text,
  active integer not null default 1 check (active in (0, 1))
) strict;

create table person_role (
  person_id text not null references person (id),
  role text not null,
  primary key (person_id, role)
) strict, without rowid;

create table keeper (
  person_id text not null references person (id),
  warehouse_id text not null references warehouse (id),
  primary key (person_id, warehouse_id)
) strict, without rowid;

create table session (
  id text primary key,
  token_hash text not null unique,
  person_id text not null references person (id),
  station_id text,
  opened_at integer not null,
  last_used_at integer not null,
  ended_at integer
) strict;
create index session_by_station on session (station_id, ended_at);

-- Wrong PINs, per person and per device; kept in the store so that a restart forgives nothing.
create table pin_failure (
  id integer primary key,
  person_id text,
  device text not null,
  at integer not null
) strict;
create index pin_failure_by_person on pin_failure (person_id, at);
create index pin_failure_by_device on pin_failure (device, at);

create table customer (
  id text primary key,
  name text not null,
  phone text not null
) strict;

create table vehicle (
  id text primary key,
  plate text not null unique,
  vin text,
  model text not null,
  new_energy integer not null check (new_energy in (0, 1)),
  customer_id text not null references customer (id)
) strict;
