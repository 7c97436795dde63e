/**
 * A proceeding as a time line for the person whom it is to protect: what was, what holds, what may come and by when. Made of what the server
 * gives this person alone, which has nothing of the other person and none of others' words. Unknown is said; nothing is guessed. Pure.
 */
import { DAY_MS } from '../../src/core/time.ts';
import type { OwnProceedingJson } from '../../src/orders/process/contract.ts';
import type { PetitionKey } from '../ui/messages/petition/catalogue.ts';

export interface Step {
  readonly key: PetitionKey;
  /** `dateMs` and `untilMs` are written as days by whoever draws. */
  readonly atMs: number | null;
  readonly untilMs: number | null;
  /** Whole days that are left, rounded down to what can be relied on. */
  readonly daysLeft: number | null;
  readonly role: string | null;
  /** By id of the law. */
  readonly measure: string | null;
  readonly article: string | null;
  readonly tone: 'past' | 'now' | 'next' | 'soon';
}

const SOON_DAYS = 14;

/** How it stands, in a word: a refusal is not hidden behind "closed". */
export function standingKey({ stage, result, declinedAtMs }: OwnProceedingJson): PetitionKey {
  if (declinedAtMs !== null) return 'own.declined';
  return result === 'refused' ? 'own.refused' : `own.stage.${stage}`;
}

export function courseOf(one: OwnProceedingJson, nowMs: number): Step[] {
  return [...past(one), ...measures(one, nowMs), ...next(one, nowMs)];
}

const NOTHING = { atMs: null, untilMs: null, daysLeft: null, role: null, measure: null, article: null } as const;

function past(one: OwnProceedingJson): Step[] {
  const { asked, declinedAtMs, decidedAtMs, result, clocks, stage } = one;
  const steps: Step[] = [];
  const add = (key: PetitionKey, atMs: number | null, role: string | null = null) =>
    steps.push({ ...NOTHING, key, atMs, role, tone: 'past' });
  if (asked === null) add(stage === 'imposed' ? 'course.imposed' : 'course.filed', one.openedAtMs);
  else add('course.asked', asked.atMs, asked.of);
  if (declinedAtMs !== null) add('course.declined', declinedAtMs, asked?.of ?? null);
  const filedMs = clocks.find(({ kind }) => kind === 'decision')?.startedMs ?? null;
  if (asked !== null && one.filedMeasures.length > 0) add('course.brought', filedMs);
  if (decidedAtMs !== null && result !== null) add(`course.decided.${result}`, decidedAtMs);
  if (stage === 'closed' && declinedAtMs === null && decidedAtMs === null) add('course.closed', one.changedAtMs);
  return steps;
}

function measures(one: OwnProceedingJson, nowMs: number): Step[] {
  return one.measures.map((measure): Step => {
    const base = { ...NOTHING, measure: measure.measure, atMs: measure.fromMs, untilMs: measure.endMs };
    if (measure.isSuspended) return { ...base, key: 'course.suspended', tone: 'now' };
    if (measure.inForce) {
      const daysLeft = measure.endMs === null ? null : daysTo(measure.endMs, nowMs);
      const tone = daysLeft !== null && daysLeft <= SOON_DAYS ? 'soon' : 'now';
      return { ...base, daysLeft, key: measure.endMs === null ? 'course.in-force' : 'course.in-force-until', tone };
    }
    if (measure.fromMs === null && measure.ended === null) return { ...base, key: 'course.waits', tone: 'next' };
    return { ...base, key: 'course.over', tone: 'past' };
  });
}

/** Clocks that are this person's, and what others have still to do. */
function next(one: OwnProceedingJson, nowMs: number): Step[] {
  const steps: Step[] = [];
  for (const clock of one.clocks) {
    const { kind, dueMs, article, of } = clock;
    const measure = one.measures.find(({ measureId }) => measureId === clock.measureId);
    const step = {
      ...{ ...NOTHING, untilMs: dueMs, article, role: of[0] ?? null },
      measure: measure?.measure ?? null,
      daysLeft: dueMs === null ? null : daysTo(dueMs, nowMs),
    };
    const isMine = of.includes('protected');
    const soon = step.daysLeft !== null && step.daysLeft <= SOON_DAYS ? 'soon' : 'next';
    if (kind === 'petition' && isMine) steps.push({ ...step, key: 'course.may-petition', tone: soon });
    if (kind === 'appeal' && isMine) steps.push({ ...step, key: 'course.may-appeal', tone: soon });
    if (kind === 'decision') {
      steps.push({ ...step, key: dueMs === null ? 'course.decision' : 'course.decision-by', tone: 'next' });
    }
    if (kind === 'extension-decision') steps.push({ ...step, key: 'course.extension', tone: 'next' });
    if (kind === 'change-decision') steps.push({ ...step, key: 'course.change', tone: 'next' });
    if (kind === 'fitting') steps.push({ ...step, key: 'course.fitting', tone: 'next' });
  }
  if (one.stage === 'asked' && one.asked !== null) {
    steps.push({ ...NOTHING, key: 'course.waiting', role: one.asked.of, tone: 'next' });
  }
  return steps;
}

/** Counted down: a day that is not whole is not promised. */
export function daysTo(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.floor((untilMs - nowMs) / DAY_MS));
}
