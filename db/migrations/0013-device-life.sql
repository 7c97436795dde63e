-- A device's life: every act on it, in order. The record is append-only; the state a device is in follows from it.
create table devices.life_event (
  device_id uuid not null references devices.device,
  number int not null check (number > 0),
  at_ms bigint not null,
  kind text not null check (kind in ('stocked', 'reserved', 'released', 'handed-over', 'duty-acknowledged', 'fitted',
    'removal-requested', 'removal-approved', 'removal-refused', 'removal-ended', 'swapped-out', 'returned', 'restocked', 'lost',
    'found', 'retired')),
  -- Who was to carry it, carries it, or carried it.
  person_id uuid references people.person,
  -- Null: an administrator's command, or the system.
  actor_id uuid references people.person,
  -- A code: why, or which duty.
  reason text,
  -- A person's own words; never copied into the audit.
  words text,
  removal_id uuid,
  other_device_id uuid references devices.device,
  -- reserved: the appointment; removal: from when until when it is allowed.
  from_ms bigint,
  until_ms bigint,
  primary key (device_id, number)
);

create function devices.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of a device''s life is append-only';
end
$$;
create trigger life_append_only before update or delete or truncate on devices.life_event
  for each statement execute function devices.refuse_change();

-- Temporary removals: the register (Decree 10). Asked for by one person, decided by another.
create table devices.removal (
  removal_id uuid primary key,
  device_id uuid not null references devices.device,
  person_id uuid not null references people.person,
  agency_id uuid not null references people.agency,
  reason text not null check (reason in ('treatment', 'device-swap', 'court', 'other')),
  words text,
  from_ms bigint not null,
  until_ms bigint not null check (until_ms > from_ms),
  requested_by uuid not null references people.person,
  requested_at_ms bigint not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by uuid references people.person,
  decided_at_ms bigint,
  -- Worn again, or the device was returned, swapped or lost. Until then an approved one that is past its time is overdue.
  ended_at_ms bigint,
  ended_by uuid references people.person,
  check ((decision is null) = (decided_at_ms is null)),
  -- INVARIANT: nobody approves what they asked for themself.
  check (decision is null or (decided_by is not null and decided_by <> requested_by))
);
-- One request or approval at a time for a device.
create unique index removal_one_open on devices.removal (device_id)
  where ended_at_ms is null and (decision is null or decision = 'approved');
create index removal_agency on devices.removal (agency_id, requested_at_ms);

-- A wearer in custody: of the person, whatever device they have.
create table devices.custody (
  custody_id uuid primary key,
  person_id uuid not null references people.person,
  agency_id uuid not null references people.agency,
  reason text not null check (reason in ('arrest', 'detention', 'sentence', 'other')),
  words text,
  from_ms bigint not null,
  -- Null: not known; it lasts until it is ended.
  until_ms bigint check (until_ms > from_ms),
  recorded_by uuid references people.person,
  recorded_at_ms bigint not null,
  ended_at_ms bigint,
  ended_by uuid references people.person
);
create unique index custody_one_open on devices.custody (person_id, agency_id) where ended_at_ms is null;

-- How a device does: the last word on each. No position, no cell, no network: only when there was one.
create table devices.health (
  device_id uuid primary key references devices.device,
  last_contact_ms bigint,
  last_position_ms bigint,
  battery_pct real,
  battery_at_ms bigint,
  -- [[atMs, pct], …] since it was last charged: what the forecast is reckoned from.
  battery_history jsonb not null default '[]',
  charging boolean,
  strap text check (strap in ('closed', 'open')),
  strap_at_ms bigint,
  satellites int,
  source text
);

-- What was registered before there was a record of lives: in stock, and carried where somebody has it.
insert into devices.life_event (device_id, number, at_ms, kind)
select device_id, 1, created_at_ms, 'stocked' from devices.device;
insert into devices.life_event (device_id, number, at_ms, kind, person_id)
select device_id, 2, from_ms, 'handed-over', person_id from devices.assignment where until_ms is null;
insert into devices.life_event (device_id, number, at_ms, kind)
select device_id, 2, max(until_ms), 'returned' from devices.assignment
group by device_id having bool_and(until_ms is not null);

grant select, insert on devices.life_event, devices.removal, devices.custody, devices.health to magpie_app;
grant update (decision, decided_by, decided_at_ms, ended_at_ms, ended_by) on devices.removal to magpie_app;
grant update (ended_at_ms, ended_by) on devices.custody to magpie_app;
grant update on devices.health to magpie_app;

-- An alarm without a level ends when its cause does: it has returned to normal, and waits for a person to close it (I-6).
-- Suppressed by design (ISA-18.2): recorded and shown apart, not counted as an alarm, while a period covers the wearer.
alter table incidents.incident
  add column returned_at_ms bigint,
  add column suppressed_at_ms bigint,
  add column suppressed_reason text check (suppressed_reason in ('custody', 'removal')),
  -- Null: for as long as the period is not ended.
  add column suppressed_until_ms bigint,
  add constraint incident_suppressed check ((suppressed_at_ms is null) = (suppressed_reason is null));
grant update (returned_at_ms, suppressed_at_ms, suppressed_reason, suppressed_until_ms) on incidents.incident to magpie_app;
