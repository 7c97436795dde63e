-- Safety of the app itself: phones that are signed in, its lock, what a person has set up.

-- A session is a phone or browser. `session_id` names it to its owner: the token's hash never leaves the server.
alter table server.session
  add column session_id uuid not null default gen_random_uuid() unique,
  -- Coarse: what the browser says of itself, and no more than this of it.
  add column platform text not null default 'other'
    check (platform in ('android', 'iphone', 'ipad', 'windows', 'mac', 'linux', 'other')),
  add column browser text not null default 'other'
    check (browser in ('chrome', 'samsung', 'firefox', 'safari', 'edge', 'other')),
  add column last_seen_at_ms bigint,
  -- An older phone said of this sign-in that it was theirs.
  add column owned_at_ms bigint,
  -- The lock of this phone: null is open as long as it is in use (`active_at_ms`); 'decoy' is the harmless view.
  add column lock_state text check (lock_state in ('locked', 'decoy')),
  add column active_at_ms bigint;
update server.session set last_seen_at_ms = created_at_ms;
alter table server.session alter column last_seen_at_ms set not null;
create index session_of_person on server.session (person_id) where ended_at_ms is null;
grant update (last_seen_at_ms, expires_at_ms, owned_at_ms, lock_state, active_at_ms) on server.session to magpie_app;

-- The lock of a person's app. Both PINs, and whether there is a second one, are sealed: nobody reads here who could be forced.
create table server.app_lock (
  person_id uuid primary key references people.person,
  after_ms bigint not null check (after_ms in (0, 60000, 300000, 900000)),
  key_id bigint not null references safeguards.data_key,
  pins_sealed bytea not null,
  wrong_count int not null default 0 check (wrong_count >= 0),
  wait_until_ms bigint not null default 0,
  changed_at_ms bigint not null
);
grant select, insert, delete on server.app_lock to magpie_app;
grant update (after_ms, key_id, pins_sealed, wrong_count, wait_until_ms, changed_at_ms) on server.app_lock to magpie_app;

-- Which steps of setting up are done. What was answered in them is nowhere.
create table server.set_up_step (
  person_id uuid not null references people.person,
  step text not null,
  done_at_ms bigint not null,
  primary key (person_id, step)
);
grant select, insert, delete on server.set_up_step to magpie_app;
grant update (done_at_ms) on server.set_up_step to magpie_app;
