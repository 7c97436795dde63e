-- One-time sign-in links and sessions. Only hashes of secrets are kept.
create table server.sign_in_code (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  person_id uuid not null references people.person,
  expires_at_ms bigint not null,
  used_at_ms bigint
);
create table server.session (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  person_id uuid not null references people.person,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  ended_at_ms bigint
);

grant select, insert on server.sign_in_code, server.session to magpie_app;
grant update (used_at_ms) on server.sign_in_code to magpie_app;
grant update (ended_at_ms) on server.session to magpie_app;
