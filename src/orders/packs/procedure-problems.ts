/** What is wrong with a pack's measures, procedures and notices among one another: names of what is not there, rules that contradict. */
import type { PackFile } from './pack.ts';
import { type PackProblem, twice } from './problem.ts';

export function procedureProblems(pack: PackFile): PackProblem[] {
  return [
    ...twice(pack.measures, 'measures'),
    ...twice(pack.procedures, 'procedures'),
    ...twice(pack.notices, 'notices'),
    ...measureProblems(pack),
    ...beginningProblems(pack),
    ...noticeProblems(pack),
  ];
}

function measureProblems({ measures, procedures }: PackFile): PackProblem[] {
  const problems: PackProblem[] = [];
  const named = new Set(procedures.map(({ id }) => id));
  for (const [i, measure] of measures.entries()) {
    const say = (key: string, message: string) => problems.push({ path: ['measures', i, key], message });
    if (!named.has(measure.procedure)) say('procedure', `there is no procedure '${measure.procedure}'`);
    if (measure.device !== measure.demands.includes('wear-device'))
      say('device', "must be true exactly where the measure demands 'wear-device'");
    if (measure.device && measure.duration === null)
      say('duration', 'a device is worn for a limited time: say how long');
    if (measure.device && measure.fitting === null) say('fitting', 'a device is fitted: say by when');
    if (!measure.device && measure.fitting !== null) say('fitting', 'without a device nothing is fitted: null');
    if (!measure.device && measure.offer !== null) say('offer', 'without a device nothing is offered: null');
    const procedure = procedures.find(({ id }) => id === measure.procedure);
    if (measure.device && procedure?.appeal?.suspends === true)
      say('device', 'an appeal that suspends cannot be followed yet by what is monitored: no device where it does');
    if (measure.duration === null && measure.extensions !== null)
      say('extensions', 'what has no duration is not extended: null');
  }
  return problems;
}

function beginningProblems({ measures, procedures }: PackFile): PackProblem[] {
  const problems: PackProblem[] = [];
  const measureIds = new Set(measures.map(({ id }) => id));
  const ids = new Set(procedures.map(({ id }) => id));
  for (const [i, procedure] of procedures.entries()) {
    const say = (key: string, message: string) => problems.push({ path: ['procedures', i, key], message });
    const { filedBy, askedBy, imposed, petitionAfterRefusal, interim } = procedure;
    if (filedBy.length === 0 && imposed === null)
      say('filedBy', 'nobody files it and nobody imposes it: it never begins');
    if (filedBy.length === 0 && askedBy.length > 0) say('askedBy', 'somebody is asked to file what nobody files');
    if (petitionAfterRefusal !== null && !ids.has(petitionAfterRefusal.of))
      say('petitionAfterRefusal', `there is no procedure '${petitionAfterRefusal.of}'`);
    if (petitionAfterRefusal !== null && !filedBy.includes('protected'))
      say('petitionAfterRefusal', "the protected person's own petition: filedBy must name them");
    for (const id of interim?.measures ?? []) if (!measureIds.has(id)) say('interim', `there is no measure '${id}'`);
    if (!measures.some(({ procedure: of }) => of === procedure.id)) say('id', 'no measure comes about by it');
  }
  return problems;
}

function noticeProblems({ notices, procedures }: PackFile): PackProblem[] {
  const ids = new Set(procedures.map(({ id }) => id));
  return notices.flatMap(({ procedures: only, from, to }, i) => {
    const missing = (only ?? []).filter((id) => !ids.has(id));
    const problems: PackProblem[] = missing.map((id) => ({
      path: ['notices', i, 'procedures'],
      message: `there is no procedure '${id}'`,
    }));
    if (to.includes(from)) problems.push({ path: ['notices', i, 'to'], message: `the ${from} tells themselves` });
    return problems;
  });
}
