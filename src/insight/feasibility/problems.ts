/**
 * What is wrong with a request beyond its shape, each with the member it is in and no value of it. Pure. Fails toward refusing: a simulation of
 * something else than was meant is worse than none.
 */
import { type OutlineProblem, outlineProblem } from '../../core/outline.ts';
import { type FeasibilityRequest, type Life, PROBLEM_TEXTS as SAY } from './contract.ts';
import { wayS } from './life-track.ts';
import { FEASIBILITY_LIMITS as LIMITS } from './limits.ts';
import { TRAVEL } from './means.ts';
import { WEEK_MIN, type WeeklyStay, weeklyStays } from './timetable.ts';
import { lengthM } from './trip.ts';

export interface Problem {
  readonly path: string;
  readonly message: string;
  /** The law, not the request by itself, says no. */
  readonly isLaw?: true;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** What the pack allows. */
export interface Allowed {
  readonly restraintM: Bounds;
  readonly warnM: Bounds;
  readonly noticeM: Bounds;
  readonly rings: { readonly minM: number; readonly maxM: number };
  readonly wearerIntervalS: Bounds;
  readonly protectedIntervalS: Bounds;
}

/** In order: lives first, then distances, then areas. Empty: it can be simulated. */
export function problemsOf(request: FeasibilityRequest, allowed: Allowed): Problem[] {
  return [
    ...lifeProblems('wearer', request.wearer),
    ...lifeProblems('protected', request.protected),
    ...spanProblems(request),
    ...distanceProblems(request),
    ...boundProblems(request, allowed),
    ...areaProblems(request),
  ];
}

function lifeProblems(side: 'wearer' | 'protected', life: Life): Problem[] {
  const problems: Problem[] = [];
  const ids = life.places.map(({ id }) => id);
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) problems.push({ path: `${side}.places[${i}].id`, message: SAY.twice });
  });
  const homes = life.places.filter(({ kind }) => kind === 'home').length;
  if (homes !== 1) {
    problems.push({ path: `${side}.places`, message: homes === 0 ? SAY['home-missing'] : SAY['home-many'] });
  }
  life.stays.forEach((stay, i) => {
    const path = `${side}.stays[${i}]`;
    if (!ids.includes(stay.place)) {
      problems.push({ path: `${path}.place`, message: `${SAY['place-missing']} from ${side}.places` });
    }
    if (stay.from === stay.until)
      problems.push({ path: `${path}.until`, message: `${SAY['no-time']}: it lasts no time` });
    if (new Set(stay.days).size !== stay.days.length)
      problems.push({ path: `${path}.days`, message: SAY['day-twice'] });
  });
  return problems.length > 0 ? problems : timetableProblems(side, life);
}

function timetableProblems(side: string, life: Life): Problem[] {
  const stays = weeklyStays(life);
  const totalMin = stays.reduce((sum, stay) => sum + stay.untilMin - stay.fromMin, 0);
  if (totalMin > WEEK_MIN) return [{ path: `${side}.stays`, message: SAY['over-week'] }];
  const problems: Problem[] = [];
  stays.forEach((stay, i) => {
    const next = i + 1 < stays.length ? stays[i + 1]! : nextWeek(stays[0]!);
    const path = `${side}.stays[${next.entry}].from`;
    const gapMin = next.fromMin - stay.untilMin;
    if (gapMin < 0) {
      problems.push({ path, message: `${SAY.overlaps} ${side}.stays[${stay.entry}]` });
    } else if (gapMin * 60 < wayS(life, TRAVEL, stay.place, next.place, next.by)) {
      const message = `${SAY['too-soon']} ${side}.stays[${stay.entry}]: by ${next.by} the way takes longer than the time between`;
      problems.push({ path, message });
    }
  });
  return problems;
}

function nextWeek(stay: WeeklyStay): WeeklyStay {
  return { ...stay, fromMin: stay.fromMin + WEEK_MIN, untilMin: stay.untilMin + WEEK_MIN };
}

function spanProblems({ wearer, protected: person }: FeasibilityRequest): Problem[] {
  const home = person.places[0]!;
  const problems: Problem[] = [];
  for (const [side, life] of [
    ['wearer', wearer],
    ['protected', person],
  ] as const) {
    life.places.forEach((place, i) => {
      if (lengthM(home, place) <= LIMITS.spanM) return;
      const message = `${SAY.far} ${LIMITS.spanM / 1000} km from the first place of the protected person: that is not simulated`;
      problems.push({ path: `${side}.places[${i}]`, message });
    });
  }
  return problems;
}

function distanceProblems({ restraintM, warnM, noticeM }: FeasibilityRequest): Problem[] {
  if (restraintM >= warnM) return [{ path: 'warnM', message: `${SAY.order} restraintM` }];
  if (warnM >= noticeM) return [{ path: 'noticeM', message: `${SAY.order} warnM` }];
  return [];
}

function boundProblems(request: FeasibilityRequest, allowed: Allowed): Problem[] {
  const problems: Problem[] = [];
  for (const name of ['restraintM', 'warnM', 'noticeM', 'wearerIntervalS', 'protectedIntervalS'] as const) {
    const { min, max } = allowed[name];
    if (request[name] >= min && request[name] <= max) continue;
    problems.push({ path: name, message: `${SAY.law} ${min} to ${max} in this jurisdiction`, isLaw: true });
  }
  const { minM, maxM } = allowed.rings;
  for (const value of Object.values(request.rings)) {
    if (value >= minM && value <= maxM) continue;
    problems.push({
      path: 'rings',
      message: `${SAY['law-rings']} ${minM} to ${maxM} in this jurisdiction`,
      isLaw: true,
    });
    break;
  }
  return problems;
}

const OUTLINE_WORDS: Readonly<Record<OutlineProblem, string>> = {
  'no-area': SAY['no-size'],
  'crosses-itself': SAY.crosses,
};

function areaProblems({ gaps, prohibited }: FeasibilityRequest): Problem[] {
  const areas = [
    ...gaps.map(({ area }, i) => ({ area, path: `gaps[${i}].area` })),
    ...prohibited.map(({ area }, i) => ({ area, path: `prohibited[${i}].area` })),
  ];
  const problems = areas.flatMap(({ area, path }): Problem[] => {
    const what = area.kind === 'polygon' ? outlineProblem(area.outline) : null;
    return what === null ? [] : [{ path: `${path}.outline`, message: OUTLINE_WORDS[what] }];
  });
  prohibited.forEach(({ id, warnM, noticeM }, i) => {
    if (prohibited.findIndex((other) => other.id === id) !== i) {
      problems.push({ path: `prohibited[${i}].id`, message: SAY.twice });
    }
    if (warnM !== undefined && noticeM !== undefined && warnM >= noticeM) {
      problems.push({ path: `prohibited[${i}].noticeM`, message: `${SAY.order} warnM` });
    }
  });
  return problems;
}
