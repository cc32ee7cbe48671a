-- How a workshop prints: when a slip is asked about, which printer stands in for another, and what its slips look like.

-- When a person last wanted this paper. What waited too long since then is asked about and not printed by itself.
alter table print_job add column wanted_at integer not null default 0;
update print_job set wanted_at = created_at;
-- The printer that the job was for, where another one took it over; of a job from which no byte had left.
alter table print_job add column moved_from text;
create index print_job_stale on print_job (printer) where state = 'EXPIRED' and code = 'stale';

create table print_rule (
  printer text primary key,
  -- Prints for it while it cannot.
  fallback text not null
) strict;

create table print_template (
  template text primary key,
  -- What the workshop chose (JSON); the shape is the template's.
  content text not null
) strict;
