-- Which law an order was made under: `kr@2026.10.02-5+<first 12 hex digits of its hash>`; null: as of its making.
alter table orders.court_order add column pack_version text;

-- Every version of a jurisdiction's pack that this installation ever ran with. A version that has begun to hold never changes:
-- of one version the newest row counts, and after its holds_from_ms no other hash may follow it.
create table orders.pack_version (
  number bigint generated always as identity primary key,
  jurisdiction text not null,
  version text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  holds_from_ms bigint not null,
  registered_at_ms bigint not null
);
create index pack_version_version on orders.pack_version (jurisdiction, version, number);
create function orders.refuse_pack_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of pack versions is append-only';
end
$$;
create trigger pack_version_append_only before update or delete or truncate on orders.pack_version
  for each statement execute function orders.refuse_pack_change();
grant select, insert on orders.pack_version to magpie_app;
