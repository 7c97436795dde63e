/**
 * Incidents' transactions: change, audit and outbox commit together or not at all.
 * Fails toward warning: findings wait in order until they can be recorded, and are applied once each by their journal
 * position; a person's act without its audit entry does not happen.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import {
  type IncidentId,
  type OrderId,
  type PairId,
  type PersonId,
  uuidFromBytes,
  type WarningId,
} from '../core/ids.ts';
import { enqueue } from '../notify/service.ts';
import type { Finding, Level } from '../proximity/types.ts';
import { type AuditEntry, audit } from '../safeguards/service.ts';
import { applySuppression } from './alarms.ts';
import { type Change, decideFinding, incidentKind, incidentSubject } from './decide.ts';
import { type EventBody, type Incident, isAlerting, NO_NUMBERS, type Suppression } from './incident.ts';
import {
  insertEvent,
  insertIncident,
  lockCursor,
  lockOpen,
  lockOpenOfOrder,
  lockOpenWithLevel,
  updateChanged,
  updateCursor,
} from './incidents.sql.ts';

export {
  type AlarmHook,
  type AlarmSaid,
  type Changed,
  loadDeviceIncidents,
  loadUnknownApproaches,
  recordAlarms,
  recordSuppressions,
} from './alarms.ts';
export { isSuppressible } from './decide-alarm.ts';
export { type ActedOn, loadActedOn, loadActedOnOne } from './facts.sql.ts';
export { type Holding, loadHoldingIncidents } from './holding.sql.ts';
export type { Incident, Suppression } from './incident.ts';
export { loadClosedApproaches, loadCursor, loadIncident as loadOfCase, loadStandings } from './incidents.sql.ts';
export { loadNewestOutcome, loadOpenAboutProtected } from './sos/sos.sql.ts';

/** Whom a finding's subject concerns, of one agency; the order book knows. */
export interface Concerns {
  readonly orderId: OrderId | null;
  readonly agencyId: string;
  readonly wearerId: PersonId | null;
  readonly pairId: PairId | null;
  /** Who is warned. */
  readonly recipients: readonly PersonId[];
  readonly exercise: boolean;
  /** What explains it by design now: a custody or an approved removal, or a position that is not shared; absent or null: nothing. */
  readonly cover?: Suppression | null;
}

/** The same finding gives the same warning id to the same person, before and after it is recorded. */
export function warningIdOf(finding: Finding, recipientId: PersonId): WarningId {
  const name = `${incidentSubject(finding)}|${incidentKind(finding)}|${finding.inputPosition}|${recipientId}`;
  return uuidFromBytes(createHash('sha256').update(name).digest()) as WarningId;
}

/** What else follows from a finding, in its transaction: `incidentId` is that which it changed, null where it changed none. */
export type FindingHook = (
  tx: Sql,
  finding: Finding,
  concerns: Concerns,
  incidentId: IncidentId | null,
) => Promise<void>;

/**
 * Records findings up to a journal position, in one transaction. `concernsOf` none: the order ended meanwhile, and nobody is
 * to be told. Returns the incidents that changed.
 */
export function recordFindings(
  database: Database,
  findings: readonly Finding[],
  upTo: number,
  concernsOf: (finding: Finding) => readonly Concerns[],
  alsoDo: FindingHook = async () => undefined,
): Promise<{ incidentId: IncidentId; agencyId: string }[]> {
  return database.transaction(async (tx) => {
    const changed = new Map<IncidentId, string>();
    const entries: AuditEntry[] = [];
    // INVARIANT: a finding is applied once. What is at or before the cursor was committed, though its answer may have been lost.
    const recorded = await lockCursor(tx);
    for (const finding of findings) {
      if (finding.inputPosition <= recorded) continue;
      for (const concerns of concernsOf(finding)) {
        const incidentId = await recordFinding(tx, finding, concerns, entries);
        if (incidentId !== null) changed.set(incidentId, concerns.agencyId);
        await alsoDo(tx, finding, concerns, incidentId);
      }
    }
    // Last: whoever appends holds the log until their end, and an officer's act takes incident and log in this order.
    if (entries.length > 0) await audit(tx, entries);
    await updateCursor(tx, upTo);
    return [...changed].map(([incidentId, agencyId]) => ({ incidentId, agencyId }));
  });
}

async function recordFinding(
  tx: Sql,
  finding: Finding,
  concerns: Concerns,
  entries: AuditEntry[],
): Promise<IncidentId | null> {
  const subject = incidentSubject(finding);
  const kind = incidentKind(finding);
  const open = await lockOpen(tx, subject, kind, concerns.agencyId);
  const change = decideFinding(open, finding);
  if (change === null) return null;
  const incident = open ?? newIncident(finding, concerns, change);
  const returnedAtMs = change.event === 'lowered' && change.level === null ? finding.atMs : null;
  if (open === null) await insertIncident(tx, incident);
  else await updateChanged(tx, incident.incidentId, { ...change, changedAtMs: finding.atMs, returnedAtMs });
  const { incidentId } = incident;
  const position = finding.inputPosition;
  await insertEvent(tx, {
    incidentId,
    atMs: finding.atMs,
    kind: change.event,
    position,
    actorId: null,
    body: bodyOf(finding),
  });
  entries.push({
    atMs: finding.atMs,
    actor: { kind: 'engine', id: null },
    action: `incident.${change.event}`,
    purpose: 'protection',
    about: { incident: incidentId, kind, level: finding.level, position, engine: finding.engineVersion },
  });
  if (change.warns) await enqueueWarnings(tx, finding, incidentId, concerns);
  const { cover = null } = concerns;
  // One that is covered is never an alarm, not for the moment until the next beat either. Letting go is the beat's, but for two people of whom
  // the finding asks attention: that is an alarm from the moment in which nothing explains it.
  const letsGo = incident.suppression !== null && finding.subject.kind === 'pair' && isAlerting(finding.level);
  if (cover !== null || letsGo)
    await applySuppression(tx, { ...incident, ...change, returnedAtMs }, cover, finding.atMs, entries);
  return incidentId;
}

