/** What judging looks needs of other contexts: where and under which law somebody works. Who is not known works by UTC. */
import { randomBytes } from 'node:crypto';
import { localDate, localTimeMs, weekdayOf } from '../core/local-time.ts';
import { HOUR_MS } from '../core/time.ts';
import { loadAgency, loadPeopleById, type Person } from '../people/service.ts';
import { type JudgeDeps, judgeLooks, type KnownOfActors, MISUSE_LIMITS } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Parts = Pick<Magpie, 'database' | 'options'>;

/** Judges what was looked at since the last time, a bounded number of batches of it. */
export async function judgeAllLooks(magpie: Parts): Promise<void> {
  const deps = misuseDeps(magpie);
  for (let batch = 0; batch < MISUSE_LIMITS.batchesAtOnce; batch += 1) {
    if ((await judgeLooks(deps)) === 0) return;
  }
}

export function misuseDeps(magpie: Parts): JudgeDeps {
  const { database, options } = magpie;
  return { ...{ database, clock: options.clock, randomBytes }, factsOf: (actorIds) => factsOf(magpie, actorIds) };
}

async function factsOf({ database, options }: Parts, actorIds: readonly string[]): Promise<KnownOfActors> {
  const known = await loadPeopleById(
    database,
    actorIds.filter((id) => UUID.test(id)),
  );
  const people = new Map<string, Person>(known.map((one) => [one.personId, one]));
  const laws = new Map<string, string>();
  for (const agencyId of new Set(known.map((one) => one.agencyId))) {
    const agency = await loadAgency(database, agencyId);
    if (agency !== null) laws.set(agencyId, agency.jurisdiction);
  }
  const lawOf = (actorId: string): string | null => laws.get(people.get(actorId)?.agencyId ?? '') ?? null;
  return {
    hourOfWeek: (actorId, atMs) => hourOfWeek(atMs, options.packs.timeZoneOf(lawOf(actorId) ?? '') ?? 'UTC'),
    worksUnder: (actorId) => ({ jurisdiction: lawOf(actorId), exercise: people.get(actorId)?.exercise ?? null }),
  };
}

/** 0: Monday, midnight, by the clock on the wall. */
function hourOfWeek(atMs: number, timeZone: string): number {
  const date = localDate(atMs, timeZone);
  const midnightMs = localTimeMs(date, 0, timeZone);
  const hour = Math.min(23, Math.floor((atMs - midnightMs) / HOUR_MS));
  return (weekdayOf(date) - 1) * 24 + hour;
}
