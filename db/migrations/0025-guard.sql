-- What a hostile reading of help and of the app's lock found.

-- INVARIANT: a call under duress stays one, and one that was taken back is not open again (H-181), whoever writes here.
create function incidents.refuse_taking_duress_back() returns trigger language plpgsql as $$
begin
  if old.outcome <> new.outcome and (old.outcome = 'duress' or new.outcome = 'open') then
    raise exception 'a call stays under duress, and does not open again' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sos_duress_stays before update of outcome on incidents.sos
  for each row execute function incidents.refuse_taking_duress_back();

create function incidents.refuse_losing_duress() returns trigger language plpgsql as $$
begin
  if old.duress_at_ms is not null and new.duress_at_ms is distinct from old.duress_at_ms then
    raise exception 'an incident stays under duress' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger incident_duress_stays before update of duress_at_ms on incidents.incident
  for each row execute function incidents.refuse_losing_duress();

-- Made by the second PIN of the app's lock, in its transaction, and not told whole yet: to be journaled, marked and shared.
alter table incidents.sos add column duress_due boolean not null default false;
create index sos_duress_due on incidents.sos (sos_id) where duress_due;
grant update (duress_due) on incidents.sos to magpie_app;

-- Begun while a hidden one stood: seems to end as any other, and is hidden instead.
alter table disclosure.sharing add column covers_hidden boolean not null default false;

-- Wrong PINs are counted for each phone: those of a stolen one keep nobody out on another. Of all of a person's phones together the
-- lock counts those of an hour.
alter table server.session
  add column wrong_pins int not null default 0 check (wrong_pins >= 0),
  add column pin_wait_until_ms bigint not null default 0;
grant update (wrong_pins, pin_wait_until_ms) on server.session to magpie_app;
alter table server.app_lock add column wrong_since_ms bigint not null default 0;
grant update (wrong_since_ms) on server.app_lock to magpie_app;
update server.app_lock set wrong_count = 0, wait_until_ms = 0;
alter table server.app_lock drop column wait_until_ms;
