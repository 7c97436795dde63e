-- A wearer signs in to a page of their own, may have a lawyer, and there is a body that watches over all who look.
alter table people.agency drop constraint agency_role_check;
alter table people.agency add constraint agency_role_check check (
  role in ('monitoring', 'police', 'prosecution', 'court', 'authority', 'oversight')
);
alter table people.person drop constraint person_kind_check;
alter table people.person add constraint person_kind_check check (
  kind in (
    'protected', 'household', 'wearer', 'officer', 'supporter', 'police', 'prosecutor', 'judge', 'clerk', 'lawyer', 'overseer'
  )
);
