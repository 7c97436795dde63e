-- The exchange with other agencies: where their systems are reached, the notices that the law demands, each try to deliver one, and what
-- other agencies send. Only ids, times, codes and hashes are plain.

create table orders.endpoint (
  endpoint_id uuid primary key,
  agency_id uuid not null references people.agency,
  kind text not null check (kind in ('webhook', 'folder')),
  -- Of the address nothing but the host: a path may hold a secret. Null for a folder.
  host text check ((kind = 'webhook') = (host is not null)),
  -- In which network its address may lie.
  network text not null check (network in ('public', 'private', 'loopback')),
  -- Codes of notices that are told there, '*' for all; kinds of messages that are taken from there.
  tells text[] not null,
  accepts text[] not null,
  exercise boolean not null,
  -- Whether that system sends receipts: without one a delivered notice waits for its receipt.
  expects_receipt boolean not null,
  state text not null check (state in ('active', 'stopped')),
  -- Address and signing secrets.
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  created_at_ms bigint not null,
  rotated_at_ms bigint,
  delivered_at_ms bigint,
  -- Since when it has taken nothing; null: it is well, or nothing was sent yet.
  failing_since_ms bigint,
  unique (endpoint_id, exercise)
);
create index endpoint_agency on orders.endpoint (agency_id);

-- Whose office of a role is told under an order; without a row the only office of that role in the jurisdiction is.
create table orders.addressee (
  order_id uuid not null references orders.court_order,
  role text not null check (role in ('monitoring', 'police', 'prosecution', 'court', 'authority')),
  agency_id uuid not null references people.agency,
  primary key (order_id, role)
);

create table orders.notice (
  notice_id uuid primary key,
  -- The order in which they are told.
  number bigint generated always as identity unique,
  -- What it is told of, once: the same occasion never makes two.
  unique_key text not null unique,
  code text not null,
  exercise boolean not null,
  from_agency_id uuid not null references people.agency,
  to_role text not null check (to_role in ('monitoring', 'police', 'prosecution', 'court', 'authority', 'person')),
  -- Null: nobody knows yet which office it is; a person has to tell it.
  to_agency_id uuid references people.agency,
  to_person_id uuid references people.person,
  -- Without foreign keys: what they name may belong to another context.
  proceeding_id uuid,
  order_id uuid,
  incident_id uuid,
  rule_id text not null,
  article text not null,
  -- Codes, numbers and times.
  facts jsonb not null default '{}',
  -- Names, numbers and places, where the law wants them told.
  key_id bigint references safeguards.data_key,
  sealed bytea,
  happened_at_ms bigint not null,
  due_at_ms bigint not null,
  created_at_ms bigint not null,
  state text not null check (state in ('due', 'sent', 'delivered', 'received', 'failed')),
  -- When it is sent next; null: nothing more is to be sent.
  next_try_at_ms bigint,
  -- Since when it has been tried in vain; sending again begins anew.
  tried_from_ms bigint not null,
  tries int not null default 0,
  sent_at_ms bigint,
  delivered_at_ms bigint,
  -- By when a receipt is awaited; null: none is.
  receipt_due_at_ms bigint,
  failed_at_ms bigint,
  fail_reason text,
  received_at_ms bigint,
  -- 'message' and 'file': their system's own receipt; the others: a person's word.
  received_how text check (received_how in ('message', 'file', 'desk', 'phone', 'letter', 'in-person')),
  received_by uuid references people.person,
  -- Whom a person told, in their words.
  received_key_id bigint references safeguards.data_key,
  received_sealed bytea,
  check ((to_role = 'person') = (to_person_id is not null)),
  check (to_role <> 'person' or to_agency_id is null),
  check ((key_id is null) = (sealed is null)),
  check ((state = 'received') = (received_at_ms is not null and received_how is not null)),
  check (state in ('due', 'sent') or next_try_at_ms is null),
  unique (notice_id, exercise)
);
create index notice_waiting on orders.notice (to_agency_id, number) where next_try_at_ms is not null;
create index notice_open_from on orders.notice (from_agency_id, due_at_ms) where state <> 'received';
create index notice_open_to on orders.notice (to_agency_id, due_at_ms) where state <> 'received';
create index notice_recent on orders.notice (created_at_ms);

create table orders.delivery_attempt (
  attempt_id bigint generated always as identity primary key,
  notice_id uuid not null,
  endpoint_id uuid not null,
  exercise boolean not null,
  begun_at_ms bigint not null,
  ended_at_ms bigint,
  -- 'accepted', or why not; null: under way, or the process ended.
  outcome text,
  -- What the other system answered; null: nothing.
  status int,
  -- INVARIANT: an exercise's notice never goes to a real endpoint, nor a real one to an exercise's: no row can say that it did.
  foreign key (notice_id, exercise) references orders.notice (notice_id, exercise),
  foreign key (endpoint_id, exercise) references orders.endpoint (endpoint_id, exercise)
);
create index delivery_attempt_notice on orders.delivery_attempt (notice_id);

-- What other agencies sent, by their own ids: the same message is acted on once.
create table orders.exchange_message (
  endpoint_id uuid not null references orders.endpoint,
  message_id text not null,
  body_hash bytea not null check (octet_length(body_hash) = 32),
  -- Null: no kind that is known.
  kind text,
  received_at_ms bigint not null,
  state text not null check (state in ('accepted', 'held')),
  -- What was answered, for when it comes again.
  answer jsonb not null,
  primary key (endpoint_id, message_id)
);

-- Signed, and yet not acted on: bad, of a kind that is not known, or refused by a rule. A person looks at it.
create table orders.held_message (
  held_id uuid primary key,
  endpoint_id uuid not null references orders.endpoint,
  message_id text not null,
  kind text,
  reason text not null,
  -- Where and how it breaks its schema; never what stood there.
  problems jsonb not null,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  received_at_ms bigint not null,
  seen_at_ms bigint,
  seen_by uuid references people.person
);
create index held_message_received on orders.held_message (received_at_ms);

-- Its retention: 30 days, and nothing younger can go. The keys go with the rest of quarantine.
create function orders.purge_held(now_ms bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, orders as $$
declare
  kept_ms constant bigint := 30::bigint * 86400000;
  gone bigint;
begin
  delete from orders.held_message
    where received_at_ms < least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint) - kept_ms;
  get diagnostics gone = row_count;
  return gone;
end
$$;
revoke execute on function orders.purge_held from public;
grant execute on function orders.purge_held to magpie_app;

grant select, insert on orders.endpoint, orders.notice, orders.delivery_attempt, orders.exchange_message, orders.held_message
  to magpie_app;
grant select, insert on orders.addressee to magpie_app;
grant update (agency_id) on orders.addressee to magpie_app;
grant update (state, key_id, sealed, rotated_at_ms, delivered_at_ms, failing_since_ms) on orders.endpoint to magpie_app;
grant update (state, next_try_at_ms, tried_from_ms, tries, sent_at_ms, delivered_at_ms, receipt_due_at_ms, failed_at_ms, fail_reason,
  received_at_ms, received_how, received_by, received_key_id, received_sealed) on orders.notice to magpie_app;
grant update (ended_at_ms, outcome, status) on orders.delivery_attempt to magpie_app;
grant update (seen_at_ms, seen_by) on orders.held_message to magpie_app;
