-- What a wearer may ask, say and be told: their lawyer, contests and answers, looks that an investigation keeps back for a while, counts
-- of disclosures that are fixed once, and records of breaches that no sanction rests on before a person confirmed them.

create table people.wearer_lawyer (
  link_id uuid primary key,
  wearer_id uuid not null references people.person,
  lawyer_id uuid not null references people.person check (lawyer_id <> wearer_id),
  from_ms bigint not null,
  -- Null: an administrator's command.
  recorded_by uuid references people.person,
  ended_at_ms bigint check (ended_at_ms >= from_ms),
  ended_by uuid references people.person
);
create unique index wearer_lawyer_one_open on people.wearer_lawyer (wearer_id, lawyer_id) where ended_at_ms is null;
create index wearer_lawyer_of on people.wearer_lawyer (lawyer_id);

create table people.contest (
  contest_id uuid primary key,
  wearer_id uuid not null references people.person,
  -- Counted for each wearer: what others file must not show.
  number int not null check (number > 0),
  kind text not null check (kind in ('contest', 'correct')),
  about text not null check (about in ('breach', 'position', 'identity', 'device', 'order', 'look', 'other')),
  -- Of a breach record or an order. Without a foreign key: it belongs to another context.
  about_id uuid,
  -- Null: of no order, kept under the registration.
  order_id uuid,
  agency_id uuid not null references people.agency,
  filed_by uuid not null references people.person,
  filed_at_ms bigint not null,
  due_at_ms bigint not null check (due_at_ms > filed_at_ms),
  key_id bigint not null references safeguards.data_key,
  words_sealed bytea not null,
  unique (wearer_id, number)
);
create index contest_agency on people.contest (agency_id, filed_at_ms);
create index contest_about on people.contest (about_id) where about_id is not null;

create table people.contest_answer (
  contest_id uuid primary key references people.contest,
  outcome text not null check (outcome in ('granted', 'partly', 'refused')),
  answered_by uuid not null references people.person,
  answered_at_ms bigint not null,
  key_id bigint not null references safeguards.data_key,
  words_sealed bytea not null
);

create table people.look_delay (
  delay_id uuid primary key,
  wearer_id uuid not null references people.person,
  -- Looks of these offices are not shown before then.
  until_ms bigint not null,
  article text not null check (article <> ''),
  recorded_by uuid not null references people.person,
  recorded_at_ms bigint not null check (recorded_at_ms < until_ms)
);
create index look_delay_wearer on people.look_delay (wearer_id);

create function people.refuse_change_of_rights() returns trigger language plpgsql as $$
begin
  raise exception 'what was filed, answered or kept back does not change';
end
$$;
create trigger contest_append_only before update or delete or truncate on people.contest
  for each statement execute function people.refuse_change_of_rights();
create trigger contest_answer_append_only before update or delete or truncate on people.contest_answer
  for each statement execute function people.refuse_change_of_rights();
create trigger look_delay_append_only before update or delete or truncate on people.look_delay
  for each statement execute function people.refuse_change_of_rights();

grant select, insert on people.wearer_lawyer, people.contest, people.contest_answer, people.look_delay to magpie_app;
grant update (ended_at_ms, ended_by) on people.wearer_lawyer to magpie_app;

-- The true count is nowhere: it was drawn over once, and asking again reads the same.
create table disclosure.month_count (
  order_id uuid not null references orders.court_order,
  audience text not null check (audience in ('protected-side', 'centre')),
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  drawn int not null,
  primary key (order_id, audience, month)
);
create function disclosure.refuse_change_of_count() returns trigger language plpgsql as $$
begin
  raise exception 'a count that was drawn stays';
end
$$;
create trigger month_count_append_only before update or delete or truncate on disclosure.month_count
  for each statement execute function disclosure.refuse_change_of_count();
grant select, insert on disclosure.month_count to magpie_app;

create table incidents.breach (
  breach_id uuid primary key,
  incident_id uuid not null unique references incidents.incident,
  order_id uuid not null references orders.court_order,
  wearer_id uuid not null references people.person,
  agency_id uuid not null references people.agency,
  kind text not null check (kind in ('pair', 'place', 'device')),
  -- Of the incident that it is made from.
  from_ms bigint not null,
  until_ms bigint not null check (until_ms >= from_ms),
  -- Shares, signs, and the inputs and versions that they were read from.
  body jsonb not null,
  made_by uuid not null references people.person,
  made_at_ms bigint not null
);
create index breach_wearer on incidents.breach (wearer_id);
create index breach_agency on incidents.breach (agency_id, made_at_ms);
create index breach_order on incidents.breach (order_id);

create table incidents.breach_act (
  breach_id uuid not null references incidents.breach,
  number int not null check (number > 0),
  kind text not null check (kind in ('put', 'answered', 'confirmed', 'dismissed', 'withdrawn', 'told-court')),
  at_ms bigint not null,
  by_person uuid not null references people.person,
  -- put: until when the wearer may answer before anybody decides.
  answer_due_ms bigint check ((kind = 'put') = (answer_due_ms is not null)),
  key_id bigint references safeguards.data_key,
  words_sealed bytea check ((key_id is null) = (words_sealed is null)),
  -- Whoever answers or decides says why.
  check (kind in ('put', 'told-court') or words_sealed is not null),
  primary key (breach_id, number)
);

