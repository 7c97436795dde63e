/**
 * What people do to an incident: take it in hand, close it, confirm a warning. Each in one transaction with its audit entry.
 * Fails toward not done: without the entry the act does not happen.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { IncidentId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { insertReceipt, loadIncidentOf } from '../notify/service.ts';
import { type Access, audit, type Canonical, rulesOf } from '../safeguards/service.ts';
import { mayAct } from './case.ts';
import { type CloseReason, decideAcknowledge, decideClose } from './decide.ts';
import { type Incident, NO_NUMBERS } from './incident.ts';
import { insertEvent, lockIncident, updateAcknowledged, updateClosed } from './incidents.sql.ts';

export interface Officer {
  readonly personId: PersonId;
  readonly agencyId: string;
  readonly kind: string;
  readonly exercise: boolean;
}

/** What an act needs: the database in whose transaction it is, and who may. */
export interface ActDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
}

export function acknowledge(
  { database, clock, access }: ActDeps,
  officer: Officer,
  incidentId: string,
): Promise<Outcome<IncidentId, Refusal>> {
  return database.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const may = incident === null ? null : await mayAct(access, tx, officer, 'incident.act', incident);
    if (incident === null || !may?.allowed) return refuse('not-found', 'There is no such incident.');
    const decided = decideAcknowledge(incident);
    if (!decided.ok) return decided;
    if (decided.value === 'nothing') return ok(incident.incidentId);
    const atMs = clock.nowMs();
    await updateAcknowledged(tx, incidentId, officer.personId, atMs);
    await recordAct(tx, incident, officer, 'acknowledged', atMs, null, rulesOf(may));
    return ok(incident.incidentId);
  });
}

export function close(
  { database, clock, access }: ActDeps,
  officer: Officer,
  incidentId: string,
  reason: CloseReason,
  text: string,
): Promise<Outcome<IncidentId, Refusal>> {
  return database.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const may = incident === null ? null : await mayAct(access, tx, officer, 'incident.act', incident);
    if (incident === null || !may?.allowed) return refuse('not-found', 'There is no such incident.');
    const decided = decideClose(incident, reason, text);
    if (!decided.ok) return decided;
    const atMs = clock.nowMs();
    await updateClosed(tx, incidentId, officer.personId, reason, atMs);
    await recordAct(tx, incident, officer, 'closed', atMs, text === '' ? null : text, {
      reason,
      ...rulesOf(may),
    });
    return ok(incident.incidentId);
  });
}

async function recordAct(
  tx: Sql,
  incident: Incident,
  officer: Officer,
  kind: 'acknowledged' | 'closed',
  atMs: number,
  text: string | null,
  more: Readonly<Record<string, Canonical>>,
): Promise<void> {
  const { incidentId, level } = incident;
  const body = { ...NO_NUMBERS, level, text };
  await insertEvent(tx, { incidentId, atMs, kind, position: null, actorId: officer.personId, body });
  const actor = { kind: 'officer', id: officer.personId };
  const action = kind === 'closed' ? 'incident.close' : 'incident.acknowledge';
  await audit(tx, [{ atMs, actor, action, purpose: 'protection', about: { incident: incidentId, ...more } }]);
}

/**
 * A warning was on the recipient's screen. 'unknown': it is not theirs, or is not recorded yet, since warnings wait for
 * nothing; 'again': it was confirmed before.
 */
export function recordDisplayed(
  database: Database,
  recipientId: PersonId,
  warningId: string,
  displayedAtMs: number,
): Promise<{ readonly incidentId: IncidentId } | 'again' | 'unknown'> {
  return database.transaction(async (tx) => {
    const incidentId = await loadIncidentOf(tx, warningId, recipientId);
    if (incidentId === null) return 'unknown';
    // The incident's row is what numbers its events: lock it first.
    await tx.query(`select from incidents.incident where incident_id = $1 for update`, [incidentId]);
    const first = await insertReceipt(tx, { warningId, recipientId, channel: 'live', displayedAtMs });
    if (!first) return 'again';
    const body = { ...NO_NUMBERS, level: null, text: null };
    const event = {
      incidentId,
      atMs: displayedAtMs,
      kind: 'displayed',
      position: null,
      actorId: recipientId,
      body,
    } as const;
    await insertEvent(tx, event);
    return { incidentId: incidentId as IncidentId };
  });
}
