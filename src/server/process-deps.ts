/** What proceedings ask of the other parts. */
import type { Sql } from '../core/database.ts';
import { stopWith } from '../core/refusal.ts';
import type { DocumentUse } from '../orders/process/deps.ts';
import { type Law, lawOf } from '../orders/process/law.ts';
import type { ProcessRouteDeps } from '../orders/process/routes.ts';
import type { OrderDeps } from '../orders/service.ts';
import { doerOf } from './doer.ts';
import { addProceedingNotices, sealNoticeDetails } from './proceeding-notices.ts';

export function processDeps(deps: OrderDeps): ProcessRouteDeps {
  const { database, sealer, clock, randomBytes, packs, onOrderChange } = deps;
  const laws = new Map<string, Law>();
  const lawOfPack = (pack: ReturnType<typeof packs.current>): Law | null => {
    if (pack === null) return null;
    const law = laws.get(pack.versionId) ?? lawOf(pack);
    laws.set(pack.versionId, law);
    return law;
  };
  return {
    ...{ database, sealer, clock, randomBytes, packs, onOrderChange },
    lawNow: (jurisdiction, nowMs) => lawOfPack(packs.current(jurisdiction, nowMs)),
    lawFor: (running, nowMs) => lawOfPack(packs.forOrder({ ...running, createdAtMs: nowMs }, nowMs)),
    doerOf: (request) => doerOf(database, request),
    sealDetails: (notices, orderId) => sealNoticeDetails(deps, notices, orderId),
    addNotices: (tx, told) => addProceedingNotices(tx, told, clock.nowMs()),
    bindDocuments,
  };
}

async function bindDocuments(_tx: Sql, { documentIds }: DocumentUse): Promise<void> {
  if (documentIds.length > 0) stopWith('not-found', 'There is no such document.');
}
