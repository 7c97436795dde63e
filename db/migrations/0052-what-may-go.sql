-- What may go is asked again at the moment in which it goes: of who left, of entries that a hold keeps, and of the paper by which it holds.

-- Since when somebody can no longer sign in and nothing names or needs them; null: they can, or something does. As in 0050, and what else needs
-- somebody: a wearer whose lawyer they are, a request that they be let in, a record that is held to be of the same person. By the rights of the
-- caller: only the server's own work sees all of it.
create function server.left_since(whom uuid, now_ms bigint) returns bigint
language sql stable set search_path = pg_catalog as $$
  select greatest(p.created_at_ms,
    (select max(greatest(s.created_at_ms, s.last_seen_at_ms, s.ended_at_ms)) from server.session s where s.person_id = whom),
    (select max(greatest(k.created_at_ms, k.last_used_at_ms, k.ended_at_ms)) from server.passkey k where k.person_id = whom),
    (select max(coalesce(e.approved_at_ms, e.expires_at_ms)) from server.enrolment_request e where e.person_id = whom),
    (select max(coalesce(u.ended_at_ms, u.until_ms)) from people.support u where u.supporter_id = whom),
    (select max(coalesce(l.ended_at_ms, l.from_ms)) from people.wearer_lawyer l where l.lawyer_id = whom),
    (select max(coalesce(m.ended_at_ms, m.at_ms)) from people.person_link m where whom in (m.merged_id, m.into_id)),
    (select max(coalesce(g.ended_at_ms, g.until_ms)) from safeguards.assignment g where g.person_id = whom),
    (select max(d.until_ms) from devices.assignment d where d.person_id = whom)
  )
  from people.person p
  where p.person_id = whom and octet_length(p.identity_sealed) > 0
    and not exists (select from orders.court_order o where o.wearer_id = whom)
    and not exists (select from orders.pair r where r.protected_id = whom)
    and not exists (select from orders.proceeding c where c.respondent_id = whom)
    and not exists (select from orders.proceeding_person c where c.person_id = whom)
    and not exists (select from server.session s where s.person_id = whom and s.ended_at_ms is null and s.expires_at_ms > now_ms)
    and not exists (select from server.sign_in_code s where s.person_id = whom and s.used_at_ms is null and s.expires_at_ms > now_ms)
    and not exists (select from server.passkey k where k.person_id = whom and k.ended_at_ms is null)
    and not exists (select from server.oidc_subject s where s.person_id = whom)
    and not exists (select from server.enrolment_request e where e.person_id = whom and e.approved_at_ms is null and e.expires_at_ms > now_ms)
    and not exists (select from people.support u where u.supporter_id = whom and u.ended_at_ms is null and u.until_ms > now_ms)
    and not exists (select from safeguards.assignment g where g.person_id = whom and g.ended_at_ms is null and coalesce(g.until_ms > now_ms, true))
    and not exists (select from devices.assignment d where d.person_id = whom and coalesce(d.until_ms > now_ms, true))
    -- Whose lawyer they are, who is held to be the same, and with whom they live: they are needed as long as that somebody is here.
    and not exists (
      select from people.person h where octet_length(h.identity_sealed) > 0 and h.person_id in (
        select p.household_of
        union all select l.wearer_id from people.wearer_lawyer l where l.lawyer_id = whom and l.ended_at_ms is null
        union all select m.into_id from people.person_link m where m.merged_id = whom and m.ended_at_ms is null
        union all select m.merged_id from people.person_link m where m.into_id = whom and m.ended_at_ms is null))
$$;
revoke execute on function server.left_since from public;
grant execute on function server.left_since to magpie_app;

-- Null: the device is not retired.
create function server.retired_since(device uuid) returns bigint
language sql stable set search_path = pg_catalog as $$
  select e.at_ms from (
    select kind, at_ms from devices.life_event where device_id = device order by number desc limit 1
  ) e where e.kind = 'retired'
$$;
revoke execute on function server.retired_since from public;
grant execute on function server.retired_since to magpie_app;

