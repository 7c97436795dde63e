-- SOS: what the app sent, under an id that the phone made. Sent again it is the same call: nothing is written twice. Never a place.
create table incidents.sos (
  sos_id uuid primary key,
  person_id uuid not null references people.person,
  -- When the button was pressed, as the phone says how long ago that was; the journal's event carries the same instant.
  pressed_at_ms bigint not null,
  received_at_ms bigint not null,
  -- When it was committed to the journal; null until then.
  journaled_at_ms bigint,
  -- Taken back with a code. A call under duress stays one, whatever comes after.
  outcome text not null default 'open' check (outcome in ('open', 'cancelled', 'duress')),
  resolved_at_ms bigint,
  check ((outcome = 'open') = (resolved_at_ms is null))
);
create index sos_person on incidents.sos (person_id, received_at_ms);
grant select, insert, update (journaled_at_ms, outcome, resolved_at_ms) on incidents.sos to magpie_app;

-- Cancelled under duress: shown to officers as an SOS until a person closes it.
alter table incidents.incident add column duress_at_ms bigint;
grant update (duress_at_ms) on incidents.incident to magpie_app;

-- Codes that take an SOS back: slow hashes only, one salt a person. `duress_hashes`: codes that look as if they did.
create table people.sos_code (
  person_id uuid primary key references people.person,
  salt bytea not null check (octet_length(salt) = 16),
  cancel_hash bytea not null check (octet_length(cancel_hash) = 32),
  duress_hashes bytea[] not null check (cardinality(duress_hashes) between 1 and 8),
  changed_at_ms bigint not null,
  -- Guesses are counted before they are judged, so that many at once are no more than many one by one.
  tries int not null default 0,
  tries_since_ms bigint not null
);
grant select, insert, update on people.sos_code to magpie_app;

-- What a protected person writes down for themself, sealed: whom to call, places of their own.
create table people.own_list (
  person_id uuid not null references people.person,
  kind text not null check (kind in ('contacts', 'places')),
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  changed_at_ms bigint not null,
  primary key (person_id, kind)
);
grant select, insert, update on people.own_list to magpie_app;

-- The number of an office, not of a person.
alter table people.agency add column phone text;
grant update (phone) on people.agency to magpie_app;

-- Places with people, as an agency publishes them: public knowledge, nobody's position.
create table disclosure.place (
  agency_id uuid not null references people.agency,
  number int not null,
  kind text not null check (kind in ('police', 'hospital', 'shelter', 'fire-station', 'shop', 'station', 'other')),
  -- By language; a place known by one name alone has it under 'local'.
  names jsonb not null,
  lat_deg double precision not null check (lat_deg between -90 and 90),
  lon_deg double precision not null check (lon_deg between -180 and 180),
  -- As in OpenStreetMap; null: not known.
  hours text,
  primary key (agency_id, number)
);
grant select, insert, delete on disclosure.place to magpie_app;
