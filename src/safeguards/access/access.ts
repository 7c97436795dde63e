/**
 * Who may act on which case: the one function that decides it, by the policies of the case's jurisdiction (Cedar). Route capabilities let a
 * kind of session in before; how much is shown of a place is the disclosure table's. Fails toward refusing: what is missing or errs denies.
 * A decision is remembered by all the facts it was made of, so that a changed assignment, office or phase is another question: none is
 * ever stale, and none is asked for each fix: the thousand cases of an officer's centre that are alike are one.
 */
import type { Clock } from '../../core/clock.ts';
import type { Sql } from '../../core/database.ts';
import { LIMITS } from '../limits.ts';
import type { AssignmentBook } from './assignment-book.ts';
import { type Action, CASE_KINDS, type Case, type Decision, PHASES, type Principal, wasDecided } from './case.ts';
import { type Entity, entity, type Facts, judge } from './cedar.ts';
import type { Policies } from './policies.ts';

export interface AgencyFacts {
  readonly role: string;
  readonly jurisdiction: string;
}

interface Asked {
  readonly versionId: string;
  readonly action: Action;
  readonly assigned: string;
  readonly alike: Map<number, Decision>;
}

export interface AccessDeps {
  readonly clock: Clock;
  readonly policies: Policies;
  readonly assignments: AssignmentBook;
  /** Role and law of an agency, which never change; null: there is none. */
  readonly loadAgency: (sql: Sql, agencyId: string) => Promise<AgencyFacts | null>;
  /** A decision could not be made: it was denied, and somebody must hear of it. */
  readonly onError: (messages: readonly string[]) => void;
}

export class Access {
  readonly assignments: AssignmentBook;
  readonly #deps: AccessDeps;
  readonly #agencies = new Map<string, AgencyFacts>();
  /** By who asks what, then by the facts of the case that count for them. */
  readonly #decisions = new Map<string, Map<number, Decision>>();
  /** When what could not be decided is asked again: not for each of a thousand cases that are alike, many times a second. */
  readonly #askAgainMs = new WeakMap<Decision, number>();
  /** Of a centre's thousand cases the same is asked in a row. */
  readonly #last = new WeakMap<Principal, Asked>();

  constructor(deps: AccessDeps) {
    this.#deps = deps;
    this.assignments = deps.assignments;
  }

  /** Whether they may do that on that case, and by which rules. `sql`: the caller's transaction, for what is not in memory. */
  async mayAct(sql: Sql, who: Principal, action: Action, on: Case): Promise<Decision> {
    await this.know(sql, [
      ...(who.is === 'operator' ? [] : [who.agencyId]),
      ...('agencyId' in on.law ? [on.law.agencyId] : []),
    ]);
    return this.decide(who, action, on);
  }

  /** Role and law of these agencies, for `decide`. */
  async know(sql: Sql, agencyIds: readonly string[]): Promise<void> {
    for (const agencyId of agencyIds) {
      if (this.#agencies.has(agencyId)) continue;
      const facts = await this.#deps.loadAgency(sql, agencyId);
      if (facts !== null) this.#agencies.set(agencyId, facts);
    }
  }

  /** As `mayAct`, from memory alone: for streams. An agency that is not known denies. */
  decide(who: Principal, action: Action, on: Case): Decision {
    const nowMs = this.#deps.clock.nowMs();
    const jurisdiction =
      'jurisdiction' in on.law ? on.law.jurisdiction : this.#agencies.get(on.law.agencyId)?.jurisdiction;
    const policies = jurisdiction === undefined ? null : this.#deps.policies.current(jurisdiction, nowMs);
    if (jurisdiction === undefined || policies === null) return NO_LAW;
    const assignedAs = who.is === 'person' ? this.#assignedAs(who.personId, on, nowMs) : NOT_ASSIGNED;
    const parts = partsOf(who, on);
    const assigned = assignedAs.length === 0 ? '' : assignedAs.join();
    const alike = this.#alikeOf(who, policies.versionId, action, assigned);
    const code = codeOf(on, parts);
    const known = alike.get(code);
    if (known !== undefined && (wasDecided(known) || nowMs < this.#askAgainMs.get(known)!)) return known;
    const decision = this.#judge(policies.versionId, who, action, caseFacts(who, on, jurisdiction, parts), assignedAs);
    if (decision.ruleIds[0] === 'error') this.#askAgainMs.set(decision, nowMs + LIMITS.askAgainMs);
    if (decision.ruleIds[0] !== 'unknown-agency') alike.set(code, decision);
    return decision;
  }

  #assignedAs(personId: string, on: Case, nowMs: number): readonly string[] {
    const assigned = this.assignments.assignedAs(personId, on.matters, nowMs);
    return on.lawyerIds.includes(personId) ? [...assigned, 'wearer-lawyer'] : assigned;
  }

  /** Another number when other policies began to hold: what is decided may be another from then on. */
  policiesHeld(nowMs: number): number {
    return this.#deps.policies.heldCount(nowMs);
  }

  #judge(versionId: string, who: Principal, action: Action, on: Facts, assignedAs: readonly string[]): Decision {
    const principal = this.#principalFacts(who);
    if (principal === null) return { allowed: false, ruleIds: ['unknown-agency'], policyVersion: versionId };
    const verdict = judge(versionId, principal, action, on, { assignedAs: [...assignedAs] });
    if (verdict.kind === 'error') {
      this.#deps.onError(verdict.messages);
      return { allowed: false, ruleIds: ['error'], policyVersion: versionId };
    }
    const { allowed, ruleIds } = verdict;
    return { allowed, ruleIds: ruleIds.length === 0 ? ['none'] : ruleIds, policyVersion: versionId };
  }

  /** What was decided for whoever acts so: bounded, the oldest goes first. */
  #alikeOf(who: Principal, versionId: string, action: Action, assigned: string): Map<number, Decision> {
    const last = this.#last.get(who);
    if (last?.action === action && last.versionId === versionId && last.assigned === assigned) return last.alike;
    const key = `${versionId}|${action}|${assigned}|${printOf(who)}`;
    const alike = this.#decisions.get(key) ?? new Map<number, Decision>();
    this.#decisions.set(key, alike);
    this.#last.set(who, { versionId, action, assigned, alike });
    if (this.#decisions.size > LIMITS.decisionsCached) {
      const oldest = this.#decisions.keys().next();
      if (!oldest.done) this.#decisions.delete(oldest.value);
    }
    return alike;
  }

