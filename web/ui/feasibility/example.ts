/** A made-up case in the drill city, for trying the form: nobody lives there. */
import type { Draft } from './draft.ts';

const WORKDAYS = [1, 2, 3, 4, 5];

/** `names`: of home, workplace, school and market in the reader's language. */
export function exampleDraft(
  draft: Draft,
  names: Readonly<Record<'home' | 'work' | 'school' | 'other', string>>,
): Draft {
  return {
    ...draft,
    wearer: {
      places: [
        { id: 'home', kind: 'home', name: names.home, lat: '36.01250', lon: '124.52750' },
        { id: 'place-1', kind: 'work', name: names.work, lat: '35.99000', lon: '124.50900' },
      ],
      stays: [{ key: 1, place: 'place-1', days: WORKDAYS, from: '09:00', until: '18:00', by: 'car', backBy: '' }],
    },
    protected: {
      places: [
        { id: 'home', kind: 'home', name: names.home, lat: '36.00600', lon: '124.47800' },
        { id: 'place-1', kind: 'work', name: names.work, lat: '35.99600', lon: '124.50200' },
        { id: 'place-2', kind: 'school', name: names.school, lat: '36.01000', lon: '124.48700' },
      ],
      stays: [
        { key: 1, place: 'place-2', days: WORKDAYS, from: '08:15', until: '08:25', by: 'walk', backBy: 'walk' },
        { key: 2, place: 'place-1', days: WORKDAYS, from: '09:00', until: '17:30', by: 'bus', backBy: '' },
      ],
    },
    gaps: [{ key: 1, whose: 'both', lat: '35.99800', lon: '124.50700', radiusM: '700' }],
    approachBy: ['walk', 'car', 'underground'],
  };
}
