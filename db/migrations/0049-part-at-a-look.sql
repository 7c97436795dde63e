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
      ('officer', 'police', 'prosecutor', 'judge', 'clerk', 'lawyer', 'overseer', 'supporter') then
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
