-- That a protected person or a member of their household read what the law says of leaking, and said so. Append-only: it is said again
-- when it is renewed.
create table orders.undertaking (
  person_id uuid not null references people.person,
  jurisdiction text not null,
  at_ms bigint not null,
  pack_version text not null,
  -- Which text was read.
  text_version text not null,
  primary key (person_id, jurisdiction, at_ms)
);
create function orders.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record of undertakings is append-only';
end
$$;
create trigger undertaking_append_only before update or delete or truncate on orders.undertaking
  for each statement execute function orders.refuse_change();
grant select, insert on orders.undertaking to magpie_app;
