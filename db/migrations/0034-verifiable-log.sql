-- The Merkle log over audit and ledger: which row stands at which leaf, how full each publication was, and the salts that
-- open leaves. The leaves themselves are public files; what is here tells what they mean, to whom may know it.

-- A publication: at every instant of the cadence the same number of leaves, rows and padding. Append-only.
create table safeguards.log_period (
  period_at_ms bigint primary key,
  first_index bigint not null unique check (first_index >= 0),
  -- Of the key under which it is signed: a log is not gone on with under another.
  key_id text not null check (key_id ~ '^[0-9a-f]{8}$'),
  entries int not null check (entries > 0),
  -- How many of them are rows; the others are padding.
  row_count int not null check (row_count between 0 and entries),
  -- The first numbers that are not in the log yet.
  audit_next bigint not null,
  ledger_next bigint not null
);

-- A leaf that is a row, with the commitment that stands in it. Padding has none: it is derived from the log's own key.
create table safeguards.log_leaf (
  leaf_index bigint primary key,
  log text not null check (log in ('audit', 'ledger')),
  number bigint not null,
  commitment bytea not null check (octet_length(commitment) = 32),
  unique (log, number)
);

-- What opens a leaf. Deleting it is erasing: the leaf still verifies, and says nothing any more.
create table safeguards.log_opening (
  leaf_index bigint primary key,
  salt bytea not null check (octet_length(salt) = 32)
);

-- Which leaves were made silent, by the audit entry that says so and commits to this list. Append-only.
create table safeguards.log_erasure (
  audit_number bigint primary key,
  leaf_indexes bigint[] not null check (cardinality(leaf_indexes) > 0)
);

create trigger log_period_append_only before update or delete or truncate on safeguards.log_period
  for each statement execute function safeguards.refuse_change();
create trigger log_leaf_append_only before update or delete or truncate on safeguards.log_leaf
  for each statement execute function safeguards.refuse_change();
create trigger log_opening_not_changed before update or truncate on safeguards.log_opening
  for each statement execute function safeguards.refuse_change();
create trigger log_erasure_append_only before update or delete or truncate on safeguards.log_erasure
  for each statement execute function safeguards.refuse_change();

grant select, insert on safeguards.log_period, safeguards.log_leaf, safeguards.log_erasure to magpie_app;
grant select, insert, delete on safeguards.log_opening to magpie_app;
-- How far numbers were given out, so that the log knows how much waits. The table itself stays closed: its rows are locked by whoever appends.
create function safeguards.log_heads() returns table (log text, next_number bigint)
language sql stable security definer set search_path = pg_catalog, safeguards as $$
  select h.log, h.next_number from safeguards.log_head h
$$;
revoke execute on function safeguards.log_heads from public;
grant execute on function safeguards.log_heads to magpie_app;

-- Whom a grant was about and under which order, so that its closing names both as well; null for those of before.
alter table disclosure.grant_given add column order_id uuid;
alter table disclosure.grant_given add column subject_id uuid;
