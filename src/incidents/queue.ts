/** The queue as the monitoring centre reads it: open incidents by urgency, those closed lately, one incident's story. */
import type { Database } from '../core/database.ts';
import { HOUR_MS } from '../core/time.ts';
import type { Access } from '../safeguards/service.ts';
import { type Looker, mayAct, mayReadQueue } from './case.ts';
import { type IncidentDetail, type IncidentJson, isCallForHelp, type Queue } from './contract.ts';
import { type EventBody, SOS_KIND, severity } from './incident.ts';
import {
  loadClosedSince,
  loadEvents,
  loadIncident,
  loadLatestFindings,
  loadOpen,
  type StoredIncident,
} from './incidents.sql.ts';
import { loadSuppressed } from './suppression.sql.ts';

export const LIMITS = {
  openShown: 500,
  suppressedShown: 200,
  closedShown: 100,
  eventsShown: 500,
  closedForMs: 24 * HOUR_MS,
} as const;

export interface QueueDeps {
  readonly database: Database;
  readonly access: Access;
}

/** What the order book knows of a case. */
export interface CaseNames {
  /** The case's short name for a pair, or for an order where there is no pair; it names no one. */
  labelOf(orderId: string | null, pairId: string | null): string;
  /** The pair of an order in which the person is protected, while it is in force; null: none. */
  pairOf(orderId: string | null, personId: string): string | null;
}

/** Of the reader's own agency; of these, what access lets them read. */
export async function loadQueue(deps: QueueDeps, reader: Looker, nowMs: number, names: CaseNames): Promise<Queue> {
  const { database, access } = deps;
  const { agencyId } = reader;
  const isOpen = (await mayReadQueue(access, database, reader)).allowed;
  const readable = async (incidents: readonly StoredIncident[]): Promise<StoredIncident[]> => {
    const read: StoredIncident[] = [];
    for (const one of incidents) {
      if (isOpen && (await mayAct(access, database, reader, 'incident.read', one)).allowed) read.push(one);
    }
    return read;
  };
  const open = await readable(await loadOpen(database, agencyId, LIMITS.openShown));
  const suppressed = await readable(await loadSuppressed(database, agencyId, LIMITS.suppressedShown));
  const closed = await readable(
    await loadClosedSince(database, agencyId, nowMs - LIMITS.closedForMs, LIMITS.closedShown),
  );
  const latest = await loadLatestFindings(
    database,
    [...open, ...suppressed, ...closed].map((incident) => incident.incidentId),
  );
  const json = (incident: StoredIncident) => incidentJson(incident, latest.get(incident.incidentId) ?? null, names);
  return {
    serverTimeMs: nowMs,
    open: open.map(json).sort(byUrgency),
    suppressed: suppressed.map(json),
    closed: closed.map(json),
  };
}

export async function loadDetail(
  { database, access }: QueueDeps,
  incidentId: string,
  reader: Looker,
  names: CaseNames,
): Promise<IncidentDetail | null> {
  const incident = await loadIncident(database, incidentId);
  if (incident === null || !(await mayAct(access, database, reader, 'incident.read', incident)).allowed) return null;
  const latest = await loadLatestFindings(database, [incidentId]);
  const events = await loadEvents(database, incidentId, LIMITS.eventsShown);
  return {
    incident: incidentJson(incident, latest.get(incidentId) ?? null, names),
    events: events.map((event) => ({
      number: event.number,
      atMs: event.at_ms,
      kind: event.kind,
      actorId: event.actor_id,
      level: event.body.level,
      why: event.body.why === null ? null : { key: event.body.why.key, params: { ...event.body.why.params } },
      text: event.body.text,
    })),
  };
}

/** Most urgent first: calls for help, then severity, then what nobody has in hand, then the soonest contact, then the oldest. */
function byUrgency(a: IncidentJson, b: IncidentJson): number {
  // HAZARD H-180: an SOS waits below other cases.
  const calls = Number(isCallForHelp(b)) - Number(isCallForHelp(a));
  const waiting = Number(b.state === 'unacknowledged') - Number(a.state === 'unacknowledged');
  const severe = severity(b.level) - severity(a.level);
  const soon =
    (a.etaS ?? a.earliestContactS ?? Number.MAX_SAFE_INTEGER) -
    (b.etaS ?? b.earliestContactS ?? Number.MAX_SAFE_INTEGER);
  return calls || severe || waiting || soon || a.openedAtMs - b.openedAtMs;
}

function incidentJson(incident: StoredIncident, latest: EventBody | null, names: CaseNames): IncidentJson {
  const [subjectKind, subjectId] = incident.subject.split(':') as [string, string];
  // Who calls for help is seen with whom they are protected from.
  const calling = incident.kind === SOS_KIND && incident.wearerId === null;
  const pairId = subjectKind === 'pair' ? subjectId : calling ? names.pairOf(incident.orderId, subjectId) : null;
  const tellsDistance = incident.level !== 'clear' && incident.level !== 'unknown';
  return {
    incidentId: incident.incidentId,
    kind: incident.kind,
    pairId,
    zoneId: subjectKind === 'zone' ? subjectId : null,
    orderId: incident.orderId,
    wearerId: incident.wearerId,
    label: names.labelOf(incident.orderId, pairId),
    state: incident.state,
    level: incident.level,
    highestLevel: incident.highestLevel,
    reason: incident.level === 'unknown' ? (latest?.reason ?? null) : null,
    // As the pack's table has it for officers: no distance where nothing is near, or where it is not known.
    distanceM: tellsDistance ? (latest?.distanceM ?? null) : null,
    etaS: tellsDistance ? (latest?.etaS ?? null) : null,
    earliestContactS: latest?.earliestContactS ?? null,
    openedAtMs: incident.openedAtMs,
    changedAtMs: incident.changedAtMs,
    acknowledgedAtMs: incident.acknowledgedAtMs,
    closedAtMs: incident.closedAtMs,
    closeReason: incident.closeReason,
    returnedAtMs: incident.returnedAtMs,
    suppressed:
      incident.suppression === null || incident.suppressedAtMs === null
        ? null
        : { ...incident.suppression, sinceMs: incident.suppressedAtMs },
    duress: incident.duressAtMs !== null,
    exercise: incident.exercise,
  };
}
