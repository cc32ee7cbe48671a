-- Which lots or serial numbers are handed over, lost or damaged, as far as somebody named them: as in 0013.
alter table hand_over_line add column lots text not null default '[]';
alter table loss_report add column lots text not null default '[]';
