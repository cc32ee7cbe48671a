-- Which lots or serial numbers of a part a line is about, as far as somebody named them: a JSON array of {lot, quantity}. What nobody named is
-- taken in turn. A ledger that names a serial number must have been told it.
alter table requisition_line add column lots text not null default '[]';
alter table return_line add column lots text not null default '[]';

-- A serial number is a code of its own.
create index balance_by_lot on balance (lot) where lot <> '';
