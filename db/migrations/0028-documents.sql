-- Documents of proceedings and orders: immutable, found by their content, sealed; and the numbers by which a paper is checked.

-- What somebody sent and nothing took yet: readable to whoever sent it, gone after a day.
create table orders.document_upload (
  document_id uuid primary key,
  -- SHA-256 of the bytes.
  hash bytea not null check (octet_length(hash) = 32),
  size_bytes int not null check (size_bytes between 1 and 10485760),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/plain')),
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  -- The file's name is personal data as well.
  name_sealed bytea,
  uploaded_by uuid not null references people.person,
  created_at_ms bigint not null,
  unique (uploaded_by, hash)
);
create index document_upload_created on orders.document_upload (created_at_ms);
-- Sealed and read in pieces: without compression (it is sealed) a piece costs its own length only.
alter table orders.document_upload alter column sealed set storage external;

create table orders.document (
  document_id uuid primary key,
  -- Under whose key it is sealed, and by which right it is kept: erasing either needs no right on this table.
  subject_id uuid not null references people.person,
  basis text not null check (basis ~ '^(order|proceeding):[0-9a-f-]{36}$'),
  hash bytea not null check (octet_length(hash) = 32),
  size_bytes int not null check (size_bytes between 1 and 10485760),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/plain')),
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  name_sealed bytea,
  -- Null: made here, such as the paper of an order.
  uploaded_by uuid references people.person,
  created_at_ms bigint not null,
  -- The same bytes of the same case are one document.
  unique (subject_id, basis, hash)
);
alter table orders.document alter column sealed set storage external;

-- What a document is part of. A use stays: a version of an order keeps the documents it was made with.
create table orders.document_use (
  document_id uuid not null references orders.document,
  -- Of orders.proceeding; no foreign key, so that the two can be made in either order.
  proceeding_id uuid not null,
  order_version int check (order_version >= 1),
  what text not null check (what ~ '^[a-z][a-z-]{1,39}$'),
  used_at_ms bigint not null,
  unique nulls not distinct (document_id, proceeding_id, order_version, what)
);
create index document_use_proceeding on orders.document_use (proceeding_id);

-- A number is an order's for good: its later versions have the same one. It holds nothing of the case.
create table orders.order_number (
  -- A court order or a measure.
  order_id uuid primary key,
  -- 'KR-2026', or 'KR-EX-2026' for exercises, which are counted apart.
  series text not null check (series ~ '^[A-Z]{2,10}-(EX-)?[0-9]{4}$'),
  sequence int not null check (sequence >= 1),
  number text not null unique check (number = series || '-' || lpad(sequence::text, greatest(6, length(sequence::text)), '0')),
  unique (series, sequence)
);

-- One row a version that was put on paper. The code on the paper is not kept: it follows from these and the master key.
create table orders.issued_order (
  number text not null references orders.order_number (number),
  version int not null check (version >= 1),
  -- SHA-256 of what the paper says, in its canonical form.
  content_hash bytea not null check (octet_length(content_hash) = 32),
  document_id uuid not null references orders.document,
  jurisdiction text not null,
  exercise boolean not null,
  issued_at_ms bigint not null,
  primary key (number, version)
);

-- INVARIANT: nobody changes a document, a use, a number or an issued order; an owner's slip must not either (H-321).
create function orders.refuse_document_change() returns trigger language plpgsql as $$
begin
  raise exception 'documents do not change';
end
$$;
create trigger document_immutable before update or truncate on orders.document
  for each statement execute function orders.refuse_document_change();
create trigger document_use_immutable before update or truncate on orders.document_use
  for each statement execute function orders.refuse_document_change();
create trigger order_number_immutable before update or delete or truncate on orders.order_number
  for each statement execute function orders.refuse_document_change();
create trigger issued_order_immutable before update or delete or truncate on orders.issued_order
  for each statement execute function orders.refuse_document_change();

-- The only way in which an upload goes: it was not taken in time. Its day's key goes with the last of them. An hour beyond, since a key
-- that was asked for at the end of its day is used a moment later.
create function orders.purge_uploads(now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, orders, safeguards as $$
declare
  gone bigint;
  cutoff_ms constant bigint := least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint) - 86400000;
begin
  delete from orders.document_upload where created_at_ms < cutoff_ms;
  get diagnostics gone = row_count;
  delete from safeguards.key_wrapping w using safeguards.data_key k
    where w.key_id = k.key_id and w.basis = 'upload' and k.created_at_ms < cutoff_ms - 3600000
      and not exists (select from orders.document_upload u where u.key_id = k.key_id);
  return gone;
end
$$;
revoke execute on function orders.purge_uploads from public;
grant execute on function orders.purge_uploads to magpie_app;

grant select, insert on orders.document_upload, orders.document, orders.document_use, orders.order_number, orders.issued_order
  to magpie_app;
