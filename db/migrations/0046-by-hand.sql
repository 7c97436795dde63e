-- Erasing by hand, holds, and registrations, each against what happens at the same moment. What is refused here has a code of its own, by
-- which the answer says why (src/server/http/errors.ts).

-- Whether an order or a proceeding that names the person still needs their registration: something is kept by it, or the clock of its
-- papers has not run out. The same is asked before the registration's clock starts (src/orders/retention-clocks.ts).
create function orders.still_names(whom text, now_ms bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if whom !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return false;
  end if;
  return exists (
    select from (
      select 'order:' || order_id as basis from orders.court_order where wearer_id = whom::uuid
      union all select 'order:' || order_id from orders.pair where protected_id = whom::uuid
      union all select 'proceeding:' || proceeding_id from orders.proceeding where respondent_id = whom::uuid
      union all select 'proceeding:' || proceeding_id from orders.proceeding_person where person_id = whom::uuid
    ) named
    where exists (select from safeguards.key_wrapping w where w.basis = named.basis)
      or not exists (
        select from safeguards.retention_clock c
        where c.basis = named.basis and c.what = 'papers' and c.destroy_at_ms <= now_ms));
end
$$;
revoke execute on function orders.still_names from public;
grant execute on function orders.still_names to magpie_app;

-- HAZARD H-556: a registration is erased whose person was named anew, or somebody is named who was just erased. Both take the person's
-- row: whoever comes second sees what the first did.
create function orders.refuse_erased_person() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  whom uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if whom is null then
    return new;
  end if;
  perform from people.person where person_id = whom for key share;
  if exists (select from safeguards.erasure where basis = 'registration' and part = whom::text)
    and not exists (
      select from safeguards.basis_key where basis = 'registration' and part = whom::text and doomed_at_ms is null) then
    raise exception using errcode = 'MG005', message = 'the registration was erased';
  end if;
  return new;
end
$$;
create trigger wearer_not_erased before insert or update of wearer_id on orders.court_order
  for each row execute function orders.refuse_erased_person('wearer_id');
create trigger protected_not_erased before insert or update of protected_id on orders.pair
  for each row execute function orders.refuse_erased_person('protected_id');
create trigger respondent_not_erased before insert or update of respondent_id on orders.proceeding
  for each row execute function orders.refuse_erased_person('respondent_id');
create trigger person_not_erased before insert or update of person_id on orders.proceeding_person
  for each row execute function orders.refuse_erased_person('person_id');

-- Whether one asked and another approved exactly that, in the transaction that does it.
create function safeguards.is_approved(of_act text, of_about jsonb, first uuid, second uuid, at_ms bigint) returns boolean
language sql stable set search_path = pg_catalog as $$
  select exists (
    select from safeguards.two_person_act a
    where a.act = of_act and a.about::jsonb = of_about and a.answer = 'approved' and a.asked_by = first and a.answered_by = second
      and a.answered_at_ms = at_ms)
$$;
revoke execute on function safeguards.is_approved from public;

-- As in 0038; and by hand only what two people asked for in so many words, and no registration that is needed again.
create or replace function safeguards.begin_erasure(
  of_basis text, of_part text, of_cause text, why text, by_article text, by_pack text, first uuid, second uuid, now_ms bigint
) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys uuid[];
  due_ms bigint;
  erasure bigint;
begin
  if of_basis = 'registration' then
    -- Before the lock of the keys: who names the person holds this row while they wait for a key.
    perform from people.person where person_id::text = of_part for update;
  end if;
  -- Whoever wraps under one of them right now has committed then, or sees that it is doomed; so has who holds the basis.
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  keys := safeguards.live_store_keys(of_basis, of_part);
  if cardinality(keys) = 0 then
    return null;
  end if;
  if exists (select from safeguards.hold where basis = of_basis and lifted_at_ms is null and until_ms > now_ms) then
    raise exception using errcode = 'MG003', message = 'the basis is held';
  end if;
  if of_basis = 'registration' and orders.still_names(of_part, now_ms) then
    raise exception using errcode = 'MG004', message = 'the person is named again';
  end if;
  select min(destroy_at_ms) into due_ms from safeguards.retention_clock c
    where (c.basis = of_basis and c.what = of_part) or c.basis = of_basis || ':' || of_part;
  if of_cause = 'clock' and (due_ms is null or due_ms > now_ms) then
    raise exception 'its time has not come';
  end if;
  if of_cause = 'hand' and not safeguards.is_approved(
    'erase-early', jsonb_build_object('basis', of_basis, 'part', of_part, 'because', why), first, second, now_ms) then
    raise exception 'nobody approved it';
  end if;
  update safeguards.basis_key set doomed_at_ms = now_ms where name = any (keys) and doomed_at_ms is null;
  insert into safeguards.erasure
    (basis, part, cause, because, article, pack_version, due_at_ms, store_keys, first_by, second_by, begun_at_ms)
    values (of_basis, of_part, of_cause, why, by_article, by_pack, coalesce(least(due_ms, now_ms), now_ms), keys, first, second, now_ms)
    returning erasure_id into erasure;
  return erasure;
end
$$;

-- HAZARD H-556: a hold is ordered while the erasing of that basis waits for its key store, and it is erased all the same. The lock is that of
-- `begin_erasure`: of a hold and an erasure at the same moment one is second, and is refused.
create function safeguards.refuse_empty_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0));
  if exists (select from safeguards.erasure where basis = new.basis and proven_at_ms is null) then
    raise exception using errcode = 'MG001', message = 'its erasure has begun';
  end if;
  if not exists (select from safeguards.key_wrapping where basis = new.basis) then
    raise exception using errcode = 'MG002', message = 'nothing is kept under the basis';
  end if;
  if not safeguards.is_approved('hold',
    jsonb_build_object('basis', new.basis, 'article', new.article, 'documentHash', encode(new.document_hash, 'hex'), 'untilMs', new.until_ms),
    new.first_by, new.second_by, new.held_at_ms) then
    raise exception 'nobody approved it';
  end if;
  return new;
end
$$;
create trigger hold_holds before insert on safeguards.hold for each row execute function safeguards.refuse_empty_hold();

create index two_person_act_answered on safeguards.two_person_act (act, answered_at_ms) where answer = 'approved';
