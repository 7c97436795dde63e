/** Proceedings of the drill city, brought about by the acts that bring about real ones. */

import type { Outcome } from '../core/outcome.ts';
import { type Refusal, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { HOUR_MS, toIso } from '../core/time.ts';
import type { Cast } from '../drills/cast.ts';
import type { CastProceeding } from '../drills/cast-court.ts';
import type { ActRequest } from '../orders/process/contract.ts';
import type { Doer, ProcessDeps } from '../orders/process/deps.ts';
import { actOn, loadProceedingsProtecting, openProceeding, type ProceedingRow } from '../orders/process/service.ts';
import { loadPerson } from '../people/service.ts';
import { OPERATOR } from '../safeguards/service.ts';
import { principalOf } from './access-deps.ts';
import { assign } from './assignments/service.ts';
import { roleOf } from './doer.ts';
import { processDeps } from './process-deps.ts';
import type { DrillFile, SeedDeps } from './seed.ts';

/** Once: whom a proceeding is to protect already keeps it as it has become. */
export async function seedProceedings(deps: SeedDeps, cast: Cast, file: DrillFile): Promise<void> {
  const process = processDeps({ ...deps, onOrderChange: () => undefined });
  for (const one of cast.proceedings) {
    const known = await loadProceedingsProtecting(deps.database, file.people[one.protected]!);
    if (known.length > 0) continue;
    const proceedingId = await seedProceeding(process, one, cast, file);
    if (proceedingId !== null) await seedAssignments(deps, proceedingId, one, file);
  }
}

const AS = { police: 'police-in-charge', prosecutor: 'prosecutor', judge: 'judge' } as const;

/** Whoever did something in it works on it. */
async function seedAssignments(deps: SeedDeps, caseId: string, one: CastProceeding, file: DrillFile): Promise<void> {
  for (const key of new Set(one.acts.map(({ by }) => by))) {
    const person = await loadPerson(deps.database, file.people[key]!);
    const as = AS[person?.kind as keyof typeof AS];
    if (person === null || as === undefined) continue;
    const by = { actor: { kind: 'system', id: null }, who: OPERATOR } as const;
    valueOrRefuse(await assign(deps, { caseId, personId: person.personId, as }, by));
  }
}

async function seedProceeding(
  deps: ProcessDeps,
  one: CastProceeding,
  cast: Cast,
  file: DrillFile,
): Promise<string | null> {
  const office = (role: string) =>
    file.agencies[cast.agencies.find((agency) => agency.role === role)?.key ?? ''] ?? null;
  const opening = {
    ...{
      procedure: one.procedure,
      respondentId: file.people[one.respondent]!,
      protectedIds: [file.people[one.protected]!],
    },
    offices: {
      ...{ courtId: office('court'), prosecutionId: office('prosecution') },
      ...{ policeId: office('police'), monitoringId: office('monitoring') },
    },
  };
  let proceedingId: string | null = null;
  for (const { by, hoursAgo, ...rest } of one.acts) {
    const at = toIso(deps.clock.nowMs() - hoursAgo * HOUR_MS);
    const doer = await doerOfCast(deps, file.people[by]!);
    const untilMs = 'untilHours' in rest ? deps.clock.nowMs() + rest.untilHours * HOUR_MS : null;
    const act = actOf(rest, at, untilMs);
    const row: Outcome<ProceedingRow, Refusal> =
      proceedingId === null
        ? await openProceeding(deps, { ...opening, act }, doer)
        : await actOn(deps, proceedingId, act, doer);
    proceedingId = valueOrRefuse(row).proceedingId;
  }
  return proceedingId;
}

type Said = Omit<CastProceeding['acts'][number], 'by' | 'hoursAgo'> & { readonly text?: string };

function actOf({ act, measures, text }: Said, at: string, untilMs: number | null): ActRequest {
  const common = { at, documents: [], ...(text === undefined ? {} : { text }) };
  const wanted = measures.map((measure) => ({ measure, until: untilMs === null ? null : toIso(untilMs), fitBy: null }));
  switch (act) {
    case 'file':
      return { ...common, act: 'file', measures: [...measures], afterId: null };
    case 'impose':
      return { ...common, act: 'impose', measures: wanted };
    default:
      return { ...common, act: 'decide', result: 'granted', measures: wanted, reasons: [] };
  }
}

async function doerOfCast(deps: Pick<ProcessDeps, 'database'>, personId: string): Promise<Doer> {
  const person = await loadPerson(deps.database, personId);
  const role = person === null ? null : await roleOf(deps.database, person);
  if (person === null || role === null) return stopWith('not-found', 'The cast has nobody of that kind.');
  const { personId: id, agencyId, kind } = person;
  return { role, personId: id, agencyId, isBench: kind === 'judge', who: principalOf(person) };
}
