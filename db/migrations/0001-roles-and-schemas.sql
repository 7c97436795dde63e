-- One schema per context. The application works as magpie_app, which owns nothing: it can do what is granted below and no more.
-- Times are epoch milliseconds UTC (bigint), as everywhere inside Magpie; law's days are computed in the code of the pack.
do $$
begin
  if not exists (select from pg_roles where rolname = 'magpie_app') then
    create role magpie_app nologin;
  end if;
end
$$;

create schema people;
create schema orders;
create schema devices;
create schema ingest;
create schema incidents;
create schema disclosure;
create schema safeguards;
create schema notify;
create schema server;

grant usage on schema people, orders, devices, ingest, incidents, disclosure, safeguards, notify, server to magpie_app;
