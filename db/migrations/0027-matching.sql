-- The same man under two records. What a wearer record can be found by, without opening what is sealed: keyed hashes
-- (HMAC-SHA-256 under a key derived from the master key) of identifier, birth date and name, made for one jurisdiction and for
-- exercise or real people alone, so that records of two of them never share one. They go with the person.
create table people.match_index (
  person_id uuid not null references people.person on delete cascade,
  kind text not null check (kind in ('identifier', 'birth', 'name')),
  digest bytea not null check (octet_length(digest) = 32),
  primary key (person_id, kind)
);
create index match_index_digest on people.match_index (kind, digest);

-- Wearer records that are to be compared with all others: written in the transaction that makes the need, deleted in the one that
-- records what was found. `number` is new with each need: one that comes during a comparison is not lost.
create table people.match_due (
  person_id uuid primary key references people.person on delete cascade,
  number bigint generated always as identity,
  since_ms bigint not null
);
-- Whoever was registered before is compared as well.
insert into people.match_due (person_id, since_ms) select person_id, created_at_ms from people.person where kind = 'wearer';

-- Two records that may be one man: found once, decided once.
create table people.match_review (
  review_id uuid primary key,
  a_id uuid not null references people.person on delete cascade,
  b_id uuid not null references people.person on delete cascade,
  -- same: linked without a person, since the identifier is the same and nothing contradicts; review: a person decides.
  found text not null check (found in ('same', 'review')),
  reasons text[] not null,
  found_at_ms bigint not null,
  state text not null default 'open' check (state in ('open', 'same', 'not-same')),
  decided_at_ms bigint,
  -- Null once decided: by the system.
  decided_by uuid references people.person,
  decided_reason text,
  unique (a_id, b_id),
  check (a_id < b_id),
  check ((state = 'open') = (decided_at_ms is null))
);
create index match_review_open on people.match_review (found_at_ms) where state = 'open';
create index match_review_b on people.match_review (b_id);

-- A record that was merged stays, and leads to the one that goes on. Never changed but by its end: the history of both.
create table people.person_link (
  link_id uuid primary key,
  merged_id uuid not null references people.person,
  into_id uuid not null references people.person,
  at_ms bigint not null,
  how text not null check (how in ('automatic', 'review', 'by-hand')),
  -- Null: by the system.
  by_id uuid references people.person,
  reasons text[] not null,
  ended_at_ms bigint,
  ended_by uuid references people.person,
  end_reason text,
  check (merged_id <> into_id),
  check ((ended_at_ms is null) = (end_reason is null))
);
-- INVARIANT: a record leads to one other at most.
create unique index person_link_one on people.person_link (merged_id) where ended_at_ms is null;
create index person_link_into on people.person_link (into_id);

-- What a link moved, so that its end gives exactly that back.
create table orders.link_move (
  link_id uuid not null references people.person_link,
  order_id uuid not null references orders.court_order,
  from_id uuid not null references people.person,
  to_id uuid not null references people.person,
  at_ms bigint not null,
  back_at_ms bigint,
  primary key (link_id, order_id)
);

-- A matter about a wearer for which no order stands yet (a petition, a request): a device that they wear may not be used for it.
create table orders.open_matter (
  kind text not null check (kind in ('proceeding')),
  matter_id uuid not null,
  wearer_id uuid not null references people.person,
  entered_at_ms bigint not null,
  closed_at_ms bigint,
  primary key (kind, matter_id, wearer_id)
);
create index open_matter_open on orders.open_matter (wearer_id) where closed_at_ms is null;

-- Told to those who monitor a wearer: another matter concerns him, and the device that he wears does not protect in it yet.
create table orders.worn_elsewhere (
  notice_id uuid primary key,
  -- Of the order under which the device is worn.
  agency_id uuid not null references people.agency,
  worn_order_id uuid not null references orders.court_order,
  wearer_id uuid not null references people.person,
  matter_kind text not null check (matter_kind in ('order', 'proceeding')),
  matter_id uuid not null,
  reason text not null check (reason in ('no-decision', 'no-device-measure', 'not-in-force-yet', 'order-ended')),
  at_ms bigint not null,
  seen_at_ms bigint,
  seen_by uuid references people.person,
  -- It protects now, the matter is over, or the device is worn no more.
  over_at_ms bigint
);
-- Told once for each agency, matter and reason while it stands.
create unique index worn_elsewhere_one on orders.worn_elsewhere (agency_id, wearer_id, matter_kind, matter_id, reason)
  where over_at_ms is null;

grant select, insert, delete on people.match_index, people.match_due to magpie_app;
grant update (number, since_ms) on people.match_due to magpie_app;
grant update (digest) on people.match_index to magpie_app;
grant select, insert on people.match_review, people.person_link to magpie_app;
grant update (state, decided_at_ms, decided_by, decided_reason, found, reasons) on people.match_review to magpie_app;
grant update (ended_at_ms, ended_by, end_reason) on people.person_link to magpie_app;
grant update (key_id, identity_sealed) on people.person to magpie_app;
grant select, insert on orders.link_move, orders.open_matter, orders.worn_elsewhere to magpie_app;
grant update (back_at_ms) on orders.link_move to magpie_app;
grant update (closed_at_ms) on orders.open_matter to magpie_app;
grant update (seen_at_ms, seen_by, over_at_ms) on orders.worn_elsewhere to magpie_app;
grant update (wearer_id) on orders.court_order, orders.pair to magpie_app;
