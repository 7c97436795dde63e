/** Papers of a warrant: what was sent in, taken by the register's right; and who may read it. */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Refusal } from '../../core/refusal.ts';
import {
  type DocumentDeps,
  insertPrepared,
  type PreparedDocument,
  prepareUpload,
} from '../../orders/documents/service.ts';
import type { Access, Actor } from '../../safeguards/service.ts';
import { basisOfRegister, loadWarrants } from '../../safeguards/warrants/service.ts';
import { mayWith, type Party } from './parties.ts';

/** Checked, opened and sealed anew; written with `takeDocuments`. */
export async function prepareDocuments(
  deps: DocumentDeps,
  uploadIds: readonly string[],
  warrant: { readonly warrantId: string; readonly wearerId: string },
  uploadedBy: PersonId,
): Promise<Outcome<PreparedDocument[], Refusal>> {
  const prepared: PreparedDocument[] = [];
  for (const uploadId of uploadIds) {
    const to = { subjectId: warrant.wearerId, basis: basisOfRegister(warrant.warrantId), use: null, uploadedBy };
    const one = await prepareUpload(deps, uploadId, to);
    if (!one.ok) return one;
    prepared.push(one.value);
  }
  return ok(prepared);
}

/** Their ids, in order. */
export async function takeDocuments(
  tx: Sql,
  prepared: readonly PreparedDocument[],
  nowMs: number,
  actor: Actor,
): Promise<string[]> {
  const ids: string[] = [];
  for (const one of prepared) ids.push((await insertPrepared(tx, one, nowMs, actor)).documentId);
  return ids;
}

/** A warrant's papers are of those who ask and those who decide; neither the monitoring agency nor either side reads them. */
export async function mayReadWarrantPaper(
  access: Access,
  sql: Sql,
  warrantId: string,
  reader: Party,
): Promise<boolean> {
  const warrant = (await loadWarrants(sql, { warrantId }, 1))[0];
  return warrant !== undefined && (await mayWith({ access }, sql, warrant, reader, 'warrant.read')).allowed;
}
