/** What other contexts may use of safeguards: access, two persons, sealing, erasing, retention clocks, audit, ledger, the log over both. */
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
  wasDecided,
} from './access/case.ts';
export { Policies } from './access/policies.ts';
export { PolicyError, readPolicies } from './access/policy-file.ts';
export { registerPolicies } from './access/register.ts';
export { type Attempt, Attempts, type AttemptsDeps } from './attempts.ts';
export { type Canonical, canonicalBytes, leafHash } from './canonical.ts';
export { beginByHand, type EraseDeps, type Erased, eraseDue } from './erasure/erase.ts';
export {
  holdUntil,
  isDestroying,
  type KeptPart,
  liftHolds,
  loadHeldBases,
  loadHoldsOf,
  loadKept,
  loadProvenUnder,
  loadStillKept,
} from './erasure/erasure.sql.ts';
export type { Due, Erasure } from './erasure/erasure.ts';
export { erasuresUnder, provenBetween, type RetentionStatus, retentionStatus } from './erasure/status.ts';
export {
  type BoundStore,
  bindStore,
  loadBoundStore,
  loadMoveBegun,
  loadNames,
  noteMissing,
} from './keys/basis-keys.sql.ts';
export type { KeyStore } from './keys/key-store.ts';
export { derivedKey, type MasterKey } from './keys/naming-keys.ts';
export { sweepStore } from './keys/reconcile-store.ts';
export { type Compared, compareLog } from './log/compare.ts';
export { ENTRY_BYTES, LOG_FIELDS, type LogField } from './log/entry.ts';
export { expireEntries, type LogTerm } from './log/expire.ts';
export { LogFiles } from './log/files.ts';
export { type LogKey, LogKeyError, loadLogKey, readLogKey } from './log/key.ts';
export { LOG_LIMITS } from './log/limits.ts';
export type { RowLog } from './log/named.ts';
export { type LogProof, type ProofDeps, proofFor } from './log/proofs.ts';
export { LogPublisher, type Published, type PublisherDeps } from './log/publisher.ts';
export { type KeptLog, type LogRoutesDeps, logRoutes } from './log/routes.ts';
export { addCosignatures, readWitnesses } from './log/witnesses.ts';
export { type Actor, type AuditEntry, audit, caseIn, type LedgerEntry, ledger, subjectIn } from './log.ts';
export { MISUSE_KINDS, type MisuseKind } from './misuse/contract.ts';
export { type Counted, countPart, countQuestions } from './misuse/figures.sql.ts';
export { type JudgeDeps, judgeLooks, type KnownOfActors } from './misuse/judge.ts';
export { MISUSE_LIMITS } from './misuse/limits.ts';
export {
  type AnswerRow,
  type AuditRow,
  insertAnswer,
  loadAnswers,
  loadAuditAt,
  loadLogBefore,
  loadQuestion,
  loadQuestions,
  type Overseeing,
  type QuestionRow,
} from './misuse/misuse.sql.ts';
export {
  type DeclaredName,
  deleteName,
  insertName,
  insertRelation,
  loadDeclaredNames,
  loadDeclaredRecords,
  loadName,
  loadRelated,
  setKnown,
} from './misuse/relations.sql.ts';
export { type AuditNaming, loadAuditNaming } from './naming.ts';
export { clocksOf, loadClocks, type RetentionClock, startClocks } from './retention.ts';
export { loadBases, lockKeyMaking } from './seal.sql.ts';
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
  PACK_ACTS,
  TWO_PERSON_ACTS,
  type TwoPersonAct,
  type TwoPersonRule,
} from './two-person/two-person.ts';
