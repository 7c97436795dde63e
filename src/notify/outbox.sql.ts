import type { Sql } from '../core/database.ts';
import type { Outcome } from './decide-delivery.ts';

/** A warning on its way to one person. */
export interface Delivery {
  readonly warningId: string;
  readonly kind: 'warning' | 'trial';
  readonly incidentId: string | null;
  readonly pairId: string | null;
  readonly recipientId: string;
  readonly level: string;
  /** When it was first looked at; now, if it was not yet. */
  readonly begunAtMs: number;
  readonly shownLive: boolean;
  /** Levels of newer warnings of the same incident to the same person. */
  readonly newerLevels: readonly string[];
  readonly unseenSinceMs: number;
}

interface DueRow {
  warning_id: string;
  kind: 'warning' | 'trial';
  incident_id: string | null;
  pair_id: string | null;
  recipient_id: string;
  level: string;
  begun_at_ms: number;
  shown_live: boolean;
  newer_levels: string[];
  unseen_since_ms: number;
}

/** Locked until the transaction ends; those that another process looks at are left to it. Oldest first. */
export async function lockDue(tx: Sql, nowMs: number, most: number): Promise<Delivery[]> {
  const { rows } = await tx.query<DueRow>(
    `select o.warning_id, o.kind, o.incident_id, o.pair_id, o.recipient_id, o.level, coalesce(o.begun_at_ms, $1) as begun_at_ms,
       exists (select from notify.receipt r where r.warning_id = o.warning_id and r.recipient_id = o.recipient_id
         and r.channel = 'live') as shown_live,
       array(select n.level from notify.outbox n where n.incident_id = o.incident_id and n.recipient_id = o.recipient_id
         and n.outbox_id > o.outbox_id) as newer_levels,
       coalesce((select min(e.created_at_ms) from notify.outbox e
         where e.incident_id = o.incident_id and e.recipient_id = o.recipient_id and e.outbox_id < o.outbox_id
           and (e.due_at_ms is not null or e.outcome_reason = 'superseded')
           and e.outbox_id > coalesce((select max(s.outbox_id) from notify.outbox s where s.incident_id = o.incident_id
             and s.recipient_id = o.recipient_id and s.outbox_id < o.outbox_id and s.outcome in ('seen', 'displayed')), 0)),
         o.created_at_ms) as unseen_since_ms
     from notify.outbox o where o.due_at_ms <= $1 order by o.due_at_ms, o.outbox_id limit $2 for update of o skip locked`,
    [nowMs, most],
  );
  return rows.map((row) => ({
    warningId: row.warning_id,
    kind: row.kind,
    incidentId: row.incident_id,
    pairId: row.pair_id,
    recipientId: row.recipient_id,
    level: row.level,
    begunAtMs: row.begun_at_ms,
    shownLive: row.shown_live,
    newerLevels: row.newer_levels,
    unseenSinceMs: row.unseen_since_ms,
  }));
}

