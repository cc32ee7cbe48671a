-- The branch itself, its change feed, its operation log, its number series and the cursors of its reactions.

create table branch (
  one integer primary key check (one = 1),
  branch_id text not null,
  -- Random at install and at restore, so that a restored copy can never continue the old numbering of events.
  epoch text not null,
  acked_seq integer not null default 0,
  acked_hash blob not null,
  created_at integer not null
) strict;

create table change_feed (
  seq integer primary key autoincrement,
  operation_id text not null,
  tx_end integer not null check (tx_end in (0, 1)),
  kind text not null,
  schema_version integer not null,
  payload text not null,
  at_wall integer not null,
  prev_hash blob not null,
  hash blob not null
) strict;

create trigger change_feed_is_final_update before update on change_feed
begin select raise(abort, 'change_feed is append-only'); end;

create table operation_log (
  n integer primary key autoincrement,
  operation_id text not null unique,
  name text not null,
  actor text not null,
  request text not null,
  outcome text not null check (outcome in ('accepted', 'refused')),
  reply text not null,
  at_wall integer not null,
  -- Monotonic milliseconds of the process that did it; only differences within one start mean anything.
  at_monotonic integer not null,
  prev_hash blob not null,
  hash blob not null
) strict;

create trigger operation_log_is_final_update before update on operation_log
begin select raise(abort, 'operation_log is append-only'); end;
create trigger operation_log_is_final_delete before delete on operation_log
begin select raise(abort, 'operation_log is append-only'); end;

create table number_series (
  prefix text primary key,
  day text not null,
  counter integer not null check (counter > 0)
) strict;

create table reaction_cursor (
  name text primary key,
  seq integer not null
) strict;
