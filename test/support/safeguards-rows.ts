/** As case-rows.ts: what safeguards, rights, warrants, conduct and signing in keep of a case, and what time and other systems leave in it. */
import { randomUUID } from 'node:crypto';
import type { OneCase } from './two-cases.ts';

/** What the rows are of: persons, an order with its pair, an incident, a device; and keys to seal and hash with. */
export interface RowsOf {
  readonly one: OneCase;
  readonly lawyer: string;
  readonly order: string;
  readonly pair: string;
  readonly incident: string;
  readonly device: string;
  readonly warrant: string;
  readonly held: string;
  readonly key: string;
  readonly now: number;
  readonly link: string;
  readonly notice: string;
}

const hash = () => `sha256('${randomUUID()}')`;
const number = () => Number.parseInt(randomUUID().slice(0, 8), 16);

/** Values of `insert into`, in an order that foreign keys allow. */
export function safeguardsRows(of: RowsOf): string[] {
  return [...rightsRows(of), ...oversightRows(of), ...warrantRows(of), ...signInRows(of), ...exchangeRows(of)];
}

function rightsRows({ one, lawyer, order, pair, incident, key, now }: RowsOf): string[] {
  const { protected: she, officer, wearer } = one.ids as Record<string, string>;
  const agency = one.offices.monitoring!;
  const [contest, breach, review] = [randomUUID(), randomUUID(), randomUUID()];
  return [
    `people.wearer_lawyer (link_id, wearer_id, lawyer_id, from_ms) values (gen_random_uuid(), '${wearer}', '${lawyer}', 0)`,
    `people.contest (contest_id, wearer_id, number, kind, about, order_id, agency_id, filed_by, filed_at_ms, due_at_ms, key_id, words_sealed)
       values ('${contest}', '${wearer}', 1, 'contest', 'order', '${order}', '${agency}', '${wearer}', 0, 1, ${key}, '')`,
    `people.contest_answer (contest_id, outcome, answered_by, answered_at_ms, key_id, words_sealed)
       values ('${contest}', 'refused', '${officer}', 1, ${key}, '')`,
    `people.look_delay (delay_id, wearer_id, until_ms, article, recorded_by, recorded_at_ms)
       values (gen_random_uuid(), '${wearer}', 1, 'made-up', '${one.ids.prosecutor}', 0)`,
    `incidents.breach (breach_id, incident_id, order_id, wearer_id, agency_id, kind, from_ms, until_ms, body, made_by, made_at_ms)
       values ('${breach}', '${incident}', '${order}', '${wearer}', '${agency}', 'pair', 0, 1, '{}', '${officer}', 1)`,
    `incidents.breach_act (breach_id, number, kind, at_ms, by_person, answer_due_ms) values ('${breach}', 1, 'put', 1, '${officer}', 2)`,
    `disclosure.sight_act (person_id, number, act, at_ms) values ('${she}', 1, 'hide', 0)`,
    `disclosure.conduct_sign (pair_id, person_id, kind, day, at_ms, minutes) values ('${pair}', '${she}', 'watches', '1999-01-01', 0, 1)`,
    `disclosure.conduct_review (review_id, pair_id, person_id, agency_id, opened_at_ms, facts) values ('${review}', '${pair}', '${she}', '${agency}', 0, '{}')`,
    `disclosure.conduct_act (review_id, number, act, at_ms, actor_id, reason) values ('${review}', 1, 'no-concern', 0, '${officer}', 'made-up')`,
    `ingest.own_hold (person_id, incident_id, reason, made_at_ms, from_ms) values ('${she}', '${incident}', 'sos', ${now}, ${now})`,
  ];
}

