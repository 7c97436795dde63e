/** What is wrong with a pack beyond its shape, each with where it stands: cells without an answer, articles of laws that are not listed, … */
import { DEFAULT_PARAMETERS, ORDER_BOUNDS } from '../../proximity/parameters.ts';
import { ORDER_PARAMETERS } from '../order.ts';
import { disclosureRules, LEVELS, TARGETS, type Target, VIEWERS, type Viewer } from './disclosure-rule.ts';
import type { PackFile } from './pack.ts';
import { type PackProblem, twice } from './problem.ts';
import { procedureProblems } from './procedure-problems.ts';
import { purposeProblems, undertakingProblems } from './use-problems.ts';

export function packProblems(pack: PackFile): PackProblem[] {
  return [
    ...tableProblems(pack),
    ...articleProblems(pack),
    ...basisProblems(pack),
    ...calendarProblems(pack),
    ...distanceProblems(pack),
    ...engineProblems(pack),
    ...trailProblems(pack),
    ...purposeProblems(pack),
    ...undertakingProblems(pack),
    ...procedureProblems(pack),
  ];
}

function tableProblems(pack: PackFile): PackProblem[] {
  const problems: PackProblem[] = twice(pack.disclosure, 'disclosure');
  for (const viewer of VIEWERS) {
    for (const target of TARGETS) {
      for (const level of LEVELS) problems.push(...cellProblems(pack, viewer, target, level));
    }
  }
  return problems;
}

// INVARIANT: the table is total - every viewer, target and level has exactly one closing rule, and it is the last.
function cellProblems(pack: PackFile, viewer: Viewer, target: Target, level: (typeof LEVELS)[number]): PackProblem[] {
  const cell = `${viewer} on ${target} at ${level}`;
  const rules = disclosureRules(pack, viewer, target, level);
  const closing = rules.findIndex((rule) => rule.when === undefined);
  if (closing === -1) return [{ path: ['disclosure'], message: `${cell}: no rule without a condition` }];
  const after = rules[closing + 1];
  if (after === undefined) return [];
  return [
    {
      path: ['disclosure', pack.disclosure.indexOf(after)],
      message: `${cell}: rule ${after.id} stands after the one without a condition, and is never asked`,
    },
  ];
}

// HAZARD H-353: a rule rests on no law that anybody can look up.
function articleProblems(pack: PackFile): PackProblem[] {
  const laws = new Set(pack.laws.map((law) => law.abbreviation));
  return articlesOf(pack, []).flatMap(({ path, article }) =>
    article.split('; ').flatMap((part) => {
      if (laws.has(part.split(' ')[0] ?? '')) return [];
      return [{ path, message: `article '${part}' names a law that is not listed in laws` }];
    }),
  );
}

function articlesOf(
  value: unknown,
  path: readonly (string | number)[],
): { path: (string | number)[]; article: string }[] {
  if (Array.isArray(value)) return value.flatMap((member, i) => articlesOf(member, [...path, i]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'article' && typeof member === 'string'
      ? [{ path: [...path, key], article: member }]
      : articlesOf(member, [...path, key]),
  );
}

// HAZARD H-355: a device is ordered, or a place shown, for real people although no law of the country allows it.
function basisProblems(pack: PackFile): PackProblem[] {
  const problems: PackProblem[] = [];
  const { mode, legalBasis, measures, laws } = pack;
  if (mode === 'study' && legalBasis !== null)
    problems.push({ path: ['legalBasis'], message: 'in study mode there is none: null' });
  if (mode === 'law' && legalBasis === null && measures.some(({ device }) => device)) {
    problems.push({ path: ['legalBasis'], message: 'a measure with a device needs one outside of study mode' });
  }
  if (mode === 'law') {
    for (const [i, law] of laws.entries()) {
      if (law.madeUp)
        problems.push({ path: ['laws', i, 'madeUp'], message: 'no pack in law mode rests on a made-up law' });
    }
  }
  return problems;
}

function calendarProblems({ calendar }: PackFile): PackProblem[] {
  return calendar.holidays.flatMap(({ date }, i) => {
    const before = calendar.holidays[i - 1];
    const path = ['calendar', 'holidays', i, 'date'];
    if (before !== undefined && before.date >= date) return [{ path, message: 'holidays stand by date, each once' }];
    if (date > calendar.knownUntil)
      return [{ path, message: `after ${calendar.knownUntil}, until which holidays are said to be known` }];
    return [];
  });
}

function distanceProblems({ proximity }: PackFile): PackProblem[] {
  const { restraintM, warnM, noticeM, zone, noticeTimesWarn } = proximity;
  const problems: PackProblem[] = [];
  if (!(restraintM.default < warnM.default && warnM.default < noticeM.default)) {
    problems.push({ path: ['proximity'], message: 'default distances must ascend: restraint, warn, notice' });
  }
  if (!(zone.warnM.default < zone.noticeM.default)) {
    problems.push({ path: ['proximity', 'zone'], message: 'default zone distances must ascend: warn, notice' });
  }
  if (noticeTimesWarn !== null) {
    const { factor } = noticeTimesWarn;
    for (const name of ['default', 'min', 'max'] as const) {
      if (noticeM[name] === factor * warnM[name]) continue;
      problems.push({ path: ['proximity', 'noticeM', name], message: `must be ${factor} times warnM.${name}` });
    }
  }
  return problems;
}

// HAZARD H-173: a protected person's screen draws a way that the law gives them no right to.
function trailProblems(pack: PackFile): PackProblem[] {
  return pack.disclosure.flatMap((rule, i) => {
    if (rule.shows !== 'point') return [];
    const path = ['disclosure', i];
    const civil = rule.viewer === 'protected' || rule.viewer === 'household';
    if (civil && rule.trailS === undefined)
      return [{ path, message: `rule ${rule.id} does not say how long a trail may be (trailS)` }];
    if (!civil && rule.trailS !== undefined)
      return [{ path: [...path, 'trailS'], message: `rule ${rule.id}: trailS is said for the protected side only` }];
    return [];
  });
}

// HAZARD H-110: a pack, or an order under it, lets the engine warn too late or never end.
function engineProblems(pack: PackFile): PackProblem[] {
  return ORDER_PARAMETERS.flatMap((name) => {
    const { default: ofPack, min, max } = pack.proximity.engine[name];
    const safe = ORDER_BOUNDS[name];
    const given = ofPack ?? DEFAULT_PARAMETERS[name];
    const path = ['proximity', 'engine', name];
    const problems: PackProblem[] = [];
    const where = `${min} to ${max} s`;
    if (min < safe.min || max > safe.max)
      problems.push({ path, message: `${where} reaches outside ${safe.min} to ${safe.max} s, which is safe` });
    if (given < min || given > max)
      problems.push({ path, message: `${where} leaves out ${given} s, which holds when nothing is said` });
    return problems;
  });
}
