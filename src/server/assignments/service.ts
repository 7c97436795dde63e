/**
 * Saying who works on which case, and until when; each in one transaction with its audit entry, and in memory before the caller is answered.
 * What an assignment gives is the policies' to say. Fails toward nobody: without its entry there is none.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { caseOfProceeding } from '../../orders/process/case.ts';
import { loadProceedingRow } from '../../orders/process/service.ts';
import { caseOfOrder, loadOrderSummary } from '../../orders/service.ts';
import { loadAgency, loadPerson, type Person, type PersonKind } from '../../people/service.ts';
import {
  type Access,
  type Actor,
  type AssignedAs,
  type Assignment,
  audit,
  type Case,
  endAssignment,
  endLapsed,
  insertAssignment,
  loadAssignment,
  loadAssignmentsOf,
  type Principal,
  rulesOf,
} from '../../safeguards/service.ts';
import type { AssignmentJson, AssignRequest } from './contract.ts';

export interface AssignmentDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface Assigner {
  readonly actor: Actor;
  readonly who: Principal;
}

/** Who may work on a case as that. */
const KIND_OF: Readonly<Record<AssignedAs, PersonKind>> = {
  officer: 'officer',
  'police-in-charge': 'police',
  prosecutor: 'prosecutor',
  judge: 'judge',
  'victim-advocate': 'supporter',
  overseer: 'overseer',
};

const NO_CASE = refuse('not-found', 'There is no such case.');
const NO_ASSIGNMENT = refuse('not-found', 'There is no such assignment.');

export async function assign(
  deps: AssignmentDeps,
  request: AssignRequest,
  by: Assigner,
): Promise<Outcome<AssignmentJson, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const made = await deps.database.transaction(async (tx): Promise<Outcome<Assignment, Refusal>> => {
    const found = await loadCase(tx, request.caseId, nowMs);
    const may = found === null ? null : await deps.access.mayAct(tx, by.who, 'assignment.change', found.on);
    if (found === null || !may?.allowed) return NO_CASE;
    const person = await loadPerson(tx, request.personId);
    const problem = await problemOf(tx, person, request.as, found.on);
    if (person === null || problem !== null) return problem ?? refuse('not-found', 'There is no such person.');
    const fromMs = request.from === undefined ? nowMs : Date.parse(request.from);
    const untilMs = request.until === undefined ? null : Date.parse(request.until);
    if (untilMs !== null && untilMs <= Math.max(fromMs, nowMs)) {
      return refuse('invalid', 'It would be over before it begins.');
    }
    const assignment: Assignment = {
      ...{ assignmentId: uuidFromBytes(deps.randomBytes(16)), matterKind: found.kind, matterId: request.caseId },
      ...{ personId: person.personId, as: request.as, fromMs, untilMs, givenBy: by.actor.id, givenAtMs: nowMs },
      endedAtMs: null,
    };
    await endLapsed(tx, request.caseId, person.personId, nowMs);
    if (!(await insertAssignment(tx, assignment))) {
      return refuse('conflict', 'The person works on this case as that already.');
    }
    const { assignmentId, as, matterId } = assignment;
    const about = { assignmentId, caseId: matterId, personId: person.personId, as, fromMs, untilMs, ...rulesOf(may) };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'assignment.give', purpose: 'access', about }]);
    return ok(assignment);
  });
  if (!made.ok) return made;
  deps.access.assignments.put(made.value);
  return ok(jsonOf(made.value));
}

export async function unassign(
  deps: AssignmentDeps,
  assignmentId: string,
  by: Assigner,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const ended = await deps.database.transaction(async (tx): Promise<Outcome<Assignment, Refusal>> => {
    const standing = await loadAssignment(tx, assignmentId);
    const found = standing === null ? null : await loadCase(tx, standing.matterId, nowMs);
    const may = found === null ? null : await deps.access.mayAct(tx, by.who, 'assignment.change', found.on);
    if (standing === null || !may?.allowed) return NO_ASSIGNMENT;
    if (!(await endAssignment(tx, assignmentId, nowMs, by.actor.id))) {
      return refuse('conflict', 'It was ended before.');
    }
    const { matterId: caseId, personId, as } = standing;
    const about = { assignmentId, caseId, personId, as, ...rulesOf(may) };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'assignment.end', purpose: 'access', about }]);
    return ok({ ...standing, endedAtMs: nowMs });
  });
  if (!ended.ok) return ended;
  // HAZARD H-463: an assignment that was taken back goes on letting somebody in.
  deps.access.assignments.put(ended.value);
  return ok(assignmentId);
}

/** Newest first. */
export async function listAssignments(
  deps: AssignmentDeps,
  caseId: string,
  by: Assigner,
  most: number,
): Promise<Outcome<AssignmentJson[], Refusal>> {
  const found = await loadCase(deps.database, caseId, deps.clock.nowMs());
  if (found === null) return NO_CASE;
  const may = await deps.access.mayAct(deps.database, by.who, 'assignment.read', found.on);
  if (!may.allowed) return NO_CASE;
  return ok((await loadAssignmentsOf(deps.database, caseId, most)).map(jsonOf));
}

async function loadCase(
  sql: Sql,
  caseId: string,
  nowMs: number,
): Promise<{ readonly kind: Assignment['matterKind']; readonly on: Case } | null> {
  const row = await loadProceedingRow(sql, caseId);
  if (row !== null) return { kind: 'proceeding', on: caseOfProceeding(row) };
  const order = (await loadOrderSummary(sql, caseId))?.order ?? null;
  return order === null ? null : { kind: 'order', on: caseOfOrder(order, nowMs) };
}

async function problemOf(sql: Sql, person: Person | null, as: AssignedAs, on: Case) {
  if (person === null) return refuse('not-found', 'There is no such person.');
  if (person.kind !== KIND_OF[as]) return refuse('invalid', 'Nobody of this kind works on a case as that.');
  if (person.exercise !== on.exercise) return refuse('exercise-only', 'Exercise and real people never mix.');
  const jurisdiction = (await loadAgency(sql, person.agencyId))?.jurisdiction ?? null;
  const law = 'jurisdiction' in on.law ? on.law.jurisdiction : null;
  return jurisdiction === law ? null : refuse('invalid', 'The case is under another law.');
}

function jsonOf({ matterId, matterKind: _, ...rest }: Assignment): AssignmentJson {
  return { caseId: matterId, ...rest };
}
