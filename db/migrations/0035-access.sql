-- Every version of a jurisdiction's access policies that this installation ever ran with; as orders.pack_version.
create table safeguards.policy_version (
  number bigint generated always as identity primary key,
  jurisdiction text not null,
  version text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  holds_from_ms bigint not null,
  registered_at_ms bigint not null
);
create index policy_version_version on safeguards.policy_version (jurisdiction, version, number);
create function safeguards.refuse_policy_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of policy versions is append-only';
end
$$;
create trigger policy_version_append_only before update or delete or truncate on safeguards.policy_version
  for each statement execute function safeguards.refuse_policy_change();
grant select, insert on safeguards.policy_version to magpie_app;

-- Who works on which order or proceeding, as what. Ended once, and changed in nothing else.
create table safeguards.assignment (
  assignment_id uuid primary key,
  matter_kind text not null check (matter_kind in ('order', 'proceeding')),
  matter_id uuid not null,
  person_id uuid not null,
  assigned_as text not null check (
    assigned_as in ('officer', 'police-in-charge', 'prosecutor', 'judge', 'wearer-lawyer', 'victim-advocate', 'overseer')
  ),
  from_ms bigint not null,
  until_ms bigint check (until_ms > from_ms),
  given_by uuid,
  given_at_ms bigint not null,
  ended_by uuid,
  ended_at_ms bigint
);
create index assignment_matter on safeguards.assignment (matter_id, given_at_ms);
create unique index assignment_once on safeguards.assignment (matter_id, person_id, assigned_as) where ended_at_ms is null;

-- What one person asked for and another approves.
create table safeguards.two_person_act (
  act_id uuid primary key,
  act text not null,
  -- What it is about, as canonical JSON of ids and codes: it is done with exactly this.
  about text not null check (length(about) <= 4000),
  jurisdiction text not null,
  exercise boolean not null,
  asked_by uuid not null,
  asked_by_agency uuid not null,
  asked_at_ms bigint not null,
  -- Who may approve: an agency other than the asker's among these, where others are named; else the asker's own.
  approvers uuid[] not null,
  other_agency boolean not null,
  article text not null,
  expires_at_ms bigint not null check (expires_at_ms > asked_at_ms),
  answer text check (answer in ('approved', 'refused', 'withdrawn', 'expired')),
  answered_by uuid,
  answered_by_agency uuid,
  answered_at_ms bigint,
  check ((answer is null) = (answered_at_ms is null)),
  check ((answered_by is null) = (answer is null or answer = 'expired')),
  check (answer is null or answer not in ('approved', 'refused') or answered_by <> asked_by),
  check (answer is distinct from 'approved' or answered_at_ms < expires_at_ms),
  check (answer is distinct from 'approved' or answered_by_agency = any (approvers)),
  check (answer is distinct from 'approved' or not other_agency or answered_by_agency <> asked_by_agency)
);
create index two_person_act_open on safeguards.two_person_act (expires_at_ms) where answer is null;
create unique index two_person_act_once on safeguards.two_person_act (act, about) where answer is null;

create function safeguards.keep_as_given() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception '% is kept', tg_table_name;
  end if;
  if tg_table_name = 'assignment' then
    if old.ended_at_ms is not null or (to_jsonb(new) - 'ended_at_ms' - 'ended_by') <> (to_jsonb(old) - 'ended_at_ms' - 'ended_by') then
      raise exception 'an assignment is ended once, and changed in nothing else';
    end if;
  elsif old.answer is not null
    or (to_jsonb(new) - 'answer' - 'answered_by' - 'answered_by_agency' - 'answered_at_ms')
      <> (to_jsonb(old) - 'answer' - 'answered_by' - 'answered_by_agency' - 'answered_at_ms') then
    raise exception 'what was asked for is answered once, and changed in nothing else';
  end if;
  return new;
end
$$;
create trigger assignment_kept before update or delete on safeguards.assignment
  for each row execute function safeguards.keep_as_given();
create trigger two_person_act_kept before update or delete on safeguards.two_person_act
  for each row execute function safeguards.keep_as_given();
grant select, insert on safeguards.assignment, safeguards.two_person_act to magpie_app;
grant update (ended_by, ended_at_ms) on safeguards.assignment to magpie_app;
grant update (answer, answered_by, answered_by_agency, answered_at_ms) on safeguards.two_person_act to magpie_app;
