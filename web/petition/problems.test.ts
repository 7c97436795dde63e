import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDraft, type PetitionEvent, QUESTIONS } from './draft.ts';
import { eventProblems, isDate, type Problem, problemsOf } from './problems.ts';

const TODAY = '2026-06-24';
const event = (more: Partial<PetitionEvent> = {}): PetitionEvent => ({
  ...{ id: '1', date: '', about: '', where: '', what: 'x', evidence: '', witnesses: '', ...more },
});
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);
const birth = (text: string) => {
  const draft = newDraft('p');
  return codes(problemsOf('who', { ...draft, who: { ...draft.who, birth: text } }, TODAY));
};

describe('what keeps a question from being left', () => {
  it('an empty draft lacks three answers and no more', () => {
    const all = QUESTIONS.flatMap((question) => codes(problemsOf(question, newDraft('p'), TODAY)));
    expect(all).toEqual(['wants.none', 'events.none', 'contact.none']);
  });

  it.each([
    ['', []],
    ['1988', []],
    ['1988-04-30', []],
    [' 1988 ', []],
    ['1988-02-30', ['birth.form']],
    ['30.4.1988', ['birth.form']],
    ['2027', ['birth.when']],
    ['2026-06-25', ['birth.when']],
    ['1899', ['birth.when']],
  ])('birth "%s"', (text, expected) => {
    expect(birth(text)).toEqual(expected);
  });

  it('an event says what; a day is one of the calendar, and not to come', () => {
    expect(codes(eventProblems(event({ what: '  ' }), TODAY))).toEqual(['event.what']);
    expect(codes(eventProblems(event({ date: '2026-06-24' }), TODAY))).toEqual([]);
    expect(codes(eventProblems(event({ date: '2026-06-25' }), TODAY))).toEqual(['event.future']);
    expect(codes(eventProblems(event({ date: '2026-02-29' }), TODAY))).toEqual(['event.date']);
    expect(codes(eventProblems(event({ about: 'in spring' }), TODAY))).toEqual([]);
  });

  it('an item that is half written is pointed to by its own button', () => {
    const draft = { ...newDraft('p'), events: [event(), event({ id: '7', what: '' })] };
    expect(problemsOf('events', draft, TODAY)).toEqual([{ field: 'item-7', code: 'event.what' }]);
  });

  it('a way that needs a number asks for it; the app needs none', () => {
    const draft = newDraft('p');
    const ways = (...chosen: ('app' | 'call')[]) =>
      codes(problemsOf('contact', { ...draft, contact: { ...draft.contact, ways: chosen } }, TODAY));
    expect(ways('app')).toEqual([]);
    expect(ways('app', 'call')).toEqual(['contact.how']);
  });

  it('a day is one of the calendar, whatever is typed', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }), (day) =>
        isDate(day.toISOString().slice(0, 10)),
      ),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) expect(isDate(text)).toBe(false);
      }),
    );
  });
});
