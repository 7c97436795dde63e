-- Cases are isolated by the database as well (row-level security): a session that has not said for whom it asks sees no case,
-- whatever the query above it forgot. Who may act is decided elsewhere, and how much is shown too; this only parts cases.
--
-- A person's request says so for its transaction: magpie.person, magpie.home (their agency) and, for those who work for it,
-- magpie.agencies. The server's own connections say once what they are for: magpie.task. Nothing said: nothing seen.
create schema isolation;
grant usage on schema isolation to magpie_app;

-- The connections that serve all cases; which, and why, stands in src/server/scope.ts. The journal's writer sees no case.
create function isolation.serves() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('magpie.task', true), '') = 'server'
$$;
create function isolation.journals() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('magpie.task', true), '') in ('server', 'journal')
$$;
create function isolation.me() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('magpie.person', true), '')::uuid
$$;
create function isolation.home() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('magpie.home', true), '')::uuid
$$;
-- Empty but for those who work for an agency.
create function isolation.agencies() returns uuid[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('magpie.agencies', true), ''), ',')::uuid[], '{}')
$$;

-- Turns isolation on for one table. `sees`: which rows a person's request may read; `makes`: which it may write, the same when null.
-- The owner's policy is for migrations and for the functions that act with the owner's rights: forced, it is stated, not implied.
-- A new table calls it in its own migration; src/server/isolation.test.ts finds the one that forgot.
create procedure isolation.isolate(what regclass, sees text, makes text default null, own text default 'isolation.serves()')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', what);
  execute format('alter table %s force row level security', what);
  execute format('create policy owner_works on %s to current_user using (true) with check (true)', what);
  -- In a sub-select of its own it is asked once a statement, not once a row.
  execute format('create policy isolated on %s to magpie_app using ((select %s) or (%s)) with check ((select %s) or (%s))',
    what, own, sees, own, coalesce(makes, sees));
end
$$;
revoke execute on procedure isolation.isolate from public;

-- Whom the person asking lives with: themself, the protected person of their household, and those who live with them.
create function isolation.household() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return array(
    select p.person_id from people.person p where p.person_id = isolation.me() or p.household_of = isolation.me()
    union
    select p.household_of from people.person p where p.person_id = isolation.me() and p.household_of is not null);
end
$$;

