-- Which devices the hub opens, whoever said so: the configuration file or a person at the devices page.

create table device (
  -- Journals, print jobs and the frame log name it, so that a name is never given to another device.
  name text primary key,
  family text not null check (family in ('scanner', 'printer', 'scale')),
  -- As people call it; empty: by its model.
  label text not null,
  profile text not null,
  address text not null,
  -- Where it stands; null: nowhere yet, so that what it says is shown and kept but does nothing.
  station_id text references station (id),
  origin text not null check (origin in ('configuration', 'page')),
  -- Where this very device differs from its profile: speed of the line, size of the scale (JSON).
  own text not null,
  -- Not null: taken away. The row stays for what names it.
  removed_at integer
) strict;
create unique index device_by_address on device (address) where removed_at is null;
create index device_by_station on device (station_id) where removed_at is null;

alter table station drop column scanner;
alter table station drop column printer;
