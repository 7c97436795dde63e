import { expect, test } from 'vitest';
import { type HomeNotice, rankNotices } from './notice.ts';

const notice = (id: string, urgency: HomeNotice['urgency']): HomeNotice => ({ id, urgency, text: id, action: null });

test('what keeps a warning away comes first, equals keep their order, and sources without one are left out', () => {
  const ranked = rankNotices([
    notice('a', 'know'),
    null,
    notice('b', 'to-do'),
    notice('c', 'warning-at-risk'),
    notice('d', 'to-do'),
    notice('e', 'less-protection'),
  ]);
  expect(ranked.map(({ id }) => id)).toEqual(['c', 'e', 'b', 'd', 'a']);
});
