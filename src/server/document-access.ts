/**
 * Who may read a document that a case took, and how the order on a paper stands. Fails toward refusing: what nobody is named for is answered as
 * what is not there.
 */
import type { Sql } from '../core/database.ts';
import type { StoredDocument } from '../orders/documents/document.ts';
import { decideStanding, type Standing } from '../orders/documents/issue/decide-standing.ts';
import type { DocumentReader } from '../orders/documents/routes.ts';
import { mayIn } from '../orders/process/case.ts';
import { isOpenToCentre, isOpenToProtected } from '../orders/process/document-list.ts';
import { loadProceedingOfOrder, loadProceedingRow, type ProceedingRow } from '../orders/process/service.ts';
import { standingOfProceeding } from '../orders/process/standing.ts';
import { loadVersions } from '../orders/process/version-book.ts';
import { caseOfOrder, loadOrderSummary } from '../orders/service.ts';
import type { Access } from '../safeguards/service.ts';
import { principalOf } from './access-deps.ts';
import { roleOf } from './doer.ts';
import { mayReadWarrantPaper } from './warrants/documents.ts';

// HAZARD H-411: a document of a case that is read by somebody who has no part in it.
export async function mayReadDocument(
  access: Access,
  sql: Sql,
  reader: DocumentReader,
  document: StoredDocument,
): Promise<boolean> {
  const [of, id] = (document.basis ?? '').split(':');
  if (of === 'register' && id !== undefined) return mayReadWarrantPaper(access, sql, id, reader);
  const role = await roleOf(sql, reader);
  if (role === null || id === undefined) return false;
  const who = principalOf(reader);
  const mayReadIn = async (row: ProceedingRow) => (await mayIn({ access }, sql, row, { who }, 'document.read')).allowed;
  if (of === 'proceeding') {
    const row = await loadProceedingRow(sql, id);
    if (row === null || !(await mayReadIn(row))) return false;
    if (role === 'monitoring') return isOpenToCentre(sql, row.proceedingId, document.documentId);
    return role !== 'protected' || isOpenToProtected(sql, row.proceedingId, document.documentId, reader.personId);
  }
  // A court order's own: of those who watch it, and of the offices that it came from.
  if (of !== 'order' || role === 'protected') return false;
  const order = (await loadOrderSummary(sql, id))?.order ?? null;
  if (order !== null && (await access.mayAct(sql, who, 'document.read', caseOfOrder(order))).allowed) return true;
  const row = await loadProceedingOfOrder(sql, id);
  return row !== null && mayReadIn(row);
}

/** @param id a proceeding's, whose paper is the order's made in it, or a court order's */
export async function standingOf(sql: Sql, id: string, nowMs: number): Promise<Standing> {
  const row = await loadProceedingRow(sql, id);
  if (row !== null) return standingOfProceeding(row.state, nowMs);
  return decideStanding((await loadOrderSummary(sql, id))?.order ?? null, nowMs);
}

/** Null: no versions are kept of it. */
export async function newestVersionOf(sql: Sql, id: string): Promise<number | null> {
  return (await loadVersions(sql, id)).at(-1)?.version ?? null;
}
