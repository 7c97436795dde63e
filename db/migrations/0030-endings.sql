-- How and when an order came to its end, once for each: expiry as well, which no one enters. Append-only.
alter table orders.court_order drop constraint court_order_status_check;
alter table orders.court_order add constraint court_order_status_check check (
  status in ('active', 'cancelled', 'non-indictment', 'acquitted', 'dismissed', 'withdrawn', 'replaced')
);
-- Orders over since the last look are looked for every second.
create index court_order_over on orders.court_order ((least(until_ms, coalesce(ended_at_ms, until_ms))));

create table orders.ending (
  order_id uuid primary key references orders.court_order,
  how text not null check (
    how in ('expired', 'cancelled', 'non-indictment', 'acquitted', 'dismissed', 'withdrawn', 'replaced')
  ),
  -- The first instant at which the order was no longer in force, whenever that was noticed.
  effective_at_ms bigint not null,
  recorded_at_ms bigint not null check (recorded_at_ms >= effective_at_ms),
  article text not null,
  pack_version text not null
);
create function orders.refuse_change_of_ending() returns trigger language plpgsql as $$
begin
  raise exception 'the record of endings is append-only';
end
$$;
create trigger ending_append_only before update or delete or truncate on orders.ending
  for each statement execute function orders.refuse_change_of_ending();
grant select, insert on orders.ending to magpie_app;

-- When what is kept under a legal basis is to be destroyed. Of the rows of one basis and kind the earliest holds; the others are
-- how it came to that. What is wrapped under several bases lives until the last of them.
create table safeguards.retention_clock (
  clock_id bigint generated always as identity primary key,
  -- As in safeguards.key_wrapping: 'order:<uuid>'.
  basis text not null,
  -- A kind of the pack's retention rules: 'location', 'ledger', 'register'.
  what text not null,
  -- What started or moved it: 'expired', 'cancelled', 'acquitted', …
  because text not null,
  starts_at_ms bigint not null,
  destroy_at_ms bigint not null check (destroy_at_ms >= starts_at_ms),
  article text not null,
  pack_version text not null,
  recorded_at_ms bigint not null,
  unique (basis, what, because)
);

-- A clock moves forward only: what was to be destroyed by a day is never kept past it.
create function safeguards.retention_only_earlier() returns trigger language plpgsql as $$
begin
  if exists (
    select from safeguards.retention_clock
    where basis = new.basis and what = new.what and destroy_at_ms <= new.destroy_at_ms
  ) then
    raise exception 'a retention clock is never moved back';
  end if;
  return new;
end
$$;
create trigger retention_clock_only_earlier before insert on safeguards.retention_clock
  for each row execute function safeguards.retention_only_earlier();
create function safeguards.refuse_change_of_clock() returns trigger language plpgsql as $$
begin
  raise exception 'retention clocks are append-only';
end
$$;
create trigger retention_clock_append_only before update or delete or truncate on safeguards.retention_clock
  for each statement execute function safeguards.refuse_change_of_clock();
grant select, insert on safeguards.retention_clock to magpie_app;
