import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/core/time.ts';
import { declined, granted, ownProceeding } from '../../tools/screens/law.ts';
import { SHOT_MS } from '../../tools/screens/screen.ts';
import { actsOf, requestOfAct } from './acts.ts';
import { courseOf, daysTo, standingKey } from './course.ts';

const keys = (...args: Parameters<typeof courseOf>) => courseOf(...args).map(({ key }) => key);

describe('how a request stands', () => {
  it('asked: who decides next', () => {
    expect(keys(ownProceeding(), SHOT_MS)).toEqual(['course.asked', 'course.waiting']);
  });

  it('refused: by whom, and until when the own petition is open', () => {
    const [, refusal, next] = courseOf(declined(89), SHOT_MS);
    expect(refusal).toMatchObject({ key: 'course.declined', role: 'prosecutor', tone: 'past' });
    expect(next).toMatchObject({ key: 'course.may-petition', daysLeft: 89, tone: 'next' });
    expect(courseOf(declined(10), SHOT_MS).at(-1)).toMatchObject({ tone: 'soon' });
  });

  it('granted in part: what holds, until when, what is soon over, and what may be done', () => {
    expect(courseOf(granted(), SHOT_MS).map(({ key, tone }) => [key, tone])).toEqual([
      ['course.asked', 'past'],
      ['course.brought', 'past'],
      ['course.decided.partly', 'past'],
      ['course.in-force-until', 'now'],
      ['course.in-force-until', 'soon'],
      ['course.may-appeal', 'soon'],
    ]);
  });

  it('what is over, waits or is on hold is never said to hold', () => {
    const measure = granted().measures[0]!;
    const at = (more: Partial<typeof measure>) =>
      keys(ownProceeding({ stage: 'decided', measures: [{ ...measure, inForce: false, ...more }] }), SHOT_MS)[1];
    expect(at({})).toBe('course.over');
    expect(at({ fromMs: null })).toBe('course.waits');
    expect(at({ isSuspended: true })).toBe('course.suspended');
  });

  it('a refusal is called one', () => {
    const stands = [ownProceeding(), declined(), granted(), { ...granted(), result: 'refused' as const }];
    expect(stands.map(standingKey)).toEqual(['own.stage.asked', 'own.declined', 'own.stage.decided', 'own.refused']);
  });

  it('withdrawn is closed, without a refusal', () => {
    expect(keys(ownProceeding({ stage: 'closed' }), SHOT_MS)).toEqual(['course.asked', 'course.closed']);
  });

  it('a day that is not whole is not promised', () => {
    expect([daysTo(DAY_MS + HOUR_MS, 0), daysTo(DAY_MS - 1, 0), daysTo(0, HOUR_MS)]).toEqual([1, 0, 0]);
  });
});

describe('what may be done', () => {
  it('is what the server says, and nothing that the page does not know', () => {
    const may = [...granted().may, { act: 'decide', measureId: null, personId: null, which: null }];
    const acts = actsOf({ ...granted(), may });
    expect(acts.map(({ kind }) => kind)).toEqual(['offer', 'offer', 'appeal', 'change']);
    expect(requestOfAct(acts[0]!, '')).toMatchObject({ act: 'answer-offer', answer: 'accepted' });
    expect(requestOfAct(acts[3]!, ' moved ')).toEqual({ act: 'ask-change', what: 'address', text: 'moved' });
    expect(requestOfAct({ kind: 'withdraw' }, '  ')).toEqual({ act: 'withdraw' });
  });
});
