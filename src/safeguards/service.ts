/** What other contexts may use of safeguards: access, two persons, sealing, audit, ledger. */
export { Access, type AgencyFacts } from './access/access.ts';
export { AssignmentBook } from './access/assignment-book.ts';
export {
  type Assignment,
  endAssignment,
  endLapsed,
  insertAssignment,
  loadAssignment,
  loadAssignmentsOf,
} from './access/assignments.sql.ts';
export {
  ASSIGNED_AS,
  type AssignedAs,
  type Case,
  caseOf,
  type Decision,
  OPERATOR,
  office,
  type Principal,
  rulesOf,
} from './access/case.ts';
export { Policies } from './access/policies.ts';
export { PolicyError, readPolicies } from './access/policy-file.ts';
export { registerPolicies } from './access/register.ts';
export { type Canonical, canonicalBytes, leafHash } from './canonical.ts';
export { type Actor, type AuditEntry, audit, type LedgerEntry, ledger } from './log.ts';
export { clocksOf, type RetentionClock, startClocks } from './retention.ts';
export { BrokenSealError, type DataKey, ErasedError, SEALED_MORE_BYTES, Sealer, type SealFor } from './seal.ts';
export {
  endAct,
  endOpenAct,
  loadOpenAct,
  loadWaiting,
  needsSecond,
  type Second,
  type TwoPersonDeps,
  type WantedAct,
} from './two-person/service.ts';
export {
  type ActingPerson,
  type AskedAct,
  TWO_PERSON_ACTS,
  type TwoPersonAct,
  type TwoPersonRule,
} from './two-person/two-person.ts';
