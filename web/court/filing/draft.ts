/** A request, an application or an imposed measure while it is written. Pure. */
import type { LawJson, ProceedingDetailJson, ProceedingRequest } from '../../../src/orders/process/contract.ts';
import type { Task } from '../acts/tasks.ts';
import { type ActGround, type ActValues, actOf, actProblems } from '../acts/values.ts';
import type { Problem } from '../conditions/draft.ts';
import type { Role } from '../deadlines.ts';
import { OFFICES, type OfficeName, officesFor } from '../proceeding/offices.ts';

type Procedure = LawJson['procedures'][number];

/** One way in which an office may begin a proceeding. */
export interface Way {
  readonly key: string;
  readonly act: 'file' | 'ask' | 'impose';
  readonly procedure: Procedure;
}

export interface FilingDraft {
  readonly wayKey: string;
  readonly values: ActValues;
  readonly protectedIds: readonly string[];
  /** Empty: not known yet. */
  readonly respondentId: string;
  readonly offices: Partial<Readonly<Record<OfficeName, string>>>;
}

export function waysOf(law: LawJson, role: Role): Way[] {
  return law.procedures.flatMap((procedure) => {
    const acts: Way['act'][] = [];
    if (procedure.imposedBy === role) acts.push('impose');
    if (procedure.filedBy.includes(role)) acts.push('file');
    if (procedure.askedBy.includes(role)) acts.push('ask');
    return acts.map((act) => ({ key: `${procedure.id}.${act}`, act, procedure }));
  });
}

/** Of whom something may be asked: whoever files or imposes it, and other offices that may ask and so pass it on. */
export function askable({ procedure }: Way, role: Role): Role[] {
  const takers = procedure.imposedBy === null ? procedure.filedBy : [procedure.imposedBy];
  const offices = procedure.askedBy.filter((one) => one !== 'protected' && one !== 'respondent');
  return [...new Set([...takers, ...offices])].filter((one) => one !== role && one !== 'protected');
}

const OFFICE_OF: Partial<Readonly<Record<Role, OfficeName>>> = {
  court: 'court',
  authority: 'court',
  prosecutor: 'prosecution',
  police: 'police',
  monitoring: 'monitoring',
};

/** The office that has to act next: without it nobody would see what was filed. */
export function nextOffice(way: Way, values: ActValues): OfficeName | null {
  if (way.act === 'file') return OFFICE_OF[way.procedure.decidedBy] ?? null;
  if (way.act === 'ask') return OFFICE_OF[values.choice as Role] ?? null;
  return 'prosecution';
}

/** The reader's own office takes its place by itself. */
export function officesToName(role: Role): OfficeName[] {
  return OFFICES.filter((name) => name !== OFFICE_OF[role]);
}

/** Where there is one office only, it is that one. */
export function onlyOffices(law: LawJson, role: Role): FilingDraft['offices'] {
  return Object.fromEntries(
    officesToName(role).flatMap((name) => {
      const [first, ...others] = officesFor(law, name);
      return first === undefined || others.length > 0 ? [] : [[name, first.agencyId]];
    }),
  );
}

/** The opening act as a task of a proceeding that does not exist yet. */
export function groundOf(
  way: Way,
  law: LawJson,
  people: ProceedingDetailJson['protected'],
  nowMs: number,
  role: Role,
): ActGround {
  const task: Task = {
    ...{ key: way.key, act: way.act, measureId: null, personId: null },
    choices: way.act === 'ask' ? askable(way, role) : [],
  };
  return { task, detail: blank(way, law, people, role), law, nowMs };
}

function blank(way: Way, law: LawJson, people: ProceedingDetailJson['protected'], role: Role): ProceedingDetailJson {
  return {
    ...{ proceedingId: '', number: '', jurisdiction: law.jurisdiction, timeZone: law.timeZone, stage: 'asked' },
    ...{ procedure: way.procedure.id, unanswered: null, result: null, exercise: true, openedAtMs: 0, changedAtMs: 0 },
    ...{ measures: [], filedMeasures: [], clocks: [], role, respondent: null, protected: people },
    offices: { court: null, prosecution: null, police: null, monitoring: null },
    ...{ decision: null, heardAtMs: null, servedAtMs: null, changeAsked: null, events: [], may: [], versions: [] },
    ...{ documents: [], conditions: null },
  };
}

export function filingProblems(draft: FilingDraft, way: Way | null, ground: ActGround | null): Problem[] {
  if (way === null || ground === null) return [{ field: 'way', code: 'needed' }];
  const problems = actProblems(draft.values, ground);
  if (draft.protectedIds.length === 0) problems.push({ field: 'protected', code: 'no-protected' });
  const office = nextOffice(way, draft.values);
  if (office !== null && officesToName(ground.detail.role).includes(office) && (draft.offices[office] ?? '') === '') {
    problems.push({ field: `office-${office}`, code: 'needs-office' });
  }
  return problems;
}

/** Of a draft without problems. */
export function filingOf(draft: FilingDraft, way: Way, ground: ActGround): ProceedingRequest {
  const id = (name: OfficeName) => draft.offices[name] || null;
  return {
    procedure: way.procedure.id,
    respondentId: draft.respondentId || null,
    protectedIds: [...draft.protectedIds],
    offices: {
      ...{ courtId: id('court'), prosecutionId: id('prosecution') },
      ...{ policeId: id('police'), monitoringId: id('monitoring') },
    },
    act: actOf(draft.values, ground),
  };
}
