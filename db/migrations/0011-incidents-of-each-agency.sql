-- A wearer may stand under orders of several agencies: what concerns the person themself (a strap opened, an SOS) is an
-- incident of each, so that each has it in its queue and in its own hands.
-- INVARIANT: one open incident per subject, kind and agency.
drop index incidents.incident_one_open;
create unique index incident_one_open on incidents.incident (subject, kind, agency_id) where state <> 'closed';
