-- What protected persons say of their protection, without saying who: a pseudonym is a keyed hash that the database alone cannot
-- undo, and no instant is kept, only the month.
create schema insight;
grant usage on schema insight to magpie_app;

create table insight.answer (
  pseudonym bytea primary key check (octet_length(pseudonym) = 32),
  -- Whose, within this month alone: so that a figure is told only when enough people stand behind it, not enough answers.
  person_month bytea not null check (octet_length(person_month) = 32),
  question text not null check (question in ('feeling', 'warning')),
  agency_id uuid not null references people.agency,
  exercise boolean not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Null: they would rather not.
  answer text check (answer is null or (question = 'feeling' and answer ~ '^[1-5]$')
    or (question = 'warning' and answer in ('in-time', 'too-late', 'not-needed', 'not-noticed')))
);
create index answer_agency_month on insight.answer (agency_id, month);

grant select, insert on insight.answer to magpie_app;
grant update (answer) on insight.answer to magpie_app;
