import { expect, test } from 'vitest';
import { problemsOf } from '../../../src/insight/feasibility/problems.ts';
import { requestOf as sampleOf } from '../../../src/insight/feasibility/sample.test-helper.ts';
import { problemIn } from './ask.ts';
import { newDraft, requestOf } from './draft.ts';
import { exampleDraft } from './example.ts';

const ANY = { min: 1, max: 10_000 };
const ALLOWED = {
  ...{ restraintM: ANY, warnM: ANY, noticeM: ANY, rings: { minM: 1, maxM: 9_999 } },
  ...{ wearerIntervalS: ANY, protectedIntervalS: ANY },
};
const NAMES = { home: 'a', work: 'b', school: 'c', other: 'd' };

test('the server’s sentence is a member of the form and a code', () => {
  const [problem] = problemsOf(sampleOf({ warnM: 50 }), ALLOWED);
  expect(problemIn(`${problem!.path}: ${problem!.message}.`)).toEqual({ path: 'warnM', code: 'order' });
  expect(problemIn('wearer.stays[0].from: overlaps wearer.stays[1].')).toEqual({
    path: 'wearer.stays[0].from',
    code: 'overlaps',
  });
  expect(problemIn('body/gaps/0/area/radiusM: Too small.')).toEqual({ path: 'gaps[0].area.radiusM', code: null });
  expect(problemIn('The request is not well-formed.')).toEqual({ path: '', code: null });
});

test('what is typed becomes a sound request, without a name in it', () => {
  const draft = exampleDraft(newDraft('2026-11-30'), { ...NAMES, home: 'Secret Lane 5' });
  const made = requestOf(draft, 'kr');
  expect(made.ok).toBe(true);
  expect(JSON.stringify(made)).not.toContain('Secret');
  if (made.ok) expect(problemsOf(sampleOf(made.request), ALLOWED)).toEqual([]);
});

test('what is missing is named by its field', () => {
  const draft = newDraft('');
  const stay = { key: 1, place: 'home', days: [], from: '', until: '10:00', by: 'walk', backBy: '' } as const;
  const made = requestOf(
    {
      ...draft,
      numbers: { ...draft.numbers, warnM: 'far' },
      wearer: { ...draft.wearer, stays: [stay] },
      protected: { ...draft.protected, places: [{ ...draft.protected.places[0]!, lat: '91', lon: '5,5' }] },
    },
    'kr',
  );
  expect(made).toEqual({
    ok: false,
    errors: [
      { path: 'startsOn', code: 'date' },
      { path: 'warnM', code: 'number' },
      { path: 'wearer.places[0].latDeg', code: 'latitude' },
      { path: 'wearer.places[0].lonDeg', code: 'longitude' },
      { path: 'wearer.stays[0].days', code: 'days' },
      { path: 'wearer.stays[0].from', code: 'time' },
      { path: 'protected.places[0].latDeg', code: 'latitude' },
    ],
  });
});
