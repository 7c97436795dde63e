/**
 * The outbox: notifications are written in the transaction of the change that causes them, and stay until someone confirms.
 * Fails toward warning: what is not confirmed is offered again. Rows hold references, never a position, name or number. The open page's
 * receipt stands here; what became of push, SMS and call stands with their attempts.
 */
import type { Sql } from '../core/database.ts';
import type { WarningId } from '../core/ids.ts';
import { HOUR_MS } from '../core/time.ts';
import { markDue } from './outbox.sql.ts';

export { Bulkhead } from './bulkhead.ts';
export { type CallbackWords, USUAL_WORDS } from './callback.ts';
export { backoffMs } from './decide-delivery.ts';
export { Deliverer, type DelivererDeps } from './deliverer.ts';
export type { Contact, Standing } from './deps.ts';
export { type DeliveryLimits, NOTIFY_LIMITS } from './limits.ts';
export { hasPhone, removePhonesOfSession } from './plans.ts';
export { createHttpProvider, type HttpSetting } from './providers/http.ts';
export type { PhoneProvider } from './providers/provider.ts';
export { Providers } from './providers/registry.ts';
export { createSmpp, type SmppSetting } from './providers/smpp.ts';
export { Transport } from './providers/transport.ts';
export { createWebPush, type WebPushSetting } from './providers/webpush.ts';

export interface OutboxRow {
  readonly warningId: WarningId;
  readonly incidentId: string;
  readonly pairId: string | null;
  readonly recipientId: string;
  readonly level: string;
  readonly createdAtMs: number;
}

/** The same warning is written once, however often it is found. */
export async function enqueue(tx: Sql, row: OutboxRow): Promise<void> {
  await tx.query(
    `insert into notify.outbox (warning_id, incident_id, pair_id, recipient_id, level, created_at_ms)
     values ($1, $2, $3, $4, $5, $6) on conflict (warning_id) do nothing`,
    [row.warningId, row.incidentId, row.pairId, row.recipientId, row.level, row.createdAtMs],
  );
}

export interface PendingWarning {
  readonly warningId: WarningId;
  readonly incidentId: string;
  readonly pairId: string;
  readonly level: string;
  readonly atMs: number;
}

/** A warning older than this is history, and the incident itself is still there. */
const PENDING_FOR_MS = 6 * HOUR_MS;

/** The newest unconfirmed warning of each open incident that still alerts, at the level it has now, for a recipient. */
export async function loadPending(sql: Sql, recipientId: string, nowMs: number): Promise<PendingWarning[]> {
  const { rows } = await sql.query<{
    warning_id: string;
    incident_id: string;
    pair_id: string;
    level: string;
    created_at_ms: number;
  }>(
    `select newest.warning_id, newest.incident_id, newest.pair_id, i.level, newest.created_at_ms from (
       select distinct on (o.incident_id) o.warning_id, o.incident_id, o.pair_id, o.created_at_ms
       from notify.outbox o
       where o.recipient_id = $1 and o.created_at_ms > $2 and o.pair_id is not null
       order by o.incident_id, o.outbox_id desc) newest
     join incidents.incident i using (incident_id)
     where i.state <> 'closed' and i.level in ('warning', 'danger', 'unknown')
       and not exists (select from notify.receipt r where r.warning_id = newest.warning_id and r.recipient_id = $1)`,
    [recipientId, nowMs - PENDING_FOR_MS],
  );
  return rows.map((row) => ({
    warningId: row.warning_id as WarningId,
    incidentId: row.incident_id,
    pairId: row.pair_id,
    level: row.level,
    atMs: row.created_at_ms,
  }));
}

/** True the first time. */
export async function insertReceipt(
  tx: Sql,
  receipt: { warningId: string; recipientId: string; channel: 'live'; displayedAtMs: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into notify.receipt (warning_id, recipient_id, channel, displayed_at_ms) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [receipt.warningId, receipt.recipientId, receipt.channel, receipt.displayedAtMs],
  );
  // Whoever delivers it by other channels hears of it in the next turn.
  if (rowCount === 1) await markDue(tx, [receipt.warningId]);
  return rowCount === 1;
}

/** The incident a warning belongs to, when it was for this recipient. */
export async function loadIncidentOf(sql: Sql, warningId: string, recipientId: string): Promise<string | null> {
  const { rows } = await sql.query<{ incident_id: string }>(
    `select incident_id from notify.outbox where warning_id = $1 and recipient_id = $2`,
    [warningId, recipientId],
  );
  return rows[0]?.incident_id ?? null;
}
