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

-- A line that the scale disagrees with: what the scale says, and which weighing said so. Null: nothing is against it.
alter table requisition_line add column weighed_quantity integer check (weighed_quantity >= 0);
alter table requisition_line add column weighing_id text;

-- The line in hand: of the part that was scanned last, or that somebody tapped. What is weighed is of this part.
alter table station add column line_id text;

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
  -- 1: the scale had taken off a tare itself.
  tared integer not null check (tared in (0, 1)),
  -- The drawer that stands on the scale; null: an open pan.
  bin_id text,
  raw text not null,
  at_wall integer not null,
  -- What it was taken for.
  document_kind text,
  document_id text,
  line_id text,
  part_id text,
  -- Thousandths of the part's unit.
  quantity integer,
  outcome text,
  code text,
  facts text
) strict;
create index weighing_by_station on weighing (station_id, at_wall);
create index weighing_by_line on weighing (line_id) where line_id is not null;
create index weighing_by_device on weighing (device);
