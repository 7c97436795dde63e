-- A session that was watched without its phone's key: its owner is told, and whoever works on their case.

alter table server.session
  -- When it last was; null: not that anybody knows, or its owner said that it was them.
  add column unproven_at_ms bigint;
grant update (unproven_at_ms) on server.session to magpie_app;
