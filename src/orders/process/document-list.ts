/** The documents of a proceeding as screens list them. Whoever asks has been found to take part, and is on record as the reader of the whole. */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { ATTACHMENTS, type DocumentUse } from '../documents/document.ts';
import { loadDocumentRows, loadUses } from '../documents/documents.sql.ts';
import { openName } from '../documents/read.ts';
import { whatOf } from './attachments.ts';
import type { ProceedingDocumentJson } from './contract.ts';
import type { ProcessDeps } from './deps.ts';
import { type EventRow, loadEvents } from './process.sql.ts';
import { loadVersions } from './version-book.ts';

/** @param sentBy only what that person sent; null: all. In the order in which they came. */
export async function documentsJson(
  { database, sealer }: Pick<ProcessDeps, 'database' | 'sealer'>,
  proceedingId: string,
  sentBy: PersonId | null,
): Promise<ProceedingDocumentJson[]> {
  const uses = await loadUses(database, proceedingId);
  if (uses.length === 0) return [];
  const rows = new Map((await loadDocumentRows(database, proceedingId)).map((row) => [row.documentId, row]));
  const madeBy = new Map((await loadVersions(database, proceedingId)).map(({ version, number }) => [number, version]));
  const events = await loadEvents(database, proceedingId);
  const list: ProceedingDocumentJson[] = [];
  for (const { documentId, what, orderVersion: version } of uses) {
    const row = rows.get(documentId);
    const event = events.find((one) => {
      const isOfUse = one.by !== null && whatOf(one.kind, one.by) === what;
      return isOfUse && (madeBy.get(one.number) ?? null) === version && documentsOf(one).includes(documentId);
    });
    if (row === undefined || (sentBy !== null && event?.byPerson !== sentBy)) continue;
    const { mediaType, sizeBytes, hash } = row;
    const name = await openName({ sealer }, row);
    list.push({ documentId, what, number: event?.number ?? null, version, mediaType, sizeBytes, hash, ...name });
  }
  return list;
}

/** Those that came with it. */
export function documentsOf({ about }: Pick<EventRow, 'about'>): readonly string[] {
  return Array.isArray(about.documents) ? about.documents : [];
}

/** What the person sent themself, and the order's paper. */
export async function isOpenToProtected(
  sql: Sql,
  proceedingId: string,
  documentId: string,
  personId: PersonId,
): Promise<boolean> {
  const uses = (await loadUses(sql, proceedingId)).filter((use) => use.documentId === documentId);
  if (uses.some(({ what }) => what === 'order-pdf')) return true;
  const sent = (await loadEvents(sql, proceedingId)).filter(({ byPerson }) => byPerson === personId);
  return sent.some((event) => documentsOf(event).includes(documentId));
}

// HAZARD H-433: photographs and statements handed to the police or the court are read by whoever fits devices.
/** A monitoring centre gets papers of the order and of the court, and not what people attached. */
export function isForCentre(what: DocumentUse): boolean {
  return !ATTACHMENTS.includes(what);
}

export async function isOpenToCentre(sql: Sql, proceedingId: string, documentId: string): Promise<boolean> {
  const uses = (await loadUses(sql, proceedingId)).filter((use) => use.documentId === documentId);
  return uses.some(({ what }) => isForCentre(what));
}
