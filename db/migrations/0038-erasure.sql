-- Erasing that reaches every copy. What wraps a data key is itself kept outside the database, in a key store: a row here names it and
-- says for which basis and which part of what is kept under that basis it stands. Destroying it there makes every wrapping under it
-- useless, in WAL, dumps and backups as well.

-- HAZARD H-100: a key that was erased keeps its row, and what comes next for the same subject and scope gets another.
alter table safeguards.data_key drop constraint data_key_subject_scope_key;
alter table safeguards.data_key add column erased_at_ms bigint;
-- Whether what was sealed under it is gone as well.
alter table safeguards.data_key add column rows_gone boolean not null default false;
create unique index data_key_live on safeguards.data_key (subject, scope) where erased_at_ms is null;
create index data_key_rows_left on safeguards.data_key (key_id) where erased_at_ms is not null and not rows_gone;

-- The store that this database belongs to: another one, or an empty one, is not begun with.
create table safeguards.key_store (
  one boolean primary key default true check (one),
  kind text not null check (kind in ('file', 'vault')),
  store_id text not null,
  since_ms bigint not null
);

create table safeguards.basis_key (
  -- Its name in the key store: says nothing of anybody.
  name uuid primary key,
  store_id text not null,
  -- As in key_wrapping.
  basis text not null,
  -- 'location' or 'papers' of an order or a proceeding; a person, device or other subject of a registration; 'subject|scope' of others, and
  -- of what is to go earlier than its basis.
  part text not null,
  created_at_ms bigint not null,
  -- From here on nothing new is wrapped under it.
  doomed_at_ms bigint,
  destroyed_at_ms bigint check (destroyed_at_ms is null or doomed_at_ms is not null)
);
create unique index basis_key_live on safeguards.basis_key (store_id, basis, part) where doomed_at_ms is null;
create index basis_key_left on safeguards.basis_key (basis, part) where destroyed_at_ms is null;

-- A key store gives longer bytes than AES-GCM alone.
alter table safeguards.key_wrapping drop constraint key_wrapping_wrapped_check;
alter table safeguards.key_wrapping add constraint key_wrapping_wrapped_check check (octet_length(wrapped) between 60 and 500);
-- Null: wrapped under the master key itself, as all were before there were key stores.
alter table safeguards.key_wrapping add column store_key uuid references safeguards.basis_key;
create index key_wrapping_store_key on safeguards.key_wrapping (store_key);
create index key_wrapping_without_store on safeguards.key_wrapping (key_id) where store_key is null;

-- One row an erasure. Its course: begun (nothing new under the keys), destroyed (they are gone from the store), proven (no row is left).
create table safeguards.erasure (
  erasure_id bigint generated always as identity primary key,
  basis text not null,
  part text not null,
  -- 'clock': its time had run out. 'hand': two persons, before that.
  cause text not null check (cause in ('clock', 'hand')),
  because text not null,
  article text not null,
  pack_version text not null,
  due_at_ms bigint not null,
  -- The keys of the key store.
  store_keys uuid[] not null,
  first_by uuid,
  second_by uuid,
  begun_at_ms bigint not null,
  destroyed_at_ms bigint,
  -- Of what had no other basis left.
  key_ids bigint[],
  -- Of what was sealed under them.
  rows_gone bigint not null default 0,
  proven_at_ms bigint,
  audit_number bigint,
  check ((cause = 'hand') = (first_by is not null and second_by is not null)),
  check (first_by is distinct from second_by or first_by is null)
);
create index erasure_open on safeguards.erasure (erasure_id) where proven_at_ms is null;
create index erasure_of on safeguards.erasure (basis);

-- A hold keeps one basis from being erased, by an article that the pack names, until a day; two persons, by a court's order.
create table safeguards.hold (
  hold_id bigint generated always as identity primary key,
  basis text not null,
  article text not null,
  pack_version text not null,
  -- Of the document by which the court ordered it.
  document_hash bytea not null check (octet_length(document_hash) = 32),
  until_ms bigint not null,
  first_by uuid not null,
  second_by uuid not null check (second_by <> first_by),
  held_at_ms bigint not null check (until_ms > held_at_ms),
  lifted_at_ms bigint
);
create index hold_of on safeguards.hold (basis) where lifted_at_ms is null;
create function safeguards.refuse_change_of_hold() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.lifted_at_ms is null and new.lifted_at_ms is not null
    and (to_jsonb(old) - 'lifted_at_ms') = (to_jsonb(new) - 'lifted_at_ms') then
    return new;
  end if;
  raise exception 'a hold is lifted, and nothing else of it changes';
