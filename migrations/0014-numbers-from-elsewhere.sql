-- Document numbers that another system gave out and that came along with its papers. Those of days to come wait here: this house's own series steps over them.
create table number_from_elsewhere (
  number text primary key
) strict, without rowid;
insert into number_from_elsewhere (number)
select number from slip_archive where number glob '[A-Z][A-Z]-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]*';
