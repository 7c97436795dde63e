-- Words of objections, breach records and overseers, and names of passkeys, are emptied when the key that they are sealed under is erased:
-- what is certified as gone has no row left that holds it. Nothing else of these records ever changes.
create function safeguards.refuse_unless_erasing() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('magpie.erasing', true) = 'on' then
    return null;
  end if;
  raise exception 'this record is append-only';
end
$$;
drop trigger contest_append_only on people.contest;
create trigger contest_append_only before update or delete or truncate on people.contest
  for each statement execute function safeguards.refuse_unless_erasing();
drop trigger contest_answer_append_only on people.contest_answer;
create trigger contest_answer_append_only before update or delete or truncate on people.contest_answer
  for each statement execute function safeguards.refuse_unless_erasing();
drop trigger breach_act_append_only on incidents.breach_act;
create trigger breach_act_append_only before update or delete or truncate on incidents.breach_act
  for each statement execute function safeguards.refuse_unless_erasing();
drop trigger misuse_answer_append_only on safeguards.misuse_answer;
create trigger misuse_answer_append_only before update or delete or truncate on safeguards.misuse_answer
  for each statement execute function safeguards.refuse_unless_erasing();

create index contest_key on people.contest (key_id);
create index contest_answer_key on people.contest_answer (key_id);
create index breach_act_key on incidents.breach_act (key_id) where key_id is not null;
create index misuse_answer_key on safeguards.misuse_answer (key_id);
create index passkey_key on server.passkey (key_id);

create function safeguards.erase_words(keys bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint := 0;
  n bigint;
begin
  perform set_config('magpie.erasing', 'on', true);
  update people.contest set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update people.contest_answer set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update incidents.breach_act set words_sealed = '' where key_id = any (keys) and words_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update safeguards.misuse_answer set sealed = '' where key_id = any (keys) and sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  update server.passkey set name_sealed = '' where key_id = any (keys) and name_sealed <> '';
  get diagnostics n = row_count;
  gone := gone + n;
  perform set_config('magpie.erasing', 'off', true);
  return gone;
end
$$;
revoke execute on function safeguards.erase_words from public;

-- As in 0038, and the rows of warrants and the words above.
create or replace function safeguards.erase_rows(of_erasure bigint, most_keys int, out keys_done int, out keys_left int, out gone bigint)
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  keys bigint[];
  left_of bigint[];
  wanted constant bigint[] := (select key_ids from safeguards.erasure where erasure_id = of_erasure);
begin
  select coalesce(array_agg(key_id), '{}') into keys from (
    select key_id from safeguards.data_key k
    where erased_at_ms is not null and not k.rows_gone and (of_erasure is null or key_id = any (wanted))
      -- INVARIANT: what a wrapping is left for is not touched, whatever a mark says.
      and not exists (select from safeguards.key_wrapping w where w.key_id = k.key_id)
    order by key_id limit most_keys for update skip locked
  ) oldest;
  select e.gone, e.left_of into gone, left_of from ingest.erase_rows(keys) e;
  gone := gone + orders.erase_rows(keys) + people.erase_rows(keys) + devices.erase_rows(keys) + notify.erase_rows(keys)
    + server.erase_rows(keys) + safeguards.erase_warrant_rows(keys) + safeguards.erase_words(keys);
  update safeguards.data_key k set rows_gone = true where key_id = any (keys) and key_id <> all (left_of);
  update safeguards.erasure e set rows_gone = e.rows_gone + gone where erasure_id = of_erasure;
  keys_left := cardinality(left_of);
  keys_done := cardinality(keys) - keys_left;
end
$$;
