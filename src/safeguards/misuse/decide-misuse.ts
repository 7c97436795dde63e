/**
 * Which looks ask for an explanation, and how much. Pure. A question, never a finding of guilt: it names the entries it rests on, and a person
 * of the oversight body decides. Fails toward asking: who cannot be placed in a case counts as having no part in it.
 */
import { DAY_MS } from '../../core/time.ts';
import type { MisuseKind } from './contract.ts';
import { MISUSE_LIMITS as LIMITS } from './limits.ts';
import type { Look } from './look.ts';

export interface Question {
  readonly kind: MisuseKind;
  readonly actorId: string;
  /** Whom they looked at; null: several. */
  readonly subject: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
  /** 1 to 100: how soon somebody should ask. Not a likelihood. */
  readonly score: number;
  /** What makes the sentence that explains it. */
  readonly params: Readonly<Record<string, number>>;
  /** Numbers of the audit's entries, oldest first. */
  readonly evidence: readonly number[];
}

export interface MisuseFacts {
  /** From when on looks are judged; older ones are what somebody usually does. */
  readonly sinceMs: number;
  /** Whether the actor is related to somebody whom they looked at, as they or an overseer declared. */
  isRelated(look: Look): boolean;
  /** Whether many know somebody whom they looked at, so that one would like to look. */
  isKnown(look: Look): boolean;
  /** Whether the actor acted on that subject or case, beyond looking, within the time. */
  hasActed(look: Look, fromMs: number, untilMs: number): boolean;
  /** Hour of the week where the actor works, 0 (Monday, midnight) to 167. */
  hourOfWeek(actorId: string, atMs: number): number;
}

/** `looks`: of the time learned from and of the time judged, in order of their numbers. */
export function decideMisuse(looks: readonly Look[], facts: MisuseFacts): Question[] {
  const found = [...Map.groupBy(looks, ({ actorId }) => actorId).values()].flatMap((own) => {
    const judged = own.filter(({ atMs }) => atMs >= facts.sinceMs);
    return judged.length === 0
      ? []
      : [
          ...bySubject(judged, facts),
          ...curious(own, judged, facts),
          ...refused(own, facts),
          ...bulk(own, facts),
          ...oddHours(own, facts),
        ];
  });
  return found.sort((a, b) => b.score - a.score || a.fromMs - b.fromMs || a.kind.localeCompare(b.kind));
}

function bySubject(judged: readonly Look[], facts: MisuseFacts): Question[] {
  const seen = judged.filter(({ isRefused, subject, caseId }) => !isRefused && (subject ?? caseId) !== null);
  return [...Map.groupBy(seen, (look) => look.subject ?? look.caseId!)].flatMap(([of, looks]) => {
    const questions: Question[] = [];
    const related = looks.filter((look) => facts.isRelated(look));
    if (related.length > 0) questions.push(question('own-relation', related, of, 95, { times: countOf(related) }));
    const foreign = looks.filter(({ hadPart }) => !hadPart);
    if (foreign.length > 0)
      questions.push(
        question('no-relation', foreign, of, capped(60 + 5 * countOf(foreign), 90), { times: countOf(foreign) }),
      );
    const idle = looks.filter(
      (look) => facts.isKnown(look) && !facts.hasActed(look, look.atMs - DAY_MS, look.atMs + DAY_MS),
    );
    if (idle.length > 0)
      questions.push(question('known-person', idle, of, capped(50 + 10 * countOf(idle), 85), { times: countOf(idle) }));
    return questions;
  });
}

/** The same person, on several days, and nothing was done for them. */
function curious(own: readonly Look[], judged: readonly Look[], facts: MisuseFacts): Question[] {
  const untilMs = judged.at(-1)!.atMs;
  const fromMs = untilMs - LIMITS.curiousWithinMs;
  const recent = own.filter(({ atMs, isRefused, subject }) => atMs >= fromMs && !isRefused && subject !== null);
  return [...Map.groupBy(recent, ({ subject }) => subject!)].flatMap(([subject, looks]) => {
    const days = daysOf(looks);
    // Once, when it comes to so many days: not anew each day after.
    const wasAsked = daysOf(looks.filter(({ atMs }) => atMs < facts.sinceMs)) >= LIMITS.curiousDaysMin;
    if (wasAsked || days < LIMITS.curiousDaysMin || facts.hasActed(looks[0]!, fromMs, untilMs)) return [];
    return [
      question('curiosity', looks, subject, capped(40 + 10 * (days - LIMITS.curiousDaysMin), 80), {
        days,
        times: countOf(looks),
      }),
    ];
  });
}