create or replace function server.registrations_left(now_ms bigint, after_id uuid, most int)
returns table (id uuid, jurisdiction text, because text, since_ms bigint)
language sql stable set search_path = pg_catalog as $$
  select l.id, l.jurisdiction, l.because, l.since_ms from (
    select p.person_id as id, a.jurisdiction, 'left' as because, server.left_since(p.person_id, now_ms) as since_ms
    from people.person p join people.agency a using (agency_id)
    union all
    select d.device_id, a.jurisdiction, 'retired', server.retired_since(d.device_id)
    from devices.device d join people.agency a using (agency_id)
  ) l
  where (after_id is null or l.id > after_id) and l.since_ms is not null
    and not exists (select from safeguards.retention_clock c where c.basis = 'registration:' || l.id)
  order by l.id limit most
$$;

-- When what a clock keeps is to go; null: not while it stands so. HAZARD H-592: a clock that ran out while somebody was away carries them off when
-- they are back, or on the day they leave again. So it is counted anew from the last they did.
create function safeguards.due_at(basis text, because text, starts_at_ms bigint, destroy_at_ms bigint, now_ms bigint) returns bigint
language sql stable set search_path = pg_catalog as $$
  select case
    when basis like 'registration:%' and because = 'left'
      then server.left_since(split_part(basis, ':', 2)::uuid, now_ms) + (destroy_at_ms - starts_at_ms)
    when basis like 'registration:%' and because = 'retired'
      then server.retired_since(split_part(basis, ':', 2)::uuid) + (destroy_at_ms - starts_at_ms)
    else destroy_at_ms
  end
$$;
revoke execute on function safeguards.due_at from public;
grant execute on function safeguards.due_at to magpie_app;

-- As in 0046; and by a clock only what is due by `due_at`.
create or replace function safeguards.begin_erasure(
  of_basis text, of_part text, of_cause text, why text, by_article text, by_pack text, first uuid, second uuid, now_ms bigint
) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys uuid[];
  due_ms bigint;
  erasure bigint;
begin
  if of_basis = 'registration' then
    -- Before the lock of the keys: who names the person holds this row while they wait for a key.
    perform from people.person where person_id::text = of_part for update;
  end if;
  -- Whoever wraps under one of them right now has committed then, or sees that it is doomed; so has who holds the basis.
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  keys := safeguards.live_store_keys(of_basis, of_part);
  if cardinality(keys) = 0 then
    return null;
  end if;
  if exists (select from safeguards.hold where basis = of_basis and lifted_at_ms is null and until_ms > now_ms) then
    raise exception using errcode = 'MG003', message = 'the basis is held';
  end if;
  if of_basis = 'registration' and orders.still_names(of_part, now_ms) then
    raise exception using errcode = 'MG004', message = 'the person is named again';
  end if;
  select min(safeguards.due_at(c.basis, c.because, c.starts_at_ms, c.destroy_at_ms, now_ms)) into due_ms from safeguards.retention_clock c
    where (c.basis = of_basis and c.what = of_part) or c.basis = of_basis || ':' || of_part;
  if of_cause = 'clock' and of_basis = 'registration' and (due_ms is null or due_ms > now_ms) then
    raise exception using errcode = 'MG004', message = 'the registration is needed again';
  end if;
  if of_cause = 'clock' and (due_ms is null or due_ms > now_ms) then
    raise exception 'its time has not come';
  end if;
  if of_cause = 'hand' and not safeguards.is_approved(
    'erase-early', jsonb_build_object('basis', of_basis, 'part', of_part, 'because', why), first, second, now_ms) then
    raise exception 'nobody approved it';
  end if;
  update safeguards.basis_key set doomed_at_ms = now_ms where name = any (keys) and doomed_at_ms is null;
  insert into safeguards.erasure
    (basis, part, cause, because, article, pack_version, due_at_ms, store_keys, first_by, second_by, begun_at_ms)
    values (of_basis, of_part, of_cause, why, by_article, by_pack, coalesce(least(due_ms, now_ms), now_ms), keys, first, second, now_ms)
    returning erasure_id into erasure;
  return erasure;
end
$$;

