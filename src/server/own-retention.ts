/** Each minute: what incidents hold of the protected side's own positions, and what is over a day old and goes. Fails toward keeping a minute longer, and says so. */
import type { PersonId } from '../core/ids.ts';
import { MINUTE_MS } from '../core/time.ts';
import { loadHoldingIncidents } from '../incidents/service.ts';
import { eraseOwnHours, type HoldingIncident, holdOwnHours, loadUnfinishedHolds } from '../ingest/own-hours.ts';
import type { Magpie } from './assemble.ts';

/** One that was closed while nobody looked is seen for so long. */
const CLOSED_WITHIN_MS = 60 * MINUTE_MS;

type Parts = Pick<Magpie, 'database' | 'sealer' | 'book'>;

export async function keepOwnDay({ database, sealer, book }: Parts, nowMs: number): Promise<void> {
  // However long ago it was closed, and whether or not its pair still stands: a hold that nobody ends would hold for ever.
  const holders = await loadUnfinishedHolds(database);
  const incidents = await loadHoldingIncidents(database, nowMs - CLOSED_WITHIN_MS, [...holders.keys()]);
  const held = incidents.flatMap(({ subject, kind, ...incident }): HoldingIncident[] => {
    const personId = holders.get(incident.incidentId) ?? protectedOf(book, subject);
    if (personId === null) return [];
    return [{ ...incident, personId, reason: kind === 'device:sos' ? 'sos' : 'danger' }];
  });
  await holdOwnHours(database, held, nowMs);
  await eraseOwnHours({ database, sealer }, nowMs);
}

function protectedOf(book: Parts['book'], subject: string): PersonId | null {
  const [kind, id] = subject.split(':');
  if (kind === 'pair') return book.protectedOf(id ?? null);
  return kind === 'person' ? ((id as PersonId | undefined) ?? null) : null;
}
