/** What a form of an act holds, what is wrong with it, and the request that comes of it. Pure; times are the jurisdiction's. */
import type { ActRequest, LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import {
  type ConditionsDraft,
  conditionsOf,
  draftOf,
  NO_CONDITIONS,
  type Problem,
  problemsOf,
} from '../conditions/draft.ts';
import { dayEndMs, momentMs } from '../zone-time.ts';
import { partsOf, type Task } from './tasks.ts';

/** A measure in a decision: `until`, the last day; empty: as long as the law allows. */
export interface WantedDraft {
  readonly isGranted: boolean | null;
  readonly until: string;
  readonly fitBy: string;
}

/** `documentId` null: it is still on its way. */
export interface Attachment {
  readonly documentId: string | null;
  readonly name: string;
}

export interface ActValues {
  readonly choice: string;
  readonly result: string;
  /** By measure of the pack. */
  readonly wanted: Readonly<Record<string, WantedDraft>>;
  readonly until: string;
  readonly reasons: readonly string[];
  readonly conditions: ConditionsDraft;
  readonly text: string;
  /** Sent already, bound by the act. */
  readonly attachments: readonly Attachment[];
  /** Empty: now. */
  readonly at: string;
}

export const NOTHING_WANTED: WantedDraft = { isGranted: null, until: '', fitBy: '' };

export interface ActGround {
  readonly task: Task;
  readonly detail: ProceedingDetailJson;
  readonly law: LawJson;
  readonly nowMs: number;
}

export function emptyValues({ task, detail }: Pick<ActGround, 'task' | 'detail'>): ActValues {
  const isChange = task.act === 'decide-change';
  return {
    ...{ choice: task.choices.length === 1 ? task.choices[0]! : '', result: '', wanted: {}, until: '', reasons: [] },
    ...{ conditions: isChange ? draftOf(detail.conditions) : NO_CONDITIONS, text: '', attachments: [], at: '' },
  };
}

/** Which measures the form is about: what was asked for, what is to be approved, or all that the procedure knows. */
export function measuresAskedFor({ task, detail, law }: Omit<ActGround, 'nowMs'>): LawJson['measures'] {
  const own = law.measures.filter(({ procedure }) => procedure === detail.procedure);
  if (task.act === 'order-interim') {
    const interim = law.procedures.find(({ id }) => id === detail.procedure)?.interimMeasures ?? [];
    return own.filter(({ id }) => interim.includes(id));
  }
  if (task.act !== 'decide') return own;
  const asked = isApproval(detail) ? detail.measures.map(({ measure }) => measure) : detail.filedMeasures;
  return own.filter(({ id }) => asked.includes(id));
}

/** What was imposed stands as it was imposed: only whether is decided, not how long. */
export function isApproval(detail: Pick<ProceedingDetailJson, 'stage'>): boolean {
  return detail.stage === 'imposed';
}

export function granted(values: ActValues, measures: LawJson['measures']): LawJson['measures'] {
  return measures.filter(({ id }) => values.wanted[id]?.isGranted === true);
}

export function resultOf(values: ActValues, measures: LawJson['measures']): 'granted' | 'partly' | 'refused' {
  const count = granted(values, measures).length;
  return count === 0 ? 'refused' : count === measures.length ? 'granted' : 'partly';
}

/** Whether the act as filled in has this part: a refusal has no conditions, a grant no reasons. */
export function hasPart(part: string, values: ActValues, ground: Omit<ActGround, 'nowMs'>): boolean {
  const { task } = ground;
  if (!partsOf(task).some((one) => one === part)) return false;
  const measures = measuresAskedFor(ground);
  if (part === 'reasons') {
    if (task.act === 'decline') return true;
    if (task.act === 'decide') return isRuledOn(values, measures) && resultOf(values, measures) !== 'granted';
    return values.result === 'refused';
  }
  if (part === 'conditions') {
    if (task.act === 'decide' && isApproval(ground.detail)) return false;
    if (task.act === 'decide-change') return values.result === 'granted';
    return granted(values, measures).some(({ demands }) => demands.some((one) => PLACED.has(one)));
  }
  if (part === 'until' || (part === 'wanted' && task.act === 'decide-change')) return values.result === 'granted';
  return true;
}

/** Measures that are about where somebody is. */
const PLACED: ReadonlySet<string> = new Set(['wear-device', 'keep-away', 'leave-home']);

/** Each measure that was asked for has been decided upon. */
export function isRuledOn(values: ActValues, measures: LawJson['measures']): boolean {
  return measures.every(({ id }) => (values.wanted[id]?.isGranted ?? null) !== null);
}

export function actProblems(values: ActValues, ground: ActGround): Problem[] {
  const { task, detail, law } = ground;
  const problems: Problem[] = [];
  const has = (part: string) => hasPart(part, values, ground);
  if (has('choice') && values.choice === '') problems.push({ field: 'choice', code: 'needed' });
  if (has('result') && values.result === '') problems.push({ field: 'result', code: 'needed' });
  if (has('measures') && granted(values, measuresAskedFor(ground)).length === 0) {
    problems.push({ field: 'measures', code: 'no-measure' });
  }
  if (has('wanted')) problems.push(...wantedProblems(values, ground));
  if (has('until') && values.until !== '') {
    const measure = detail.measures.find(({ measureId }) => measureId === task.measureId);
    const bounds = { earliestMs: measure?.endMs ?? ground.nowMs, latestMs: measure?.extendableUntilMs ?? null };
    problems.push(...endProblems('until', values.until, bounds, law.timeZone));
  }
  if (has('reasons') && values.reasons.length === 0) problems.push({ field: 'reasons', code: 'needs-reasons' });
  if (has('reasons') && values.reasons.includes('other') && values.text.trim() === '') {
    problems.push({ field: 'text', code: 'needs-words' });
  }
  if (has('conditions')) problems.push(...problemsOf(values.conditions, law.distances));
  if (has('at') && values.at !== '') {
    const atMs = momentMs(values.at, law.timeZone);
    if (atMs === null) problems.push({ field: 'at', code: 'date' });
    else if (atMs > ground.nowMs) problems.push({ field: 'at', code: 'future' });
    else if (atMs < detail.openedAtMs) problems.push({ field: 'at', code: 'before-opening' });
  }
  // Sent now, the act would stand without it (H-412).
  if (values.attachments.some(({ documentId }) => documentId === null)) {
    problems.push({ field: 'attachments', code: 'attaching' });
  }
  return problems;
}

function wantedProblems(values: ActValues, ground: ActGround): Problem[] {
  const { task, detail, law, nowMs } = ground;
  const measures = measuresAskedFor(ground);
  const problems: Problem[] = [];
  if (task.act === 'decide') {
    for (const { id } of measures) {
      if ((values.wanted[id]?.isGranted ?? null) === null) problems.push({ field: `grant-${id}`, code: 'grant' });
    }
  } else if (granted(values, measures).length === 0) {
    problems.push({ field: `grant-${measures[0]?.id ?? ''}`, code: 'no-measure' });
  }
  if (task.act === 'decide' && isApproval(detail)) return problems;
  for (const measure of granted(values, measures)) {
    const { until, fitBy } = values.wanted[measure.id]!;
    const bounds = { earliestMs: nowMs, latestMs: measure.longestUntilMs };
    if (until !== '') problems.push(...endProblems(`until-${measure.id}`, until, bounds, law.timeZone));
    if (!measure.fittingNamed) continue;
    const fitMs = fitBy === '' ? null : momentMs(fitBy, law.timeZone);
    if (fitMs === null) problems.push({ field: `fit-${measure.id}`, code: 'needs-fitting-time' });
    else if (fitMs <= nowMs) problems.push({ field: `fit-${measure.id}`, code: 'fitting-past' });
  }
  return problems;
}

/** The end lies after the beginning, and no later than the law allows. */
function endProblems(
  field: string,
  typed: string,
  { earliestMs, latestMs }: { readonly earliestMs: number; readonly latestMs: number | null },
  timeZone: string,
): Problem[] {
  const endMs = dayEndMs(typed, timeZone);
  if (endMs === null) return [{ field, code: 'date' }];
  if (endMs <= earliestMs) return [{ field, code: 'reversed' }];
  return latestMs !== null && endMs > latestMs ? [{ field, code: 'too-long' }] : [];
}

/** Of values without problems. */
export function actOf(values: ActValues, ground: ActGround): ActRequest {
  const { task, law } = ground;
  const { timeZone } = law;
  const measures = measuresAskedFor(ground);
  const has = (part: string) => hasPart(part, values, ground);
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const wanted = granted(values, measures).map(({ id, fittingNamed }) => ({
    measure: id,
    until: iso(dayEndMs(values.wanted[id]!.until, timeZone)),
    fitBy: fittingNamed ? iso(momentMs(values.wanted[id]!.fitBy, timeZone)) : null,
  }));
  const atMs = has('at') && values.at !== '' ? momentMs(values.at, timeZone) : null;
  const text = values.text.trim();
  return {
    act: task.act,
    ...(task.measureId === null ? {} : { measureId: task.measureId }),
    ...(task.personId === null ? {} : { personId: task.personId }),
    ...(has('choice') ? { [CHOICE[task.act] ?? 'which']: values.choice } : {}),
    ...(has('measures') ? { measures: wanted.map(({ measure }) => measure) } : {}),
    ...(has('wanted') ? { measures: wanted } : {}),
    ...(task.act === 'decide'
      ? { result: resultOf(values, measures) }
      : has('result')
        ? { result: values.result }
        : {}),
    ...(has('until') ? { until: iso(dayEndMs(values.until, timeZone)) } : {}),
    ...(has('reasons') ? { reasons: values.reasons } : {}),
    ...(has('conditions') ? { conditions: conditionsOf(values.conditions) } : {}),
    ...(text === '' ? {} : { text }),
    ...(values.attachments.length === 0
      ? {}
      : { documents: values.attachments.flatMap(({ documentId }) => documentId ?? []) }),
    ...(atMs === null ? {} : { at: new Date(atMs).toISOString() }),
  } as unknown as ActRequest;
}

/** How the request calls the choice. */
const CHOICE: Readonly<Record<string, string>> = {
  ask: 'of',
  'appoint-assistant': 'ground',
  'answer-offer': 'answer',
  'ask-change': 'what',
  end: 'how',
};
