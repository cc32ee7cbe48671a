-- Counting by weight: what one piece of a part weighs, what a scale saw, and which drawer stands on which scale.

-- Every measurement stays; the newest counts. Weights are whole micrograms.
create table piece_weight (
  id text primary key,
  part_id text not null references part (id),
  weight_ug integer not null check (weight_ug > 0),
  -- Pieces in the sample, and how much single pieces differ: 10000 is 1 %.
  n integer not null check (n > 0),
  cv_ppm integer not null check (cv_ppm >= 0),
  -- 'sample': pieces that somebody counted. 'learned': counts that were certain enlarged the sample. 'entered': from a list.
  source text not null check (source in ('sample', 'learned', 'entered')),
  -- Name of the scale; empty: none.
  scale text not null default '',
  measured_at integer not null
) strict;
create index piece_weight_of_part on piece_weight (part_id, measured_at);

-- Of the empty bin or bag that parts are weighed in.
alter table bin add column tare_ug integer check (tare_ug >= 0);

-- A drawer stands on this scale: what it loses was taken from this bin.
alter table device add column bin_id text references bin (id);

-- What a scale saw at a station, kept before anything is decided: a physical fact, never a movement.
create table weighing (
  id text primary key,
  station_id text not null,
  device text not null,
  -- The load and its step, counted by the driver since it was opened: two equal weighings are two.
  cycle integer not null,
  step integer not null,
  -- What lay there, and what had changed since the drawer last stood still; micrograms, net of what the scale had tared.
  value_ug integer not null,
  change_ug integer,
  -- Who said that it was at rest: the scale, or the hub because it stood unchanged.
  source text not null check (source in ('flag', 'derived')),
  raw text not null,
  at_wall integer not null,
  -- What it was taken for.
  document_kind text,
  document_id text,
  line_id text,
  part_id text,
  pieces integer,
  outcome text,
  code text,
  facts text
) strict;
create index weighing_by_station on weighing (station_id, at_wall);
create index weighing_by_line on weighing (line_id) where line_id is not null;
