-- What stations ask at every change must not grow with the years: each of these questions has an index that holds only what it is about.
create index requisition_back_orders on requisition (back_order_of) where back_order_of is not null;
create index repair_order_in_bay on repair_order (bay) where bay is not null;
create index print_job_of_printer on print_job (printer);
drop index scan_journal_open;
create index scan_journal_kept on scan_journal (scan_id) where state = 'kept';
create index scan_journal_missed on scan_journal (station_id) where state = 'missed';
drop index weighing_by_station;
create index weighing_at_station on weighing (station_id);
create index weighing_of_document on weighing (document_id) where document_id is not null;
create index weighing_unexplained on weighing (bin_id) where line_id is null and code in ('weighing.taken', 'weighing.put-back');
create index session_live on session (person_id) where ended_at is null;
create index movement_by_time on movement (at_wall);
