-- A protected person lets the monitoring centre see where they are, of their own will, while an incident is open. Never a place.
create table disclosure.sharing (
  sharing_id uuid primary key,
  person_id uuid not null references people.person,
  -- The open incidents that it stands for: it ends with the last of them.
  incident_ids uuid[] not null check (cardinality(incident_ids) > 0),
  -- It came with an SOS, and is taken back with it.
  with_sos boolean not null,
  began_at_ms bigint not null,
  -- INVARIANT: at most two hours.
  until_ms bigint not null check (until_ms > began_at_ms and until_ms <= began_at_ms + 7200000),
  -- Cancelled under duress: it goes on, and the person's own screen says that it ended.
  hidden boolean not null default false,
  ended_at_ms bigint,
  cause text check (cause in ('stopped', 'replaced', 'cancelled', 'closed', 'order-ended', 'time')),
  check ((ended_at_ms is null) = (cause is null))
);
-- INVARIANT: at most one stands.
create unique index sharing_one on disclosure.sharing (person_id) where ended_at_ms is null;
grant select, insert, update (hidden, ended_at_ms, cause) on disclosure.sharing to magpie_app;
