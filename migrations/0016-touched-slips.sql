-- A slip expires by when somebody last worked on it, not by when it was begun.
alter table requisition add column touched_at integer not null default 0;
update requisition set touched_at = coalesce(submitted_at, created_at);