function refused(own: readonly Look[], facts: MisuseFacts): Question[] {
  const tried = own.filter(({ isRefused }) => isRefused);
  return recentWindows(tried, DAY_MS, facts).flatMap((looks) => {
    const times = countOf(looks);
    if (times < LIMITS.refusedMin) return [];
    return [question('refused', looks, null, capped(35 + 5 * times, 80), { times })];
  });
}

/** Many people within an hour: a register is being read, or copied. */
function bulk(own: readonly Look[], facts: MisuseFacts): Question[] {
  const before = own.filter(({ atMs }) => atMs < facts.sinceMs - LIMITS.hourMs);
  const usual = median(windows(withSubject(before), LIMITS.hourMs).map(peopleIn));
  const most = Math.max(LIMITS.bulkMin, LIMITS.bulkTimesUsual * usual);
  return recentWindows(withSubject(own), LIMITS.hourMs, facts).flatMap((looks) => {
    const people = peopleIn(looks);
    if (people < most) return [];
    return [
      question('bulk', looks, null, capped(55 + Math.round(15 * Math.log2(people / most)), 95), { people, usual }),
    ];
  });
}

function oddHours(own: readonly Look[], facts: MisuseFacts): Question[] {
  const hourOf = ({ actorId, atMs }: Look): number => facts.hourOfWeek(actorId, atMs);
  // Not the day before: what is odd would be a habit by its second time.
  const before = own.filter(({ atMs }) => atMs < facts.sinceMs - DAY_MS);
  const worked = new Set(before.map(hourOf));
  // Hours as they came, not hours of the week: whoever worked one long day has no habit yet.
  const learned = new Set(before.map(({ atMs }) => Math.floor(atMs / LIMITS.hourMs))).size;
  if (learned < LIMITS.hoursLearnedMin) return [];
  const near = (hour: number): boolean => [-1, 0, 1].some((by) => worked.has((hour + by + HOURS) % HOURS));
  const odd = own.filter((look) => !near(hourOf(look)));
  return recentWindows(odd, DAY_MS, facts).flatMap((looks) => {
    const times = countOf(looks);
    if (times < LIMITS.oddLooksMin) return [];
    return [question('odd-hours', looks, null, capped(30 + 5 * times, 70), { times, hours: learned })];
  });
}

const HOURS = 168;

function withSubject(looks: readonly Look[]): Look[] {
  return looks.filter(({ subject, isRefused }) => subject !== null && !isRefused);
}

function peopleIn(looks: readonly Look[]): number {
  return new Set(looks.map(({ subject }) => subject)).size;
}

/** One after the other, each beginning with its first look and no longer than that. */
function windows(looks: readonly Look[], longMs: number): Look[][] {
  const all: Look[][] = [];
  for (const look of looks) {
    const last = all.at(-1);
    if (last !== undefined && look.atMs - last[0]!.atMs < longMs) last.push(look);
    else all.push([look]);
  }
  return all;
}

/** Those that hold a look to be judged, with what came shortly before: looks are judged as they come, a few at a time. */
function recentWindows(looks: readonly Look[], longMs: number, { sinceMs }: MisuseFacts): Look[][] {
  const recent = looks.filter(({ atMs }) => atMs >= sinceMs - longMs);
  return windows(recent, longMs).filter((window) => window.at(-1)!.atMs >= sinceMs);
}

function daysOf(looks: readonly Look[]): number {
  return new Set(looks.map(({ atMs }) => Math.floor(atMs / DAY_MS))).size;
}

function countOf(looks: readonly Look[]): number {
  return looks.reduce((sum, { times }) => sum + times, 0);
}

function median(counts: readonly number[]): number {
  if (counts.length === 0) return 0;
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)]!;
}

function capped(score: number, most: number): number {
  return Math.min(score, most);
}

function question(
  kind: MisuseKind,
  looks: readonly Look[],
  subject: string | null,
  score: number,
  params: Readonly<Record<string, number>>,
): Question {
  const evidence = looks.slice(-LIMITS.evidenceMax).map(({ number }) => number);
  return {
    kind,
    actorId: looks[0]!.actorId,
    subject,
    fromMs: looks[0]!.atMs,
    untilMs: looks.at(-1)!.atMs,
    score,
    params,
    evidence,
  };
}
