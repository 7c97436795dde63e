-- Proceedings: from the first request for a measure to the end of the last one. Codes, ids and instants in clear; words and places sealed.
create table orders.proceeding (
  proceeding_id uuid primary key,
  -- On screens and papers, e.g. 'P-2026-0001': names no one.
  number text not null unique,
  jurisdiction text not null,
  pack_version text not null,
  procedure text not null,
  exercise boolean not null check (exercise),
  -- Null until somebody has found out who it is.
  respondent_id uuid references people.person,
  opened_by uuid references people.person,
  court_id uuid references people.agency,
  prosecution_id uuid references people.agency,
  police_id uuid references people.agency,
  monitoring_id uuid references people.agency,
  -- As folded from its events.
  state jsonb not null,
  event_count int not null,
  created_at_ms bigint not null,
  changed_at_ms bigint not null,
  closed_at_ms bigint
);
create index proceeding_court on orders.proceeding (court_id, changed_at_ms);
create index proceeding_prosecution on orders.proceeding (prosecution_id, changed_at_ms);
create index proceeding_police on orders.proceeding (police_id, changed_at_ms);
create index proceeding_monitoring on orders.proceeding (monitoring_id, changed_at_ms);
create index proceeding_respondent on orders.proceeding (respondent_id);

-- Whom it is to protect.
create table orders.proceeding_person (
  proceeding_id uuid not null references orders.proceeding,
  person_id uuid not null references people.person,
  primary key (proceeding_id, person_id)
);
create index proceeding_person_of on orders.proceeding_person (person_id);

-- INVARIANT: what happened is added and never changed.
create table orders.proceeding_event (
  proceeding_id uuid not null references orders.proceeding,
  number int not null,
  kind text not null,
  -- When it was done, and when that was recorded.
  at_ms bigint not null,
  recorded_at_ms bigint not null check (recorded_at_ms >= at_ms),
  by_role text,
  by_person uuid references people.person,
  measure_id uuid,
  person_id uuid references people.person,
  about jsonb not null,
  primary key (proceeding_id, number)
);

-- What was said with it: a statement, reasons.
create table orders.proceeding_text (
  proceeding_id uuid not null,
  number int not null,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  primary key (proceeding_id, number),
  foreign key (proceeding_id, number) references orders.proceeding_event
);

-- Each measure that was ordered, as it stands: what is in force for whom is asked here.
create table orders.measure (
  measure_id uuid primary key,
  proceeding_id uuid not null references orders.proceeding,
  measure text not null,
  from_ms bigint,
  -- The first instant at which it holds no more, by what is known; null: no end is set.
  end_ms bigint,
  suspended boolean not null,
  -- What is monitored under it; null: it has no device, or waits for service.
  order_id uuid references orders.court_order,
  -- Whose end had been recorded before it was known that the measure goes on.
  former_order_ids uuid[] not null default '{}'
);
create index measure_proceeding on orders.measure (proceeding_id);

-- INVARIANT: a version never changes; what changes is a new version, which says what and why.
create table orders.order_version (
  proceeding_id uuid not null references orders.proceeding,
  version int not null,
  -- The event that made it.
  number int not null,
  made_at_ms bigint not null,
  content jsonb not null,
  changes jsonb not null,
  -- Conditions with their places, as JSON.
  key_id bigint references safeguards.data_key,
  conditions_sealed bytea,
  primary key (proceeding_id, version),
  check ((key_id is null) = (conditions_sealed is null))
);

-- Saved by the person who writes it, for them alone.
create table orders.petition_draft (
  person_id uuid primary key references people.person,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  changed_at_ms bigint not null
);

-- Each warning of a clock, once.
create table orders.clock_warning (
  proceeding_id uuid not null references orders.proceeding,
  clock text not null,
  measure_id uuid,
  due_ms bigint not null,
  -- So long before; 0: it has run out.
  before_ms bigint not null,
  warned_at_ms bigint not null,
  unique nulls not distinct (proceeding_id, clock, measure_id, due_ms, before_ms)
);

-- When a place counts; null: always.
alter table orders.zone add column timetable jsonb;
-- A place of an earlier version is kept and is no longer watched.
alter table orders.zone add column replaced_at_ms bigint;

grant select, insert on orders.proceeding, orders.proceeding_person, orders.proceeding_event, orders.proceeding_text,
  orders.measure, orders.order_version, orders.petition_draft, orders.clock_warning to magpie_app;
grant update (respondent_id, court_id, prosecution_id, police_id, monitoring_id, state, event_count, changed_at_ms, closed_at_ms)
  on orders.proceeding to magpie_app;
grant update (from_ms, end_ms, suspended, order_id, former_order_ids) on orders.measure to magpie_app;
grant update (key_id, sealed, changed_at_ms), delete on orders.petition_draft to magpie_app;
grant update (replaced_at_ms) on orders.zone to magpie_app;
grant update (restraint_m, warn_m, notice_m, rings, wearer_interval_s, protected_interval_s, warn_tau_s, silence_after_s,
  silence_contact_s, warn_hold_s) on orders.court_order to magpie_app;
