-- How a warning reaches a closed phone: a person's plan, the phones that they subscribed, and every attempt with what became of it.
-- Nothing here holds a number, a place or a name in clear: plan and push endpoint are sealed, a telephone number stays with the identity.

-- The words of a plan are the person's own: all of it is sealed under their key.
create table notify.plan (
  person_id uuid primary key references people.person,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  updated_at_ms bigint not null
);

-- A browser that push messages reach. Whoever knows the endpoint can send to it, so it is a secret.
create table notify.push_subscription (
  subscription_id uuid primary key,
  person_id uuid not null references people.person,
  -- Keyed hash of the endpoint: the same browser is found again, and the endpoint cannot be guessed from it.
  endpoint_hash bytea not null unique check (octet_length(endpoint_hash) = 32),
  -- The session that subscribed: it ends with its sign-out.
  session_id text not null,
  -- The push service's name, of the list of those that are allowed.
  service text not null,
  key_id bigint not null references safeguards.data_key,
  sealed bytea not null,
  created_at_ms bigint not null
);
create index push_subscription_person on notify.push_subscription (person_id);
create index push_subscription_session on notify.push_subscription (session_id);

-- A trial ("try it") goes the way of a warning and belongs to no incident.
alter table notify.outbox alter column incident_id drop not null;
alter table notify.outbox add column kind text not null default 'warning' check (kind in ('warning', 'trial'));
alter table notify.outbox add constraint outbox_incident check ((kind = 'warning') = (incident_id is not null));
-- When delivery looks at it next; null: delivery is over.
alter table notify.outbox add column due_at_ms bigint default 0;
alter table notify.outbox add column ended_at_ms bigint;
alter table notify.outbox add column outcome text check (outcome in ('seen', 'displayed', 'dropped', 'exhausted'));
alter table notify.outbox add column outcome_reason text;
-- What was written before there was delivery is history.
update notify.outbox set due_at_ms = null, ended_at_ms = created_at_ms, outcome = 'dropped', outcome_reason = 'before-delivery';
alter table notify.outbox add constraint outbox_ended check ((due_at_ms is null) = (ended_at_ms is not null and outcome is not null));
create index outbox_due on notify.outbox (due_at_ms) where due_at_ms is not null;
create index outbox_incident on notify.outbox (incident_id);
-- Seen from delivery's side: is there a newer warning of the same incident to the same person?
create index outbox_newest on notify.outbox (incident_id, recipient_id, outbox_id desc);

create table notify.attempt (
  -- Made from warning, channel, address and step: found again after a crash it is the same, and the provider's idempotency key.
  attempt_id uuid primary key,
  warning_id uuid not null references notify.outbox (warning_id),
  recipient_id uuid not null references people.person,
  channel text not null check (channel in ('push', 'sms', 'call')),
  -- Push: which subscription (it may be gone by now). SMS and call: null, the person's own number.
  subscription_id uuid,
  -- The how-manieth: calls are repeated, nothing else is.
  step int not null check (step >= 1),
  -- By whom it goes: a push service, the SMS or call provider, or the sink.
  provider text not null,
  state text not null check (state in
    ('queued', 'sent', 'accepted', 'delivered', 'displayed', 'answered', 'confirmed', 'unanswered', 'failed', 'dropped')),
  -- How urgent: what is more urgent leaves first.
  urgency int not null,
  tries int not null default 0,
  next_try_at_ms bigint not null,
  provider_ref text,
  reason text,
  queued_at_ms bigint not null,
  sent_at_ms bigint,
  accepted_at_ms bigint,
  delivered_at_ms bigint,
  displayed_at_ms bigint,
  answered_at_ms bigint,
  confirmed_at_ms bigint,
  -- When nothing more is to be sent: accepted, or given up.
  ended_at_ms bigint,
  check ((channel = 'push') = (subscription_id is not null)),
  check ((state in ('queued', 'sent')) = (ended_at_ms is null)),
  unique nulls not distinct (warning_id, channel, subscription_id, step)
);
create index attempt_waiting on notify.attempt (provider, urgency desc, next_try_at_ms) where state in ('queued', 'sent');
create index attempt_ref on notify.attempt (provider, provider_ref) where provider_ref is not null;
create index attempt_calls on notify.attempt (recipient_id, queued_at_ms) where channel = 'call';

grant select, insert, update on notify.plan to magpie_app;
grant select, insert, delete on notify.push_subscription to magpie_app;
grant update (person_id, session_id, service, key_id, sealed, created_at_ms) on notify.push_subscription to magpie_app;
grant update (due_at_ms, ended_at_ms, outcome, outcome_reason) on notify.outbox to magpie_app;
grant select, insert on notify.attempt to magpie_app;
grant update (state, tries, next_try_at_ms, provider_ref, reason, sent_at_ms, accepted_at_ms, delivered_at_ms, displayed_at_ms,
  answered_at_ms, confirmed_at_ms, ended_at_ms) on notify.attempt to magpie_app;
