-- When delivery of a warning began, from which its time is counted: a warning may be older than its delivery, where the database or the
-- process was away. Null: it has not, or is to begin anew.
alter table notify.outbox add column begun_at_ms bigint;
grant update (begun_at_ms) on notify.outbox to magpie_app;
