-- Whether a protected person or a member of their household shares where they are: every act, in order. What holds follows from
-- the record (people/consent.ts); without one nothing of theirs is kept.
create table people.consent_act (
  person_id uuid not null references people.person,
  number int not null check (number > 0),
  at_ms bigint not null,
  act text not null check (act in ('given', 'paused', 'resumed', 'withdrawn')),
  -- What it is for; each purpose would be asked for by itself.
  purpose text not null check (purpose = 'own-position'),
  -- Which text was read.
  text_version text not null,
  -- paused: when it ends by itself; null: not before the person says so.
  until_ms bigint check (until_ms is null or (act = 'paused' and until_ms > at_ms)),
  primary key (person_id, number)
);

create function people.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of consent is append-only';
end
$$;
create trigger consent_append_only before update or delete or truncate on people.consent_act
  for each statement execute function people.refuse_change();
grant select, insert on people.consent_act to magpie_app;

-- An approach that is unknown only because the protected person shares no position recedes: they chose it.
alter table incidents.incident drop constraint incident_suppressed_reason_check;
alter table incidents.incident
  add constraint incident_suppressed_reason_check check (suppressed_reason in ('custody', 'removal', 'not-sharing'));