end
$$;
create trigger hold_append_only before update or delete on safeguards.hold
  for each row execute function safeguards.refuse_change_of_hold();

-- The last wrapping gone: the key is erased, whoever removed it.
create function safeguards.mark_erased() returns trigger
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
begin
  update safeguards.data_key k set erased_at_ms = (extract(epoch from clock_timestamp()) * 1000)::bigint
    where k.key_id in (select key_id from gone) and k.erased_at_ms is null
      and not exists (select from safeguards.key_wrapping w where w.key_id = k.key_id);
  return null;
end
$$;
create trigger erased_with_its_last_wrapping after delete on safeguards.key_wrapping
  referencing old table as gone for each statement execute function safeguards.mark_erased();
-- What lost its last wrapping before there was this mark.
update safeguards.data_key k set erased_at_ms = k.created_at_ms
  where not exists (select from safeguards.key_wrapping w where w.key_id = k.key_id);

create function safeguards.live_store_keys(of_basis text, of_part text) returns uuid[]
language sql stable set search_path = pg_catalog, safeguards as $$
  select coalesce(array_agg(name), '{}') from safeguards.basis_key
  where basis = of_basis and destroyed_at_ms is null
    -- What has a key of its own so that it may go earlier goes with the others at the latest.
    and (part = of_part or (of_part = 'location' and of_basis like 'order:%' and position('|' in part) > 0))
$$;

-- Begins an erasure: from here on nothing new is wrapped under these keys. The database refuses one whose time has not come, unless two
-- persons want it, and one that is held. Null: there is nothing under that basis and part.
create function safeguards.begin_erasure(
  of_basis text, of_part text, of_cause text, why text, by_article text, by_pack text, first uuid, second uuid, now_ms bigint
) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys uuid[];
  due_ms bigint;
  erasure bigint;
begin
  -- Whoever wraps under one of them right now has committed then, or sees that it is doomed.
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  keys := safeguards.live_store_keys(of_basis, of_part);
  if cardinality(keys) = 0 then
    return null;
  end if;
  if exists (select from safeguards.hold where basis = of_basis and lifted_at_ms is null and until_ms > now_ms) then
    raise exception 'the basis is held';
  end if;
  select min(destroy_at_ms) into due_ms from safeguards.retention_clock c
    where (c.basis = of_basis and c.what = of_part) or c.basis = of_basis || ':' || of_part;
  if of_cause = 'clock' and (due_ms is null or due_ms > now_ms) then
    raise exception 'its time has not come';
  end if;
  update safeguards.basis_key set doomed_at_ms = now_ms where name = any (keys) and doomed_at_ms is null;
  insert into safeguards.erasure
    (basis, part, cause, because, article, pack_version, due_at_ms, store_keys, first_by, second_by, begun_at_ms)
    values (of_basis, of_part, of_cause, why, by_article, by_pack, coalesce(least(due_ms, now_ms), now_ms), keys, first, second, now_ms)
    returning erasure_id into erasure;
  return erasure;
end
$$;

-- After the store destroyed them: the wrappings go. Answers the keys that had no other.
create function safeguards.drop_wrappings(of_erasure bigint, now_ms bigint) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys uuid[];
  touched bigint[];
  erased bigint[];
begin
  select store_keys into keys from safeguards.erasure
    where erasure_id = of_erasure and destroyed_at_ms is null for update;
  if keys is null then
    return (select key_ids from safeguards.erasure where erasure_id = of_erasure);
  end if;
  update safeguards.basis_key set destroyed_at_ms = now_ms where name = any (keys) and destroyed_at_ms is null;
  with gone as (delete from safeguards.key_wrapping where store_key = any (keys) returning key_id)
    select coalesce(array_agg(distinct key_id), '{}') into touched from gone;
  select coalesce(array_agg(key_id order by key_id), '{}') into erased from safeguards.data_key
    where key_id = any (touched) and erased_at_ms is not null;
  update safeguards.erasure set destroyed_at_ms = now_ms, key_ids = erased where erasure_id = of_erasure;
  return erased;