-- INVARIANT: no sanction by inference alone. A court is told of what a person confirmed with reasons after the wearer was heard, or could
-- have been; and of nothing else, whatever the program says.
create function incidents.check_breach_act() returns trigger language plpgsql as $$
declare
  kinds text[];
  due bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('breach ' || new.breach_id, 0));
  select coalesce(array_agg(kind order by number), '{}'), max(answer_due_ms) into kinds, due
    from incidents.breach_act where breach_id = new.breach_id;
  if new.number <> cardinality(kinds) + 1 then
    raise exception 'an act follows the one before';
  end if;
  if new.kind = 'put' and 'put' = any(kinds) then
    raise exception 'it was put to the wearer before';
  elsif new.kind <> 'put' and new.kind <> 'dismissed' and not 'put' = any(kinds) then
    raise exception 'the wearer was not asked';
  elsif new.kind in ('put', 'answered', 'confirmed', 'dismissed') and kinds && array['confirmed', 'dismissed'] then
    raise exception 'it is decided';
  elsif new.kind = 'confirmed' and not 'answered' = any(kinds) and new.at_ms < due then
    raise exception 'the wearer can still answer';
  elsif new.kind in ('withdrawn', 'told-court') and not ('confirmed' = any(kinds) and not 'withdrawn' = any(kinds)) then
    raise exception 'nobody confirmed it';
  end if;
  return new;
end
$$;
create trigger breach_act_in_order before insert on incidents.breach_act
  for each row execute function incidents.check_breach_act();
create function incidents.refuse_change_of_breach() returns trigger language plpgsql as $$
begin
  raise exception 'breach records are append-only';
end
$$;
create trigger breach_append_only before update or delete or truncate on incidents.breach
  for each statement execute function incidents.refuse_change_of_breach();
create trigger breach_act_append_only before update or delete or truncate on incidents.breach_act
  for each statement execute function incidents.refuse_change_of_breach();
grant select, insert on incidents.breach, incidents.breach_act to magpie_app;

-- For whom the person asking acts as a lawyer now.
create function isolation.acts_for(person uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (
    select from people.wearer_lawyer l
    where l.lawyer_id = isolation.me() and l.wearer_id = person and l.ended_at_ms is null);
end
$$;

-- A record is seen by its agency; by the court and the other offices of its order once it was told; by the wearer and who acts for them
-- once it was put to them. The incident that it is made from stays hidden from both (I-4).
create function isolation.sees_breach(id uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from incidents.breach b where b.breach_id = id and (
    b.agency_id = any (isolation.agencies())
    or (isolation.agencies() <> '{}' and isolation.sees_order(b.order_id) and exists (
      select from incidents.breach_act t where t.breach_id = id and t.kind = 'told-court'))
    or ((b.wearer_id = isolation.me() or isolation.acts_for(b.wearer_id)) and exists (
      select from incidents.breach_act p where p.breach_id = id and p.kind = 'put'))));
end
$$;
revoke execute on function isolation.acts_for, isolation.sees_breach from public;
grant execute on function isolation.acts_for, isolation.sees_breach to magpie_app;

-- As before, and who acts for a wearer sees the orders that the wearer sees.
create or replace function isolation.sees_order(id uuid) returns boolean
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
    select from orders.court_order o where o.order_id = id and (o.wearer_id = isolation.me() or isolation.acts_for(o.wearer_id) or exists (
      select from people.person_link l
      where (l.merged_id = isolation.me() or isolation.acts_for(l.merged_id)) and l.into_id = o.wearer_id and l.ended_at_ms is null)));
end
$$;

do $$
declare
  me constant text := '(select isolation.me())';
  ours constant text := 'any ((select isolation.agencies())::uuid[])';
  office constant text := 'cardinality((select isolation.agencies())) > 0';
begin
  call isolation.isolate('people.wearer_lawyer',
    format('wearer_id = %1$s or lawyer_id = %1$s or (%2$s and isolation.sees_person(wearer_id))', me, office),
    format('%s and isolation.sees_person(wearer_id)', office));
  call isolation.isolate('people.contest', format('wearer_id = %s or agency_id = %s or isolation.acts_for(wearer_id) '
    'or (%s and about_id is not null and isolation.sees_breach(about_id))', me, ours, office),
    format('wearer_id = %s or isolation.acts_for(wearer_id)', me));
  call isolation.isolate('people.contest_answer',
    'exists (select from people.contest c where c.contest_id = contest_answer.contest_id)',
    format('exists (select from people.contest c where c.contest_id = contest_answer.contest_id and c.agency_id = %s)', ours));
  -- Not the wearer: that something is kept back tells that there is something.
  call isolation.isolate('people.look_delay', format('recorded_by = %s', me));
  call isolation.isolate('disclosure.month_count', 'false');
  call isolation.isolate('incidents.breach', format('agency_id = %s or isolation.sees_breach(breach_id)', ours),
    format('agency_id = %s', ours));
  call isolation.isolate('incidents.breach_act', 'isolation.sees_breach(breach_id)');
end
$$;
-- Whoever acts for a wearer sees whom they act for, and nobody else of theirs.
alter policy isolated on people.person using ((select isolation.serves()) or person_id = (select isolation.me())
  or agency_id = any ((select isolation.agencies())::uuid[]) or isolation.sees_person(person_id) or isolation.acts_for(person_id));
