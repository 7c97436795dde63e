-- Whether whoever looks has a part in the case is known for certain only while they look: a part that is given, handed on or ended
-- afterwards must not change how the look is judged. So it is noted beside the audit as the look is put on record.
create table safeguards.look_part (
  -- Of safeguards.audit.
  number bigint primary key,
  had_part boolean not null
);
create trigger look_part_append_only before update or delete or truncate on safeguards.look_part
  for each statement execute function safeguards.refuse_change();
grant select on safeguards.look_part to magpie_app;
call isolation.isolate('safeguards.look_part', 'false');

-- Whether somebody has a part in what an id names, now: isolation shows it to them, or they are assigned to it. Nobody known: no.
create function isolation.has_part(actor uuid, of uuid, now_ms bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  who people.person;
  -- The scope of whoever asks, which stands again afterwards; an error ends the transaction, and with it what was set.
  person text := current_setting('magpie.person', true);
  home text := current_setting('magpie.home', true);
  agencies text := current_setting('magpie.agencies', true);
  found boolean;
begin
  select * into who from people.person p where p.person_id = actor;
  if who.person_id is null then
    return false;
  end if;
  perform set_config('magpie.person', actor::text, true), set_config('magpie.home', who.agency_id::text, true),
    -- As STAFF of src/server/http/scopes.ts: they work for the agency, and its cases are theirs.
    set_config('magpie.agencies', case when who.kind in ('officer', 'police', 'prosecutor', 'judge', 'clerk')
      then who.agency_id::text else '' end, true);
  found := exists (select from isolation.parts(array[of]));
  perform set_config('magpie.person', coalesce(person, ''), true), set_config('magpie.home', coalesce(home, ''), true),
    set_config('magpie.agencies', coalesce(agencies, ''), true);
  -- One that was given afterwards, for a time that begins before, is none yet.
  return found or exists (
    select from safeguards.assignment a where a.matter_id = of and a.person_id = actor and a.ended_at_ms is null
      and a.from_ms <= now_ms and (a.until_ms is null or now_ms < a.until_ms));
end
$$;
revoke execute on function isolation.has_part from public;

-- Null: no look of a member of staff (src/safeguards/misuse/look.ts), or at nobody in particular. What it does not take for a look counts
-- there as one without a part, and is asked about.
create function safeguards.part_of(canonical bytea, now_ms bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  entry json;
  actor text;
  of text;
  an_id constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
begin
  if get_byte(canonical, 0) <> ascii('{') then
    return null;
  end if;
  entry := convert_from(canonical, 'utf8')::json;
  if entry ->> 'action' !~ '\.(read|view|open|export|search)$' or entry -> 'actor' ->> 'kind' not in
      ('officer', 'police', 'prosecutor', 'judge', 'clerk', 'lawyer', 'overseer', 'supporter', 'monitoring', 'court', 'authority') then
    return null;
  end if;
  actor := entry -> 'actor' ->> 'id';
  -- In the case, where one is named: a person of one's own cases may be in another's as well.
  of := coalesce(entry ->> 'case', entry ->> 'subject');
  if of is null or actor is null then
    return null;
  end if;
  return actor ~* an_id and of ~* an_id and isolation.has_part(actor::uuid, of::uuid, now_ms);
end
$$;
revoke execute on function safeguards.part_of from public;

create function safeguards.note_part() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  had_part boolean := safeguards.part_of(new.canonical, new.at_ms);
begin
  if had_part is not null then
    insert into safeguards.look_part (number, had_part) values (new.number, had_part);
  end if;
  return null;
end
$$;
create trigger audit_note_part after insert on safeguards.audit for each row execute function safeguards.note_part();

-- Those that are not judged yet, as it stands now: it is the most that can be known of them.
insert into safeguards.look_part (number, had_part)
select number, had_part from (
  select a.number, safeguards.part_of(a.canonical, a.at_ms) as had_part from safeguards.audit a, safeguards.misuse_cursor c
  where a.number >= c.next_number) looks
where had_part is not null;

-- Names of people to whom a member of staff is related (`actor_id`), or whom many know (none). Sealed under the registration of whoever they were
-- declared for, or by; `digest` is that of people.match_index, so that a record that is entered later is found as well.
create table safeguards.declared_name (
  name_id uuid primary key,
  actor_id uuid,
  digest bytea not null check (octet_length(digest) = 32),
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  declared_by uuid not null,
  at_ms bigint not null,
  unique nulls not distinct (actor_id, digest, declared_by)
);
create index declared_name_key on safeguards.declared_name (key_id);
grant select, insert, delete on safeguards.declared_name to magpie_app;
-- Somebody sees what they said of themselves, and not what an overseer noted of them. No route of theirs takes it
-- back: an overseer does.
call isolation.isolate('safeguards.declared_name', 'actor_id = (select isolation.me()) and declared_by = actor_id');

-- Under which ids looks at these persons stand: they themselves and who lives with them, and what is about any of them.
create function isolation.matters_of(people uuid[]) returns table (person_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  with who as (
    select p.person_id as of, p.person_id as id from people.person p where p.person_id = any (people)
    union select h.household_of, h.person_id from people.person h where h.household_of = any (people)
  ), cases as (
    select w.of, o.order_id as id from who w join orders.court_order o on o.wearer_id = w.id
    union select w.of, p.order_id from who w join orders.pair p on p.protected_id = w.id
  ), found as (
    select * from who union select * from cases
    union select w.of, p.pair_id from who w join orders.pair p on w.id in (p.wearer_id, p.protected_id)
    union select w.of, p.proceeding_id from who w join orders.proceeding p on p.respondent_id = w.id
    union select w.of, p.proceeding_id from who w join orders.proceeding_person p on p.person_id = w.id
    union select c.of, i.incident_id from cases c join incidents.incident i on i.order_id = c.id
    union select w.of, a.device_id from who w join devices.assignment a on a.person_id = w.id
  )
  -- For the server's own work alone.
  select of, found.id from found where isolation.serves()
$$;
revoke execute on function isolation.matters_of from public;
grant execute on function isolation.matters_of to magpie_app;

-- Which persons bear a name, by its keyed hash.
create function isolation.bearing(digests bytea[]) returns table (digest bytea, person_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select m.digest, m.person_id from people.match_index m where m.kind = 'name' and m.digest = any (digests) and isolation.serves()
$$;
revoke execute on function isolation.bearing from public;
grant execute on function isolation.bearing to magpie_app;

-- As in 0044, and declared names.
create or replace function safeguards.erase_words(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint := 0;
  n bigint;
begin
  perform set_config('magpie.erasing', 'on', true);
  update people.contest set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update people.contest_answer set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update incidents.breach_act set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update safeguards.misuse_answer set sealed = '' where key_id = any (keys) and sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update server.passkey set name_sealed = '' where key_id = any (keys) and name_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  delete from safeguards.declared_name where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  perform set_config('magpie.erasing', 'off', true);
  return gone;
end
$$;
