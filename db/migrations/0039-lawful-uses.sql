-- For which of the pack's uses of a position a grant was given. Grants of before named none: their rule and article stand in the ledger.
alter table disclosure.grant_given add column purpose text not null default 'not-recorded';
alter table disclosure.grant_given alter column purpose drop default;
alter table disclosure.grant_given add constraint grant_given_purpose check (
  purpose in ('not-recorded', 'investigation', 'compliance', 'measure-change', 'breach', 'notify-protected', 'own-position', 'protection', 'study')
);

-- Whoever is protected may have the wearer's place kept from their own screen: every act, in order.
create table disclosure.sight_act (
  person_id uuid not null references people.person,
  number int not null check (number > 0),
  act text not null check (act in ('hide', 'show')),
  at_ms bigint not null,
  primary key (person_id, number)
);
create function disclosure.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'this record is append-only';
end
$$;
create trigger sight_append_only before update or delete or truncate on disclosure.sight_act
  for each statement execute function disclosure.refuse_change();
grant select, insert on disclosure.sight_act to magpie_app;

-- What holds a protected person's own positions beyond their day: an incident, for as long as it is open and a week more.
create table ingest.own_hold (
  person_id uuid not null,
  incident_id uuid not null,
  -- Why: an incident of this kind.
  reason text not null check (reason in ('danger', 'sos')),
  made_at_ms bigint not null,
  from_ms bigint not null,
  -- The last instant that is held, and when holding ends; null while the incident is open.
  to_ms bigint,
  until_ms bigint,
  primary key (person_id, incident_id),
  check ((to_ms is null) = (until_ms is null)),
  -- INVARIANT: a hold ends.
  check (until_ms is null or until_ms <= to_ms + 7 * 86400000::bigint)
);
grant select, insert, update (to_ms, until_ms) on ingest.own_hold to magpie_app;

-- Keys of one person's one hour ('own-<its first instant>'): few at a time, and found without the millions of others.
create index data_key_own on safeguards.data_key (scope) where scope like 'own-%';

-- Destroys the keys of hours that are over a day old and that nothing holds, then their rows. Nothing younger can go, whatever is asked.
create function ingest.erase_own_hours(now_ms bigint) returns table (key_id bigint, fixes bigint)
language plpgsql security definer set search_path = pg_catalog, ingest, safeguards as $$
declare
  day_ms constant bigint := 86400000;
  hour_ms constant bigint := 3600000;
  -- An hour goes five minutes before its first instant is 25 hours old: its last one is a day old then, to within those minutes.
  -- A clock that runs ahead neither erases early nor ends a hold.
  at_ms constant bigint := least(now_ms, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  cutoff_ms constant bigint := at_ms - day_ms - 55 * 60000;
  hour record;
  gone bigint;
begin
  for hour in
    select k.key_id as id, k.subject, substr(k.scope, 5)::bigint as from_ms from safeguards.data_key k
    where k.scope like 'own-%' and substr(k.scope, 5)::bigint <= cutoff_ms
      and not exists (select from ingest.own_hold h
        where h.person_id::text = k.subject and h.from_ms < substr(k.scope, 5)::bigint + hour_ms
          and coalesce(h.to_ms, at_ms) >= substr(k.scope, 5)::bigint and coalesce(h.until_ms, at_ms + 1) > at_ms)
    order by k.scope limit 20000
  loop
    delete from safeguards.key_wrapping w where w.key_id = hour.id;
    delete from ingest.journal j where j.person_id = hour.subject::uuid and j.kind = 'fix' and j.key_id = hour.id
      and j.fixed_at_ms >= hour.from_ms and j.fixed_at_ms < hour.from_ms + hour_ms;
    get diagnostics gone = row_count;
    -- The number is not used again: what was sealed under it can never be taken for what a new key sealed.
    delete from safeguards.data_key k where k.key_id = hour.id;
    key_id := hour.id;
    fixes := gone;
    return next;
  end loop;
end
$$;
revoke execute on function ingest.erase_own_hours from public;
grant execute on function ingest.erase_own_hours to magpie_app;

-- Signs that somebody whom an order protects goes after the wearer, or watches far beyond the warnings: one a day and kind, no place.
create table disclosure.conduct_sign (
  pair_id uuid not null references orders.pair,
  person_id uuid not null references people.person,
  kind text not null check (kind in ('towards', 'waits', 'watches')),
  -- UTC, 'YYYY-MM-DD'.
  day text not null,
  at_ms bigint not null,
  minutes int not null,
  primary key (pair_id, person_id, kind, day)
);
-- What a person has to look at, and what people did about it. Nothing follows from a sign by itself.
create table disclosure.conduct_review (
  review_id uuid primary key,
  pair_id uuid not null references orders.pair,
  person_id uuid not null references people.person,
  agency_id uuid not null references people.agency,
  opened_at_ms bigint not null,
  -- Kinds of sign, with days and minutes.
  facts jsonb not null
);
create index conduct_review_agency on disclosure.conduct_review (agency_id, opened_at_ms);
create table disclosure.conduct_act (
  review_id uuid not null references disclosure.conduct_review,
  number int not null check (number > 0),
  act text not null check (act in ('no-concern', 'restrict', 'lift', 'contest')),
  at_ms bigint not null,
  actor_id uuid not null references people.person,
  reason text,
  article text,
  until_ms bigint,
  primary key (review_id, number),
  -- INVARIANT: a restriction names its reason, its article and its end, and lasts at most thirty days.
  check (act <> 'restrict' or (reason is not null and article is not null and until_ms > at_ms and until_ms <= at_ms + 30 * 86400000::bigint)),
  check (act = 'contest' or reason is not null)
);
create trigger conduct_act_append_only before update or delete or truncate on disclosure.conduct_act
  for each statement execute function disclosure.refuse_change();
create trigger conduct_review_append_only before update or delete or truncate on disclosure.conduct_review
  for each statement execute function disclosure.refuse_change();
grant select, insert, delete on disclosure.conduct_sign to magpie_app;
grant select, insert on disclosure.conduct_review, disclosure.conduct_act to magpie_app;
