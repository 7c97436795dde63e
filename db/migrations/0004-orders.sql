create table orders.court_order (
  order_id uuid primary key,
  agency_id uuid not null references people.agency,
  wearer_id uuid not null references people.person,
  jurisdiction text not null,
  -- The case's short name on screens, e.g. 'M-014': names no one.
  label text not null,
  measure text not null,
  exercise boolean not null check (exercise),
  from_ms bigint not null,
  until_ms bigint not null check (until_ms > from_ms),
  status text not null check (status in ('active', 'cancelled', 'non-indictment')),
  -- When cancellation or non-indictment took effect.
  ended_at_ms bigint,
  restraint_m int not null check (restraint_m > 0),
  warn_m int not null check (warn_m > restraint_m),
  notice_m int not null check (notice_m > warn_m),
  rings jsonb not null default '{}',
  wearer_interval_s int not null,
  protected_interval_s int not null,
  created_at_ms bigint not null,
  check ((status = 'active') = (ended_at_ms is null))
);
create index court_order_wearer on orders.court_order (wearer_id);

-- One wearer, several orders; one order, several persons protected. Each row is a pair that the engine evaluates.
create table orders.pair (
  pair_id uuid primary key,
  order_id uuid not null references orders.court_order,
  wearer_id uuid not null references people.person,
  protected_id uuid not null references people.person,
  -- From 1, protected persons first, then their household: tells the pairs of one order apart on screens.
  number int not null,
  unique (order_id, protected_id),
  unique (order_id, number)
);
create index pair_protected on orders.pair (protected_id);

create table orders.zone (
  zone_id uuid primary key,
  order_id uuid not null references orders.court_order,
  kind text not null check (kind in ('exclusion', 'inclusion')),
  warn_m int not null,
  notice_m int not null,
  -- Name and geometry: sealed under the key of the person whose place it is (the wearer's for inclusion zones).
  key_id bigint not null references safeguards.data_key,
  shape_sealed bytea not null
);
create index zone_order on orders.zone (order_id);

grant select, insert on orders.court_order, orders.pair, orders.zone to magpie_app;
grant update (status, ended_at_ms, until_ms) on orders.court_order to magpie_app;
