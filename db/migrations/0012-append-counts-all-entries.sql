-- An array of several dimensions counted as its first one only: its other entries took numbers that were not theirs, and no
-- append succeeded after it.
create or replace function safeguards.append(log_name text, entries_at_ms bigint[], entries bytea[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, safeguards as $$
declare
  first_number bigint;
  n int := cardinality(entries);
begin
  if n is null or n = 0 or n is distinct from cardinality(entries_at_ms) then
    raise exception 'append needs as many times as entries, and at least one';
  end if;
  update safeguards.log_head set next_number = next_number + n where log = log_name returning next_number - n into first_number;
  if first_number is null then
    raise exception 'no such log';
  end if;
  execute format(
    'insert into safeguards.%I (number, at_ms, canonical, leaf_hash)
     select $1 + e.i - 1, e.at_ms, e.canonical, sha256(''\x00''::bytea || e.canonical)
     from unnest($2, $3) with ordinality as e(at_ms, canonical, i)', log_name)
  using first_number, entries_at_ms, entries;
  return first_number;
end
$$;