async function enqueueWarnings(tx: Sql, finding: Finding, incidentId: IncidentId, concerns: Concerns): Promise<void> {
  for (const recipientId of concerns.recipients) {
    await enqueue(tx, {
      warningId: warningIdOf(finding, recipientId),
      incidentId,
      pairId: concerns.pairId,
      recipientId,
      level: finding.level ?? 'unknown',
      createdAtMs: finding.atMs,
    });
  }
}

function newIncident(finding: Finding, concerns: Concerns, change: Change): Incident {
  const subject = incidentSubject(finding);
  const kind = incidentKind(finding);
  // Found again after a crash it is the same incident, whatever chance would say.
  const name = createHash('sha256')
    .update(`incident|${subject}|${kind}|${concerns.agencyId}|${finding.inputPosition}`)
    .digest();
  return {
    incidentId: uuidFromBytes(name) as IncidentId,
    subject,
    kind,
    orderId: concerns.orderId,
    agencyId: concerns.agencyId,
    wearerId: concerns.wearerId,
    exercise: concerns.exercise,
    state: change.state,
    level: change.level,
    highestLevel: change.highestLevel,
    openedAtMs: finding.atMs,
    changedAtMs: finding.atMs,
    returnedAtMs: null,
    suppression: null,
  };
}

function bodyOf(finding: Finding): EventBody {
  return {
    level: finding.level,
    reason: finding.reason,
    distanceM: finding.distanceM,
    etaS: finding.etaS,
    earliestContactS: finding.earliestContactS,
    wearerShare: finding.wearerShare,
    basis: finding.basis,
    why: finding.why,
    text: null,
    engineVersion: finding.engineVersion,
  };
}

/**
 * HAZARD H-89: after a start, an open incident whose level the rebuilt engine does not hold says so, rather than show for ever what the
 * process before had found. `levelOf` null: the engine knows nothing of the subject.
 */
export function recordRestart(
  database: Database,
  clock: Clock,
  levelOf: (subject: string) => Level | null,
): Promise<void> {
  return recordLevels(database, clock, levelOf, 'restarted');
}

/**
 * HAZARD H-306: a pair or zone was bound to another record of the wearer and begins anew: its open incident says what holds now, rather
 * than show for ever what was found of the record before. `levelOf` null: of no concern.
 */
export function recordRebound(
  database: Database,
  clock: Clock,
  levelOf: (subject: string) => Level | null,
): Promise<void> {
  return recordLevels(database, clock, levelOf, 'wearer-linked');
}

function recordLevels(
  database: Database,
  clock: Clock,
  levelOf: (subject: string) => Level | null,
  key: 'restarted' | 'wearer-linked',
): Promise<void> {
  return database.transaction(async (tx) => {
    const atMs = clock.nowMs();
    await lockCursor(tx);
    for (const incident of await lockOpenWithLevel(tx)) {
      const level = levelOf(incident.subject);
      if (level === null || level === incident.level) continue;
      const body = { ...NO_NUMBERS, level, why: { key, params: {} }, text: null };
      await recordBySystem(tx, { ...incident, level }, atMs, 'changed', body);
    }
  });
}

/**
 * The order is no longer in force: its open incidents say so, with the instant and what to do, and wait for a person to close them.
 * `ending` null: it cannot be told how or when. Returns the incidents that changed.
 */
export function recordOrderEnded(
  database: Database,
  clock: Clock,
  orderId: OrderId,
  ending: { readonly how: string; readonly atMs: number } | null,
): Promise<{ incidentId: IncidentId; agencyId: string }[]> {
  return database.transaction(async (tx) => {
    const atMs = clock.nowMs();
    const why =
      ending === null
        ? { key: 'order-ended', params: {} }
        : { key: `order-ended.${ending.how}`, params: { endedAtMs: ending.atMs } };
    const changed: { incidentId: IncidentId; agencyId: string }[] = [];
    // Findings are not recorded meanwhile: both take several incidents, and would wait for each other.
    await lockCursor(tx);
    for (const incident of await lockOpenOfOrder(tx, orderId)) {
      const level = incident.level === null ? null : ('clear' as const);
      const returnedAtMs = level === null ? (incident.returnedAtMs ?? atMs) : null;
      const body = { ...NO_NUMBERS, level, why, text: null };
      const kind = incident.level === 'clear' ? 'changed' : 'lowered';
      await recordBySystem(tx, { ...incident, level, returnedAtMs }, atMs, kind, body);
      changed.push({ incidentId: incident.incidentId, agencyId: incident.agencyId });
    }
    return changed;
  });
}

async function recordBySystem(
  tx: Sql,
  incident: Incident,
  atMs: number,
  kind: 'changed' | 'lowered',
  body: EventBody,
): Promise<void> {
  const { incidentId } = incident;
  await updateChanged(tx, incidentId, { ...incident, changedAtMs: atMs });
  await insertEvent(tx, { incidentId, atMs, kind, position: null, actorId: null, body });
  const actor = { kind: 'system', id: null };
  const action = `incident.${body.why?.key.split('.')[0] ?? kind}`;
  await audit(tx, [{ atMs, actor, action, purpose: 'protection', about: { incident: incidentId, level: body.level } }]);
}
