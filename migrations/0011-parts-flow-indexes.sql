-- What makes the lists of the parts flow as quick behind ten years of movements as behind a day of them.

create index movement_by_kind on movement (kind);

-- The papers that moved stock, each once: a number is looked for among them, not among their movements.
create table movement_document (
  document_id text primary key,
  number text not null
) strict, without rowid;
insert into movement_document (document_id, number)
select document_id, max(document_number) from movement
where document_id is not null and document_number is not null group by document_id;
create trigger movement_names_document after insert on movement
when new.document_id is not null and new.document_number is not null
begin
  insert into movement_document (document_id, number) values (new.document_id, new.document_number)
  on conflict (document_id) do nothing;
end;
