import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declined, law } from '../../tools/screens/law.ts';
import { LANGUAGES, loadEveryLanguage } from '../ui/messages/catalogue.ts';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { translator } from '../ui/messages/translate.ts';
import { type Draft, newDraft, readDraft, WHO_FIELDS } from './draft.ts';
import { pathsOf } from './paths.ts';
import { statementOf } from './statement.ts';
import { isoDayText } from './words.ts';

await loadEveryLanguage();
const path = pathsOf(law(), [declined()])[0]!;
const said = (draft: Draft, language: (typeof LANGUAGES)[number] = 'en') =>
  statementOf(translator(petitionMessages, language), path, draft, (iso) => isoDayText(language, iso));

const words = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
const drafts = fc
  .record({
    who: fc.record(Object.fromEntries(WHO_FIELDS.map((field) => [field, words])) as Record<string, typeof words>),
    what: fc.array(words, { minLength: 1, maxLength: 4 }),
    address: words,
    how: words,
    household: words,
  })
  .map(({ who, what, address, how, household }): Draft => {
    const draft = newDraft(path.key);
    return {
      ...draft,
      who: who as Draft['who'],
      events: what.map((text, i) => {
        return { id: String(i), date: '2026-06-12', about: '', where: 'w', what: text, evidence: 'e', witnesses: '' };
      }),
      places: [{ id: '1', kind: 'work', address, note: '' }],
      household,
      contact: { ...draft.contact, ways: ['call'], how },
    };
  });

describe('the statement', () => {
  it.each(LANGUAGES)('%s: leaves no answer out', (language) => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const text = said(draft, language);
        const all = [
          ...Object.values(draft.who),
          ...draft.events.map(({ what }) => what),
          draft.places[0]!.address,
          draft.household,
          draft.contact.how,
        ];
        for (const answer of all) expect(text).toContain(answer.trim());
      }),
      { numRuns: 40 },
    );
  });

  it('reads as what was asked for, whom it is about, what happened, and last how to be reached', () => {
    const draft = newDraft(path.key);
    const text = said({
      ...draft,
      measures: ['provisional-2'],
      events: [{ id: '1', date: '', about: 'in May', where: '', what: 'Calls at night.', evidence: '', witnesses: '' }],
      contact: { ...draft.contact, ways: ['app'] },
    });
    expect(text).toBe(
      [
        'What I ask for\n- They must keep away (잠정조치 제2호, SPA 9(1)2)',
        'The person it is about\nNothing written.',
        'What happened, 1: in May\nCalls at night.',
        'Places and people with me\nNothing written.',
        'How I can be reached (for the office only, not for the other person)\n- In this app',
      ].join('\n\n'),
    );
  });

  it('a draft is read back as it was saved; one of another form is not guessed at', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
      }),
    );
    expect(readDraft({ ...newDraft('p'), version: 2 })).toBeNull();
    expect(readDraft({})).toBeNull();
  });
});
