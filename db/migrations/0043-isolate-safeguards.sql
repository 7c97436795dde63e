-- What safeguards and signing in keep of cases and people: who works on them, what waits for a second person, what opens leaves of the
-- public log, keys, passkeys, and what was erased.
do $$
declare
  me constant text := '(select isolation.me())';
  ours constant text := 'any ((select isolation.agencies())::uuid[])';
begin
  call isolation.isolate('safeguards.assignment',
    format('person_id = %s or isolation.sees_order(matter_id) or isolation.sees_proceeding(matter_id)', me));
  call isolation.isolate('safeguards.two_person_act', format('asked_by_agency = %1$s or approvers && (select isolation.agencies())', ours));
  call isolation.isolate('safeguards.log_opening', 'false');
  call isolation.isolate('server.passkey', format('person_id = %s', me));
  call isolation.isolate('server.step_up',
    format('exists (select from server.session s where s.session_id = step_up.session_id and s.person_id = %s)', me));
  call isolation.isolate('server.oidc_client', 'false');
  call isolation.isolate('server.oidc_subject', 'false');
  call isolation.isolate('server.enrolment_request', 'isolation.sees_person(person_id)');
  call isolation.isolate('disclosure.sight_act', format('person_id = %s or isolation.sees_person(person_id)', me));
  call isolation.isolate('disclosure.conduct_sign', 'false');
  call isolation.isolate('disclosure.conduct_review', format('agency_id = %s or person_id = %s', ours, me));
  call isolation.isolate('disclosure.conduct_act',
    'exists (select from disclosure.conduct_review r where r.review_id = conduct_act.review_id)');
  call isolation.isolate('ingest.own_hold', format('person_id = %s', me));
  call isolation.isolate('safeguards.basis_key', 'false', null, 'isolation.journals()');
  call isolation.isolate('safeguards.erasure', 'false');
  call isolation.isolate('safeguards.hold', 'isolation.sees_basis(basis)');
  call isolation.isolate('safeguards.log_erasure', 'false');
end
$$;
