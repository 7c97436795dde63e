/**
 * A wearer's own positions, by day and to take away: theirs to see (right of access), nobody else's. The reading is on record before anything is
 * opened. A lawyer gets none here: the wearer hands them on. Fails toward refusing.
 */
import { addDays, dateOf, daysBetween, localTimeMs } from '../../core/local-time.ts';
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { loadOwnFixes, type OwnFixes } from '../../ingest/own-data.ts';
import { audit } from '../../safeguards/service.ts';
import { type PositionsJson, WEARER_LIMITS } from './contract.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst } from './told.ts';

interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly timeZone: string;
}

export async function loadOwnPositions(deps: WearerDeps, subject: Subject, day: string): Promise<PositionsJson> {
  const period = await periodOf(deps, subject, day, day);
  const found = await read(deps, subject, period, 'view', WEARER_LIMITS.positionsMax);
  return { day, timeZone: period.timeZone, isWhole: found.isWhole, erased: found.erased, positions: pointsOf(found) };
}

/** Both days are within. */
export async function loadForExport(
  deps: WearerDeps,
  subject: Subject,
  days: { readonly from: string; readonly until: string; readonly format: 'json' | 'csv' },
): Promise<Pick<PositionsJson, 'isWhole' | 'erased' | 'positions'>> {
  const many = daysBetween(dateOf(days.from), dateOf(days.until)) + 1;
  if (many < 1 || many > WEARER_LIMITS.exportDaysMax)
    return stopWith('out-of-bounds', 'At most seven days are taken at once, the last not before the first.');
  const period = await periodOf(deps, subject, days.from, days.until);
  const found = await read(deps, subject, period, `export ${days.format}`, WEARER_LIMITS.exportPositionsMax);
  if (!found.isWhole) return stopWith('out-of-bounds', 'There are too many positions: take fewer days.');
  return { isWhole: true, erased: found.erased, positions: pointsOf(found) };
}

async function periodOf(deps: WearerDeps, subject: Subject, from: string, until: string): Promise<Period> {
  if (subject.isLawyer) return stopWith('forbidden', 'Positions are shown to the wearer alone.');
  const timeZone = timeZoneOf(deps, await ordersAgainst(deps.database, subject.wearerId));
  const fromMs = localTimeMs(dateOf(from), 0, timeZone);
  return { fromMs, untilMs: localTimeMs(addDays(dateOf(until), 1), 0, timeZone), timeZone };
}

async function read(
  deps: WearerDeps,
  { wearerId, actor }: Subject,
  { fromMs, untilMs }: Period,
  how: string,
  most: number,
): Promise<OwnFixes> {
  const about = { personId: wearerId, fromMs, untilMs, how };
  const entry = { atMs: deps.clock.nowMs(), actor, action: 'position.read', purpose: 'own-data', about };
  await deps.database.transaction((tx) => audit(tx, [entry]));
  return loadOwnFixes(deps.database, deps.sealer, wearerId, { fromMs, untilMs }, most);
}

function pointsOf({ fixes }: OwnFixes): PositionsJson['positions'] {
  return fixes.map(({ fixedAtMs, latDeg, lonDeg, accuracyM, source }) => ({
    ...{ atMs: fixedAtMs, latDeg, lonDeg, accuracyM, source },
  }));
}

/** RFC 4180; only numbers, times and codes, so nothing is quoted. */
export function positionsCsv(positions: PositionsJson['positions']): string {
  const lines = positions.map(({ atMs, latDeg, lonDeg, accuracyM, source }) =>
    [toIso(atMs), latDeg, lonDeg, accuracyM ?? '', source ?? ''].join(','),
  );
  return `${['at,lat_deg,lon_deg,accuracy_m,source', ...lines].join('\r\n')}\r\n`;
}
