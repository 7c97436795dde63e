/** What is wrong with a pack's uses of positions: a rule that shows something for nothing that the pack lists, a place shown to somebody who undertook nothing. */
import type { PackFile } from './pack.ts';
import { type PackProblem, twice } from './problem.ts';

// HAZARD H-501: a position is read for what no law allows, or for nothing that anybody named.
export function purposeProblems(pack: PackFile): PackProblem[] {
  const problems: PackProblem[] = twice(pack.purposes, 'purposes');
  const named = (id: string, target: string) =>
    pack.purposes.some((one) => one.id === id && one.of.some((of) => of === target));
  for (const [i, rule] of pack.disclosure.entries()) {
    const path = ['disclosure', i];
    const { purpose } = rule;
    if (rule.shows === 'nothing') {
      if (purpose !== undefined)
        problems.push({ path: [...path, 'purpose'], message: `rule ${rule.id} shows nothing, for nothing` });
      continue;
    }
    if (purpose === undefined)
      problems.push({ path, message: `rule ${rule.id} does not say for what it shows (purpose)` });
    else
      for (const target of rule.targets.filter((one) => !named(purpose, one)))
        problems.push({
          path: [...path, 'purpose'],
          message: `rule ${rule.id}: purposes lists no '${purpose}' of the ${target}`,
        });
  }
  for (const [i, { id }] of pack.purposes.entries()) {
    if (id === 'study' && pack.mode !== 'study')
      problems.push({ path: ['purposes', i, 'id'], message: "'study' is a use in study mode alone" });
  }
  // The engine itself reads positions, of every wearer with a device: whether they keep to the measure.
  const watches = pack.measures.some(({ device }) => device);
  if (watches && !(named('compliance', 'wearer') || named('study', 'wearer')))
    problems.push({
      path: ['purposes'],
      message: "a measure with a device is watched, which needs 'compliance' of the wearer",
    });
  return problems;
}

// HAZARD H-503: the wearer's place is shown to somebody who was never told what leaking it means.
export function undertakingProblems(pack: PackFile): PackProblem[] {
  return pack.disclosure.flatMap((rule, i) => {
    const civil = rule.viewer === 'protected' || rule.viewer === 'household';
    const isPlace = civil && rule.shows === 'point' && rule.targets.includes('wearer');
    if (isPlace === (rule.when?.undertaken === true)) return [];
    const path = ['disclosure', i];
    const message = isPlace
      ? `rule ${rule.id} shows the wearer's place: only under \`when.undertaken\``
      : `rule ${rule.id}: \`when.undertaken\` is for places of the wearer shown to the protected side`;
    return [{ path, message }];
  });
}
