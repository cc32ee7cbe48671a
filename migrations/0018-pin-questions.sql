-- Whose session was open when the station asked for a PIN; null: nobody's. Once it is another, or none, the question is answered.
alter table station add column awaiting_pin_session text;
