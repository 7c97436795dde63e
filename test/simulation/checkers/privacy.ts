/** I-3 and determinism: no coordinate in any finding, every number rounded as `types.ts` says, and never -0. */
import { EXPLANATIONS, type ExplanationKey } from '../../../src/proximity/explanations.ts';
import type { Finding, PairView } from '../../../src/proximity/types.ts';
import type { Complain, Rule } from './checker.ts';

const FIELDS = new Set(
  [
    'engineVersion inputPosition atMs subject kind level previousLevel reason sinceMs name inside distanceM gapM etaS',
    'earliestContactS closingMps wearerShare basis why',
  ]
    .join(' ')
    .split(' '),
);
/** Parts of one that a number may have, by its name; all others are whole. */
const SCALES: Readonly<Record<string, number>> = {
  closingMps: 10,
  speedMps: 10,
  wearerShare: 100,
  restraint: 100,
  warn: 100,
  notice: 100,
};
/** Pictures are looked at after one input of so many. */
const LOOKED_AT = 5;
/** Numbers of a view that are no measure of anything, or a place. */
const UNROUNDED = new Set(['latDeg', 'lonDeg']);

export const privacy: Rule = {
  name: 'I-3',
  watch(_scenario, complain) {
    return {
      after({ entry, found, world }) {
        for (const finding of found) checkNoCoordinate(finding, complain);
        if (entry.input.kind !== 'fix' || entry.input.position % LOOKED_AT !== 0) return;
        const { personId } = entry.input.fix;
        for (const [pairId, { spec }] of world.pairs) {
          if (spec.wearerId !== personId && spec.protectedId !== personId) continue;
          const view = world.view(pairId);
          if (view !== null) checkView(view, complain);
        }
      },
    };
  },
};

/** Every number is a whole one, or a tenth or hundredth of its kind; no text holds a decimal fraction but a time's. */
export function checkNoCoordinate(finding: Finding, complain: Complain): void {
  for (const field of Object.keys(finding)) if (!FIELDS.has(field)) complain(`unknown field ${field}`);
  checkRounded(finding, complain);
  checkRounded(finding.why.params, complain);
  const known: readonly string[] = EXPLANATIONS[finding.why.key as ExplanationKey]?.params ?? [];
  for (const name of Object.keys(finding.why.params)) if (!known.includes(name)) complain(`unknown number ${name}`);
  const words = JSON.stringify([finding.subject, finding.name, finding.reason, finding.why, finding.basis]);
  const withoutTimes = words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '');
  if (/\d\.\d{2,}/.test(withoutTimes)) complain(`a decimal fraction in the text of ${finding.why.key}`);
}

function checkView(view: PairView, complain: Complain): void {
  checkRounded(view, complain);
  if (view.inside !== null) checkRounded(view.inside, complain);
  for (const { point } of [view.wearer, view.protected]) {
    if (point === null) continue;
    checkRounded(point, complain);
    if (point.courseDeg !== null && !(point.courseDeg >= 0 && point.courseDeg < 360)) complain('a course beyond 360');
  }
  if (view.bearingDeg !== null && !(view.bearingDeg >= 0 && view.bearingDeg < 360)) complain('a bearing beyond 360');
}

function checkRounded(numbers: object, complain: Complain): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value !== 'number' || UNROUNDED.has(name)) continue;
    const scaled = value * (SCALES[name] ?? 1);
    if (!(Math.abs(scaled - Math.round(scaled)) <= 1e-9)) complain(`${name} is too exact, or no number`);
    if (Object.is(value, -0)) complain(`${name} is -0`);
  }
}
