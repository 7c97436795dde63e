create table devices.device (
  device_id uuid primary key,
  agency_id uuid not null references people.agency,
  protocol text not null,
  -- What the device calls itself (IMEI, user name); null when its token is its only name.
  external_id text,
  -- SHA-256 of the secret that travels as a high-entropy id or in the path; the secret itself is shown once and not kept.
  token_hash bytea unique check (octet_length(token_hash) = 32),
  -- Sealed payload key (OwnTracks secret), under the device's own data key; null when the payload is plain.
  key_id bigint references safeguards.data_key,
  payload_key_sealed bytea,
  created_at_ms bigint not null,
  unique (protocol, external_id),
  check (token_hash is not null or external_id is not null),
  check ((key_id is null) = (payload_key_sealed is null))
);

-- A device is carried by one person at a time.
create table devices.assignment (
  device_id uuid not null references devices.device,
  person_id uuid not null references people.person,
  from_ms bigint not null,
  until_ms bigint,
  primary key (device_id, from_ms),
  check (until_ms is null or until_ms > from_ms)
);
create unique index assignment_one_open on devices.assignment (device_id) where until_ms is null;
create index assignment_person on devices.assignment (person_id);

grant select, insert on devices.device, devices.assignment to magpie_app;
grant update (until_ms) on devices.assignment to magpie_app;
