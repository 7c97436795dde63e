/** Each minute: what incidents hold of the protected side's own positions, and what is over a day old and goes. Fails toward keeping a minute longer, and says so. */
import type { PairId, PersonId } from '../core/ids.ts';
import { MINUTE_MS } from '../core/time.ts';
import { loadHoldingIncidents } from '../incidents/service.ts';
import { eraseOwnHours, type HoldingIncident, holdOwnHours } from '../ingest/own-hours.ts';
import type { Magpie } from './assemble.ts';

/** One that was closed while nobody looked is seen for so long. */
const CLOSED_WITHIN_MS = 60 * MINUTE_MS;

type Parts = Pick<Magpie, 'database' | 'sealer' | 'shard'>;

export async function keepOwnDay({ database, sealer, shard }: Parts, nowMs: number): Promise<void> {
  const incidents = await loadHoldingIncidents(database, nowMs - CLOSED_WITHIN_MS);
  const held = incidents.flatMap(({ subject, kind, ...incident }): HoldingIncident[] => {
    const personId = protectedOf(shard, subject);
    if (personId === null) return [];
    return [{ ...incident, personId, reason: kind === 'device:sos' ? 'sos' : 'danger' }];
  });
  await holdOwnHours(database, held, nowMs);
  await eraseOwnHours({ database, sealer }, nowMs);
}

function protectedOf(shard: Parts['shard'], subject: string): PersonId | null {
  const [kind, id] = subject.split(':');
  if (kind === 'pair') return shard.pairs.get(id as PairId)?.protectedId ?? null;
  return kind === 'person' ? ((id as PersonId | undefined) ?? null) : null;
}