end
$$;

-- Proven, with its certificate in the audit; only when no row is left.
create function safeguards.prove_erasure(of_erasure bigint, in_audit bigint, now_ms bigint) returns void
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
begin
  if exists (
    select from safeguards.erasure e join safeguards.data_key k on k.key_id = any (e.key_ids)
    where e.erasure_id = of_erasure and not k.rows_gone
  ) then
    raise exception 'rows are left';
  end if;
  update safeguards.erasure set proven_at_ms = now_ms, audit_number = in_audit
    where erasure_id = of_erasure and destroyed_at_ms is not null and proven_at_ms is null;
  if not found then
    raise exception 'the erasure is not at that point';
  end if;
end
$$;

-- Keys of the store under which nothing is wrapped any more: they are to be destroyed there. Those of an erasure under way are its own.
create function safeguards.doom_unused(of_store text, now_ms bigint, most int) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  return query
    with unused as (
      select name from safeguards.basis_key b
      where store_id = of_store and destroyed_at_ms is null
        and not exists (select from safeguards.key_wrapping w where w.store_key = b.name)
        and not exists (select from safeguards.erasure e where e.destroyed_at_ms is null and b.name = any (e.store_keys))
      limit most for update skip locked
    )
    update safeguards.basis_key b set doomed_at_ms = coalesce(doomed_at_ms, now_ms) from unused where b.name = unused.name
    returning b.name;
end
$$;
create function safeguards.note_destroyed(names uuid[], now_ms bigint) returns void
language sql security definer set search_path = pg_catalog, safeguards as $$
  update safeguards.basis_key b set destroyed_at_ms = now_ms
  where name = any (names) and doomed_at_ms is not null and destroyed_at_ms is null
    and not exists (select from safeguards.key_wrapping w where w.store_key = b.name)
$$;

-- The store has not got these: nothing new is wrapped under them. What is wrapped stays, and opens again should the store be mended.
create function safeguards.note_missing(names uuid[], now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  n bigint;
begin
  update safeguards.basis_key set doomed_at_ms = now_ms where name = any (names) and doomed_at_ms is null;
  get diagnostics n = row_count;
  return n;
end
$$;
-- None of their wrappings opens any more: what comes next gets another key.
create function safeguards.retire_keys(keys bigint[], now_ms bigint) returns void
language sql security definer set search_path = pg_catalog, safeguards as $$
  update safeguards.data_key set erased_at_ms = now_ms where key_id = any (keys) and erased_at_ms is null
$$;

-- Wraps anew: from the master key into a store, or from one store into another. Only what still stands as it was read.
create function safeguards.rewrap(keys bigint[], bases text[], old_keys uuid[], new_wrapped bytea[], new_keys uuid[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  done bigint;
begin
  update safeguards.key_wrapping w set wrapped = n.wrapped, store_key = n.new_key
    from unnest(keys, bases, old_keys, new_wrapped, new_keys) as n(key_id, basis, old_key, wrapped, new_key)
    where w.key_id = n.key_id and w.basis = n.basis and w.store_key is not distinct from n.old_key;
  get diagnostics done = row_count;
  return done;
end
$$;

revoke execute on function safeguards.mark_erased, safeguards.begin_erasure, safeguards.drop_wrappings, safeguards.prove_erasure,
  safeguards.doom_unused, safeguards.note_destroyed, safeguards.note_missing, safeguards.retire_keys,
  safeguards.rewrap from public;
grant execute on function safeguards.begin_erasure, safeguards.drop_wrappings, safeguards.prove_erasure,
  safeguards.doom_unused, safeguards.note_destroyed, safeguards.note_missing, safeguards.retire_keys, safeguards.rewrap to magpie_app;
grant select on safeguards.erasure to magpie_app;
grant select, insert on safeguards.key_store, safeguards.basis_key, safeguards.hold to magpie_app;
grant update (kind, store_id, since_ms) on safeguards.key_store to magpie_app;
grant update (lifted_at_ms) on safeguards.hold to magpie_app;