-- As in 0030; and one of who left holds nobody who is named again to its day, since it never comes due then.
create or replace function safeguards.retention_only_earlier() returns trigger language plpgsql as $$
begin
  if exists (
    select from safeguards.retention_clock
    where basis = new.basis and what = new.what and destroy_at_ms <= new.destroy_at_ms
      and not (basis like 'registration:%' and because = 'left' and new.because <> 'left')
  ) then
    raise exception 'a retention clock is never moved back';
  end if;
  return new;
end
$$;

alter table safeguards.hold add column document_id uuid;

-- As in 0046, and the paper is named by its id: of its bytes neither what was asked nor the audit says anything.
create or replace function safeguards.refuse_empty_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  if exists (select from safeguards.erasure where basis = new.basis and proven_at_ms is null) then
    raise exception using errcode = 'MG001', message = 'its erasure has begun';
  end if;
  if not exists (select from safeguards.key_wrapping where basis = new.basis) then
    raise exception using errcode = 'MG002', message = 'nothing is kept under the basis';
  end if;
  if not safeguards.is_approved('hold',
    jsonb_build_object('basis', new.basis, 'article', new.article, 'documentId', new.document_id, 'untilMs', new.until_ms),
    new.first_by, new.second_by, new.held_at_ms) then
    raise exception 'nobody approved it';
  end if;
  return new;
end
$$;

-- Ids under which entries about what is held stand: the order, its pairs, incidents, proceedings and the wearer's devices.
create function safeguards.held_ids(now_ms bigint) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  with held as (
    select distinct split_part(h.basis, ':', 2) as id from safeguards.hold h where h.lifted_at_ms is null and h.until_ms > now_ms
  ), ordered as (
    select o.order_id, o.wearer_id from held join orders.court_order o on o.order_id::text = held.id
  )
  select id from held
  union select p.pair_id::text from ordered join orders.pair p using (order_id)
  union select i.incident_id::text from ordered join incidents.incident i using (order_id)
  union select m.proceeding_id::text from ordered o join orders.measure m on o.order_id = m.order_id or o.order_id = any (m.former_order_ids)
  union select a.device_id::text from ordered join devices.assignment a on a.person_id = ordered.wearer_id
$$;
revoke execute on function safeguards.held_ids from public;
create function safeguards.names_any(entry bytea, ids text[]) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select exists (select from unnest(ids) id where position(convert_to(id, 'UTF8') in entry) > 0)
$$;
revoke execute on function safeguards.names_any from public;
grant execute on function safeguards.held_ids, safeguards.names_any to magpie_app;

drop trigger look_part_append_only on safeguards.look_part;
create trigger look_part_append_only before update or delete or truncate on safeguards.look_part
  for each statement execute function safeguards.refuse_unless_expiring();

-- As in 0050, and what a hold keeps. The lock is that of a hold: of the two at the same moment one is second, and sees what the first did.
create or replace function safeguards.expire_entries(of_log text, of_numbers bigint[], now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  cutoff_ms constant bigint := least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint) - 1095::bigint * 86400000;
  held text[];
  wrong bigint;
  gone bigint;
begin
  if of_log not in ('audit', 'ledger') then
    raise exception 'no such log';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  held := array(select id from safeguards.held_ids(now_ms) id);
  execute format(
    'select count(*) from safeguards.%I e where number = any ($1) and (at_ms > $2 or safeguards.is_certificate(canonical) or safeguards.names_any(canonical, $4)
       or not exists (select from safeguards.log_leaf l where l.log = $3 and l.number = e.number)
       or exists (select from safeguards.log_leaf l join safeguards.log_opening using (leaf_index) where l.log = $3 and l.number = e.number))',
    of_log) into wrong using of_numbers, cutoff_ms, of_log, held;
  if wrong > 0 then
    raise exception 'entries are younger, certificates, held, or can be opened';
  end if;
  perform set_config('magpie.expiring', 'on', true);
  execute format('delete from safeguards.%I where number = any ($1)', of_log) using of_numbers;
  get diagnostics gone = row_count;
  if of_log = 'audit' then
    delete from safeguards.look_part where number = any (of_numbers);
  end if;
  perform set_config('magpie.expiring', 'off', true);
  return gone;
end
$$;
