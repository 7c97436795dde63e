-- A grant is committed before its first frame (its ledger entry stands beside it in safeguards.ledger).
-- Closing writes the count and the hash of the frames shown. A grant without a closing was cut by a crash: the next start
-- closes it with what is known.
create table disclosure.grant_given (
  grant_id uuid primary key,
  viewer_kind text not null,
  viewer_id uuid not null,
  pair_id uuid not null references orders.pair,
  rule text not null,
  shown text not null,
  -- Urgency recorded: the level and the distance, rounded, on which the rule stood.
  urgency jsonb not null,
  given_at_ms bigint not null,
  -- INVARIANT: a grant lasts at most 60 s.
  expires_at_ms bigint not null check (expires_at_ms <= given_at_ms + 60000),
  ledger_number bigint not null
);
create index grant_given_viewer on disclosure.grant_given (viewer_id, given_at_ms);
-- The start looks for grants that a crash left open among the newest.
create index grant_given_at on disclosure.grant_given (given_at_ms);

create table disclosure.grant_closed (
  grant_id uuid primary key references disclosure.grant_given,
  closed_at_ms bigint not null,
  -- 'expired', 'replaced', 'stream-closed', 'order-ended', 'crashed'
  cause text not null,
  -- Null when the count is not known (crashed).
  frames int,
  first_position bigint,
  last_position bigint,
  -- SHA-256 over the JSON of what was shown under this grant, frame by frame, each with a line feed; null when the count is not known (crashed).
  frames_hash bytea,
  ledger_number bigint not null
);

grant select, insert on disclosure.grant_given, disclosure.grant_closed to magpie_app;
