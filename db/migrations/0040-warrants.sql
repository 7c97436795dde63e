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
create trigger warrant_event_append_only before update or delete or truncate on safeguards.warrant_event
  for each statement execute function safeguards.refuse_warrant_change();

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
