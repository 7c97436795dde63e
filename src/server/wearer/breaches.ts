/** Breach records as the wearer, officers and courts get them, with what was filed against them. */
import { addDays, dateText, localDate, localTimeMs } from '../../core/local-time.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Breach, SealedAct } from '../../incidents/breaches/breach.ts';
import type { BreachJson, BreachListJson, OwnBreachJson } from '../../incidents/breaches/contract.ts';
import { stateOf } from '../../incidents/breaches/decide-breach.ts';
import { decideOwn } from '../../incidents/breaches/decide-own.ts';
import { loadActs, loadBreachesOfWearer, loadWithoutRecord, wordsOf } from '../../incidents/breaches/service.ts';
import { loadOrderRows } from '../../orders/service.ts';
import { LATE_DAYS } from './decide-looks.ts';
import type { WearerDeps } from './deps.ts';

type Deps = Pick<WearerDeps, 'database' | 'sealer' | 'clock' | 'packs'>;

/** From when the wearer may be told: of two people from the second full day after; else at once. */
export async function toldFromMs(deps: Pick<WearerDeps, 'database' | 'packs'>, breach: Breach): Promise<number> {
  if (breach.kind !== 'pair') return 0;
  const timeZone = (await zonesOf(deps, [breach])).get(breach.orderId)?.timeZone ?? 'UTC';
  return localTimeMs(addDays(localDate(breach.untilMs, timeZone), 1 + LATE_DAYS), 0, timeZone);
}

export async function loadOwnBreaches(deps: Deps, wearerId: string): Promise<OwnBreachJson[]> {
  const nowMs = deps.clock.nowMs();
  const breaches = await loadBreachesOfWearer(deps.database, wearerId);
  const acts = await loadActs(
    deps.database,
    breaches.map(({ breachId }) => breachId),
  );
  const orders = await zonesOf(deps, breaches);
  const shown: OwnBreachJson[] = [];
  for (const breach of breaches) {
    const known = acts.get(breach.breachId) ?? [];
    const state = stateOf(known);
    const own = decideOwn(breach, state, await toldFromMs(deps, breach), nowMs);
    if (own === null || state === 'draft') continue;
    const { timeZone = 'UTC', label = '' } = orders.get(breach.orderId) ?? {};
    shown.push({
      ...{ breachId: breach.breachId, label, kind: breach.kind, state, ...own, signs: [...own.signs] },
      day: dateText(localDate(breach.fromMs, timeZone)),
      acts: await actsJson(deps, known, breach.kind === 'pair' ? timeZone : null),
    });
  }
  // By day, so that the order in which they were made tells nothing.
  return shown.sort((a, b) => b.day.localeCompare(a.day) || a.breachId.localeCompare(b.breachId));
}

/** `byDayIn`: times are told as the beginning of their day there; null: as they are. */
async function actsJson(deps: Pick<WearerDeps, 'sealer'>, acts: readonly SealedAct[], byDayIn: string | null) {
  const told = (atMs: number) => (byDayIn === null ? atMs : localTimeMs(localDate(atMs, byDayIn), 0, byDayIn));
  return Promise.all(
    acts.map(async (act) => ({
      ...{ kind: act.kind, atMs: told(act.atMs), words: await wordsOf(deps, act) },
      answerDueMs: act.answerDueMs === null ? null : told(act.answerDueMs),
    })),
  );
}

/** For whom the record is whole. */
export async function breachesJson(deps: Deps, breaches: readonly Breach[]): Promise<BreachJson[]> {
  const acts = await loadActs(
    deps.database,
    breaches.map(({ breachId }) => breachId),
  );
  const orders = await zonesOf(deps, breaches);
  return Promise.all(
    breaches.map(async (breach) => {
      const known = acts.get(breach.breachId) ?? [];
      const { breachId, incidentId, wearerId, kind, fromMs, untilMs, shares, signs, evidence } = breach;
      const { events, positions, engineVersions } = evidence;
      return {
        ...{ breachId, incidentId, wearerId, kind, fromMs, untilMs, shares, signs: [...signs] },
        evidence: { events: [...events], positions: [...positions], engineVersions: [...engineVersions] },
        ...{ label: orders.get(breach.orderId)?.label ?? '', state: stateOf(known) },
        acts: await actsJson(deps, known, null),
      };
    }),
  );
}

export async function withoutRecord(deps: Deps, agencyId: string): Promise<BreachListJson['incidents']> {
  const found = await loadWithoutRecord(deps.database, agencyId);
  const orders = await zonesOf(deps, found);
  return found
    .filter(({ openedAtMs }) => openedAtMs > deps.clock.nowMs() - 31 * DAY_MS)
    .map(({ orderId, ...incident }) => ({ ...incident, label: orders.get(orderId)?.label ?? '' }));
}

async function zonesOf(
  { database, packs }: Pick<WearerDeps, 'database' | 'packs'>,
  of: readonly { readonly orderId: string }[],
): Promise<ReadonlyMap<string, { readonly label: string; readonly timeZone: string }>> {
  const rows = await loadOrderRows(database, [...new Set(of.map(({ orderId }) => orderId))]);
  return new Map(
    rows.map(({ orderId, label, jurisdiction }) => [
      orderId,
      { label, timeZone: packs.timeZoneOf(jurisdiction) ?? 'UTC' },
    ]),
  );
}
