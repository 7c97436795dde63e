-- Notifications are written in the transaction of the change that causes them. A body holds references and never a
-- position, name or number: what may be shown is rendered through disclosure at delivery.
create table notify.outbox (
  outbox_id bigint generated always as identity primary key,
  -- The warning's id, made from incident and event number: the same change never warns twice.
  warning_id uuid not null unique,
  incident_id uuid not null references incidents.incident,
  pair_id uuid,
  recipient_id uuid not null references people.person,
  level text not null,
  created_at_ms bigint not null
);
create index outbox_recipient on notify.outbox (recipient_id, created_at_ms);

-- Who confirmed what, through which channel ('live' so far).
create table notify.receipt (
  warning_id uuid not null,
  recipient_id uuid not null references people.person,
  channel text not null,
  displayed_at_ms bigint not null,
  primary key (warning_id, recipient_id, channel)
);

grant select, insert on notify.outbox, notify.receipt to magpie_app;
