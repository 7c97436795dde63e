-- Who acts for a wearer stands in people.wearer_lawyer alone; the policies are told of it from there (docs/decisions/0049). An assignment to a
-- case as the wearer's lawyer let nobody in anywhere: those that stand are ended, and there are no new ones.
update safeguards.assignment set ended_at_ms = (extract(epoch from clock_timestamp()) * 1000)::bigint
  where assigned_as = 'wearer-lawyer' and ended_at_ms is null;
alter table safeguards.assignment add constraint assignment_of_no_lawyer check (assigned_as <> 'wearer-lawyer') not valid;
