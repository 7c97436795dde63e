/** Weeks to figures. Pure. */

import { CELL_KM2, coveredKm2, type Grid } from './cells.ts';
import type { AWeek, FeasibilityRequest, FeasibilityResult } from './contract.ts';
import type { OrdinaryWeek, Seen, WhereTally } from './ordinary-week.ts';
import type { Setting } from './setting.ts';
import { aWeek, rounder } from './statistics.ts';
import { hoursOf, parseDate } from './timetable.ts';
import { ON_THE_WAY } from './track.ts';
import { lengthM } from './trip.ts';

/** Further ones are a few minutes, and a table that nobody reads. */
const WHERE_ROWS = 12;
const CELL_ROWS = 60;
const tenth = rounder(1);

type Of = (week: OrdinaryWeek) => number;

export function ordinaryFigures(
  { request }: Setting,
  grid: Grid,
  weeks: readonly OrdinaryWeek[],
): FeasibilityResult['ordinary'] {
  const of = (value: Of, decimals?: number): AWeek => aWeek(weeks.map(value), decimals);
  const levels = (member: 'alarms' | 'minutes') => ({
    notice: of((week) => week[member].notice),
    warning: of((week) => week[member].warning),
    danger: of((week) => week[member].danger),
    unknown: of((week) => week[member].unknown),
  });
  const rings = Object.keys(request.rings).sort();
  return {
    alarms: levels('alarms'),
    minutes: levels('minutes'),
    unknownShare: of((week) => week.minutes.unknown / sum(Object.values(week.minutes)), 4),
    meetings: of((week) => week.meetings),
    meetingMinutes: of((week) => week.meetingMinutes),
    ringEntries: Object.fromEntries(rings.map((name) => [name, of((week) => week.ringEntries.get(name) ?? 0)])),
    prohibited: request.prohibited.map(({ id }) => ({
      id,
      warnings: of((week) => week.zoneWarnings.get(id) ?? 0),
      minutes: of((week) => week.zoneMinutes.get(id) ?? 0),
    })),
    where: whereFigures(request, weeks),
    cells: cellFigures(grid, weeks),
  };
}

function whereFigures(
  request: FeasibilityRequest,
  weeks: readonly OrdinaryWeek[],
): FeasibilityResult['ordinary']['where'] {
  const all = new Map<string, WhereTally>();
  for (const [key, tally] of weeks.flatMap((week) => [...week.where])) {
    const known = all.get(key);
    if (known === undefined) {
      all.set(key, { ...tally });
      continue;
    }
    known.alarms += tally.alarms;
    known.minutes += tally.minutes;
    known.noticeMinutes += tally.noticeMinutes;
  }
  const nameOf = (places: readonly { readonly id: string }[], index: number) =>
    index === ON_THE_WAY ? null : places[index]!.id;
  return [...all.entries()]
    .sort(([a, x], [b, y]) => y.minutes - x.minutes || y.noticeMinutes - x.noticeMinutes || (a < b ? -1 : 1))
    .slice(0, WHERE_ROWS)
    .map(([, tally]) => ({
      wearer: nameOf(request.wearer.places, tally.wearer),
      protected: nameOf(request.protected.places, tally.protected),
      alarms: tenth(tally.alarms / weeks.length),
      minutes: tenth(tally.minutes / weeks.length),
      noticeMinutes: tenth(tally.noticeMinutes / weeks.length),
    }));
}

function cellFigures(grid: Grid, weeks: readonly OrdinaryWeek[]): FeasibilityResult['ordinary']['cells'] {
  const all = new Map<number, number>();
  for (const [key, minutes] of weeks.flatMap((week) => [...week.alertCells]))
    all.set(key, (all.get(key) ?? 0) + minutes);
  const place = rounder(5);
  return [...all]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, CELL_ROWS)
    .map(([key, minutes]) => {
      const { latDeg, lonDeg } = grid.middleOf(key);
      return { latDeg: place(latDeg), lonDeg: place(lonDeg), minutes: tenth(minutes / weeks.length) };
    });
}

export function overlapsOf(request: FeasibilityRequest): FeasibilityResult['overlaps'] {
  const { restraintM, warnM, noticeM } = request;
  const pairs = request.wearer.places.flatMap((a) =>
    request.protected.places.map((b) => ({ wearer: a.id, protected: b.id, distanceM: Math.round(lengthM(a, b)) })),
  );
  return pairs
    .filter(({ distanceM }) => distanceM <= noticeM)
    .sort((a, b) => a.distanceM - b.distanceM || (`${a.wearer} ${a.protected}` < `${b.wearer} ${b.protected}` ? -1 : 1))
    .map((pair) => ({
      ...pair,
      within: pair.distanceM <= restraintM ? 'restraint' : pair.distanceM <= warnM ? 'warn' : 'notice',
    }));
}

export function proportionalityFigures(
  { request, pack }: Setting,
  weeks: readonly OrdinaryWeek[],
): FeasibilityResult['proportionality'] {
  const of = (value: Of, decimals?: number): AWeek => aWeek(weeks.map(value), decimals);
  const seen = (member: 'protectedSeesWearer' | 'officersSeeWearer' | 'officersSeeProtected') => {
    const minutes = (value: (seen: Seen) => number) => of((week) => value(week[member]));
    return {
      point: minutes((s) => s.pointMin),
      band: minutes((s) => s.bandMin),
      unknown: minutes((s) => s.unknownMin),
    };
  };
  const covered = (radiusM: number) => rounder(2)(coveredKm2(request.protected.places, radiusM));
  return {
    hours: hoursOf(parseDate(request.startsOn), request.duration, pack.timeZone),
    hoursAWeek: 168,
    wearerKnownShare: of((week) => week.wearerKnown / week.samples, 3),
    protectedKnownShare: of((week) => week.protectedKnown / week.samples, 3),
    wearerReports: of((week) => week.wearerReports, 0),
    protectedReports: of((week) => week.protectedReports, 0),
    wearerKm2: of((week) => week.wearerCells.size * CELL_KM2, 2),
    protectedKm2: of((week) => week.protectedCells.size * CELL_KM2, 2),
    restraintKm2: covered(request.restraintM),
    warnKm2: covered(request.warnM),
    noticeKm2: covered(request.noticeM),
    protectedSeesWearer: seen('protectedSeesWearer'),
    officersSeeWearer: seen('officersSeeWearer'),
    officersSeeProtected: seen('officersSeeProtected'),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
