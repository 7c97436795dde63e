-- Rows of erased keys. Each context says what is to go of its own; the caller, `safeguards.erase_rows`, asks only for keys without a
-- wrapping. Device events of a person are found without reading a day of everybody's.
create index journal_event_person on ingest.journal (person_id) where kind = 'event';

-- What is sealed under an erased key is found by it.
create index quarantine_key on ingest.quarantine (key_id);
create index zone_key on orders.zone (key_id);
create index document_key on orders.document (key_id);
create index document_upload_key on orders.document_upload (key_id);
create index notice_key on orders.notice (key_id) where key_id is not null;
create index notice_received_key on orders.notice (received_key_id) where received_key_id is not null;
create index proceeding_text_key on orders.proceeding_text (key_id);
create index order_version_key on orders.order_version (key_id) where key_id is not null;
create index person_key on people.person (key_id);
create index own_list_key on people.own_list (key_id);
create index command_key on devices.command (key_id) where key_id is not null;
create index push_subscription_key on notify.push_subscription (key_id);

-- How many rows went, and of which keys some are left: the journal's last row numbers the next one and stays until there is another.
create function ingest.erase_rows(keys bigint[], out gone bigint, out left_of bigint[])
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
declare
  last bigint;
  last_key bigint;
  key record;
  part text;
  n bigint;
begin
  gone := 0;
  left_of := '{}';
  select position, key_id into last, last_key from ingest.journal order by position desc limit 1;
  for key in select key_id, subject, scope from safeguards.data_key where key_id = any (keys) order by key_id loop
    -- A day, or an hour of the protected side's own.
    part := 'journal_' || case when key.scope ~ '^own-\d+$'
      then to_char(to_timestamp(substr(key.scope, 5)::bigint / 1000) at time zone 'UTC', 'YYYYMMDD')
      else replace(key.scope, '-', '') end;
    if key.scope ~ '^(own-\d+|\d{4}-\d{2}-\d{2})$' and key.subject ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' and to_regclass('ingest.' || part) is not null
    then
      execute format('delete from ingest.%I where kind = ''fix'' and person_id = $1 and key_id = $2 and position < $3', part)
        using key.subject::uuid, key.key_id, last;
      get diagnostics n = row_count;
      gone := gone + n;
      execute format('delete from ingest.%I where kind = ''event'' and person_id = $1 and key_id = $2 and position < $3', part)
        using key.subject::uuid, key.key_id, last;
      get diagnostics n = row_count;
      gone := gone + n;
    elsif key.scope = 'parameters' then
      delete from ingest.journal j using (
        select pair_id as id from orders.pair where order_id::text = key.subject
        union all select zone_id from orders.zone where order_id::text = key.subject
      ) bound where j.subject_id = bound.id and j.key_id = key.key_id and j.position < last;
      get diagnostics n = row_count;
      gone := gone + n;
    end if;
    if last_key = key.key_id then
      left_of := left_of || key.key_id;
    end if;
  end loop;
  delete from ingest.quarantine where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  delete from ingest.engine_snapshot_part where key_id = any (keys);
end
$$;

-- Documents are not changed, but for being emptied by what erases them: their places in a case stay.
create or replace function orders.refuse_document_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('magpie.erasing', true) = 'on' then
    return null;
  end if;
  raise exception 'documents do not change';
end
$$;

create function orders.erase_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, orders as $$
declare
  n bigint;
  gone bigint := 0;
begin
  update orders.zone set shape_sealed = '' where key_id = any (keys) and shape_sealed <> '';
  get diagnostics gone = row_count;
  perform set_config('magpie.erasing', 'on', true);
  -- HAZARD H-442: the hash of a short text tells it to who can guess; it goes with the text.
  update orders.document set sealed = '', name_sealed = null, size_bytes = 1, hash = sha256(gen_random_uuid()::text::bytea)
    where key_id = any (keys) and sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  perform set_config('magpie.erasing', 'off', true);
  delete from orders.document_upload where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  update orders.notice set key_id = null, sealed = null where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  update orders.notice set received_key_id = null, received_sealed = null where received_key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  delete from orders.held_message where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  delete from orders.proceeding_text where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  update orders.order_version set key_id = null, conditions_sealed = null where key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  delete from orders.petition_draft where key_id = any (keys);
  get diagnostics n = row_count;
  return gone + n;
