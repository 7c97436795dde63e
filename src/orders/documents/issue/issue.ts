/**
 * Putting a version of an order on paper: number, code, PDF, and the row by which the paper is checked later, all in one transaction. The same
 * version again is the same paper. Fails toward refusing: a version whose words differ from those that were issued is none.
 */
import type { Database } from '../../../core/database.ts';
import { localDate } from '../../../core/local-time.ts';
import { type Outcome, ok } from '../../../core/outcome.ts';
import { type Refusal, refuse } from '../../../core/refusal.ts';
import { loadPerson } from '../../../people/service.ts';
import { type Actor, audit } from '../../../safeguards/service.ts';
import type { OrderSayings } from '../order-pdf/content.ts';
import { type DocumentDeps, insertPrepared, prepareDocument } from '../service.ts';
import type { DocumentWorker } from '../worker/document-worker.ts';
import { contentHashOf, inGroups, type OrderCodes, seriesOf } from './code.ts';
import { ensureNumber, type IssuedOrder, insertIssued, loadIssuedByOrder } from './issued.sql.ts';

export type { IssuedOrder } from './issued.sql.ts';

export interface IssueDeps extends DocumentDeps {
  readonly worker: Pick<DocumentWorker, 'check' | 'renderOrderPdf' | 'renderConfirmationPdf'>;
  readonly codes: OrderCodes;
  /** Of the page that checks papers, as it is printed. */
  readonly verifyAddress: () => string;
  /** Null: there is no such jurisdiction. */
  readonly timeZoneOf: (jurisdiction: string) => string | null;
}

export interface OrderToIssue {
  /** A court order's, or a proceeding's: one number for the order of a proceeding, whose versions count. */
  readonly orderId: string;
  readonly jurisdiction: string;
  /** Under whose key the paper is kept. */
  readonly subjectId: string;
  /** Null: an order without a proceeding here. */
  readonly proceedingId: string | null;
  readonly sayings: OrderSayings;
}

export async function issueOrder(
  deps: IssueDeps,
  order: OrderToIssue,
  actor: Actor,
): Promise<Outcome<IssuedOrder, Refusal>> {
  const { orderId, jurisdiction, sayings } = order;
  const { version, exercise } = sayings;
  const nowMs = deps.clock.nowMs();
  const timeZone = deps.timeZoneOf(jurisdiction);
  const subject = await loadPerson(deps.database, order.subjectId);
  if (timeZone === null) return refuse('invalid', 'There is no such jurisdiction.');
  if (subject === null) return refuse('not-found', 'There is no such person.');
  // HAZARD H-329: the paper of an exercise that does not say so.
  if (subject.exercise !== exercise) return refuse('invalid', 'Papers of exercises say so, and others do not.');
  const contentHash = contentHashOf(sayings);
  const before = await issuedBefore(deps.database, orderId, version, contentHash);
  if (before !== null) return before;
  const series = seriesOf(jurisdiction, localDate(nowMs, timeZone).year, exercise);
  const number = await deps.database.transaction((tx) => ensureNumber(tx, orderId, series));
  const code = inGroups(deps.codes.codeOf({ number, version, contentHash }));
  const paper = { ...sayings, number, code, verifyAddress: deps.verifyAddress(), issuedAtMs: nowMs };
  const rendered = await deps.worker.renderOrderPdf(paper);
  if (!rendered.ok) return rendered;
  const prepared = await prepareDocument(deps, {
    ...{ bytes: rendered.value, fileName: `${number}-${version}.pdf`, uploadedBy: null },
    subjectId: order.subjectId,
    // By which right the order itself is kept.
    basis: order.proceedingId === null ? `order:${orderId}` : `proceeding:${order.proceedingId}`,
    use:
      order.proceedingId === null
        ? null
        : { proceedingId: order.proceedingId, orderVersion: version, what: 'order-pdf' },
  });
  if (!prepared.ok) return prepared;
  const issued = await deps.database.transaction(async (tx) => {
    const { documentId } = await insertPrepared(tx, prepared.value, nowMs, actor);
    const row = { number, orderId, version, contentHash, documentId, jurisdiction, exercise, issuedAtMs: nowMs };
    if (!(await insertIssued(tx, row))) return null;
    const about = { orderId, number, version, contentHash, documentId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'order.issue', purpose: 'order', about }]);
    return row;
  });
  if (issued !== null) return ok(issued);
  // Somebody was faster with the same version.
  const winner = await issuedBefore(deps.database, orderId, version, contentHash);
  if (winner === null) throw new Error('a version that was issued before is not there');
  return winner;
}

/** The paper as it was issued, or a refusal when it says something else. Null: that version was not issued. */
async function issuedBefore(
  database: Database,
  orderId: string,
  version: number,
  contentHash: string,
): Promise<Outcome<IssuedOrder, Refusal> | null> {
  const issued = (await loadIssuedByOrder(database, orderId)).find((one) => one.version === version);
  if (issued === undefined) return null;
  if (issued.contentHash === contentHash) return ok(issued);
  return refuse('conflict', 'This version was put on paper before and says something else. Make a new version.');
}
