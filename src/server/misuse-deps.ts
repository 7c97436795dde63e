/**
 * What judging looks needs of other contexts: whether somebody has a part in what they looked at, where and under which law they work. A part
 * is what the database's isolation would show them for their office, or an assignment. Who is not known has none, and works by UTC.
 */
import { randomBytes } from 'node:crypto';
import type { AgencyId } from '../core/ids.ts';
import { localDate, localTimeMs, weekdayOf } from '../core/local-time.ts';
import { HOUR_MS } from '../core/time.ts';
import { loadAgency, loadPeopleById, type Person } from '../people/service.ts';
import { type JudgeDeps, judgeLooks, type KnownOfActors, type Look, MISUSE_LIMITS } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';
import { scopeOfViewer } from './http/scopes.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Parts = Pick<Magpie, 'database' | 'options' | 'access'>;

/** Judges what was looked at since the last time, a bounded number of batches of it. */
export async function judgeAllLooks(magpie: Parts): Promise<void> {
  const deps = misuseDeps(magpie);
  for (let batch = 0; batch < MISUSE_LIMITS.batchesAtOnce; batch += 1) {
    if ((await judgeLooks(deps)) === 0) return;
  }
}

export function misuseDeps(magpie: Parts): JudgeDeps {
  const { database, options } = magpie;
  return { ...{ database, clock: options.clock, randomBytes }, factsOf: (looks) => factsOf(magpie, looks) };
}

async function factsOf({ database, options, access }: Parts, looks: readonly Look[]): Promise<KnownOfActors> {
  const actorIds = [...new Set(looks.map(({ actorId }) => actorId))].filter((id) => UUID.test(id));
  const people = new Map<string, Person>((await loadPeopleById(database, actorIds)).map((one) => [one.personId, one]));
  const laws = new Map<string, string>();
  for (const agencyId of new Set([...people.values()].map((one) => one.agencyId))) {
    const agency = await loadAgency(database, agencyId);
    if (agency !== null) laws.set(agencyId, agency.jurisdiction);
  }
  const parts = new Map<string, ReadonlySet<string>>();
  for (const [actorId, own] of Map.groupBy(looks, (look) => look.actorId)) {
    const person = people.get(actorId);
    if (person !== undefined) parts.set(actorId, await partsOf(database, person, own));
  }
  const lawOf = (actorId: string): string | null => laws.get(people.get(actorId)?.agencyId ?? '') ?? null;
  return {
    hasPart: (look) => hasPart(look, parts.get(look.actorId) ?? new Set(), access),
    hourOfWeek: (actorId, atMs) => hourOfWeek(atMs, options.packs.timeZoneOf(lawOf(actorId) ?? '') ?? 'UTC'),
    worksUnder: (actorId) => ({ jurisdiction: lawOf(actorId), exercise: people.get(actorId)?.exercise ?? null }),
  };
}

/** Which of the ids the person's own scope would show. */
async function partsOf(
  database: Parts['database'],
  { kind, personId, agencyId }: Person,
  looks: readonly Look[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(
    looks.flatMap(({ subject, caseId }) => [subject, caseId]).filter((id) => id !== null && UUID.test(id)),
  );
  const scope = scopeOfViewer({
    kind: kind as Parameters<typeof scopeOfViewer>[0]['kind'],
    personId,
    agencyId: agencyId as AgencyId,
  });
  const isStaff = scope.kind === 'person' && scope.isStaff;
  const { rows } = await database.transaction(async (tx) => {
    await tx.query(
      `select set_config('magpie.person', $1, true), set_config('magpie.home', $2, true), set_config('magpie.agencies', $3, true)`,
      [personId, agencyId, isStaff ? agencyId : ''],
    );
    return tx.query<{ id: string }>('select isolation.parts($1::uuid[]) as id', [[...ids]]);
  });
  return new Set(rows.map(({ id }) => id));
}

// HAZARD H-532: a colleague looks at a case of another office, and it counts as theirs
/** In the case, where one is named: a person of one's own cases may be in another's as well. */
function hasPart(look: Look, parts: ReadonlySet<string>, access: Parts['access']): boolean {
  // It is their work to look into any case under their law, and each search stands in the log.
  if (look.actorKind === 'overseer' && look.action.startsWith('oversight.')) return true;
  const of = look.caseId ?? look.subject;
  if (of === null || parts.has(of)) return true;
  return access.assignments.assignedAs(look.actorId, [of], look.atMs).length > 0;
}

/** 0: Monday, midnight, by the clock on the wall. */
function hourOfWeek(atMs: number, timeZone: string): number {
  const date = localDate(atMs, timeZone);
  const midnightMs = localTimeMs(date, 0, timeZone);
  const hour = Math.min(23, Math.floor((atMs - midnightMs) / HOUR_MS));
  return (weekdayOf(date) - 1) * 24 + hour;
}
