-- Warrants: how investigators see where a wearer was, by a court's permission; the copy that they see; and what came of it.
-- Nothing of it is ever changed. What a warrant is now follows from its events.
create table safeguards.warrant (
  warrant_id uuid primary key,
  -- 'W-KR-2026-000012', 'W-KR-EX-…' for exercises. It holds nothing of the case.
  number text not null unique,
  jurisdiction text not null,
  exercise boolean not null,
  -- Of other contexts, so without foreign keys.
  order_id uuid not null,
  wearer_id uuid not null,
  agency_id uuid not null,
  court_id uuid not null,
  created_at_ms bigint not null
);
create index warrant_agency on safeguards.warrant (agency_id, created_at_ms);
create index warrant_court on safeguards.warrant (court_id, created_at_ms);
create index warrant_order on safeguards.warrant (order_id);
create index warrant_jurisdiction on safeguards.warrant (jurisdiction, created_at_ms);

create table safeguards.warrant_event (
  warrant_id uuid not null references safeguards.warrant,
  -- From 1, without gaps.
  number int not null check (number >= 1),
  at_ms bigint not null,
  kind text not null check (kind in ('asked', 'emergency', 'permission-asked', 'decided', 'late', 'withdrawn', 'ended', 'copied',
    'viewed', 'exported', 'copy-destroyed', 'confirmed')),
  by_kind text not null,
  by_id uuid,
  -- Ids, times, counts and codes.
  body jsonb not null default '{}',
  -- Reasons in people's own words.
  key_id bigint references safeguards.data_key,
  sealed bytea,
  primary key (warrant_id, number)
);
create index warrant_event_at on safeguards.warrant_event (at_ms);

-- The copy, in parts. Sealed under a key that has no basis but 'warrant:<id>'.
create table safeguards.warrant_copy (
  warrant_id uuid not null references safeguards.warrant,
  -- A copy that was destroyed is never filled again: the next is another.
  generation int not null check (generation >= 1),
  part int not null check (part >= 0),
  positions int not null check (positions between 1 and 1000),
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  primary key (warrant_id, generation, part)
);

create function safeguards.refuse_warrant_change() returns trigger language plpgsql as $$
begin
  raise exception 'warrants and their events are append-only';
end
$$;
create trigger warrant_append_only before update or delete or truncate on safeguards.warrant
  for each statement execute function safeguards.refuse_warrant_change();
create trigger warrant_event_append_only before delete or truncate on safeguards.warrant_event
  for each statement execute function safeguards.refuse_warrant_change();
-- The one change there is: its words go when the register's time has run out.
create function safeguards.refuse_change_of_warrant_event() returns trigger language plpgsql as $$
begin
  if new.key_id is null and new.sealed is null
    and (to_jsonb(old) - 'key_id' - 'sealed') = (to_jsonb(new) - 'key_id' - 'sealed') then
    return new;
  end if;
  raise exception 'warrants and their events are append-only';
end
$$;
create trigger warrant_event_words_go before update on safeguards.warrant_event
  for each row execute function safeguards.refuse_change_of_warrant_event();
create index warrant_event_key on safeguards.warrant_event (key_id) where key_id is not null;
create index warrant_copy_key on safeguards.warrant_copy (key_id);

-- INVARIANT: a copy is destroyed by its key (H-511); the rows go with it. The only way in which either goes. How many positions it held.
create function safeguards.destroy_warrant_copy(of_warrant uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  held bigint;
begin
  select coalesce(sum(positions), 0) into held from safeguards.warrant_copy where warrant_id = of_warrant;
  delete from safeguards.key_wrapping where basis = 'warrant:' || of_warrant;
  delete from safeguards.warrant_copy where warrant_id = of_warrant;
  return held;
end
$$;
revoke execute on function safeguards.destroy_warrant_copy from public;
grant execute on function safeguards.destroy_warrant_copy to magpie_app;
grant select, insert on safeguards.warrant, safeguards.warrant_event, safeguards.warrant_copy to magpie_app;

-- A warrant's documents are kept by the register's right.
alter table orders.document drop constraint document_basis_check;
alter table orders.document add constraint document_basis_check check (basis ~ '^(order|proceeding|register):[0-9a-f-]{36}$');
-- The oversight body is told of what is late.
alter table orders.notice drop constraint notice_to_role_check;
alter table orders.notice add constraint notice_to_role_check
  check (to_role in ('monitoring', 'police', 'prosecution', 'court', 'authority', 'oversight', 'person'));

-- What is left in rows of erased keys: the words of events. (Copies go with their own key, above.)
create function safeguards.erase_warrant_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  gone bigint;
  n bigint;
begin
  update safeguards.warrant_event set key_id = null, sealed = null where key_id = any (keys);
  get diagnostics gone = row_count;
  delete from safeguards.warrant_copy where key_id = any (keys);
  get diagnostics n = row_count;
  return gone + n;
end
$$;
revoke execute on function safeguards.erase_warrant_rows from public;
-- A warrant is seen by the office that asked and by the court that decides; its copy by the office alone. Oversight, and a monitoring
-- agency that reads its registers, by a task. Written by a task only, after whoever acts was found to see it.
create function isolation.sees_warrant(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from safeguards.warrant w where w.warrant_id = id and array[w.agency_id, w.court_id] && isolation.agencies());
end
$$;
revoke execute on function isolation.sees_warrant from public;
grant execute on function isolation.sees_warrant to magpie_app;
-- As in 0036, and what is kept by a register's right: papers and clocks of a warrant.
create or replace function isolation.sees_basis(basis text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return case split_part(basis, ':', 1)
    when 'order' then isolation.sees_order(split_part(basis, ':', 2)::uuid)
    when 'proceeding' then isolation.sees_proceeding(split_part(basis, ':', 2)::uuid)
    when 'register' then isolation.sees_warrant(split_part(basis, ':', 2)::uuid)
    else false end;
end
$$;
do $$
declare
  ours constant text := 'any ((select isolation.agencies())::uuid[])';
begin
  call isolation.isolate('safeguards.warrant', format('agency_id = %1$s or court_id = %1$s', ours), 'false');
  call isolation.isolate('safeguards.warrant_event', 'isolation.sees_warrant(warrant_id)', 'false');
  call isolation.isolate('safeguards.warrant_copy', format(
    'exists (select from safeguards.warrant w where w.warrant_id = warrant_copy.warrant_id and w.agency_id = %s)', ours), 'false');
end
$$;
