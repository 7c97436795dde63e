/**
 * Device alarms that no finding makes, and suppression: change and audit entry commit together or not at all. The queue is where they are
 * worked; through the outbox only those are warned of whom a suppression kept a warning that stands. Fails toward the alarm: what could not be recorded is tried again
 * with the next beat.
 */
import { createHash } from 'node:crypto';
import type { Database, Sql } from '../core/database.ts';
import { type IncidentId, type PairId, type PersonId, uuidFromBytes, type WarningId } from '../core/ids.ts';
import { enqueue } from '../notify/service.ts';
import type { Explanation, Level } from '../proximity/types.ts';
import { type AuditEntry, audit } from '../safeguards/service.ts';
import { decideAlarm, decideSuppression } from './decide-alarm.ts';
import { type EventKind, type Incident, isAlerting, NO_NUMBERS, type Suppression } from './incident.ts';
import { insertEvent, insertIncident, lockCursor, lockIncident, lockOpen, updateChanged } from './incidents.sql.ts';
import { loadOpenAbout, loadOpenApproaches, updateSuppressed } from './suppression.sql.ts';

export interface AlarmSaid {
  readonly personId: PersonId;
  /** 'health:no-contact' and its like. */
  readonly kind: string;
  readonly cause: 'stands' | 'ended';
  readonly why: Explanation;
  readonly concerns: Pick<Incident, 'orderId' | 'agencyId' | 'wearerId' | 'exercise'>;
  /** The period that covers the wearer now; null: none. */
  readonly cover: Suppression | null;
}

export interface Changed {
  readonly incidentId: IncidentId;
  readonly agencyId: string;
  /** Written into the outbox with the change. */
  readonly warnings?: readonly StandingWarning[];
}

export interface StandingWarning {
  readonly warningId: WarningId;
  readonly recipientId: PersonId;
  readonly pairId: PairId;
  readonly level: Level;
  readonly atMs: number;
}

/** Open incidents about wearers' devices, as the watch compares them with what it knows. */
export function loadDeviceIncidents(sql: Sql): Promise<Incident[]> {
  return loadOpenAbout(sql);
}

/** Open incidents of approaches that are unknown, or were when they were suppressed. */
export function loadUnknownApproaches(sql: Sql): Promise<Incident[]> {
  return loadOpenApproaches(sql);
}

/** What else follows from an alarm that began, or began again, in its transaction. */
export type AlarmHook = (tx: Sql, alarm: AlarmSaid, incidentId: IncidentId, atMs: number) => Promise<void>;

/** Opens, re-opens and returns alarms; at most one open for a person, kind and agency. */
export function recordAlarms(
  database: Database,
  said: readonly AlarmSaid[],
  atMs: number,
  alsoDo: AlarmHook = async () => undefined,
): Promise<Changed[]> {
  return database.transaction(async (tx) => {
    // Findings are not recorded meanwhile: both take several incidents, and would wait for each other.
    await lockCursor(tx);
    const entries: AuditEntry[] = [];
    const changed: Changed[] = [];
    for (const alarm of said) {
      const incident = await recordAlarm(tx, alarm, atMs, entries);
      if (incident === null) continue;
      await applySuppression(tx, incident, alarm.cover, atMs, entries);
      if (alarm.cause === 'stands') await alsoDo(tx, alarm, incident.incidentId, atMs);
      changed.push({ incidentId: incident.incidentId, agencyId: incident.agencyId });
    }
    if (entries.length > 0) await audit(tx, entries);
    return changed;
  });
}

async function recordAlarm(tx: Sql, alarm: AlarmSaid, atMs: number, entries: AuditEntry[]): Promise<Incident | null> {
  const subject = `person:${alarm.personId}`;
  const { kind, concerns } = alarm;
  const open = await lockOpen(tx, subject, kind, concerns.agencyId);
  const change = decideAlarm(open, alarm.cause);
  if (change === null) return null;
  const returnedAtMs = change.isReturned ? atMs : null;
  const incident: Incident = {
    ...(open ?? newAlarm(alarm, atMs)),
    ...{ state: change.state, changedAtMs: atMs, returnedAtMs },
  };
  if (open === null) await insertIncident(tx, incident);
  else await updateChanged(tx, incident.incidentId, incident);
  await say(tx, incident, change.event, alarm.why, atMs, entries);
  return incident;
}

