/** Plans and subscribed phones, sealed as they are stored. */
import type { Sql } from '../core/database.ts';

export interface Sealed {
  readonly keyId: number;
  readonly sealed: Buffer;
}

export async function loadSealedPlans(sql: Sql, personIds: readonly string[]): Promise<Map<string, Sealed>> {
  const { rows } = await sql.query<{ person_id: string; key_id: number; sealed: Buffer }>(
    `select person_id, key_id, sealed from notify.plan where person_id = any($1::uuid[])`,
    [personIds],
  );
  return new Map(rows.map((row) => [row.person_id, { keyId: row.key_id, sealed: row.sealed }]));
}

export async function upsertPlan(tx: Sql, personId: string, plan: Sealed, nowMs: number): Promise<void> {
  await tx.query(
    `insert into notify.plan (person_id, key_id, sealed, updated_at_ms) values ($1, $2, $3, $4)
     on conflict (person_id) do update set key_id = $2, sealed = $3, updated_at_ms = $4`,
    [personId, plan.keyId, plan.sealed, nowMs],
  );
}

export interface PhoneRow extends Sealed {
  readonly subscriptionId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly service: string;
  readonly endpointHash: Buffer;
}

/** The same browser again is the same row, of whoever is signed in there now. Its id. */
export async function upsertPhone(tx: Sql, phone: PhoneRow, nowMs: number): Promise<string> {
  const { rows } = await tx.query<{ subscription_id: string }>(
    `insert into notify.push_subscription (subscription_id, person_id, endpoint_hash, session_id, service, key_id, sealed, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (endpoint_hash) do update set person_id = $2, session_id = $4, service = $5, key_id = $6, sealed = $7, created_at_ms = $8
     returning subscription_id`,
    [
      phone.subscriptionId,
      phone.personId,
      phone.endpointHash,
      phone.sessionId,
      phone.service,
      phone.keyId,
      phone.sealed,
      nowMs,
    ],
  );
  return rows[0]!.subscription_id;
}

/** All but the newest `most` of a person's; how many went. */
export async function deleteOldestPhones(tx: Sql, personId: string, most: number): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from notify.push_subscription where subscription_id in (
       select subscription_id from notify.push_subscription where person_id = $1
       order by created_at_ms desc, subscription_id offset $2)`,
    [personId, most],
  );
  return rowCount;
}

export async function deletePhoneByEndpoint(tx: Sql, personId: string, endpointHash: Buffer): Promise<string | null> {
  const { rows } = await tx.query<{ subscription_id: string }>(
    `delete from notify.push_subscription where person_id = $1 and endpoint_hash = $2 returning subscription_id`,
    [personId, endpointHash],
  );
  return rows[0]?.subscription_id ?? null;
}

export async function deletePhone(tx: Sql, subscriptionId: string): Promise<string | null> {
  const { rows } = await tx.query<{ person_id: string }>(
    `delete from notify.push_subscription where subscription_id = $1 returning person_id`,
    [subscriptionId],
  );
  return rows[0]?.person_id ?? null;
}

export async function deletePhonesOfSession(
  tx: Sql,
  sessionId: string,
): Promise<{ subscriptionId: string; personId: string }[]> {
  const { rows } = await tx.query<{ subscription_id: string; person_id: string }>(
    `delete from notify.push_subscription where session_id = $1 returning subscription_id, person_id`,
    [sessionId],
  );
  return rows.map((row) => ({ subscriptionId: row.subscription_id, personId: row.person_id }));
}

export interface PhoneOf {
  readonly subscriptionId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly service: string;
}

export async function loadPhonesOf(sql: Sql, personIds: readonly string[]): Promise<PhoneOf[]> {
  const { rows } = await sql.query<{ subscription_id: string; person_id: string; session_id: string; service: string }>(
    `select subscription_id, person_id, session_id, service from notify.push_subscription where person_id = any($1::uuid[])
     order by created_at_ms desc, subscription_id`,
    [personIds],
  );
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    personId: row.person_id,
    sessionId: row.session_id,
    service: row.service,
  }));
}

/** The session of the browser that an attempt went to; null: that browser is not subscribed any more, or not for that person. */
export async function loadSessionOfAttempt(sql: Sql, attemptId: string): Promise<string | null> {
  const { rows } = await sql.query<{ session_id: string }>(
    `select s.session_id from notify.attempt a
     join notify.push_subscription s on s.subscription_id = a.subscription_id and s.person_id = a.recipient_id
     where a.attempt_id = $1`,
    [attemptId],
  );
  return rows[0]?.session_id ?? null;
}
