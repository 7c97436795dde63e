-- Police, prosecution and courts have staff of their own, beside the monitoring centre's officers.
alter table people.agency add column role text not null default 'monitoring'
  check (role in ('monitoring', 'police', 'prosecution', 'court', 'authority'));
alter table people.person drop constraint person_kind_check;
alter table people.person add constraint person_kind_check check (
  kind in ('protected', 'household', 'wearer', 'officer', 'supporter', 'police', 'prosecutor', 'judge', 'clerk')
);