function newAlarm({ personId, kind, concerns }: AlarmSaid, atMs: number): Incident {
  const { orderId, agencyId, wearerId, exercise } = concerns;
  const subject = `person:${personId}`;
  const name = createHash('sha256').update(`alarm|${subject}|${kind}|${agencyId}|${atMs}`).digest();
  return {
    incidentId: uuidFromBytes(name) as IncidentId,
    ...{ subject, kind, orderId, agencyId, wearerId, exercise },
    ...{ state: 'unacknowledged', level: null, highestLevel: null, openedAtMs: atMs, changedAtMs: atMs },
    ...{ returnedAtMs: null, suppression: null },
  };
}

/** Who is warned when a pair's incident is let go while it stands. */
export interface Warned {
  readonly pairId: PairId;
  readonly recipients: readonly PersonId[];
}

/** Suppresses, prolongs or lets go incidents by the periods that cover their wearers now. */
export function recordSuppressions(
  database: Database,
  wanted: readonly { readonly incident: Incident; readonly cover: Suppression | null; readonly warned?: Warned }[],
  atMs: number,
): Promise<Changed[]> {
  return database.transaction(async (tx) => {
    await lockCursor(tx);
    const entries: AuditEntry[] = [];
    const changed: Changed[] = [];
    for (const { incident, cover, warned } of wanted) {
      const { incidentId, agencyId } = incident;
      const now = await lockIncident(tx, incidentId);
      // A person may have closed it since it was looked at.
      if (now === null || now.state === 'closed') continue;
      if (!(await applySuppression(tx, now, cover, atMs, entries))) continue;
      const warnings = cover === null && warned !== undefined ? standingWarnings(now, warned, atMs) : [];
      for (const { atMs: createdAtMs, ...one } of warnings) await enqueue(tx, { ...one, incidentId, createdAtMs });
      changed.push({ incidentId, agencyId, warnings });
    }
    if (entries.length > 0) await audit(tx, entries);
    return changed;
  });
}

/**
 * HAZARD H-192: a pause runs out while the pair is still unknown, and whoever paused never learns that nobody watches over them. What was not
 * said for the sake of the pause is said when it ends; the same end of the same suppression gives the same warning.
 */
function standingWarnings(incident: Incident, { pairId, recipients }: Warned, atMs: number): StandingWarning[] {
  const { incidentId, level, suppression, returnedAtMs, changedAtMs } = incident;
  if (suppression === null || level === null || returnedAtMs !== null || !isAlerting(level)) return [];
  return recipients.map((recipientId) => {
    const name = `${incidentId}|let-go|${changedAtMs}|${recipientId}`;
    const warningId = uuidFromBytes(createHash('sha256').update(name).digest()) as WarningId;
    return { warningId, recipientId, pairId, level, atMs };
  });
}

/** Whether it changed anything. The incident's row is locked, or was made by this transaction. */
export async function applySuppression(
  tx: Sql,
  incident: Incident,
  cover: Suppression | null,
  atMs: number,
  entries: AuditEntry[],
): Promise<boolean> {
  const change = decideSuppression(incident, cover);
  if (change === null) return false;
  const { suppression, state } = change;
  await updateSuppressed(tx, incident.incidentId, suppression, state, atMs);
  const key = suppression === null ? 'unsuppressed' : `suppressed.${suppression.reason}`;
  const until = suppression?.untilMs ?? null;
  const why = until === null ? { key, params: {} } : { key: `${key}.until`, params: { untilAtMs: until } };
  await say(tx, incident, change.event, why, atMs, entries);
  return true;
}

async function say(
  tx: Sql,
  { incidentId, kind }: Incident,
  event: EventKind,
  why: Explanation,
  atMs: number,
  entries: AuditEntry[],
): Promise<void> {
  const body = { ...NO_NUMBERS, level: null, text: null, why };
  await insertEvent(tx, { incidentId, atMs, kind: event, position: null, actorId: null, body });
  entries.push({
    atMs,
    actor: { kind: 'system', id: null },
    action: `incident.${event}`,
    purpose: 'monitoring',
    about: { incident: incidentId, kind, why: why.key },
  });
}