/** When each is looked at again, or how it ended. */
export async function updateLooked(
  tx: Sql,
  looked: readonly { warningId: string; nextLookAtMs: number; outcome: Outcome | null }[],
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update notify.outbox o set due_at_ms = case when l.outcome is null then l.due_at_ms end, outcome = l.outcome,
       outcome_reason = l.reason, begun_at_ms = coalesce(o.begun_at_ms, $5::bigint), ended_at_ms = case when l.outcome is not null then $5::bigint end
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) as l(warning_id, due_at_ms, outcome, reason)
     where o.warning_id = l.warning_id and o.due_at_ms is not null`,
    [
      looked.map((one) => one.warningId),
      looked.map((one) => Math.round(one.nextLookAtMs)),
      looked.map((one) => one.outcome?.kind ?? null),
      looked.map((one) => one.outcome?.reason ?? null),
      nowMs,
    ],
  );
}

/** Nobody delivered for a while: what is under way gets its whole time from now. */
export async function beginAnew(sql: Sql): Promise<void> {
  await sql.query(
    `update notify.outbox set begun_at_ms = null where due_at_ms is not null and begun_at_ms is not null`,
  );
}

/**
 * Something was learnt of them: they are looked at in the next turn. Those that are due already are written too: the row's lock makes this wait
 * for a look that began before the news was there, and whose word on when to look next would otherwise be the last.
 */
export async function markDue(sql: Sql, warningIds: readonly string[]): Promise<void> {
  await sql.query(
    `update notify.outbox set due_at_ms = 0 where warning_id = any($1::uuid[]) and due_at_ms is not null`,
    [warningIds],
  );
}

export async function markDueOfIncidents(sql: Sql, incidentIds: readonly string[]): Promise<number> {
  const { rowCount } = await sql.query(
    `update notify.outbox set due_at_ms = 0 where incident_id = any($1::uuid[]) and due_at_ms is not null`,
    [incidentIds],
  );
  return rowCount;
}

export async function markDueOfPerson(sql: Sql, personId: string): Promise<void> {
  await sql.query(`update notify.outbox set due_at_ms = 0 where recipient_id = $1 and due_at_ms is not null`, [
    personId,
  ]);
}

export async function markAllDue(sql: Sql): Promise<void> {
  await sql.query(`update notify.outbox set due_at_ms = 0 where due_at_ms is not null`);
}

export async function insertTrial(
  tx: Sql,
  trial: { warningId: string; recipientId: string; createdAtMs: number },
): Promise<void> {
  await tx.query(
    `insert into notify.outbox (warning_id, kind, incident_id, pair_id, recipient_id, level, created_at_ms)
     values ($1, 'trial', null, null, $2, 'warning', $3)`,
    [trial.warningId, trial.recipientId, trial.createdAtMs],
  );
}

export interface OutboxFacts {
  readonly warningId: string;
  readonly recipientId: string;
  readonly level: string;
  readonly createdAtMs: number;
  readonly shownAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly outcome: Outcome['kind'] | null;
  readonly outcomeReason: string | null;
}

/** Of an incident, newest first; or one trial of a person's. */
export async function loadOutbox(
  sql: Sql,
  which: { readonly incidentId: string } | { readonly trialId: string; readonly recipientId: string },
  most: number,
): Promise<OutboxFacts[]> {
  const isIncident = 'incidentId' in which;
  const { rows } = await sql.query<{
    warning_id: string;
    recipient_id: string;
    level: string;
    created_at_ms: number;
    shown_at_ms: number | null;
    ended_at_ms: number | null;
    outcome: Outcome['kind'] | null;
    outcome_reason: string | null;
  }>(
    `select o.warning_id, o.recipient_id, o.level, o.created_at_ms, o.ended_at_ms, o.outcome, o.outcome_reason,
       (select min(r.displayed_at_ms) from notify.receipt r where r.warning_id = o.warning_id
         and r.recipient_id = o.recipient_id and r.channel = 'live') as shown_at_ms
     from notify.outbox o where ${isIncident ? 'o.incident_id = $1' : `o.warning_id = $1 and o.kind = 'trial' and o.recipient_id = $3`}
     order by o.outbox_id desc limit $2`,
    isIncident ? [which.incidentId, most] : [which.trialId, most, which.recipientId],
  );
  return rows.map((row) => ({
    warningId: row.warning_id,
    recipientId: row.recipient_id,
    level: row.level,
    createdAtMs: row.created_at_ms,
    shownAtMs: row.shown_at_ms,
    endedAtMs: row.ended_at_ms,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
  }));
}

export async function loadIncidentsOf(sql: Sql, warningIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ incident_id: string }>(
    `select distinct incident_id from notify.outbox where warning_id = any($1::uuid[]) and incident_id is not null`,
    [warningIds],
  );
  return rows.map((row) => row.incident_id);
}
