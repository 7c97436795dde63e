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
  exercise boolean not null,
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
