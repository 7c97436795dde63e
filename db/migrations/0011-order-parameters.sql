-- The engine's numbers that an order sets, seconds; null: the engine's own. The bounds are the engine's
-- (src/proximity/parameters.ts, ORDER_BOUNDS), which no pack can widen.
alter table orders.court_order
  add column warn_tau_s int check (warn_tau_s between 180 and 900),
  add column silence_after_s int check (silence_after_s between 120 and 600),
  add column silence_contact_s int check (silence_contact_s between 120 and 900),
  add column warn_hold_s int check (warn_hold_s between 120 and 3600);
