-- What became of a quarantined frame that was decoded again, after a decoder was mended or a device registered.
create table ingest.quarantine_replay (
  quarantine_id bigint primary key references ingest.quarantine on delete cascade,
  replayed_at_ms bigint not null,
  -- 'accepted' when everything in it was taken; else the first reason for which not.
  outcome text not null
);
create index quarantine_by_reason on ingest.quarantine (protocol, reason, quarantine_id);
grant select, insert on ingest.quarantine_replay to magpie_app;
