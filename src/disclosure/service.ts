/** What the composition root and other contexts may use of disclosure. */
import type { Database } from '../core/database.ts';
import { audit } from '../safeguards/service.ts';
import type { Refusal } from './deps.ts';

export type { LiveDeps, LiveViewer, OrderStanding, Refusal, Warning } from './deps.ts';
export { sqlGrantStore } from './grants.sql.ts';
export { createLiveHub, type LiveHub, type TroublePart } from './live.ts';
export { viewMark } from './mark.ts';
export { type LiveRouteDeps, registerLiveRoute } from './routes.ts';
export { indexRules, type Table } from './rule.ts';
export { SharingBook, type SharingDeps } from './sharing/sharing.ts';
export { SightBook } from './sight/sight.ts';

/** Writes a refusal that is an alarm into the audit. Rejects when the database does not take it. */
export function auditRefusal(database: Database, refusal: Refusal): Promise<number> {
  return database.transaction((tx) =>
    audit(tx, [
      {
        atMs: refusal.atMs,
        actor: { kind: refusal.viewerKind, id: refusal.viewerId },
        action: 'disclosure.refuse',
        purpose: 'alarm',
        subject: refusal.target === null ? refusal.pairId : `${refusal.pairId}:${refusal.target}`,
        case: refusal.orderId,
        about: {
          cause: refusal.cause,
          pairId: refusal.pairId,
          target: refusal.target,
          times: refusal.times,
          viewerKind: refusal.viewerKind,
        },
      },
    ]),
  );
}
