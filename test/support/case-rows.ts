/** A row of every table that a case leaves behind and that no route of `twoCases` fills: written as they stand, for asking who sees them. */
import { randomUUID } from 'node:crypto';
import { audit } from '../../src/safeguards/service.ts';
import { asOwner, writeHold } from './as-owner.ts';
import { safeguardsRows } from './safeguards-rows.ts';
import { heldOf, linkingOf, noticeOf, type OneCase, type TwoCases } from './two-cases.ts';

/** Ids by which a row is known to be of this case: a row of another's holds none of them. */
export interface CaseRows {
  readonly marks: readonly string[];
  readonly supporterId: string;
  readonly lawyerId: string;
}

export async function writeCaseRows(t: TwoCases, one: OneCase): Promise<CaseRows> {
  const { database } = t.db;
  const { protected: she, officer, household, wearer } = one.ids as Record<string, string>;
  const agency = one.offices.monitoring!;
  const made = {
    supporter: '',
    lawyer: '',
    warrant: randomUUID(),
    order: '',
    pair: '',
    device: randomUUID(),
    incident: randomUUID(),
    support: randomUUID(),
  };
  const id = async (sql: string) => (await database.query<{ id: string }>(sql)).rows[0]!.id;
  made.order = await id(
    `select order_id as id from orders.court_order where wearer_id = '${wearer}' order by 1 limit 1`,
  );
  made.pair = await id(`select pair_id as id from orders.pair where order_id = '${made.order}' order by 1 limit 1`);
  const key = await id(`select key_id as id from people.person where person_id = '${she}'`);
  const person = async (kind: string) => {
    const asked = { kind, agencyId: agency, name: 'Made up', exercise: true };
    return (await t.as(null, 'POST', '/api/people', asked)).body.personId as string;
  };
  made.supporter = await person('supporter');
  made.lawyer = await person('lawyer');
  const now = t.clock.atMs;
  const hash = `sha256('${randomUUID()}')`;
  const statements = [
    `devices.device (device_id, agency_id, protocol, external_id, created_at_ms) values ('${made.device}', '${agency}', 'gt06', '${made.device}', 0)`,
    `devices.assignment (device_id, person_id, from_ms) values ('${made.device}', '${wearer}', ${now})`,
    `devices.life_event (device_id, number, at_ms, kind) values ('${made.device}', 1, 0, 'stocked')`,
    `devices.health (device_id) values ('${made.device}')`,
    `devices.command (command_id, device_id, kind, why, created_at_ms, expires_at_ms, state, ended_at_ms)
       values (gen_random_uuid(), '${made.device}', 'report-now', 'order', 0, 1, 'expired', 1)`,
    `devices.removal (removal_id, device_id, person_id, agency_id, reason, from_ms, until_ms, requested_by, requested_at_ms)
       values (gen_random_uuid(), '${made.device}', '${wearer}', '${agency}', 'court', 0, 1, '${officer}', 0)`,
    `devices.custody (custody_id, person_id, agency_id, reason, from_ms, recorded_at_ms, ended_at_ms)
       values (gen_random_uuid(), '${wearer}', '${agency}', 'arrest', 0, 0, 1)`,
    `incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, opened_at_ms, changed_at_ms)
       values ('${made.incident}', 'pair:${made.pair}', 'made-up', '${made.order}', '${agency}', '${wearer}', true, 'acknowledged', ${now}, ${now})`,
    `incidents.event (incident_id, number, at_ms, kind, body) values ('${made.incident}', 1, ${now}, 'opened', '{}')`,
    `incidents.sos (sos_id, person_id, pressed_at_ms, received_at_ms, outcome, resolved_at_ms) values (gen_random_uuid(), '${she}', 0, 0, 'cancelled', 1)`,
    `notify.outbox (warning_id, incident_id, pair_id, recipient_id, level, created_at_ms, due_at_ms, ended_at_ms, outcome)
       values ('${made.incident}', '${made.incident}', '${made.pair}', '${she}', 'warning', 0, null, 1, 'dropped')`,
    `notify.attempt (attempt_id, warning_id, recipient_id, channel, step, provider, state, urgency, next_try_at_ms, queued_at_ms, ended_at_ms)
       values (gen_random_uuid(), '${made.incident}', '${she}', 'sms', 1, 'sink', 'dropped', 1, 0, 0, 1)`,
    `notify.receipt (warning_id, recipient_id, channel, displayed_at_ms) values ('${made.incident}', '${she}', 'live', 0)`,
    `notify.plan (person_id, key_id, sealed, updated_at_ms) values ('${she}', ${key}, '', 0)`,
    `notify.push_subscription (subscription_id, person_id, endpoint_hash, session_id, service, key_id, sealed, created_at_ms)
       values (gen_random_uuid(), '${she}', ${hash}, 'none', 'made-up', ${key}, '', 0)`,
    `disclosure.grant_given (grant_id, viewer_kind, viewer_id, pair_id, rule, shown, urgency, given_at_ms, expires_at_ms, ledger_number, purpose)
       values ('${made.incident}', 'protected', '${she}', '${made.pair}', 'made-up', 'band', '{}', 0, 1, 0, 'not-recorded')`,
    `disclosure.grant_closed (grant_id, closed_at_ms, cause, ledger_number) values ('${made.incident}', 1, 'expired', 0)`,
    `disclosure.sharing (sharing_id, person_id, incident_ids, with_sos, began_at_ms, until_ms, ended_at_ms, cause)
       values (gen_random_uuid(), '${she}', array['${made.incident}'::uuid], false, 0, 1, 1, 'time')`,
    `people.consent_act (person_id, number, at_ms, act, purpose, text_version) values ('${she}', 1, 0, 'given', 'own-position', 'made-up')`,
    `people.participation (person_id, number, at_ms, act) values ('${household}', 99, 0, 'invited')`,
    `people.sos_code (person_id, salt, cancel_hash, duress_hashes, changed_at_ms, tries_since_ms)
       values ('${she}', '\\x00112233445566778899aabbccddeeff', ${hash}, array[${hash}], 0, 0)`,
    `people.own_list (person_id, kind, key_id, sealed, changed_at_ms) values ('${she}', 'places', ${key}, '', 0)`,
    `people.support (support_id, supporter_id, person_id, begun_at_ms, until_ms) values ('${made.support}', '${made.supporter}', '${she}', 0, ${now + 1})`,
    `people.support_code (code_hash, person_id, expires_at_ms) values (${hash}, '${she}', 1)`,
    `people.link_request (request_id, support_id, number, asked_at_ms, expires_at_ms) values (gen_random_uuid(), '${made.support}', '1234', 0, 1)`,
    `orders.addressee (order_id, role, agency_id) values ('${made.order}', 'court', '${one.offices.court}') on conflict do nothing`,
    `orders.undertaking (person_id, jurisdiction, at_ms, pack_version, text_version) values ('${she}', 'kr', 0, 'made-up', 'made-up')`,
    `orders.petition_draft (person_id, key_id, sealed, changed_at_ms) values ('${she}', ${key}, '', 0)`,
    `orders.document_upload (document_id, hash, size_bytes, media_type, key_id, sealed, uploaded_by, created_at_ms)
       values (gen_random_uuid(), ${hash}, 1, 'text/plain', ${key}, '', '${she}', ${now})`,
    `orders.document (document_id, subject_id, basis, hash, size_bytes, media_type, key_id, sealed, created_at_ms)
       values ('${made.incident}', '${she}', 'proceeding:${one.proceedingId}', ${hash}, 1, 'text/plain', ${key}, '', 0)`,
    `orders.document_use (document_id, proceeding_id, what, used_at_ms) values ('${made.incident}', '${one.proceedingId}', 'made-up', 0)`,
    `orders.order_number (order_id, series, sequence, number)
       select '${made.order}', 'KR-EX-1999', n, 'KR-EX-1999-' || lpad(n::text, 6, '0') from (select count(*)::int + 1 as n from orders.order_number) as c`,
    `orders.issued_order (number, version, content_hash, document_id, jurisdiction, exercise, issued_at_ms)
       select number, 1, ${hash}, '${made.incident}', 'kr', true, 0 from orders.order_number where order_id = '${made.order}'`,
    `orders.open_matter (kind, matter_id, wearer_id, entered_at_ms) values ('proceeding', '${one.measureId}', '${wearer}', 0)`,
    `orders.clock_warning (proceeding_id, clock, due_ms, before_ms, warned_at_ms) values ('${one.proceedingId}', 'made-up', 0, 0, 0)`,
    `safeguards.retention_clock (basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version, recorded_at_ms)
       values ('order:${made.order}', 'made-up', 'expired', 0, 1, 'made-up', 'made-up', 0)`,
    `server.app_lock (person_id, after_ms, key_id, pins_sealed, changed_at_ms) values ('${she}', 0, ${key}, '', 0)`,
    `server.set_up_step (person_id, step, done_at_ms) values ('${she}', 'made-up', 0)`,
    `insight.answer (pseudonym, person_month, question, agency_id, exercise, month) values (${hash}, ${hash}, 'feeling', '${agency}', true, '1999-01')`,
    `ingest.journal (position, kind, person_id, fixed_at_ms, at_ms, payload_hash) values (${2 ** 40}, 'tick', '${she}', ${now}, ${now}, ${hash})`,
    `ingest.quarantine (received_at_ms, protocol, device_id, reason, detail, key_id, sealed) values (${now}, 'gt06', '${made.device}', 'made-up', '', ${key}, '')`,
  ];
  const linking = await linkingOf(t, one);
  const [notice, held] = [await noticeOf(t, one), await heldOf(t, one)];
  const others = safeguardsRows({ one, ...made, key, now, notice, held, link: linking.link! });
  for (const statement of [...statements, ...others]) await database.query(`insert into ${statement}`);
  await database.query(
    `select safeguards.append('ledger', array[${now}::bigint], array[convert_to('${made.pair}', 'UTF8')])`,
  );
  const look = {
    atMs: now,
    actor: { kind: 'officer', id: officer! },
    action: 'incident.read',
    purpose: 'made-up',
    about: { orderId: made.order },
  };
  await audit(database, [look]);
  await asOwner(t.db, (owner) =>
    owner.query(`insert into safeguards.erasure (basis, part, cause, because, article, pack_version, due_at_ms, store_keys, begun_at_ms, destroyed_at_ms, proven_at_ms)
      values ('order:${made.order}', 'made-up', 'clock', 'made-up', 'made-up', 'made-up', 0, '{}', 0, 0, 0)`),
  );
  await writeHold(t.db, `order:${made.order}`, now);
  const own = [...Object.values(one.offices), ...Object.values(one.ids), one.proceedingId, one.measureId];
  const ids = [notice, held, ...Object.values(linking), ...own, ...Object.values(made)];
  // What is kept as bytes is read as hexadecimal digits.
  const marks = [...ids, ...ids.map((one) => Buffer.from(one).toString('hex'))];
  return { marks, supporterId: made.supporter, lawyerId: made.lawyer };
}
