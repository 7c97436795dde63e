-- Sealed snapshots of the engine's state at a journal position: a start goes on from the newest, and is to the byte what it was.
-- Each has a data key of its own (subject 'engine', basis 'snapshot'); the key goes with it, so what is replaced stays gone.
create table ingest.engine_snapshot (
  key_id bigint primary key references safeguards.data_key,
  -- The state after every input up to here, and none after.
  position bigint not null,
  taken_at_ms bigint not null,
  -- SHA-256 over the journal's last rows up to the position: a snapshot of another journal is refused.
  journal_hash bytea not null check (octet_length(journal_hash) = 32),
  parts int not null check (parts > 0)
);

-- Written before the row above; without it they are nothing, and go with the next one that is kept.
create table ingest.engine_snapshot_part (
  key_id bigint not null references safeguards.data_key,
  -- From 1.
  part int not null check (part > 0),
  sealed bytea not null,
  primary key (key_id, part)
);
-- Sealed bytes do not get smaller.
alter table ingest.engine_snapshot_part alter column sealed set storage external;

-- Every snapshot but these loses its key, at once and for good. For the connection that holds the journal writer's lock only.
create function ingest.keep_snapshots(kept bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
declare
  -- First half of the writer's lock: src/server/writer-connection.ts.
  lock_space constant oid := 1835100016;
begin
  if not exists (select from pg_locks where locktype = 'advisory' and granted and mode = 'ExclusiveLock'
      and pid = pg_backend_pid() and classid = lock_space) then
    raise exception 'only the writer of the journal keeps snapshots';
  end if;
  delete from ingest.engine_snapshot where key_id <> all (kept);
  delete from safeguards.key_wrapping where basis = 'snapshot' and key_id <> all (kept);
end
$$;

-- Makes a written snapshot one that a start may use, and lets go of all but it and those named.
create function ingest.publish_snapshot(
  new_key_id bigint, new_position bigint, taken_at_ms bigint, journal_hash bytea, parts int, kept bigint[]
) returns void
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
begin
  -- The key was made before the state was taken: if somebody's data was erased since, it is gone, and this with it.
  if not exists (select from safeguards.key_wrapping w where w.key_id = new_key_id and w.basis = 'snapshot') then
    raise exception 'the key of the snapshot is gone';
  end if;
  if (select count(*) from ingest.engine_snapshot_part p where p.key_id = new_key_id) <> parts then
    raise exception 'parts of the snapshot are missing';
  end if;
  insert into ingest.engine_snapshot (key_id, position, taken_at_ms, journal_hash, parts)
    values (new_key_id, new_position, taken_at_ms, journal_hash, parts);
  perform ingest.keep_snapshots(kept || new_key_id);
end
$$;

-- What has lost its key is of no use: its bytes go too. Apart from the above, so that the writer does not wait for it.
create function ingest.sweep_snapshots() returns void
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
begin
  delete from ingest.engine_snapshot_part p
    where not exists (select from safeguards.key_wrapping w where w.key_id = p.key_id);
  delete from safeguards.data_key k where k.subject = 'engine'
    and not exists (select from safeguards.key_wrapping w where w.key_id = k.key_id)
    and not exists (select from ingest.engine_snapshot_part p where p.key_id = k.key_id);
end
$$;

-- HAZARD H-113: whoever erases what was kept by an order or a registration erases the engine's snapshots with it, knowing of them
-- or not, in the same transaction. Until the next one is taken a start falls back to a window of the journal.
create function ingest.erase_snapshots() returns trigger
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
begin
  if exists (select from gone where basis not in ('quarantine', 'snapshot')) then
    delete from ingest.engine_snapshot;
    delete from safeguards.key_wrapping where basis = 'snapshot';
  end if;
  return null;
end
$$;
create trigger snapshots_go_with_the_erased after delete on safeguards.key_wrapping
  referencing old table as gone for each statement execute function ingest.erase_snapshots();

revoke execute on function ingest.keep_snapshots, ingest.publish_snapshot, ingest.sweep_snapshots, ingest.erase_snapshots
  from public;
grant execute on function ingest.keep_snapshots, ingest.publish_snapshot, ingest.sweep_snapshots to magpie_app;
grant select on ingest.engine_snapshot, ingest.engine_snapshot_part to magpie_app;
grant insert on ingest.engine_snapshot_part to magpie_app;
