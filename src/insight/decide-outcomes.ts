/** An agency's figures from counts of answers. Pure. Fails toward withholding: a figure of too few people is null. */
import type { Outcomes } from './contract.ts';
import { INSIGHT_LIMITS } from './limits.ts';

/** How many gave this answer in that month; `answer` null: they would rather not. */
export interface AnswerCount {
  readonly month: string;
  readonly exercise: boolean;
  readonly question: 'feeling' | 'warning';
  readonly answer: string | null;
  readonly count: number;
  /** How many people are behind all that was answered, or declined, to this question in that month. */
  readonly people: number;
}

type Month = Outcomes['months'][number];

/** Feelings of this and more count as feeling safe. */
const SAFE_MIN = 4;

export function decideOutcomes(counts: readonly AnswerCount[]): Month[] {
  const byMonth = Map.groupBy(counts, ({ month, exercise }) => `${month}|${exercise}`);
  const months = [...byMonth.values()].map((rows): Month => {
    const { month, exercise } = rows[0]!;
    return { month, exercise, feeling: feelingOf(of(rows, 'feeling')), warning: warningOf(of(rows, 'warning')) };
  });
  return months.sort((a, b) => a.month.localeCompare(b.month) || Number(a.exercise) - Number(b.exercise));
}

function of(rows: readonly AnswerCount[], question: AnswerCount['question']): Tally {
  const mine = rows.filter((row) => row.question === question);
  const given = mine.filter((row) => row.answer !== null);
  const declined = mine.filter((row) => row.answer === null);
  return {
    answers: enough(given),
    declined: enough(declined),
    share: (is) => sum(given.filter((row) => is(row.answer!))) / sum(given),
    mean: () => given.reduce((total, row) => total + Number(row.answer) * row.count, 0) / sum(given),
  };
}

interface Tally {
  /** Null: too few people to be told; what follows is not told either. */
  readonly answers: number | null;
  readonly declined: number | null;
  /** Of the answers given, 0 to 1. */
  share(is: (answer: string) => boolean): number;
  mean(): number;
}

function feelingOf(tally: Tally): Month['feeling'] {
  const told = tally.answers !== null && tally.answers > 0;
  return {
    answers: tally.answers,
    declined: tally.declined,
    mean: told ? rounded(tally.mean(), 10) : null,
    safe: told ? rounded(tally.share((answer) => Number(answer) >= SAFE_MIN)) : null,
  };
}

function warningOf(tally: Tally): Month['warning'] {
  const told = tally.answers !== null && tally.answers > 0;
  const share = (answer: string) => (told ? rounded(tally.share((given) => given === answer)) : null);
  return {
    answers: tally.answers,
    declined: tally.declined,
    inTime: share('in-time'),
    tooLate: share('too-late'),
    notNeeded: share('not-needed'),
    notNoticed: share('not-noticed'),
  };
}

/** None at all is told: it tells of nobody. One person may have answered of many incidents: people count, not answers. */
function enough(rows: readonly AnswerCount[]): number | null {
  const people = rows[0]?.people ?? 0;
  return people === 0 || people >= INSIGHT_LIMITS.peopleMin ? sum(rows) : null;
}

function sum(rows: readonly AnswerCount[]): number {
  return rows.reduce((total, row) => total + row.count, 0);
}

function rounded(value: number, per = 100): number {
  return Math.round(value * per) / per;
}