  #principalFacts(who: Principal): Facts | null {
    if (who.is === 'operator') return { type: 'Operator', id: 'operator', attributes: {} };
    const agency = this.#agencies.get(who.agencyId);
    if (agency === undefined) return null;
    const attributes = {
      ...{ agency: entity('Agency', who.agencyId), agencyRole: agency.role, jurisdiction: agency.jurisdiction },
      reality: realityOf(who.exercise),
    };
    if (who.is === 'system') return { type: 'AgencySystem', id: who.agencyId, attributes };
    return { type: 'Person', id: who.personId, attributes: { ...attributes, kind: who.kind } };
  }
}

const NOT_ASSIGNED: readonly string[] = [];
const NO_LAW: Decision = { allowed: false, ruleIds: ['no-policy-in-force'], policyVersion: null };

function printOf(who: Principal): string {
  if (who.is === 'operator') return 'operator';
  if (who.is === 'system') return `system ${who.agencyId} ${who.exercise}`;
  return `${who.kind} ${who.personId} ${who.agencyId} ${who.exercise}`;
}

/** All facts of the case that a policy can see, as one number. */
function codeOf(on: Case, parts: number): number {
  const reality = on.exercise === null ? 0 : on.exercise ? 1 : 2;
  const facts = PHASES.indexOf(on.phase) * CASE_KINDS.length + CASE_KINDS.indexOf(on.kind);
  return (parts * PHASES.length * CASE_KINDS.length + facts) * 3 + reality;
}

function realityOf(exercise: boolean | null): string {
  return exercise === null ? 'none' : exercise ? 'exercise' : 'real';
}

/** In which of the case's parts whoever acts stands, one bit each. */
const OFFICES = ['monitoring', 'police', 'prosecution', 'court', 'register', 'from', 'to'] as const;
const SIDES = ['protectedIds', 'wearerIds'] as const;

function partsOf(who: Principal, on: Case): number {
  let parts = 0;
  if (who.is === 'operator') return parts;
  // Plain loops: asked of each case of a centre at once.
  for (let i = 0; i < OFFICES.length; i += 1) if (on[OFFICES[i]!].includes(who.agencyId)) parts |= 1 << i;
  if (who.is !== 'person') return parts;
  for (let i = 0; i < SIDES.length; i += 1) {
    if (on[SIDES[i]!].includes(who.personId)) parts |= 1 << (OFFICES.length + i);
  }
  return parts;
}

/**
 * The case as whoever acts stands to it: of offices and people it names their own and no other. So all cases of an officer's centre that are
 * alike are one question.
 */
function caseFacts(who: Principal, on: Case, jurisdiction: string, parts: number): Facts {
  const sets: Record<string, Entity[]> = {};
  for (const [i, part] of OFFICES.entries()) {
    sets[part] = who.is !== 'operator' && (parts & (1 << i)) !== 0 ? [entity('Agency', who.agencyId)] : [];
  }
  for (const [i, name] of (['protectedSide', 'wearerSide'] as const).entries()) {
    const isTheirs = (parts & (1 << (OFFICES.length + i))) !== 0;
    sets[name] = who.is === 'person' && isTheirs ? [entity('Person', who.personId)] : [];
  }
  const plain = { kind: on.kind, phase: on.phase, jurisdiction, reality: realityOf(on.exercise) };
  return { type: 'Case', id: 'case', attributes: { ...plain, ...sets } };
}
