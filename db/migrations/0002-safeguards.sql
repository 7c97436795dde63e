-- Sealing: one data key per subject and scope (a person's UTC day, or their identity), wrapped once per legal basis.
-- Destroying the last wrapping erases what was sealed under the key.
create table safeguards.data_key (
  key_id bigint generated always as identity primary key,
  -- A person's, device's or order's id, or 'quarantine'.
  subject text not null,
  -- A UTC day 'YYYY-MM-DD', 'identity', or what else of the subject is sealed.
  scope text not null,
  created_at_ms bigint not null,
  unique (subject, scope)
);

create table safeguards.key_wrapping (
  key_id bigint not null references safeguards.data_key,
  -- 'order:<uuid>', 'registration' or 'quarantine'.
  basis text not null,
  -- AES-256-GCM under the master key: nonce(12) || ciphertext(32) || tag(16); associated data binds key_id and basis.
  wrapped bytea not null check (octet_length(wrapped) = 60),
  created_at_ms bigint not null,
  primary key (key_id, basis)
);
create index key_wrapping_basis on safeguards.key_wrapping (basis);

-- Audit: changes and access. Ledger: disclosures. Both keep the canonical bytes (RFC 8785) they were hashed from, the
-- RFC 9162 leaf hash SHA-256(0x00 || bytes), and a number without gaps, so that a verifiable log can be laid over them.
create table safeguards.audit (
  number bigint primary key,
  at_ms bigint not null,
  canonical bytea not null,
  leaf_hash bytea not null check (leaf_hash = sha256('\x00'::bytea || canonical))
);
create table safeguards.ledger (
  number bigint primary key,
  at_ms bigint not null,
  canonical bytea not null,
  leaf_hash bytea not null check (leaf_hash = sha256('\x00'::bytea || canonical))
);

-- The next number of each: taking it locks the row until the transaction ends, so numbers have no gaps and no twins.
create table safeguards.log_head (
  log text primary key check (log in ('audit', 'ledger')),
  next_number bigint not null
);
insert into safeguards.log_head (log, next_number) values ('audit', 0), ('ledger', 0);

-- The only way to append. The number is taken here, so that the application cannot choose one; returns the first of the batch.
create function safeguards.append(log_name text, entries_at_ms bigint[], entries bytea[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  first_number bigint;
  -- Not array_length: of an array of several dimensions it counts the first one only.
  n int := cardinality(entries);
begin
  if n is null or n = 0 or n is distinct from cardinality(entries_at_ms) then
    raise exception 'append needs as many times as entries, and at least one';
  end if;
  update safeguards.log_head set next_number = next_number + n where log = log_name returning next_number - n into first_number;
  if first_number is null then
    raise exception 'no such log';
  end if;
  execute format(
    'insert into safeguards.%I (number, at_ms, canonical, leaf_hash)
     select $1 + e.i - 1, e.at_ms, e.canonical, sha256(''\x00''::bytea || e.canonical)
     from unnest($2, $3) with ordinality as e(at_ms, canonical, i)', log_name)
  using first_number, entries_at_ms, entries;
  return first_number;
end
$$;

-- An owner's slip must not rewrite history either.
create function safeguards.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit and ledger rows are append-only';
end
$$;
create trigger audit_append_only before update or delete or truncate on safeguards.audit
  for each statement execute function safeguards.refuse_change();
create trigger ledger_append_only before update or delete or truncate on safeguards.ledger
  for each statement execute function safeguards.refuse_change();

revoke execute on function safeguards.append from public;
grant execute on function safeguards.append to magpie_app;
grant select on safeguards.audit, safeguards.ledger to magpie_app;
grant select, insert on safeguards.data_key, safeguards.key_wrapping to magpie_app;
