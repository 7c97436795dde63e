-- The engine's numbers for an order, seconds: as the order says, or as its pack's defaults were when it was entered. The bounds
-- are the engine's own (src/proximity/parameters.ts, ORDER_BOUNDS), which no pack can widen. Orders from before had its defaults.
alter table orders.court_order
  add column warn_tau_s int not null default 400 check (warn_tau_s between 180 and 900),
  add column silence_after_s int not null default 240 check (silence_after_s between 120 and 600),
  add column silence_contact_s int not null default 240 check (silence_contact_s between 120 and 900),
  add column warn_hold_s int not null default 240 check (warn_hold_s between 120 and 3600);
alter table orders.court_order
  alter column warn_tau_s drop default,
  alter column silence_after_s drop default,
  alter column silence_contact_s drop default,
  alter column warn_hold_s drop default;
