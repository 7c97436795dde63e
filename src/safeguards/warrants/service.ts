/** What others may use of warrants. */
export {
  basisOfRegister,
  createWarrant,
  loadHistories,
  loadWarrants,
  lockedWarrant,
  openWords,
  sealWords,
  type WarrantHistory,
  type Written,
  writeEvents,
} from './book.ts';
export {
  basisOfCopy,
  type CopiedPosition,
  canonicalPosition,
  type Originals,
  openCopyPart,
  storeCopy,
} from './copy.ts';
export {
  accessOf,
  type Decision,
  decideAskingPermission,
  decideByTime,
  decideConfirmation,
  decideRuling,
  decideWithdrawal,
  type WhyNot,
} from './decide.ts';
export { WARRANT_LIMITS } from './limits.ts';
export type { Period, Warrant, WarrantBase, WarrantEvent, WarrantEventBody } from './warrant.ts';
export { loadBases as loadBasesOf, takeNextNumber } from './warrants.sql.ts';
