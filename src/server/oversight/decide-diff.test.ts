import { expect, it } from 'vitest';
import { diffLaw } from './decide-diff.ts';

const LAW = {
  calendar: { fixed: 1, days: [1, 2] },
  measures: [
    { id: 'a', days: 90, at: { x: 1 } },
    { id: 'b', days: 30 },
  ],
};

it('tells rule and field of what was changed, added and taken away; not what only stands elsewhere', () => {
  const after = {
    measures: [
      { id: 'c', days: 5 },
      { days: 120, id: 'a', at: { x: 2 } },
    ],
    calendar: { fixed: 1, days: [1, 3] },
  };
  expect(diffLaw(LAW, after)).toEqual([
    { rule: 'measures[c]', field: '', before: null, after: '{"id":"c","days":5}' },
    { rule: 'measures[a]', field: 'days', before: '90', after: '120' },
    { rule: 'measures[a]', field: 'at.x', before: '1', after: '2' },
    { rule: 'measures[b]', field: '', before: '{"id":"b","days":30}', after: null },
    { rule: 'calendar', field: 'days', before: '[1,2]', after: '[1,3]' },
  ]);
  expect(diffLaw(LAW, { ...LAW, measures: LAW.measures.toReversed() })).toEqual([]);
});