end
$$;

create function people.erase_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, people as $$
declare
  n bigint;
  gone bigint := 0;
begin
  -- By their own, even where somebody could be found by them only together with the master key.
  delete from people.match_index i using people.person p where p.person_id = i.person_id and p.key_id = any (keys);
  get diagnostics gone = row_count;
  delete from people.match_due d using people.person p where p.person_id = d.person_id and p.key_id = any (keys);
  delete from people.sos_code c using people.person p where p.person_id = c.person_id and p.key_id = any (keys);
  get diagnostics n = row_count;
  gone := gone + n;
  update people.person set identity_sealed = '' where key_id = any (keys) and identity_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  delete from people.own_list where key_id = any (keys);
  get diagnostics n = row_count;
  return gone + n;
end
$$;

create function devices.erase_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, devices as $$
declare
  n bigint;
  gone bigint := 0;
begin
  update devices.command set text_sealed = '' where key_id = any (keys) and text_sealed <> '';
  get diagnostics gone = row_count;
  update devices.device set payload_key_sealed = '' where key_id = any (keys) and payload_key_sealed <> '';
  get diagnostics n = row_count;
  return gone + n;
end
$$;

create function notify.erase_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, notify as $$
declare
  n bigint;
  gone bigint := 0;
begin
  delete from notify.plan where key_id = any (keys);
  get diagnostics gone = row_count;
  delete from notify.push_subscription where key_id = any (keys);
  get diagnostics n = row_count;
  return gone + n;
end
$$;

create function server.erase_rows(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, server as $$
declare
  gone bigint;
begin
  delete from server.app_lock where key_id = any (keys);
  get diagnostics gone = row_count;
  return gone;
end
$$;

-- The rows of so many erased keys, of an erasure or (null) of whatever lost its last wrapping; how many keys are done, how many have some
-- left, and how many rows went.
create function safeguards.erase_rows(of_erasure bigint, most_keys int, out keys_done int, out keys_left int, out gone bigint)
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys bigint[];
  left_of bigint[];
  wanted constant bigint[] := (select key_ids from safeguards.erasure where erasure_id = of_erasure);
begin
  select coalesce(array_agg(key_id), '{}') into keys from (
    select key_id from safeguards.data_key k
    where erased_at_ms is not null and not k.rows_gone and (of_erasure is null or key_id = any (wanted))
      -- INVARIANT: what a wrapping is left for is not touched, whatever a mark says.
      and not exists (select from safeguards.key_wrapping w where w.key_id = k.key_id)
    order by key_id limit most_keys for update skip locked
  ) oldest;
  select e.gone, e.left_of into gone, left_of from ingest.erase_rows(keys) e;
  gone := gone + orders.erase_rows(keys) + people.erase_rows(keys) + devices.erase_rows(keys) + notify.erase_rows(keys)
    + server.erase_rows(keys);
  update safeguards.data_key k set rows_gone = true where key_id = any (keys) and key_id <> all (left_of);
  update safeguards.erasure e set rows_gone = e.rows_gone + gone where erasure_id = of_erasure;
  keys_left := cardinality(left_of);
  keys_done := cardinality(keys) - keys_left;
end
$$;

revoke execute on function safeguards.erase_rows, ingest.erase_rows, orders.erase_rows, people.erase_rows, devices.erase_rows,
  notify.erase_rows, server.erase_rows from public;
grant execute on function safeguards.erase_rows to magpie_app;
