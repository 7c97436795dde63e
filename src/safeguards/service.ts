/** What other contexts may use of safeguards: sealing, erasing, retention clocks, audit, ledger. */
export { type Canonical, canonicalBytes, leafHash } from './canonical.ts';
export { type EraseDeps, type Erased, eraseByHand, eraseDay, eraseDue } from './erasure/erase.ts';
export { holdUntil, liftHolds, loadHeldBases } from './erasure/erasure.sql.ts';
export type { Due, Erasure } from './erasure/erasure.ts';
export { erasuresUnder, type RetentionStatus, retentionStatus } from './erasure/status.ts';
export { type BoundStore, bindStore, loadBoundStore, loadNames, noteMissing } from './keys/basis-keys.sql.ts';
export type { KeyStore } from './keys/key-store.ts';
export { derivedKey, type MasterKey } from './keys/naming-keys.ts';
export { type Actor, type AuditEntry, audit, type LedgerEntry, ledger } from './log.ts';
export { clocksOf, type RetentionClock, startClocks } from './retention.ts';
export { BrokenSealError, type DataKey, ErasedError, SEALED_MORE_BYTES, Sealer, type SealFor } from './seal.ts';