-- A proceeding is seen by the offices named in it, by those it is to protect, and by whoever opened it. Not by the respondent: it
-- may be kept from them until it is served.
create function isolation.sees_proceeding(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (
    select from orders.proceeding p where p.proceeding_id = id and (
      array[p.court_id, p.prosecution_id, p.police_id, p.monitoring_id] && isolation.agencies() or p.opened_by = isolation.me()))
  or exists (select from orders.proceeding_person x where x.proceeding_id = id and x.person_id = isolation.me());
end
$$;

-- Whether the order protects the person asking, or one they live with.
create function isolation.protects_me(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from orders.pair p where p.order_id = id and p.protected_id = any (isolation.household()));
end
$$;

-- An order is seen by its agency, by the offices that are told of it or stand in its proceeding, by those it protects, and by its
-- wearer, under whichever of their records it stands.
create function isolation.sees_order(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if isolation.agencies() <> '{}' then
    return exists (select from orders.court_order o where o.order_id = id and o.agency_id = any (isolation.agencies()))
      or exists (select from orders.addressee a where a.order_id = id and a.agency_id = any (isolation.agencies()))
      or exists (select from orders.notice n where n.order_id = id and n.to_agency_id = any (isolation.agencies()))
      or exists (select from orders.measure m where (m.order_id = id or id = any (m.former_order_ids))
        and isolation.sees_proceeding(m.proceeding_id));
  end if;
  return isolation.protects_me(id) or exists (
    select from orders.court_order o where o.order_id = id and (o.wearer_id = isolation.me() or exists (
      select from people.person_link l
      where l.merged_id = isolation.me() and l.into_id = o.wearer_id and l.ended_at_ms is null)));
end
$$;

-- A person is seen by themself, their household, the agency that entered them, those who support them or are supported, and the
-- agencies and offices of an order or a proceeding that is about them.
create function isolation.sees_person(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if isolation.me() is null then
    return false;
  end if;
  if id = any (isolation.household()) or exists (
    select from people.support s where s.ended_at_ms is null
      and ((s.supporter_id = isolation.me() and s.person_id = id) or (s.person_id = isolation.me() and s.supporter_id = id))) then
    return true;
  end if;
  if isolation.agencies() = '{}' then
    return false;
  end if;
  return exists (select from people.person p where p.person_id = id and p.agency_id = any (isolation.agencies()))
    or exists (select from orders.court_order o where o.wearer_id = id and isolation.sees_order(o.order_id))
    or exists (select from orders.pair p where p.protected_id = id and isolation.sees_order(p.order_id))
    or exists (select from orders.proceeding p where p.respondent_id = id and isolation.sees_proceeding(p.proceeding_id))
    or exists (select from orders.proceeding_person x where x.person_id = id and isolation.sees_proceeding(x.proceeding_id))
    or exists (select from people.person h where h.person_id = id and h.household_of is not null
      and isolation.sees_person(h.household_of));
end
$$;

-- A device is seen by its agency, by whoever carries it, and by those who see its carrier for their agency.
create function isolation.sees_device(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from devices.device d where d.device_id = id and d.agency_id = any (isolation.agencies()))
    or exists (select from devices.assignment a where a.device_id = id and a.until_ms is null and (a.person_id = isolation.me()
      or (isolation.agencies() <> '{}' and isolation.sees_person(a.person_id))));
end
$$;

-- Whether an incident is of an order that protects the person asking, or warns them: who is warned may see of what.
create function isolation.concerns_me(incident uuid, of_order uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return isolation.protects_me(of_order)
    or exists (select from notify.outbox w where w.incident_id = incident and w.recipient_id = isolation.me());
end
$$;

-- An incident is seen by its agency, and by those whom it concerns or whose own it is. Never by the wearer (I-4).
create function isolation.sees_incident(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (
    select from incidents.incident i where i.incident_id = id and (i.agency_id = any (isolation.agencies())
      or i.subject = 'person:' || isolation.me() or isolation.concerns_me(i.incident_id, i.order_id)));
end
$$;

-- Of a paper's number: an order of its own, or a measure of a proceeding.
create function isolation.sees_numbered(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return isolation.sees_order(id)
    or exists (select from orders.measure m where m.measure_id = id and isolation.sees_proceeding(m.proceeding_id));
end
$$;

-- What a document, a key or a clock is kept under: 'order:<uuid>' or 'proceeding:<uuid>'; of anything else: no.
create function isolation.sees_basis(basis text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return case split_part(basis, ':', 1)
    when 'order' then isolation.sees_order(split_part(basis, ':', 2)::uuid)
    when 'proceeding' then isolation.sees_proceeding(split_part(basis, ':', 2)::uuid)
    else false end;
end
$$;

-- What another agency's system sent and could not be taken is watched by the monitoring centres under the same law.
create function isolation.watches(endpoint uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (
    select from orders.endpoint e join people.agency theirs on theirs.agency_id = e.agency_id
    join people.agency ours on ours.jurisdiction = theirs.jurisdiction
    where e.endpoint_id = endpoint and ours.agency_id = any (isolation.agencies()) and ours.role = 'monitoring');
end
$$;

revoke execute on function isolation.household, isolation.sees_proceeding, isolation.protects_me, isolation.concerns_me,
  isolation.sees_order, isolation.sees_person, isolation.sees_device, isolation.sees_incident, isolation.sees_numbered,
  isolation.sees_basis, isolation.watches from public;
grant execute on function isolation.household, isolation.sees_proceeding, isolation.protects_me, isolation.concerns_me,
  isolation.sees_order, isolation.sees_person, isolation.sees_device, isolation.sees_incident, isolation.sees_numbered,
  isolation.sees_basis, isolation.watches to magpie_app;

-- What the functions above look for.
create index measure_order on orders.measure (order_id) where order_id is not null;
create index measure_former_orders on orders.measure using gin (former_order_ids);
create index notice_order on orders.notice (order_id) where order_id is not null;
create index person_household on people.person (household_of) where household_of is not null;
create index support_person on people.support (person_id) where ended_at_ms is null;

do $$
declare
  me constant text := '(select isolation.me())';
  home constant text := '(select isolation.home())';
  ours constant text := 'any ((select isolation.agencies())::uuid[])';
  -- The keys of all and the engine's inputs: no person's request reads or writes them.
  nobody constant text := 'false';
begin
  call isolation.isolate('people.person', format('person_id = %s or agency_id = %s or isolation.sees_person(person_id)', me, ours));
  call isolation.isolate('people.consent_act', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('people.participation', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('people.sos_code', format('person_id = %s', me));
  call isolation.isolate('people.own_list', format('person_id = %s', me));
  call isolation.isolate('people.support', format(
    'supporter_id = %1$s or person_id = %1$s or (cardinality((select isolation.agencies())) > 0 and isolation.sees_person(person_id))', me));
  call isolation.isolate('people.support_code', format('person_id = %s', me));
  call isolation.isolate('people.link_request', 'exists (select from people.support s where s.support_id = link_request.support_id)');
  call isolation.isolate('people.match_index', nobody);
  call isolation.isolate('people.match_due', nobody);
  call isolation.isolate('people.match_review', nobody);
  call isolation.isolate('people.person_link', 'isolation.sees_person(merged_id) or isolation.sees_person(into_id)', nobody);

  call isolation.isolate('orders.court_order', format('agency_id = %s or isolation.sees_order(order_id)', ours));
  call isolation.isolate('orders.pair', 'isolation.sees_order(order_id)');
  call isolation.isolate('orders.zone', 'isolation.sees_order(order_id)');
  call isolation.isolate('orders.addressee', format('agency_id = %s or isolation.sees_order(order_id)', ours));
  call isolation.isolate('orders.ending', 'isolation.sees_order(order_id)');
  call isolation.isolate('orders.link_move', 'isolation.sees_order(order_id)', nobody);
  call isolation.isolate('orders.open_matter', nobody);
  call isolation.isolate('orders.worn_elsewhere', format('agency_id = %s', ours));
  call isolation.isolate('orders.undertaking', format('person_id = %s', me));
  call isolation.isolate('orders.proceeding', format('%s = opened_by or array[court_id, prosecution_id, police_id, monitoring_id] && '
    '(select isolation.agencies()) or isolation.sees_proceeding(proceeding_id)', me));
  call isolation.isolate('orders.proceeding_person', format('person_id = %s or isolation.sees_proceeding(proceeding_id)', me));
  call isolation.isolate('orders.proceeding_event', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.proceeding_text', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.measure', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.order_version', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.clock_warning', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.petition_draft', format('person_id = %s', me));
  call isolation.isolate('orders.document_upload', format('uploaded_by = %s', me));
  call isolation.isolate('orders.document', format('uploaded_by = %s or isolation.sees_basis(basis)', me));
  call isolation.isolate('orders.document_use', 'isolation.sees_proceeding(proceeding_id)');
  call isolation.isolate('orders.order_number', 'isolation.sees_numbered(order_id)', nobody);
  call isolation.isolate('orders.issued_order',
    'exists (select from orders.order_number n where n.number = issued_order.number)', nobody);
  call isolation.isolate('orders.notice', format(
    'from_agency_id = %1$s or to_agency_id = %1$s or to_person_id = %2$s', ours, me));
  call isolation.isolate('orders.delivery_attempt', 'exists (select from orders.notice n where n.notice_id = delivery_attempt.notice_id)');
  call isolation.isolate('orders.exchange_message', nobody);
  call isolation.isolate('orders.held_message', 'isolation.watches(endpoint_id)');

  call isolation.isolate('devices.device', format('agency_id = %s or isolation.sees_device(device_id)', ours),
    format('agency_id = %s', ours));
  call isolation.isolate('devices.assignment', format('person_id = %s or isolation.sees_device(device_id)', me));
  call isolation.isolate('devices.life_event', 'isolation.sees_device(device_id)');
  call isolation.isolate('devices.removal', format('agency_id = %s or person_id = %s', ours, me), format('agency_id = %s', ours));
  call isolation.isolate('devices.custody', format('agency_id = %s or person_id = %s', ours, me), format('agency_id = %s', ours));
  call isolation.isolate('devices.health', 'isolation.sees_device(device_id)');
  call isolation.isolate('devices.command', 'isolation.sees_device(device_id)');

  call isolation.isolate('ingest.journal', nobody, null, 'isolation.journals()');
  call isolation.isolate('ingest.quarantine', nobody, null, 'isolation.journals()');
  call isolation.isolate('ingest.quarantine_replay', nobody, null, 'isolation.journals()');
  call isolation.isolate('ingest.engine_snapshot', nobody, null, 'isolation.journals()');
  call isolation.isolate('ingest.engine_snapshot_part', nobody, null, 'isolation.journals()');

  call isolation.isolate('incidents.incident', format(
    'agency_id = %s or subject = ''person:'' || %s or isolation.concerns_me(incident_id, order_id)', ours, me));
  call isolation.isolate('incidents.event', 'isolation.sees_incident(incident_id)');
  call isolation.isolate('incidents.sos', format('person_id = %s or isolation.sees_person(person_id)', me));

  call isolation.isolate('disclosure.grant_given', format('viewer_id = %s or exists (select from orders.pair p where p.pair_id = '
    'grant_given.pair_id and cardinality((select isolation.agencies())) > 0)', me));
  call isolation.isolate('disclosure.grant_closed',
    'exists (select from disclosure.grant_given g where g.grant_id = grant_closed.grant_id)');
  call isolation.isolate('disclosure.sharing', format('person_id = %s or isolation.sees_person(person_id)', me));

  call isolation.isolate('safeguards.data_key', nobody, null, 'isolation.journals()');
  call isolation.isolate('safeguards.key_wrapping', nobody, null, 'isolation.journals()');
  call isolation.isolate('safeguards.audit', nobody);
  call isolation.isolate('safeguards.ledger', nobody);
  call isolation.isolate('safeguards.retention_clock', 'isolation.sees_basis(basis)');

  call isolation.isolate('notify.plan', format('person_id = %s', me));
  call isolation.isolate('notify.push_subscription', format('person_id = %s', me));
  call isolation.isolate('notify.outbox', format('recipient_id = %s or isolation.sees_incident(incident_id)', me));
  call isolation.isolate('notify.receipt', format('recipient_id = %s or isolation.sees_person(recipient_id)', me));
  call isolation.isolate('notify.attempt', format('recipient_id = %s or isolation.sees_person(recipient_id)', me));

  call isolation.isolate('server.sign_in_code', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('server.session', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('server.app_lock', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('server.set_up_step', format('person_id = %s', me));

  call isolation.isolate('insight.answer', format('agency_id = %s or agency_id = %s', ours, home));
end
$$;
