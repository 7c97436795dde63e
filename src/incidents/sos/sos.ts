/**
 * Calls for help and taking them back. The call itself becomes an incident as every event of a device does; here is what belongs to
 * calls alone: one call is one however often it is sent, and what a code does to it. Each change and its audit entry are one transaction.
 * Fails toward the SOS: what is not certain leaves it open.
 */
import { createHash } from 'node:crypto';
import type { Database, Sql } from '../../core/database.ts';
import { type IncidentId, type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Actor, type AuditEntry, audit } from '../../safeguards/service.ts';
import type { Changed } from '../alarms.ts';
import { decideSosCode } from '../decide-sos.ts';
import { type EventKind, type Incident, NO_NUMBERS, SOS_KIND } from '../incident.ts';
import { insertEvent, insertIncident, lockCursor, lockIncident, updateChanged } from '../incidents.sql.ts';
import { isOvertaken, lockOpenSosIds, lockSos, type Sos, updateDuress, updateOutcome } from './sos.sql.ts';

export {
  ensureSos,
  insertDuressCall,
  loadDuressDue,
  loadSos,
  type Sos,
  updateDuressDone,
  updateJournaled,
} from './sos.sql.ts';

/** Whom an SOS concerns: one of each agency whose order names the person. */
export type SosConcerns = Pick<Incident, 'orderId' | 'agencyId' | 'exercise'>;

export interface CodeSaid {
  readonly sosId: string;
  readonly personId: PersonId;
  /** Of which kind the person is. */
  readonly byKind: Actor['kind'];
  readonly said: 'cancel' | 'duress';
  readonly concerns: readonly SosConcerns[];
}

export interface CodeDone {
  /** What becomes of a sharing that came with the SOS; null: a later call stands. */
  readonly sharing: 'cancelled' | 'hidden' | null;
  readonly changed: readonly Changed[];
}

/** What a right code does. Null: there is no such SOS of theirs. Findings up to now must be recorded before. */
export function recordSosCode(database: Database, code: CodeSaid, atMs: number): Promise<CodeDone | null> {
  return database.transaction(async (tx) => {
    // Findings are not recorded meanwhile: both take several incidents, and would wait for each other.
    await lockCursor(tx);
    const sos = await lockSos(tx, code.sosId);
    if (sos === null || sos.personId !== code.personId) return null;
    const open = await lockOpen(tx, code.personId, code.concerns);
    const about = {
      overtaken: await isOvertaken(tx, sos),
      incidentIsUnderDuress: open.some(({ duressAtMs }) => duressAtMs !== null),
    };
    const { outcome, event } = decideSosCode(sos.outcome, code.said, about);
    if (outcome !== sos.outcome) await updateOutcome(tx, sos.sosId, outcome, atMs);
    const entries: AuditEntry[] = [];
    const incidents = event === 'duress' ? [...open, ...(await openMissing(tx, code, open, atMs, entries))] : open;
    const changed = event === null ? [] : incidents;
    for (const incident of changed) await tell(tx, incident, event!, atMs, entries);
    entries.push(entryOf(sos, code.byKind, outcome, atMs));
    await audit(tx, entries);
    const sharing = outcome !== 'cancelled' ? 'hidden' : about.overtaken ? null : 'cancelled';
    return { sharing, changed: changed.map(({ incidentId, agencyId }) => ({ incidentId, agencyId })) };
  });
}

export interface WrongCode extends Omit<CodeSaid, 'sosId' | 'said'> {
  /** Null: it was given where codes are changed. */
  readonly sosId: string | null;
}

/** A wrong code becomes part of the story: somebody holds the phone who does not know it. */
export function recordWrongCode(
  database: Database,
  { sosId, personId, byKind, concerns }: WrongCode,
  atMs: number,
): Promise<readonly Changed[]> {
  return database.transaction(async (tx) => {
    await lockCursor(tx);
    const open = await lockOpen(tx, personId, concerns);
    const entries: AuditEntry[] = [];
    for (const incident of open) await tell(tx, incident, 'wrong-code', atMs, entries);
    entries.push({
      ...{ atMs, actor: { kind: byKind, id: personId }, action: 'sos.wrong-code', purpose: 'protection' },
      about: { sos: sosId },
    });
    await audit(tx, entries);
    return open.map(({ incidentId, agencyId }) => ({ incidentId, agencyId }));
  });
}

type Standing = Incident & { readonly duressAtMs: number | null };

async function lockOpen(tx: Sql, personId: PersonId, concerns: readonly SosConcerns[]): Promise<Standing[]> {
  const ids = new Set(await lockOpenSosIds(tx, personId));
  const standing: Standing[] = [];
  for (const incidentId of ids) {
    const incident = await lockIncident(tx, incidentId);
    if (incident === null || !concerns.some(({ agencyId }) => agencyId === incident.agencyId)) continue;
    standing.push(incident);
  }
  return standing;
}

/** An officer may have closed it before the person was made to cancel it: then it is opened again. */
async function openMissing(
  tx: Sql,
  code: CodeSaid,
  open: readonly Standing[],
  atMs: number,
  entries: AuditEntry[],
): Promise<Standing[]> {
  const made: Standing[] = [];
  for (const concerns of code.concerns) {
    if (open.some(({ agencyId }) => agencyId === concerns.agencyId)) continue;
    const name = createHash('sha256').update(`sos|${code.sosId}|${concerns.agencyId}|${atMs}`).digest();
    const incident: Standing = {
      ...{ incidentId: uuidFromBytes(name) as IncidentId, subject: `person:${code.personId}`, kind: SOS_KIND },
      ...{ ...concerns, wearerId: null, state: 'unacknowledged', level: null, highestLevel: null },
      ...{ openedAtMs: atMs, changedAtMs: atMs, returnedAtMs: null, suppression: null, duressAtMs: null },
    };
    await insertIncident(tx, incident);
    await say(tx, incident, 'opened', atMs, entries);
    made.push(incident);
  }
  return made;
}

async function tell(tx: Sql, incident: Standing, event: EventKind, atMs: number, entries: AuditEntry[]): Promise<void> {
  const { incidentId } = incident;
  // Whoever has it in hand is asked to look again, but by a cancelling: that is what they wait for.
  const state = event === 'cancelled' ? incident.state : 'unacknowledged';
  const returnedAtMs = event === 'cancelled' ? atMs : event === 'duress' ? null : incident.returnedAtMs;
  await updateChanged(tx, incidentId, { ...incident, state, returnedAtMs, changedAtMs: atMs });
  if (event === 'duress') await updateDuress(tx, incidentId, atMs);
  await say(tx, incident, event, atMs, entries);
}

async function say(tx: Sql, incident: Standing, event: EventKind, atMs: number, entries: AuditEntry[]): Promise<void> {
  const { incidentId, kind } = incident;
  const body = { ...NO_NUMBERS, level: null, text: null };
  await insertEvent(tx, { incidentId, atMs, kind: event, position: null, actorId: null, body });
  entries.push({
    ...{ atMs, actor: { kind: 'system', id: null }, action: `incident.${event}`, purpose: 'protection' },
    about: { incident: incidentId, kind },
  });
}

function entryOf(sos: Sos, byKind: Actor['kind'], outcome: Sos['outcome'], atMs: number): AuditEntry {
  const actor: Actor = { kind: byKind, id: sos.personId };
  return { atMs, actor, action: 'sos.code', purpose: 'protection', about: { sos: sos.sosId, outcome } };
}
