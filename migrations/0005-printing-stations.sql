-- Paper and stations.

create table print_job (
  id text primary key,
  -- Four digits that a head echoes when the job is on paper.
  process_id integer not null,
  document_kind text not null,
  document_id text not null,
  document_number text not null,
  template text not null,
  copy_name text not null,
  -- 0 the original, n the n-th reprint (补打 n).
  copy integer not null,
  printer text not null,
  -- The document as blocks (JSON): a reprint says what the original said.
  document text not null,
  state text not null check (state in ('QUEUED', 'SENDING', 'CONFIRMED', 'SENT', 'UNCERTAIN', 'FAILED', 'EXPIRED')),
  code text not null default '',
  attempts integer not null default 0,
  bytes integer not null default 0,
  created_at integer not null,
  changed_at integer not null,
  unique (document_id, template, copy_name, copy)
) strict;
create index print_job_live on print_job (printer) where state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'FAILED');
create index print_job_by_document on print_job (document_id);

create table station (
  id text primary key,
  kind text not null check (kind in ('counter')),
  name text not null,
  warehouse_id text not null references warehouse (id),
  scanner text,
  printer text,
  -- The document that scans go to, and the one that was finished last.
  focus_kind text,
  focus_id text,
  last_document_id text,
  awaiting_pin_scan text
) strict;

create table scan_journal (
  scan_id text primary key,
  station_id text not null,
  device text not null,
  text text not null,
  symbology text,
  raw blob not null,
  at_wall integer not null,
  -- Why the bytes were not a code; null for a good scan.
  defect text,
  -- Milliseconds since the same scanner gave the same code as its previous one.
  repeats_after_ms real,
  state text not null check (state in ('kept', 'interpreted', 'missed', 'let-go')),
  -- Order in which scans were read; the wall clock may go back.
  read_n integer,
  meaning text,
  outcome text,
  code text,
  facts text
) strict;
create unique index scan_journal_by_reading on scan_journal (station_id, read_n) where read_n is not null;
create index scan_journal_open on scan_journal (state) where state in ('kept', 'missed');
