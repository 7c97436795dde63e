-- Household members who consent for themselves, and supporters who help to set up without seeing where anybody is.
alter table people.person drop constraint person_kind_check;
alter table people.person
  add constraint person_kind_check check (kind in ('protected', 'household', 'wearer', 'officer', 'supporter')),
  -- A child of the household: the protected person consents as guardian.
  add column minor boolean not null default false,
  add constraint person_minor_of_household check (not minor or kind = 'household');

-- What became of a household member's taking part: the last row holds. None: invited, and not answered yet.
create table people.participation (
  person_id uuid not null references people.person,
  number int not null,
  at_ms bigint not null,
  act text not null check (act in ('invited', 'consented', 'withdrawn', 'ended')),
  by_person_id uuid references people.person,
  primary key (person_id, number)
);
grant select, insert on people.participation to magpie_app;

-- A supporter may see how far a person has set up, until a day, and never more.
create table people.support (
  support_id uuid primary key,
  supporter_id uuid not null references people.person,
  person_id uuid not null references people.person,
  begun_at_ms bigint not null,
  until_ms bigint not null,
  ended_at_ms bigint,
  -- The person allows that the supporter sees how old the phone's last report is.
  shows_age boolean not null default false,
  check (until_ms > begun_at_ms)
);
create unique index support_one on people.support (supporter_id, person_id) where ended_at_ms is null;
grant select, insert on people.support to magpie_app;
grant update (until_ms, ended_at_ms, shows_age) on people.support to magpie_app;

-- A code that the person reads out to the supporter. Only its hash is kept.
create table people.support_code (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  person_id uuid not null references people.person,
  expires_at_ms bigint not null,
  used_at_ms bigint
);
grant select, insert on people.support_code to magpie_app;
grant update (used_at_ms) on people.support_code to magpie_app;

-- A supporter asks for a new sign-in link; the person on a phone of theirs, or an officer, confirms it.
create table people.link_request (
  request_id uuid primary key,
  support_id uuid not null references people.support,
  -- Shown on both screens, so that what is confirmed is what was asked.
  number text not null check (number ~ '^[0-9]{4}$'),
  asked_at_ms bigint not null,
  expires_at_ms bigint not null,
  answer text check (answer in ('confirmed', 'refused')),
  answered_at_ms bigint,
  answered_by uuid references people.person,
  -- INVARIANT: whoever asks never confirms (a trigger cannot be argued with).
  used_at_ms bigint,
  check ((answer is null) = (answered_at_ms is null)),
  check (used_at_ms is null or answer = 'confirmed')
);
create function people.refuse_own_confirmation() returns trigger language plpgsql as $$
begin
  if new.answered_by = (select supporter_id from people.support where support_id = new.support_id) then
    raise exception 'a supporter does not confirm what they asked for' using errcode = '23514';
  end if;
  return new;
end
$$;
create trigger link_request_two_people before insert or update on people.link_request
  for each row execute function people.refuse_own_confirmation();
grant select, insert on people.link_request to magpie_app;
grant update (answer, answered_at_ms, answered_by, used_at_ms) on people.link_request to magpie_app;
