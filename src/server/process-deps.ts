/** What proceedings ask of the other parts. */
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { IssueDeps } from '../orders/documents/issue/issue.ts';
import { type PreparedDocument, prepareUpload } from '../orders/documents/service.ts';
import type { DocumentsOfAct, ProcessDeps } from '../orders/process/deps.ts';
import { type Law, lawOf } from '../orders/process/law.ts';
import type { ProcessRouteDeps } from '../orders/process/routes.ts';
import { firstProtected } from '../orders/process/subject.ts';
import type { OrderDeps } from '../orders/service.ts';
import { doerOf } from './doer.ts';
import { addProceedingNotices, addReminder, sealNoticeDetails } from './proceeding-notices.ts';
import { requireOwnProof } from './sessions/lock/own-proof.ts';

/** Without documents and papers: for what acts by itself. An act that comes with a document is refused. */
export function processDeps(deps: OrderDeps & Pick<ProcessDeps, 'access'>): ProcessDeps {
  const { access, database, sealer, clock, randomBytes, packs, onOrderChange } = deps;
  const laws = new Map<string, Law>();
  const lawOfPack = (pack: ReturnType<typeof packs.current>): Law | null => {
    if (pack === null) return null;
    const law = laws.get(pack.versionId) ?? lawOf(pack);
    laws.set(pack.versionId, law);
    return law;
  };
  return {
    ...{ access, database, sealer, clock, randomBytes, packs, onOrderChange },
    lawNow: (jurisdiction, nowMs) => lawOfPack(packs.current(jurisdiction, nowMs)),
    lawFor: (running, nowMs) => lawOfPack(packs.forOrder({ ...running, createdAtMs: nowMs }, nowMs)),
    sealDetails: (notices, orderId) => sealNoticeDetails(deps, notices, orderId),
    remind: (tx, reminder) => addReminder(tx, reminder, clock.nowMs()),
    addNotices: (tx, told) => addProceedingNotices(tx, told, clock.nowMs()),
    prepareDocuments: async ({ uploadIds }) => (uploadIds.length === 0 ? ok([]) : noUpload()),
  };
}

/** With the running parts that keep documents and make papers. */
export function processRouteDeps(deps: OrderDeps & Pick<ProcessDeps, 'access'>, papers: IssueDeps): ProcessRouteDeps {
  return {
    ...processDeps(deps),
    doerOf: (request) => doerOf(deps.database, request),
    requireOwnProof: (request) => requireOwnProof(deps, request),
    prepareDocuments: (use) => prepareDocuments(papers, use),
    papers,
  };
}

async function prepareDocuments(
  deps: IssueDeps,
  { proceedingId, protectedIds, uploadIds, what, by }: DocumentsOfAct,
): Promise<Outcome<readonly PreparedDocument[], Refusal>> {
  if (uploadIds.length === 0) return ok([]);
  if (by === null) return noUpload();
  const subjectId = await firstProtected(deps.database, protectedIds);
  if (subjectId === null) {
    return refuse('conflict', 'First say whom the proceeding is to protect: documents are kept under their key.');
  }
  const use = { proceedingId, orderVersion: null, what };
  const prepared: PreparedDocument[] = [];
  for (const uploadId of uploadIds) {
    const to = { subjectId, basis: `proceeding:${proceedingId}`, use, uploadedBy: by } as const;
    const one = await prepareUpload(deps, uploadId, to);
    if (!one.ok) return one;
    prepared.push(one.value);
  }
  return ok(prepared);
}

const noUpload = () => refuse('not-found', 'There is no such document.');
