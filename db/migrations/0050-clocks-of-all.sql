-- Clocks for what had none: registrations that no order and no proceeding needs, devices that were retired, and entries of audit and ledger
-- that were written longer ago than the law wants them kept.

-- Registrations that nothing holds any more, each with since when: of people who can no longer sign in and whom nothing names or needs (staff
-- who left, supporters, household, whoever was entered and never came into a matter), and of devices that were retired. By the rights of the
-- caller: only the server's own work sees all of them.
create function server.registrations_left(now_ms bigint, after_id uuid, most int)
returns table (id uuid, jurisdiction text, because text, since_ms bigint)
language sql stable set search_path = pg_catalog as $$
  select l.id, l.jurisdiction, l.because, l.since_ms from (
    select p.person_id as id, a.jurisdiction, 'left' as because, greatest(p.created_at_ms,
      (select max(greatest(s.created_at_ms, s.last_seen_at_ms, s.ended_at_ms)) from server.session s where s.person_id = p.person_id),
      (select max(greatest(k.created_at_ms, k.last_used_at_ms, k.ended_at_ms)) from server.passkey k where k.person_id = p.person_id),
      (select max(coalesce(u.ended_at_ms, u.until_ms)) from people.support u where u.supporter_id = p.person_id),
      (select max(coalesce(g.ended_at_ms, g.until_ms)) from safeguards.assignment g where g.person_id = p.person_id),
      (select max(d.until_ms) from devices.assignment d where d.person_id = p.person_id)
    ) as since_ms
    from people.person p join people.agency a using (agency_id)
    where octet_length(p.identity_sealed) > 0
      and not exists (select from orders.court_order o where o.wearer_id = p.person_id)
      and not exists (select from orders.pair r where r.protected_id = p.person_id)
      and not exists (select from orders.proceeding c where c.respondent_id = p.person_id)
      and not exists (select from orders.proceeding_person c where c.person_id = p.person_id)
      and not exists (select from server.session s where s.person_id = p.person_id and s.ended_at_ms is null and s.expires_at_ms > now_ms)
      and not exists (select from server.sign_in_code s where s.person_id = p.person_id and s.used_at_ms is null and s.expires_at_ms > now_ms)
      and not exists (select from server.passkey k where k.person_id = p.person_id and k.ended_at_ms is null)
      and not exists (select from server.oidc_subject s where s.person_id = p.person_id)
      and not exists (select from people.support u where u.supporter_id = p.person_id and u.ended_at_ms is null and u.until_ms > now_ms)
      and not exists (
        select from safeguards.assignment g where g.person_id = p.person_id and g.ended_at_ms is null and coalesce(g.until_ms > now_ms, true)
      )
      and not exists (select from devices.assignment d where d.person_id = p.person_id and coalesce(d.until_ms > now_ms, true))
      -- Who lives with somebody is needed as long as that somebody is.
      and not exists (select from people.person h where h.person_id = p.household_of and octet_length(h.identity_sealed) > 0)
    union all
    select d.device_id, a.jurisdiction, 'retired', e.at_ms
    from devices.device d join people.agency a using (agency_id)
    join lateral (
      select kind, at_ms from devices.life_event e where e.device_id = d.device_id order by number desc limit 1
    ) e on e.kind = 'retired'
  ) l
  where (after_id is null or l.id > after_id)
    and not exists (select from safeguards.retention_clock c where c.basis = 'registration:' || l.id)
  order by l.id limit most
$$;
revoke execute on function server.registrations_left from public;
grant execute on function server.registrations_left to magpie_app;

-- Entries go when their time is over, and only those whose leaf in the public log stands and was made silent. Numbers stay taken.
create function safeguards.refuse_unless_expiring() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('magpie.expiring', true) = 'on' then
    return null;
  end if;
  raise exception 'audit and ledger rows are append-only';
end
$$;
drop trigger audit_append_only on safeguards.audit;
create trigger audit_append_only before update or delete or truncate on safeguards.audit
  for each statement execute function safeguards.refuse_unless_expiring();
drop trigger ledger_append_only on safeguards.ledger;
create trigger ledger_append_only before update or delete or truncate on safeguards.ledger
  for each statement execute function safeguards.refuse_unless_expiring();

-- What says that something was erased is kept for good: nothing else says it. Ledger entries are of no action.
create function safeguards.is_certificate(entry bytea) returns boolean language sql stable set search_path = pg_catalog as $$
  select coalesce(convert_from(entry, 'UTF8')::jsonb ->> 'action' in ('retention.erase', 'log.erase'), false)
$$;

-- Refuses what is younger than the shortest time that any law here wants (3 years), by the database's own clock too.
create function safeguards.expire_entries(of_log text, of_numbers bigint[], now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  cutoff_ms constant bigint := least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint) - 1095::bigint * 86400000;
  wrong bigint;
  gone bigint;
begin
  if of_log not in ('audit', 'ledger') then
    raise exception 'no such log';
  end if;
  execute format(
    'select count(*) from safeguards.%I e where number = any ($1) and (at_ms > $2 or safeguards.is_certificate(canonical)
       or not exists (select from safeguards.log_leaf l where l.log = $3 and l.number = e.number)
       or exists (select from safeguards.log_leaf l join safeguards.log_opening using (leaf_index) where l.log = $3 and l.number = e.number))',
    of_log) into wrong using of_numbers, cutoff_ms, of_log;
  if wrong > 0 then
    raise exception 'entries are younger, certificates, or can be opened';
  end if;
  perform set_config('magpie.expiring', 'on', true);
  execute format('delete from safeguards.%I where number = any ($1)', of_log) using of_numbers;
  get diagnostics gone = row_count;
  perform set_config('magpie.expiring', 'off', true);
  return gone;
end
$$;
revoke execute on function safeguards.expire_entries from public;
grant execute on function safeguards.expire_entries, safeguards.is_certificate to magpie_app;
