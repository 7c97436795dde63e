/**
 * What comes with an act as bytes: what it is to the proceeding, and its binding to the event, and to the version that the act made, in the
 * transaction of both. Fails toward refusing: one document that cannot be taken, and the whole act is not done.
 */
import type { Sql } from '../../core/database.ts';
import type { Actor } from '../../safeguards/service.ts';
import type { DocumentUse } from '../documents/document.ts';
import { insertPrepared, type PreparedDocument } from '../documents/service.ts';
import type { ProceedingEventKind, Role } from '../packs/procedure.ts';
import type { ProceedingEvent } from './decided.ts';

/** What a document is that comes with this event, which that role brought about. */
export function whatOf(event: ProceedingEventKind, by: Role): DocumentUse {
  if (event === 'served') return 'service-record';
  if (event === 'heard') return 'opinion-attachment';
  switch (by) {
    case 'protected':
      return 'petition-attachment';
    case 'court':
    case 'authority':
      return 'decision';
    case 'respondent':
      return 'opinion-attachment';
    case 'police':
    case 'prosecutor':
    case 'monitoring':
      return 'request-attachment';
  }
}

// HAZARD H-412: an act without what it came with, or the reverse.
/**
 * Writes them; the first event, which is the act's own, then names them. A document that the proceeding had before keeps its id.
 * @returns the events as they are to be written
 */
export async function bindDocuments(
  tx: Sql,
  documents: readonly PreparedDocument[],
  events: readonly ProceedingEvent[],
  of: { readonly version: number | null; readonly atMs: number; readonly actor: Actor },
): Promise<readonly ProceedingEvent[]> {
  if (documents.length === 0) return events;
  const ids = new Set<string>();
  for (const one of documents) {
    const use = one.use === null ? null : { ...one.use, orderVersion: of.version };
    ids.add((await insertPrepared(tx, { ...one, use }, of.atMs, of.actor)).documentId);
  }
  return events.map((event, i) => (i === 0 ? { ...event, about: { ...event.about, documents: [...ids] } } : event));
}
