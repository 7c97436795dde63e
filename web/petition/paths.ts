/**
 * What the law lets the protected person do now, each as one way to go: whom they ask, or where they file. Read from the law as the server
 * gives it; nothing is offered that the server would refuse. Pure.
 */
import type { LawJson, OwnProceedingJson } from '../../src/orders/process/contract.ts';

type Procedure = LawJson['procedures'][number];
export type Measure = LawJson['measures'][number];
export type Role = Procedure['decidedBy'];

export interface Path {
  /** Stable: a draft names it. */
  readonly key: string;
  readonly act: 'ask' | 'file';
  /** To whom it goes. */
  readonly to: Role;
  readonly procedure: Procedure;
  readonly measures: readonly Measure[];
  readonly article: string;
  /** The refusal on which it rests, and the first instant at which its time is over. */
  readonly after: { readonly proceedingId: string; readonly number: string; readonly dueMs: number } | null;
}

/** Something the law knows, which is not open now. */
export interface ClosedPath {
  readonly procedure: Procedure;
  readonly article: string;
  readonly why: 'needs-refusal' | 'time-over';
  readonly days: number | null;
}

export function pathsOf(law: LawJson, proceedings: readonly OwnProceedingJson[]): Path[] {
  return law.procedures.flatMap((procedure): Path[] => {
    const measures = law.measures.filter((one) => one.procedure === procedure.id);
    if (measures.length === 0) return [];
    return [...asking(procedure, measures), ...filing(procedure, measures, proceedings)];
  });
}

function asking(procedure: Procedure, measures: readonly Measure[]): Path[] {
  if (!procedure.askedBy.includes('protected')) return [];
  const takers = procedure.imposedBy === null ? procedure.filedBy : [procedure.imposedBy];
  const offices = [...takers, ...procedure.askedBy].filter((role) => role !== 'protected' && role !== 'respondent');
  return [...new Set(offices)].map((to) => {
    return { key: `ask:${procedure.id}:${to}`, act: 'ask', to, procedure, measures, ...from(procedure), after: null };
  });
}

function filing(procedure: Procedure, measures: readonly Measure[], proceedings: readonly OwnProceedingJson[]): Path[] {
  if (!procedure.filedBy.includes('protected')) return [];
  const file = { key: `file:${procedure.id}`, act: 'file', to: procedure.decidedBy, procedure, measures } as const;
  if (procedure.petition === null) return [{ ...file, ...from(procedure), after: null }];
  const rests = openRefusals(procedure, proceedings)[0];
  return rests === undefined ? [] : [{ ...file, article: procedure.petition.article, after: rests }];
}

function from({ article }: Procedure) {
  return { article };
}

/** Refusals on which a petition can still rest, that with the most time first. */
function openRefusals(procedure: Procedure, proceedings: readonly OwnProceedingJson[]) {
  return proceedings
    .filter((one) => one.procedure === procedure.petition?.of && one.declinedAtMs !== null)
    .flatMap(({ proceedingId, number, clocks }) => {
      const dueMs = clocks.find(({ kind }) => kind === 'petition')?.dueMs ?? null;
      return dueMs === null ? [] : [{ proceedingId, number, dueMs }];
    })
    .sort((a, b) => b.dueMs - a.dueMs);
}

export function closedPathsOf(law: LawJson, proceedings: readonly OwnProceedingJson[]): ClosedPath[] {
  return law.procedures.flatMap((procedure): ClosedPath[] => {
    const { petition } = procedure;
    if (!procedure.filedBy.includes('protected') || petition === null) return [];
    if (openRefusals(procedure, proceedings).length > 0) return [];
    const wasRefused = proceedings.some((one) => one.procedure === petition.of && one.declinedAtMs !== null);
    const { length } = petition.within;
    const days = 'days' in length ? length.days : null;
    return [{ procedure, article: petition.article, why: wasRefused ? 'time-over' : 'needs-refusal', days }];
  });
}

/** What is asked for: by id of the law. "I do not know" is all that this way can bring. */
export function wantedOf(path: Path, draft: { readonly measures: readonly string[]; readonly anyMeasure: boolean }) {
  return path.measures.filter(({ id }) => draft.anyMeasure || draft.measures.includes(id));
}

const AGENCY_ROLES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  court: ['court'],
  authority: ['authority'],
  prosecutor: ['prosecution'],
  police: ['police', 'authority'],
  monitoring: ['monitoring'],
};

/** Offices to which it can go. */
export function officesFor(law: LawJson, path: Path): LawJson['offices'] {
  const roles = AGENCY_ROLES[path.to] ?? [];
  return law.offices.filter(({ role }) => roles.includes(role));
}
