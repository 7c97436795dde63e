import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../core/time.ts';
import { type AnswerCount, decideOutcomes } from './decide-outcomes.ts';
import { type Asking, decideQuestions } from './decide-questions.ts';
import { monthOf } from './service.ts';

const NOW_MS = Date.parse('2026-11-21T03:00:00Z');
const incident = (daysAgo: number) => ({ incidentId: randomUUID(), closedAtMs: NOW_MS - daysAgo * DAY_MS });
const asking = (change: Partial<Asking>): Asking => ({
  nowMs: NOW_MS,
  month: '2026-11',
  protectedSinceMs: NOW_MS - 30 * DAY_MS,
  closed: [],
  feelingIsAnswered: false,
  answeredIncidents: new Set(),
  ...change,
});

describe('what may be asked', () => {
  it('how they feel, once a month, and not in the first week', () => {
    expect(decideQuestions(asking({}))).toEqual([{ kind: 'feeling', month: '2026-11' }]);
    expect(decideQuestions(asking({ feelingIsAnswered: true }))).toEqual([]);
    expect(decideQuestions(asking({ protectedSinceMs: NOW_MS - 7 * DAY_MS + 1 }))).toEqual([]);
    expect(decideQuestions(asking({ protectedSinceMs: NOW_MS - 7 * DAY_MS }))).toHaveLength(1);
  });

  it('about an incident, the newest first, for a fortnight', () => {
    const [old, mid, young] = [incident(14), incident(13), incident(1)];
    const asked = decideQuestions(asking({ closed: [old, mid, young], feelingIsAnswered: true }));
    expect(asked.map((one) => one.kind === 'warning' && one.incidentId)).toEqual([young.incidentId, mid.incidentId]);
    const answeredIncidents = new Set([young.incidentId, mid.incidentId]);
    expect(decideQuestions(asking({ closed: [mid, young], answeredIncidents, feelingIsAnswered: true }))).toEqual([]);
  });

  it('nothing without an order in force', () => {
    expect(decideQuestions(asking({ protectedSinceMs: null, closed: [incident(1)] }))).toEqual([]);
  });
});

const count = (question: AnswerCount['question'], answer: string | null, n: number, more = {}): AnswerCount => ({
  ...{ month: '2026-11', exercise: true, question, answer, count: n, people: 5 },
  ...more,
});

describe('what is told', () => {
  it('nothing that fewer than five stand behind', () => {
    const [month] = decideOutcomes([
      ...[count('feeling', '4', 3, { people: 4 }), count('feeling', '1', 1, { people: 4 })],
      count('feeling', null, 2, { people: 2 }),
    ]);
    expect(month!.feeling).toEqual({ answers: null, declined: null, mean: null, safe: null });
    expect(month!.warning.answers).toBe(0);
  });

  it('nothing that one person says of many incidents', () => {
    const [month] = decideOutcomes([count('warning', 'too-late', 9, { people: 1 })]);
    expect(month!.warning).toMatchObject({ answers: null, tooLate: null });
  });

  it('mean and shares of five and more', () => {
    const [month] = decideOutcomes([
      ...[count('feeling', '4', 3), count('feeling', '5', 1), count('feeling', '1', 1), count('feeling', null, 5)],
      ...[count('warning', 'in-time', 6), count('warning', 'too-late', 2)],
    ]);
    expect(month!.feeling).toEqual({ answers: 5, declined: 5, mean: 3.6, safe: 0.8 });
    expect(month!.warning).toMatchObject({ answers: 8, declined: 0, inTime: 0.75, tooLate: 0.25, notNeeded: 0 });
  });

  it('exercise and real apart, months in order', () => {
    const months = decideOutcomes([
      count('feeling', '3', 5),
      count('feeling', '3', 5, { exercise: false }),
      count('feeling', '3', 5, { month: '2026-02' }),
    ]);
    expect(months.map(({ month, exercise }) => [month, exercise])).toEqual([
      ['2026-02', true],
      ['2026-11', false],
      ['2026-11', true],
    ]);
  });
});

it('a month is the month of the place', () => {
  const atMs = Date.parse('2026-10-31T15:30:00Z');
  expect([monthOf(atMs, 'Asia/Seoul'), monthOf(atMs, 'UTC')]).toEqual(['2026-11', '2026-10']);
});
