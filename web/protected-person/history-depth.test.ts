import { expect, test } from 'vitest';
import { depthOf, nextDepth, opened, type Stack, steppedTo } from './history-depth.ts';

// HAZARD H-208: what was on the screen is still there, one step back
test('after a reload deep inside, every entry is still counted', () => {
  const before = opened(opened<string>({ baseDepth: 0, places: ['home'] }, 'menu'), 'sos');
  expect(nextDepth(opened(before, 'x'))).toBe(4);
  const after: Stack<string> = { baseDepth: depthOf({ depth: 2 }), places: ['home'] };
  expect(nextDepth(after)).toBe(3);
  const open = opened(after, 'menu');
  expect(steppedTo(open, 2)).toEqual({ baseDepth: 2, places: ['home'] });
  const back = steppedTo(open, 1);
  expect(back).toEqual({ baseDepth: 1, places: ['home'] });
  expect(nextDepth(back)).toBe(2);
});

test('back closes what stands on top; what is no entry of ours is depth 0', () => {
  const three = opened(opened<string>({ baseDepth: 0, places: ['home'] }, 'menu'), 'sos');
  expect(steppedTo(three, 1).places).toEqual(['home', 'menu']);
  expect([null, {}, { depth: -1 }, { depth: 'x' }, { depth: 1.5 }, { depth: 3 }].map(depthOf)).toEqual([
    0, 0, 0, 0, 0, 3,
  ]);
});