function oversightRows({ one, order, key }: RowsOf): string[] {
  const { officer, prosecutor, wearer } = one.ids as Record<string, string>;
  const agency = one.offices.monitoring!;
  const question = randomUUID();
  return [
    `safeguards.assignment (assignment_id, matter_kind, matter_id, person_id, assigned_as, from_ms, given_by, given_at_ms)
       values (gen_random_uuid(), 'order', '${order}', '${officer}', 'officer', 0, '${officer}', 0)`,
    `safeguards.two_person_act (act_id, act, about, jurisdiction, exercise, asked_by, asked_by_agency, asked_at_ms, approvers, other_agency,
       article, expires_at_ms) values (gen_random_uuid(), 'made-up', '{"orderId":"${order}"}', 'kr', true, '${officer}', '${agency}', 0,
       array['${agency}'::uuid], false, 'made-up', 1)`,
    `safeguards.misuse_question (question_id, kind, actor_id, subject, from_ms, until_ms, score, params, evidence, found_at_ms, day)
       values ('${question}', 'no-relation', '${officer}', '${wearer}', 0, 1, 50, '{}', array[1], 1, '1999-01-01')`,
    `safeguards.misuse_answer (question_id, number, outcome, by_id, at_ms, key_id, sealed) values ('${question}', 1, 'asked', '${officer}', 1, ${key}, '')`,
    `safeguards.declared_relation (actor_id, person_id, declared_by, at_ms) values ('${prosecutor}', '${wearer}', '${prosecutor}', 0)`,
    `safeguards.declared_name (name_id, actor_id, digest, key_id, sealed, declared_by, at_ms)
       values (gen_random_uuid(), '${prosecutor}', ${hash()}, ${key}, '', '${prosecutor}', 0)`,
    `safeguards.known_person (person_id, flagged_by, at_ms) values ('${wearer}', '${officer}', 0)`,
    `safeguards.log_opening (leaf_index, salt) values (${2 ** 40 + number()}, ${hash()})`,
    `safeguards.log_erasure (audit_number, leaf_indexes) values (${2 ** 40 + number()}, array[1])`,
    `safeguards.basis_key (name, store_id, basis, part, created_at_ms) values (gen_random_uuid(), 'made-up', 'order:${order}', 'made-up', 0)`,
  ];
}

function warrantRows({ one, order, warrant, key }: RowsOf): string[] {
  const { police } = one.ids as Record<string, string>;
  return [
    `safeguards.warrant (warrant_id, number, jurisdiction, exercise, order_id, wearer_id, agency_id, court_id, created_at_ms)
       values ('${warrant}', 'W-KR-EX-1999-${number()}', 'kr', true, '${order}', '${one.ids.wearer}', '${one.offices.police}', '${one.offices.court}', 0)`,
    `safeguards.warrant_event (warrant_id, number, at_ms, kind, by_kind, by_id, key_id, sealed) values ('${warrant}', 1, 0, 'asked', 'police', '${police}', ${key}, '')`,
    `safeguards.warrant_copy (warrant_id, generation, part, positions, key_id, sealed) values ('${warrant}', 1, 0, 1, ${key}, '')`,
  ];
}

function signInRows({ one, key }: RowsOf): string[] {
  const { protected: she, officer, police } = one.ids as Record<string, string>;
  const passkey = ({ person, use }: { readonly person: string; readonly use: string }) =>
    `server.passkey (passkey_id, credential_id, person_id, use, public_key, counter, synced, key_id, name_sealed, created_at_ms)
       values (gen_random_uuid(), ${hash()}, '${person}', '${use}', ${hash()}, 0, false, ${key}, '', 0)`;
  return [
    passkey({ person: officer!, use: 'sign-in' }),
    passkey({ person: she!, use: 'unlock' }),
    `server.step_up (step_up_id, session_id, act, given_at_ms, expires_at_ms)
       select gen_random_uuid(), session_id, '${officer}', 0, 1 from server.session where person_id = '${officer}' limit 1`,
    `server.oidc_client (client_row, agency_id, issuer, client_id, key_id, secret_sealed, created_at_ms)
       values (gen_random_uuid(), '${one.offices.police}', 'made-up', 'made-up', ${key}, '', 0)`,
    `server.oidc_subject (agency_id, subject_index, person_id, created_at_ms) values ('${one.offices.police}', ${hash()}, '${police}', 0)`,
    `server.enrolment_request (request_id, person_id, requested_by, requested_at_ms, expires_at_ms)
       values (gen_random_uuid(), '${she}', '${officer}', 0, 1)`,
  ];
}

function exchangeRows({ one, order, device, held, link, notice, now }: RowsOf): string[] {
  const { protected: she, wearer } = one.ids as Record<string, string>;
  const endpoint = `(select endpoint_id from orders.held_message where held_id = '${held}')`;
  return [
    `ingest.quarantine_replay (quarantine_id, replayed_at_ms, outcome)
       select quarantine_id, ${now}, '${device}' from ingest.quarantine where device_id = '${device}'`,
    `orders.delivery_attempt (notice_id, endpoint_id, exercise, begun_at_ms) values ('${notice}', ${endpoint}, true, 0)`,
    `orders.exchange_message (endpoint_id, message_id, body_hash, received_at_ms, state, answer)
       values (${endpoint}, 'made-up', ${hash()}, 0, 'held', '{"of":"${order}"}')`,
    `orders.link_move (link_id, order_id, from_id, to_id, at_ms) values ('${link}', '${order}', '${wearer}', '${she}', 0)`,
    `orders.ending (order_id, how, effective_at_ms, recorded_at_ms, article, pack_version) values ('${order}', 'cancelled', 0, 0, 'made-up', 'made-up')`,
    `people.match_due (person_id, since_ms) values ('${wearer}', 0) on conflict do nothing`,
  ];
}
