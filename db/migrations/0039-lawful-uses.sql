-- For which of the pack's uses of a position a grant was given. Grants of before named none: their rule and article stand in the ledger.
alter table disclosure.grant_given add column purpose text not null default 'not-recorded';
alter table disclosure.grant_given alter column purpose drop default;
alter table disclosure.grant_given add constraint grant_given_purpose check (
  purpose in ('not-recorded', 'investigation', 'compliance', 'measure-change', 'breach', 'notify-protected', 'own-position', 'protection', 'study')
);

-- Whoever is protected may have the wearer's place kept from their own screen: every act, in order.
create table disclosure.sight_act (
  person_id uuid not null references people.person,
  number int not null check (number > 0),
  act text not null check (act in ('hide', 'show')),
  at_ms bigint not null,
  primary key (person_id, number)
);
create function disclosure.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'this record is append-only';
end
$$;
create trigger sight_append_only before update or delete or truncate on disclosure.sight_act
  for each statement execute function disclosure.refuse_change();
grant select, insert on disclosure.sight_act to magpie_app;
