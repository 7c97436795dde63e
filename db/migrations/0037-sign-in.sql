-- Sign-in of staff by passkey or through their agency, a fresh proof for weighty acts, phones bound to a key of their own, and the
-- switch behind which real persons may be entered.

-- One row, written at each start by the role that migrates, never by the application: what the deployer's environment says.
create table people.deployment (
  only_row boolean primary key default true check (only_row),
  real_persons boolean not null default false
);
insert into people.deployment default values;
grant select on people.deployment to magpie_app;

create function people.refuse_unless_real() returns trigger language plpgsql as $$
begin
  if not new.exercise and not (select real_persons from people.deployment) then
    raise exception 'real persons are not switched on'
      using errcode = 'check_violation', constraint = tg_argv[0];
  end if;
  return new;
end $$;

alter table people.person drop constraint person_exercise_only;
create trigger person_exercise_only before insert or update of exercise on people.person
  for each row execute function people.refuse_unless_real('person_exercise_only');
alter table orders.court_order drop constraint court_order_exercise_check;
create trigger order_exercise_only before insert or update of exercise on orders.court_order
  for each row execute function people.refuse_unless_real('court_order_exercise_check');
alter table orders.proceeding drop constraint proceeding_exercise_check;
create trigger proceeding_exercise_only before insert or update of exercise on orders.proceeding
  for each row execute function people.refuse_unless_real('proceeding_exercise_check');

-- A public key and nothing that signs. `use`: 'sign-in' opens a session and proves weighty acts; 'unlock' opens the app's lock beside the PIN.
create table server.passkey (
  passkey_id uuid primary key,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  person_id uuid not null references people.person,
  use text not null check (use in ('sign-in', 'unlock')),
  public_key bytea not null check (octet_length(public_key) between 1 and 2048),
  counter bigint not null check (counter >= 0),
  -- It may be copied to other devices of the same account.
  synced boolean not null,
  -- The name its owner gave it.
  key_id bigint not null references safeguards.data_key,
  name_sealed bytea not null,
  created_at_ms bigint not null,
  last_used_at_ms bigint,
  ended_at_ms bigint
);
create index passkey_of_person on server.passkey (person_id) where ended_at_ms is null;
grant select, insert on server.passkey to magpie_app;
grant update (counter, synced, last_used_at_ms, ended_at_ms, name_sealed) on server.passkey to magpie_app;

-- A challenge carries its own proof of origin, so that asking for one costs no row; answered once.
create table server.spent_challenge (
  challenge_hash bytea primary key check (octet_length(challenge_hash) = 32),
  expires_at_ms bigint not null
);
create index spent_challenge_over on server.spent_challenge (expires_at_ms);
grant select, insert, delete on server.spent_challenge to magpie_app;

alter table server.session
  add column method text not null default 'link' check (method in ('link', 'passkey', 'oidc')),
  -- Public key (SPKI) of the phone: its private half never leaves it.
  add column device_key bytea check (octet_length(device_key) between 1 and 200),
  -- The second PIN was used: only the PIN opens, until it has.
  add column pin_only boolean not null default false;
grant update (device_key, pin_only) on server.session to magpie_app;

-- A fresh proof, for one call.
create table server.step_up (
  step_up_id uuid primary key,
  session_id uuid not null references server.session (session_id),
  act text not null check (length(act) <= 400),
  given_at_ms bigint not null,
  expires_at_ms bigint not null,
  used_at_ms bigint
);
create index step_up_open on server.step_up (session_id, act) where used_at_ms is null;
grant select, insert on server.step_up to magpie_app;
grant update (used_at_ms) on server.step_up to magpie_app;

-- By whom an agency lets its staff sign in.
create table server.oidc_client (
  client_row uuid primary key,
  agency_id uuid not null references people.agency,
  issuer text not null check (length(issuer) <= 500),
  client_id text not null check (length(client_id) <= 200),
  key_id bigint not null references safeguards.data_key,
  secret_sealed bytea not null,
  acr text[] not null default '{}',
  amr text[] not null default '{}',
  created_at_ms bigint not null,
  ended_at_ms bigint
);
create unique index oidc_client_of_agency on server.oidc_client (agency_id) where ended_at_ms is null;
grant select, insert on server.oidc_client to magpie_app;
grant update (ended_at_ms) on server.oidc_client to magpie_app;

-- Whom a subject of that issuer is here. The subject may be an address of somebody: a keyed hash is kept.
create table server.oidc_subject (
  agency_id uuid not null references people.agency,
  subject_index bytea not null check (octet_length(subject_index) = 32),
  person_id uuid not null references people.person,
  created_at_ms bigint not null,
  primary key (agency_id, subject_index)
);
create unique index oidc_subject_of_person on server.oidc_subject (person_id);
grant select, insert, delete on server.oidc_subject to magpie_app;

-- An officer asked that a person is enrolled anew; a second one makes the link.
create table server.enrolment_request (
  request_id uuid primary key,
  person_id uuid not null references people.person,
  requested_by uuid not null references people.person,
  requested_at_ms bigint not null,
  expires_at_ms bigint not null,
  approved_by uuid references people.person check (approved_by <> requested_by),
  approved_at_ms bigint
);
create index enrolment_request_open on server.enrolment_request (person_id) where approved_at_ms is null;
grant select, insert on server.enrolment_request to magpie_app;
grant update (approved_by, approved_at_ms) on server.enrolment_request to magpie_app;
