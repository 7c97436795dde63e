-- What a device was asked, why, and what came of it. The asking is a fact and is never altered; only its outcome moves on.
create table devices.command (
  command_id uuid primary key,
  device_id uuid not null references devices.device,
  kind text not null check (kind in ('report-now', 'set-interval', 'vibrate', 'message')),
  interval_s int check (interval_s > 0),
  -- A message's text, which may hold a name: sealed under the device's own key, and never in the audit.
  key_id bigint references safeguards.data_key,
  text_sealed bytea,
  -- order: the interval that the orders in force set; engine: what a finding asks for; chance: so that being asked says little; officer: a person's act.
  why text not null check (why in ('order', 'engine', 'chance', 'officer')),
  -- engine: the journal position of the finding, where one asked.
  position bigint,
  -- officer: who (null: an administrator's command), and the code of their reason.
  actor_id uuid references people.person,
  reason text,
  -- A person asked a wearer's device, and accepted that the wearer may guess why.
  is_to_wearer boolean not null default false,
  created_at_ms bigint not null,
  -- Null: until another takes its place.
  expires_at_ms bigint,

  state text not null check (state in
    ('waiting', 'sent', 'answered', 'seen', 'done', 'failed', 'expired', 'superseded', 'no-channel')),
  -- failed: the device's word, or the protocol's lack of one.
  failure text check (failure in ('refused', 'no-such-command')),
  sends int not null default 0,
  first_sent_at_ms bigint,
  last_sent_at_ms bigint,
  -- Null: it is not sent again by time alone.
  next_try_at_ms bigint,
  answered_at_ms bigint,
  seen_at_ms bigint,
  ended_at_ms bigint,

  check ((kind = 'set-interval') = (interval_s is not null)),
  check ((kind = 'message') = (text_sealed is not null)),
  check ((key_id is null) = (text_sealed is null)),
  check ((kind = 'set-interval') = (expires_at_ms is null)),
  check ((state = 'failed') = (failure is not null))
);
create index command_of_device on devices.command (device_id, created_at_ms desc);
create index command_open on devices.command (device_id) where ended_at_ms is null;

grant select, insert on devices.command to magpie_app;
grant update (state, failure, sends, first_sent_at_ms, last_sent_at_ms, next_try_at_ms, answered_at_ms, seen_at_ms, ended_at_ms)
  on devices.command to magpie_app;
