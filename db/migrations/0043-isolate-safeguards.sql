-- What came before cases were isolated, and holds something of cases: who works on them, what waits for a second person, and what
-- opens leaves of the public log.
do $$
declare
  me constant text := '(select isolation.me())';
  ours constant text := 'any ((select isolation.agencies())::uuid[])';
begin
  call isolation.isolate('safeguards.assignment',
    format('person_id = %s or isolation.sees_order(matter_id) or isolation.sees_proceeding(matter_id)', me));
  call isolation.isolate('safeguards.two_person_act', format('asked_by_agency = %1$s or approvers && (select isolation.agencies())', ours));
  call isolation.isolate('safeguards.log_opening', 'false');
  call isolation.isolate('safeguards.log_erasure', 'false');
end
$$;
