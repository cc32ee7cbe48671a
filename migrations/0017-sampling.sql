-- While a sample lies on the pan of a counter, what it weighs is of no line. Until then at the latest: a page may die with its dialog open.
alter table station add column sampling_until integer;
