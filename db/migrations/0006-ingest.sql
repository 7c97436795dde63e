-- The journal holds every input of the engine in the order given to it. Rows are never changed. Payloads are sealed;
-- only ids, times and hashes are plain.
create table ingest.journal (
  -- The shard's one writer numbers inputs; ascending, gaps allowed (a duplicate uses up a number).
  position bigint not null,
  kind text not null check (kind in ('fix', 'event', 'bind-pair', 'unbind-pair', 'bind-zone', 'unbind-zone', 'tick')),
  device_id uuid,
  person_id uuid,
  -- The pair or zone that is bound or unbound.
  subject_id uuid,
  -- fix and event: the device's own time of it. Others: the same as at_ms.
  fixed_at_ms bigint not null,
  -- The writer's time of the input, never going back: the engine's clock.
  at_ms bigint not null,
  -- HMAC-SHA-256 of the payload under the journal's hash key, so that equal positions cannot be found by hashing guesses.
  payload_hash bytea not null,
  key_id bigint,
  sealed bytea
) partition by range (fixed_at_ms);

create unique index journal_once on ingest.journal (device_id, fixed_at_ms, payload_hash) nulls not distinct;
create index journal_position on ingest.journal (position);
create index journal_person on ingest.journal (person_id, position desc) where kind = 'fix';
create index journal_subject on ingest.journal (subject_id, position desc) where subject_id is not null;
create index journal_at on ingest.journal (at_ms, position);

-- Days are made ahead by the server; the bounds hold here too, so that a clock error can never make a partition.
create function ingest.ensure_day(day_start_ms bigint, now_ms bigint) returns void
language plpgsql security definer set search_path = pg_catalog, ingest as $$
declare
  day_ms constant bigint := 86400000;
  part text;
begin
  if day_start_ms % day_ms <> 0 or day_start_ms < now_ms - 32 * day_ms or day_start_ms > now_ms + 3 * day_ms then
    raise exception 'no partition for a day that far from now';
  end if;
  part := 'journal_' || to_char(to_timestamp(day_start_ms / 1000) at time zone 'UTC', 'YYYYMMDD');
  if to_regclass('ingest.' || part) is null then
    execute format('create table ingest.%I partition of ingest.journal for values from (%s) to (%s)',
      part, day_start_ms, day_start_ms + day_ms);
  end if;
end
$$;
revoke execute on function ingest.ensure_day from public;
grant execute on function ingest.ensure_day to magpie_app;

-- What could not be taken as an input, sealed, kept 30 days, with the reason.
create table ingest.quarantine (
  quarantine_id bigint generated always as identity primary key,
  received_at_ms bigint not null,
  protocol text not null,
  device_id uuid,
  reason text not null,
  -- Never the offending value: it may be a coordinate.
  detail text not null,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null
);
create index quarantine_received on ingest.quarantine (received_at_ms);

-- Retention of quarantine: rows and keys older than 30 days go, and nothing younger can.
create function ingest.purge_quarantine(now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
declare
  kept_ms constant bigint := 30::bigint * 86400000;
  gone bigint;
  cutoff_ms bigint := least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint) - kept_ms;
begin
  delete from ingest.quarantine where received_at_ms < cutoff_ms;
  get diagnostics gone = row_count;
  delete from safeguards.key_wrapping w using safeguards.data_key k
    where w.key_id = k.key_id and w.basis = 'quarantine' and k.created_at_ms < cutoff_ms - 86400000;
  return gone;
end
$$;
revoke execute on function ingest.purge_quarantine from public;
grant execute on function ingest.purge_quarantine to magpie_app;

grant select, insert on ingest.journal, ingest.quarantine to magpie_app;
