-- How far the sessions of the station were when it asked for a PIN (its newest session, and whether that was open): once anybody has opened or
-- closed the station since then, the question is answered.
alter table station add column awaiting_pin_turn text;
create index session_by_station_newest on session (station_id);
