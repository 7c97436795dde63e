create table incidents.incident (
  incident_id uuid primary key,
  -- 'pair:<uuid>', 'zone:<uuid>' or 'person:<uuid>', and the finding's kind (device findings: 'device:<event>').
  subject text not null,
  kind text not null,
  order_id uuid references orders.court_order,
  agency_id uuid not null references people.agency,
  -- Null where the incident is the protected side's own (their SOS, their device).
  wearer_id uuid references people.person,
  exercise boolean not null,
  state text not null check (state in ('unacknowledged', 'acknowledged', 'closed')),
  -- The last level found; null for kinds without one.
  level text check (level in ('clear', 'notice', 'warning', 'danger', 'unknown')),
  highest_level text,
  opened_at_ms bigint not null,
  changed_at_ms bigint not null,
  acknowledged_at_ms bigint,
  acknowledged_by uuid references people.person,
  closed_at_ms bigint,
  closed_by uuid references people.person,
  close_reason text,
  check ((state = 'closed') = (closed_at_ms is not null)),
  -- INVARIANT: no alarm closes without a person and a reason (I-6).
  check ((state = 'closed') = (closed_by is not null and close_reason is not null))
);
-- A wearer may stand under orders of several agencies: what concerns the person themself (a strap opened, an SOS) is an
-- incident of each, so that each has it in its queue and in its own hands.
-- INVARIANT: one open incident per subject, kind and agency.
create unique index incident_one_open on incidents.incident (subject, kind, agency_id) where state <> 'closed';
create index incident_open on incidents.incident (changed_at_ms) where state <> 'closed';

-- What happened to it, in order: findings and people's acts. Numbers only, never a coordinate.
create table incidents.event (
  incident_id uuid not null references incidents.incident,
  number int not null,
  at_ms bigint not null,
  -- 'opened', 'raised', 'lowered', 'changed', 'acknowledged', 'closed', 'note', 'displayed'
  kind text not null,
  -- The journal position of the finding; null for a person's act.
  position bigint,
  actor_id uuid,
  body jsonb not null,
  primary key (incident_id, number)
);

-- The journal position up to which every finding has been applied: replaying the journal applies none twice.
create table incidents.cursor (
  is_row boolean primary key default true check (is_row),
  position bigint not null
);
insert into incidents.cursor (position) values (0);

grant select, insert on incidents.incident, incidents.event to magpie_app;
grant update (state, level, highest_level, changed_at_ms, acknowledged_at_ms, acknowledged_by, closed_at_ms, closed_by,
  close_reason) on incidents.incident to magpie_app;
grant select, update (position) on incidents.cursor to magpie_app;
