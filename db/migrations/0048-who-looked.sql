-- Who looked: the entries of the audit that name somebody are found by an index over the ids that stand in them, and not by reading all of
-- it. Rows and hashes stay as they are: the index is made of the bytes.

-- The ids with which the texts of an entry end, each once: "<id>", "order:<id>". Of the escaped bytes: no entry, however it is written, can
-- make its own appending fail here. Parted at the quotes, since looking for ids by their form alone costs several times as much.
create function safeguards.ids_in(canonical bytea) returns uuid[]
language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct right(said, 36)::uuid), '{}')
  from unnest(string_to_array(encode(canonical, 'escape'), '"')) said
  where case when length(said) >= 36 then right(said, 36) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' else false end
$$;
-- Each entry at once: a pending list would make one act in thousands wait for all before it, with the log's head locked.
create index audit_naming on safeguards.audit using gin (safeguards.ids_in(canonical)) with (fastupdate = off);

-- Newest first, before a number, at most `most`, of actors of these kinds alone. A function with the owner's rights: behind the isolation of the table the
-- planner may not use the index, since it cannot know that comparing ids tells nothing of rows that are not seen. It sees for itself who asks.
create function safeguards.audit_naming(ids uuid[], actor_kinds text[], before bigint, most int)
returns table (number bigint, at_ms bigint, canonical bytea)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if not isolation.serves() then
    return;
  end if;
  return query
    -- Found first, then ordered: for so few the planner would rather walk back through all.
    with named as materialized (
      select a.number, a.at_ms, a.canonical from safeguards.audit a
      where safeguards.ids_in(a.canonical) && ids and a.number < before
    )
    select n.number, n.at_ms, n.canonical from named n
    where exists (select from unnest(actor_kinds) kind
                  where position(convert_to('"kind":"' || kind || '"}', 'UTF8') in n.canonical) > 0)
    order by n.number desc limit most;
end
$$;
revoke execute on function safeguards.audit_naming from public;
grant execute on function safeguards.audit_naming to magpie_app;

-- How often something was shown is not told any more (docs/decisions/0050).
drop table disclosure.month_count;
drop function disclosure.refuse_change_of_count;

-- What an investigation keeps back is seen by the office that does so, and not by whoever recorded it alone. Never by the wearer, who works for none.
alter policy isolated on people.look_delay using ((select isolation.serves()) or recorded_by = (select isolation.me())
  or (cardinality((select isolation.agencies())) > 0 and exists (
    select from people.person p where p.person_id = recorded_by and p.agency_id = any ((select isolation.agencies())::uuid[]))));
