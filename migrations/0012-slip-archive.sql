-- 出库单 of the system before this one, as it exported them: to look up, never to work on. They hold no quantities and touch no stock.
create table slip_archive (
  number text primary key,
  approval text not null,
  signing text not null,
  kind text not null,
  creator text not null,
  remark text not null,
  handler text not null,
  imported_at integer not null
) strict, without rowid;
