/**
 * The written confirmation that nothing is left of what was destroyed here: by an officer of the office that saw it, put on paper with a number and a
 * code, and told to the monitoring agency and the court. Fails toward staying due.
 */
import { createHash } from 'node:crypto';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { inGroups } from '../../orders/documents/issue/code.ts';
import { insertPrepared, prepareDocument } from '../../orders/documents/service.ts';
import { loadOrderRow } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import { type Canonical, canonicalBytes } from '../../safeguards/service.ts';
import { basisOfRegister, decideConfirmation, loadWarrants, type Warrant } from '../../safeguards/warrants/service.ts';
import { act } from './acts.ts';
import { actorOf, packNow, type WarrantDeps } from './deps.ts';
import { mayWith, type Party } from './parties.ts';

export interface Confirmation {
  readonly outside: 'none' | 'destroyed';
  readonly words: string;
  readonly document: string | null;
  readonly language: 'en' | 'ko' | 'ja' | 'ms';
}

export async function confirmDestruction(
  deps: WarrantDeps,
  warrantId: string,
  given: Confirmation,
  by: Party,
): Promise<Outcome<Warrant, Refusal>> {
  const { outside, words } = given;
  const paper = given.document === null ? await paperOf(deps, warrantId, given, by) : ok(null);
  if (!paper.ok) return paper;
  const uploads = given.document === null ? [] : [given.document];
  return act(deps, warrantId, by, 'warrant.confirm', { words }, uploads, (warrant, { documents }) =>
    decideConfirmation(warrant, outside, documents[0] ?? paper.value),
  );
}

/** The paper, kept as a document of the warrant; its id. */
async function paperOf(
  deps: WarrantDeps,
  warrantId: string,
  given: Confirmation,
  by: Party,
): Promise<Outcome<string, Refusal>> {
  const warrant = (await loadWarrants(deps.database, { warrantId }, 1))[0];
  if (warrant === undefined || !(await mayWith(deps, deps.database, warrant, by, 'warrant.confirm')).allowed)
    return refuse('not-found', 'There is no such request of yours.');
  // Before anything is put on paper.
  const decided = decideConfirmation(warrant, given.outside, null);
  if (!decided.ok) return decided;
  const nowMs = deps.clock.nowMs();
  const agencies = await Promise.all([warrant.agencyId, warrant.courtId].map((id) => loadAgency(deps.database, id)));
  const order = await loadOrderRow(deps.database, warrant.orderId);
  const { timeZone } = packNow(deps, warrant.jurisdiction);
  const said = {
    ...{ language: given.language, number: warrant.number, exercise: warrant.exercise, timeZone, issuedAtMs: nowMs },
    ...{
      office: agencies[0]?.name ?? '',
      court: agencies[1]?.name ?? '',
      orderLabel: order?.label ?? '',
      by: by.personId,
    },
    destroyed: warrant.destroyed.map((one) => ({ ...one })),
    ...{ outside: given.outside, exports: warrant.exports, words: given.words },
  };
  const contentHash = createHash('sha256')
    .update(canonicalBytes(said as unknown as Canonical))
    .digest('hex');
  const code = inGroups(deps.codes.codeOf({ number: warrant.number, version: 1, contentHash }));
  const rendered = await deps.worker.renderConfirmationPdf({ ...said, code });
  if (!rendered.ok) return rendered;
  const prepared = await prepareDocument(deps, {
    ...{ bytes: rendered.value, fileName: `${warrant.number}-destroyed.pdf`, uploadedBy: null, use: null },
    ...{ subjectId: warrant.wearerId, basis: basisOfRegister(warrantId) },
  });
  if (!prepared.ok) return prepared;
  const stored = await deps.database.transaction((tx) => insertPrepared(tx, prepared.value, nowMs, actorOf(by)));
  return ok(stored.documentId);
}
