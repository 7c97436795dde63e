-- Looks that ask for an explanation, and what came of asking. Ids and times only; an overseer's words are sealed. Append-only.
create table safeguards.misuse_question (
  question_id uuid primary key,
  kind text not null check (kind in ('own-relation', 'no-relation', 'refused', 'known-person', 'curiosity', 'bulk', 'odd-hours')),
  actor_id uuid not null,
  -- Whom they looked at; null: several.
  subject text,
  from_ms bigint not null,
  until_ms bigint not null check (until_ms >= from_ms),
  score int not null check (score between 1 and 100),
  params jsonb not null,
  -- Numbers of safeguards.audit, the newest of them where there are many.
  evidence bigint[] not null check (cardinality(evidence) > 0),
  -- Of whoever looked; null: nobody here knows them, and every overseer is asked.
  jurisdiction text,
  exercise boolean,
  found_at_ms bigint not null,
  -- The UTC day of its first look: the same question is asked once a day.
  day date not null,
  unique nulls not distinct (kind, actor_id, subject, day)
);
create index misuse_question_found on safeguards.misuse_question (found_at_ms desc);

create table safeguards.misuse_answer (
  question_id uuid not null references safeguards.misuse_question,
  number int not null check (number > 0),
  outcome text not null check (outcome in ('asked', 'explained', 'misuse', 'no-matter')),
  by_id uuid not null,
  at_ms bigint not null,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  primary key (question_id, number)
);

-- To whom a member of staff is related, as they or an overseer said; and persons whom many know. Ids only: no reason stands here.
create table safeguards.declared_relation (
  actor_id uuid not null,
  person_id uuid not null,
  declared_by uuid not null,
  at_ms bigint not null,
  primary key (actor_id, person_id)
);
create table safeguards.known_person (
  person_id uuid primary key,
  flagged_by uuid not null,
  at_ms bigint not null
);

-- Up to which entry of the audit looks were judged.
create table safeguards.misuse_cursor (
  only_one boolean primary key default true check (only_one),
  next_number bigint not null
);
insert into safeguards.misuse_cursor (next_number) values (0);

create trigger misuse_question_append_only before update or delete or truncate on safeguards.misuse_question
  for each statement execute function safeguards.refuse_change();
create trigger misuse_answer_append_only before update or delete or truncate on safeguards.misuse_answer
  for each statement execute function safeguards.refuse_change();
create trigger declared_relation_append_only before update or delete or truncate on safeguards.declared_relation
  for each statement execute function safeguards.refuse_change();

grant select, insert on safeguards.misuse_question, safeguards.misuse_answer, safeguards.declared_relation to magpie_app;
grant select, insert, delete on safeguards.known_person to magpie_app;
grant select, update (next_number) on safeguards.misuse_cursor to magpie_app;

-- Overseers ask as the task 'oversight' (src/server/scope.ts); of all this a request of a person's own sees what they said of themselves.
call isolation.isolate('safeguards.misuse_question', 'false');
call isolation.isolate('safeguards.misuse_answer', 'false');
call isolation.isolate('safeguards.declared_relation', 'actor_id = (select isolation.me())', 'actor_id = (select isolation.me()) and declared_by = actor_id');
call isolation.isolate('safeguards.known_person', 'false');
call isolation.isolate('safeguards.misuse_cursor', 'false');

-- Which of these ids the person of this transaction's scope has a part in: what isolation would show them. Of any kind of id.
create function isolation.parts(ids uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select id from unnest(ids) id where
    isolation.sees_person(id) or isolation.sees_order(id) or isolation.sees_proceeding(id) or isolation.sees_incident(id)
    or isolation.sees_device(id)
    or exists (select from orders.pair p where p.pair_id = id and isolation.sees_order(p.order_id))
    or exists (select from orders.measure m where m.measure_id = id and isolation.sees_proceeding(m.proceeding_id))
    or exists (select from orders.document d where d.document_id = id
      and (d.uploaded_by = isolation.me() or isolation.sees_basis(d.basis)))
    or exists (select from orders.notice n where n.notice_id = id
      and array[n.from_agency_id, n.to_agency_id] && isolation.agencies())
    or exists (select from incidents.sos s where s.sos_id = id and isolation.sees_person(s.person_id))
    or id = any (isolation.agencies());
end
$$;
revoke execute on function isolation.parts from public;
grant execute on function isolation.parts to magpie_app;

-- Under which law, and whether of an exercise, what an id names stands; nothing where nobody can tell.
create function isolation.stands_under(ids uuid[]) returns table (id uuid, jurisdiction text, exercise boolean)
language sql stable security definer set search_path = pg_catalog as $$
  -- For the server's own work alone: a person's request learns of no id that it does not see.
  select * from (
    select p.person_id, a.jurisdiction, p.exercise from people.person p join people.agency a using (agency_id) where p.person_id = any (ids)
    union all
    select o.order_id, o.jurisdiction, o.exercise from orders.court_order o where o.order_id = any (ids)
    union all
    select p.proceeding_id, p.jurisdiction, p.exercise from orders.proceeding p where p.proceeding_id = any (ids)
    union all
    select i.incident_id, a.jurisdiction, null from incidents.incident i join people.agency a using (agency_id) where i.incident_id = any (ids)
    union all
    select d.device_id, a.jurisdiction, null from devices.device d join people.agency a using (agency_id) where d.device_id = any (ids)
    union all
    select p.pair_id, o.jurisdiction, o.exercise from orders.pair p join orders.court_order o using (order_id) where p.pair_id = any (ids)
    union all
    select a.agency_id, a.jurisdiction, null from people.agency a where a.agency_id = any (ids)
    union all
    select q.question_id, q.jurisdiction, q.exercise from safeguards.misuse_question q where q.question_id = any (ids)
  ) found where isolation.serves()
$$;
revoke execute on function isolation.stands_under from public;
grant execute on function isolation.stands_under to magpie_app;
