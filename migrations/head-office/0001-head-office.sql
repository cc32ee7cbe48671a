-- What head office knows of every branch. Every key is led by the branch, so that the tables can be spread over many
-- machines as they are.

create table branch (
  branch text primary key,
  name text,
  -- Raw Ed25519 key that speaks for this branch, and how it was accepted.
  public_key blob not null,
  enrolled_by text not null check (enrolled_by in ('first-key', 'code')),
  enrolled_at integer not null,
  -- The epoch that may still grow; the ones before it are closed.
  epoch text,
  -- What the branch last said about itself, and when head office heard it (head office's clock).
  last_contact integer not null,
  waiting integer not null default 0,
  oldest_waiting integer,
  -- The branch's clock less head office's at the last presence.
  clock_ahead_ms integer,
  -- Code of a history that did not fit; cleared by the next batch that does.
  trouble text,
  trouble_at integer
) strict;

create table branch_epoch (
  branch text not null,
  epoch text not null,
  opened_at integer not null,
  closed_at integer,
  -- Where this epoch's chain starts: 1 and no hash, or the continuation of an earlier epoch after a restore.
  first_seq integer not null,
  last_seq integer not null,
  last_hash blob not null,
  applied_at integer not null,
  primary key (branch, epoch)
) strict;

create table event (
  branch text not null,
  epoch text not null,
  seq integer not null,
  -- Order of application over all branches, without gaps: what the feed's cursor counts.
  ho_seq integer not null,
  operation_id text not null,
  tx_end integer not null check (tx_end in (0, 1)),
  kind text not null,
  schema_version integer not null,
  payload text not null,
  at_wall integer not null,
  hash blob not null,
  received_at integer not null,
  primary key (branch, epoch, seq)
) strict;
create index event_in_order on event (ho_seq);

create trigger event_is_final_update before update on event
begin select raise(abort, 'event is append-only'); end;
create trigger event_is_final_delete before delete on event
begin select raise(abort, 'event is append-only'); end;

-- Well-signed events that this head office does not understand: kept whole, acknowledged, in the way of nothing.
create table quarantine (
  branch text not null,
  epoch text not null,
  seq integer not null,
  reason text not null,
  raw text not null,
  hash blob not null,
  received_at integer not null,
  primary key (branch, epoch, seq)
) strict;

-- Head of the branch's operation log with each batch: a log that is rewritten later no longer leads to these.
create table operation_log_head (
  branch text not null,
  epoch text not null,
  seq integer not null,
  head blob not null,
  received_at integer not null,
  primary key (branch, epoch, seq)
) strict;
