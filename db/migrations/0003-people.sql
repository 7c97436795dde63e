create table people.agency (
  agency_id uuid primary key,
  name text not null,
  jurisdiction text not null,
  created_at_ms bigint not null
);

create table people.person (
  person_id uuid primary key,
  kind text not null check (kind in ('protected', 'household', 'wearer', 'officer')),
  agency_id uuid not null references people.agency,
  -- A household member belongs to the protected person they live with.
  household_of uuid references people.person,
  exercise boolean not null,
  -- Name, phone number, language: sealed under the person's identity key.
  key_id bigint not null references safeguards.data_key,
  identity_sealed bytea not null,
  created_at_ms bigint not null,
  check ((kind = 'household') = (household_of is not null)),
  -- Until safeguards are complete only exercise persons are accepted. A later migration lifts this.
  constraint person_exercise_only check (exercise)
);

grant select, insert on people.agency, people.person to magpie_app;
