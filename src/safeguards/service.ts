/** What other contexts may use of safeguards: sealing, audit, ledger. */
export { type Canonical, canonicalBytes, leafHash } from './canonical.ts';
export { type Actor, type AuditEntry, audit, type LedgerEntry, ledger } from './log.ts';
export { type AuditNaming, loadAuditNaming } from './naming.ts';
export { clocksOf, type RetentionClock, startClocks } from './retention.ts';
export { BrokenSealError, type DataKey, ErasedError, SEALED_MORE_BYTES, Sealer, type SealFor } from './seal.ts';
