/**
 * The times that run in a proceeding: by when what is due, of whom, by which article. Computed from the proceeding and the pack, never
 * stored: a clock cannot be forgotten, and a change of the proceeding changes its clocks. Pure.
 */
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import type { Procedure } from '../packs/procedure.ts';
import type { Clock, ClockKind } from './clock.ts';
import { anyInForce, appealFrom } from './decide-ruling.ts';
import { endOfMeasure, isInForce, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import { measureRule, type ProcessRules } from './rules.ts';

/** Only what still runs or has run out unmet; the nearest first, those without a time before them. */
export function clocksOf(
  proceeding: Proceeding,
  rules: ProcessRules,
  /** All of the pack: a refusal here opens the time for a petition there. */
  procedures: readonly Procedure[],
  nowMs: number,
): Clock[] {
  const clocks = [
    ...approval(proceeding, rules),
    ...decision(proceeding, rules),
    ...appeal(proceeding, rules, nowMs),
    ...change(proceeding, rules, nowMs),
    ...petition(proceeding, rules, procedures, nowMs),
    ...proceeding.measures.flatMap((one) => ofMeasure(proceeding, one, rules, nowMs)),
  ];
  return clocks.sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0) || a.kind.localeCompare(b.kind, 'en'));
}

function approval(
  { imposed, approvalAskedAtMs, decision, closedAtMs }: Proceeding,
  { procedure }: ProcessRules,
): Clock[] {
  const rule = procedure.imposed;
  if (imposed === null || rule === null || approvalAskedAtMs !== null || decision !== null || closedAtMs !== null)
    return [];
  const { article } = rule.within;
  const times = { startedMs: imposed.atMs, dueMs: imposed.approvalDueMs };
  return [{ kind: 'approval', measureId: null, ...times, of: [rule.approvalAskedBy], article, nature: 'duty' }];
}

function decision(proceeding: Proceeding, { procedure, endOf }: ProcessRules): Clock[] {
  const since = proceeding.imposed === null ? (proceeding.filed?.atMs ?? null) : proceeding.approvalAskedAtMs;
  if (since === null || proceeding.decision !== null || proceeding.closedAtMs !== null) return [];
  const within = procedure.decideWithin;
  const of = [
    proceeding.imposed === null ? procedure.decidedBy : (procedure.imposed?.approvedBy ?? procedure.decidedBy),
  ];
  const dueMs = within === null ? null : endOf(since, within);
  const article = within?.article ?? procedure.article;
  return [{ kind: 'decision', measureId: null, startedMs: since, dueMs, of, article, nature: 'duty' }];
}

function appeal(proceeding: Proceeding, { procedure, endOf }: ProcessRules, nowMs: number): Clock[] {
  const rule = procedure.appeal;
  if (rule === null || proceeding.decision === null || proceeding.appeal !== null) return [];
  return rule.by.flatMap((by): Clock[] => {
    const startedMs = appealFrom(proceeding, by);
    if (startedMs === null) return [];
    const dueMs = endOf(startedMs, rule.within);
    if (dueMs <= nowMs) return [];
    return [
      { kind: 'appeal', measureId: null, startedMs, dueMs, of: [by], article: rule.within.article, nature: 'right' },
    ];
  });
}

/** Once nothing is in force any more there is nothing to change, and nobody can answer. */
function change(proceeding: Proceeding, { procedure }: ProcessRules, nowMs: number): Clock[] {
  const { changeAsked, closedAtMs } = proceeding;
  const rule = procedure.changes.find(({ what }) => what === changeAsked?.what);
  if (changeAsked === null || rule === undefined || closedAtMs !== null || !anyInForce(proceeding, nowMs)) return [];
  const { article, decidedBy } = rule;
  const startedMs = changeAsked.atMs;
  return [
    { kind: 'change-decision', measureId: null, startedMs, dueMs: null, of: [decidedBy], article, nature: 'duty' },
  ];
}

function petition(
  { declined, procedure }: Proceeding,
  { endOf }: ProcessRules,
  procedures: readonly Procedure[],
  nowMs: number,
): Clock[] {
  if (declined === null) return [];
  return procedures.flatMap(({ petitionAfterRefusal: tie }): Clock[] => {
    if (tie?.of !== procedure) return [];
    const dueMs = endOf(declined.atMs, tie.within);
    if (dueMs <= nowMs) return [];
    const { article } = tie.within;
    return [
      {
        kind: 'petition',
        measureId: null,
        startedMs: declined.atMs,
        dueMs,
        of: ['protected'],
        article,
        nature: 'right',
      },
    ];
  });
}

function ofMeasure(proceeding: Proceeding, one: OrderedMeasure, rules: ProcessRules, nowMs: number): Clock[] {
  const rule = measureRule(rules, one.measure);
  if (rule === null || !isInForce(proceeding, one, nowMs)) return [];
  const clocks: Clock[] = [];
  const { measureId } = one;
  if (one.fitting !== null && one.fitting.doneAtMs === null) {
    const { article } = rule.fitting ?? rule;
    const times = { startedMs: one.orderedAtMs, dueMs: one.fitting.dueMs };
    clocks.push({ kind: 'fitting', measureId, ...times, of: ['monitoring'], article, nature: 'duty' });
  }
  const isOffered = proceeding.offers.length > 0 && proceeding.offers.every(({ state }) => state !== 'offered');
  if (rule.offer !== null && !isOffered) {
    const { article } = rule.offer;
    clocks.push({
      kind: 'offer',
      measureId,
      startedMs: one.orderedAtMs,
      dueMs: null,
      of: ['monitoring'],
      article,
      nature: 'duty',
    });
  }
  const end = endOfMeasure(proceeding, one);
  if (end !== null && one.fromMs !== null) {
    const mayBe = rule.extensions !== null && one.extensions < (rule.extensions.countMax ?? Number.POSITIVE_INFINITY);
    const of = mayBe && rule.extensions !== null ? rule.extensions.askedBy : [];
    const { article } = rule.duration ?? rule;
    clocks.push({ kind: 'expiry', measureId, startedMs: one.fromMs, dueMs: end, of, article, nature: 'end' });
    if (one.extensionAsked !== null && rule.extensions !== null) {
      const { decidedBy, article: by } = rule.extensions;
      const times = { startedMs: one.extensionAsked.atMs, dueMs: end };
      clocks.push({ kind: 'extension-decision', measureId, ...times, of: [decidedBy], article: by, nature: 'duty' });
    }
  }
  return clocks;
}

/** How long before it runs out a clock warns, each once: long ones in days, the hours of an approval in hours. */
export const WARN_BEFORE_MS: Readonly<Record<ClockKind, readonly number[]>> = {
  approval: [24 * HOUR_MS, 6 * HOUR_MS],
  decision: [DAY_MS],
  appeal: [2 * DAY_MS],
  fitting: [DAY_MS],
  offer: [],
  expiry: [14 * DAY_MS, 7 * DAY_MS, DAY_MS],
  'extension-decision': [3 * DAY_MS, DAY_MS],
  'change-decision': [],
  petition: [14 * DAY_MS, 3 * DAY_MS],
};

/** The nearest warning that has come, milliseconds before the end; 0: it has run out; null: there is time. */
export function warningOf(clock: Clock, nowMs: number): number | null {
  if (clock.dueMs === null) return null;
  const leftMs = clock.dueMs - nowMs;
  if (leftMs <= 0) return 0;
  const come = WARN_BEFORE_MS[clock.kind].filter((beforeMs) => leftMs <= beforeMs);
  return come.length === 0 ? null : Math.min(...come);
}
